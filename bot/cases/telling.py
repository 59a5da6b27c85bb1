"""Cases in sentences: for the person, who is never told names, and for the staff, who are never told who it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.cases import words as wording
from bot.cases.agenda import Agenda
from bot.cases.matters import Matter
from bot.cases.promises import Promises
from bot.cases.records import Case, Word
from bot.cases.relay import Told
from bot.cases.riders import Receipt
from bot.cases.states import Author, Kind, State, Urgency, What
from bot.regions import Regions

_NOBODY: Final[Mapping[str, str]] = {}
"""The person is told nobody's name."""


@dataclass(frozen=True, slots=True)
class Teller:
    """`names` gives the subjects by id, `clock` seconds since 1970, `zone` is what days are shown in."""

    names: Callable[[], Mapping[str, str]]
    regions: Regions
    promises: Promises | None
    clock: Callable[[], float]
    zone: tzinfo

    def subject(self, subject: str | None) -> str:
        """A subject as people read it."""
        return self.names().get(subject or "", wording.NO_SUBJECT)

    def title(self, case: Case) -> str:
        """A case in one short line."""
        region = self.regions.name(case.region)
        return wording.TITLE.format(number=case.number, subject=self.subject(case.subject), region=region)

    def at(self, seconds: int) -> str:
        """A moment as people read it."""
        return datetime.fromtimestamp(seconds, self.zone).strftime("%m-%d %H:%M")

    # --- for the person ---
    def promise(self, urgency: Urgency) -> str:
        """What is promised, in words."""
        if urgency is Urgency.DAYS and self.promises is not None:
            return wording.PROMISED_DAYS.format(days=self.promises.days)
        return wording.PROMISED[urgency]

    def receipt(self, receipt: Receipt, *, comes_here: bool) -> str:
        """What the person is told when a case was made; `comes_here`: answers come into the same chat."""
        case = receipt.case
        lines = [wording.RECEIPT.format(number=case.number)]
        if receipt.on_duty and case.due_at is not None:
            promise = self.promise(case.urgency)
            lines.append(wording.RECEIPT_PROMISE.format(promise=promise, due=self.at(case.due_at)))
        else:
            lines.append(wording.RECEIPT_NO_PROMISE)
        return "\n".join([*lines, *([wording.RECEIPT_HERE] if comes_here else [])])

    def how_it_stands(self, case: Case) -> str:
        """Where a case is, for the person."""
        state = wording.STATES[case.state].format(unit=case.unit)
        if case.state is State.OPEN and case.holder is None:
            state = wording.WAITING
        if not case.going_on or case.state is State.SOLVED:
            return state
        return f"{state}，{self._clock_of(case)}"

    def _clock_of(self, case: Case) -> str:
        if case.remaining is not None:
            return wording.PAUSED
        if case.due_at is None:
            return wording.NO_CLOCK
        pattern = wording.DUE if case.due_at >= self.clock() else wording.OVERDUE
        return pattern.format(due=self.at(case.due_at))

    def for_rider(self, case: Case) -> str:
        """A case with all that was said, for the person."""
        return "\n".join([self.title(case), self.how_it_stands(case), *self.pieces(case)])

    def pieces(self, case: Case) -> list[str]:
        """What was said, for the person."""
        return [self._piece(word, wording.SAYS_YOU, wording.ASKED) for word in case.words]

    # --- for the staff ---
    def for_staff(self, case: Case, person: str, called: Mapping[str, str], most: int = 3000) -> str:
        """A case as somebody of the staff reads it: the newest words, at most so many characters of them.

        `called` says what the colleagues in it are called, by their keys.
        """
        head = [self.title(case), self._who_has(case, person, called), self.clock_for_staff(case)]
        if case.reopened:
            head.append(wording.CAME_BACK)
        if case.matter is not None:
            head.append(wording.IN_MATTER.format(matter=case.matter))
        said = [self._piece(word, wording.SAYS_RIDER, wording.ASKED_BACK, called) for word in case.words]
        return "\n".join([*filter(None, head), *_newest(said, most)])

    def _who_has(self, case: Case, person: str, called: Mapping[str, str]) -> str:
        state = wording.STAFF_STATES[case.state].format(unit=case.unit)
        if case.state is State.HANDED and case.unit_since is not None:
            state += f"（{wording.HANDED_SINCE.format(since=self.at(case.unit_since))}"
            until = case.unit_until
            state += f"{wording.HANDED_UNTIL.format(until=self.at(until)) if until is not None else ''}）"
        if case.holder is None:
            return f"{state}，{wording.HOLDER_NOBODY}" if case.going_on else state
        return f"{state}，{self.holder(case.holder, person, called[case.holder])}"

    def holder(self, holder: str, person: str, called: str) -> str:
        """Who has a case, said to a colleague; `called` is the holder's name."""
        return wording.HOLDER_YOU if holder == person else wording.HOLDER_OTHER.format(who=called)

    def clock_for_staff(self, case: Case) -> str:
        """The clock of a case; nothing where it has none."""
        if case.remaining is not None:
            return wording.STAFF_PAUSED.format(left=_minutes(case.remaining))
        if case.due_at is None or self.promises is None:
            return wording.NO_CLOCK if case.going_on and case.state is not State.SOLVED else ""
        now = int(self.clock())
        if case.due_at < now:
            return wording.STAFF_OVERDUE.format(due=self.at(case.due_at))
        return wording.STAFF_DUE.format(left=_minutes(self.promises.left(now, case.due_at)), due=self.at(case.due_at))

    def matter(self, matter: Matter) -> str:
        """A matter with its cases, and who was told what was agreed."""
        where = "、".join(
            wording.MATTER_WHERE.format(region=self.regions.name(region), count=count)
            for region, count in matter.regions
        )
        count = wording.MATTER_COUNT.format(cases=matter.cases, open=matter.open)
        lines = [self.matter_title(matter), f"{self.subject(matter.subject)} · {count}", where]
        if matter.numbers:
            lines.append(wording.MATTER_CASES.format(numbers="、".join(map(str, matter.numbers))))
        if matter.agreed_at is not None:
            lines.append(wording.MATTER_AGREED.format(at=self.at(matter.agreed_at), text=matter.agreement))
            told = matter.told
            waiting = told.get("queued", 0) + told.get("sending", 0)
            counts = {state: told.get(state, 0) for state in ("sent", "unknown", "failed")}
            lines.append(wording.MATTER_TOLD.format(waiting=waiting, **counts))
        return "\n".join(filter(None, lines))

    def matter_title(self, matter: Matter) -> str:
        """A matter in one line."""
        return wording.MATTER_TITLE.format(number=matter.number, title=matter.title)

    def agenda(self, listed: Sequence[Matter]) -> Agenda:
        """The agenda of the meeting that speaks of these."""
        day = datetime.fromtimestamp(int(self.clock()), self.zone).strftime("%Y-%m-%d")
        rows = [
            (
                str(place),
                one.title,
                self.subject(one.subject),
                str(one.cases),
                str(one.open),
                "\n".join(
                    wording.MATTER_WHERE.format(region=self.regions.name(region), count=count)
                    for region, count in one.regions
                ),
                one.agreement,
                "",
            )
            for place, one in enumerate(listed, 1)
        ]
        return Agenda(day, wording.AGENDA_OF.format(day=day, count=len(rows)), tuple(rows))

    def told(self, told: Told) -> str:
        """A message of the ledger."""
        if told.what is What.WORD and told.word is not None:
            return wording.TO_RIDER[told.word.kind].format(number=told.case.number, text=told.word.text)
        said = wording.TO_STAFF[told.what].format(title=self.title(told.case), clock=self.clock_for_staff(told.case))
        return said if told.word is None else f"{said}\n{_content(told.word, '{text}')}"

    def _piece(self, word: Word, rider: str, asked: str, called: Mapping[str, str] = _NOBODY) -> str:
        who = {Author.RIDER: rider, Author.STAFF: wording.SAYS_UNION, Author.NOTE: wording.SAYS_NOTE}[word.author]
        if (colleague := called.get(word.person or "")) is not None:
            who = wording.SAYS_BY.format(side=who, who=colleague)
        said = wording.PIECE.format(at=self.at(word.at), who=who, text=_content(word, asked))
        told = wording.TOLD.get(word.told or "", "")
        return f"{said} {told}".rstrip()


def _content(word: Word, asked: str) -> str:
    match word.kind:
        case Kind.PHOTO:
            return f"{wording.FILE_PHOTO}{word.text}"
        case Kind.VOICE:
            return wording.FILE_VOICE
        case Kind.DOCUMENT:
            return wording.FILE_DOCUMENT.format(name=word.name) + word.text
        case Kind.ASKED:
            return asked.format(text=word.text)
        case Kind.SOLVED:
            return wording.SOLVED.format(text=word.text)
        case Kind.NOT_OURS:
            return wording.NOT_OURS.format(text=word.text)
        case Kind.HANDED:
            return wording.HANDED.format(unit=word.text)
        case Kind.AGREED:
            return wording.AGREED.format(text=word.text)
        case Kind.SAID:
            return word.text


def _newest(said: Sequence[str], most: int) -> list[str]:
    """The last of them that fit, and how many stand before."""
    kept: list[str] = []
    for piece in reversed(said):
        most -= len(piece)
        if most < 0 and kept:
            break
        kept.append(piece)
    left_off = len(said) - len(kept)
    return [*([wording.LEFT_OFF.format(count=left_off)] if left_off else []), *reversed(kept)]


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return wording.HOURS_MINUTES.format(hours=hours, minutes=rest) if hours else wording.MINUTES.format(minutes=rest)
