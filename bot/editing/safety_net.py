"""What a change does to the answers: labelled questions asked of the catalogue before and after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answerer import Answerer
from bot.answering.meanings import Meanings
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.editing.labelled import LabelledLine
from bot.regions import Regions
from bot.reply import Message, Outcome, Reply


@dataclass(frozen=True, slots=True)
class Given:
    """The substance of one answer: how it came out, the subject, and the entry that it is of.

    `title` is that entry's; `lead` is the first line that a person reads.
    """

    outcome: Outcome
    intent: str | None
    entry: str | None
    title: str | None
    lead: str

    @classmethod
    def of(cls, reply: Reply) -> "Given":
        """What a reply comes to."""
        first = reply.services[0] if reply.services else None
        # The best guess behind a refusal is nothing that a person reads.
        intent = None if reply.outcome is Outcome.UNKNOWN else reply.intent
        lead = reply.text.split("\n", 1)[0]
        return cls(reply.outcome, intent, first.id if first else None, first.title if first else None, lead)


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A labelled question that would be answered otherwise, with whether each answer is the one it is labelled with."""

    line: LabelledLine
    before: Given
    after: Given
    right_before: bool
    right_after: bool


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a snapshot answered to lines on a day."""

    snapshot: Snapshot
    lines: tuple[LabelledLine, ...]
    today: date
    replies: tuple[Reply, ...]


class SafetyNet:
    """Asks labelled questions of two snapshots; `home` is the region of lines that name none.

    Asking 300 lines takes about 0.3 s when words of titles or phrases changed, and some hundredths when only the
    content of entries did: call it in a thread. The answers of the catalogue in use are kept for the next change.
    """

    def __init__(self, regions: Regions, home: str, today: Callable[[], date]) -> None:
        self.regions = regions
        self.home = home
        self.today = today
        self._kept: _Tried | None = None

    def changed_answers(
        self, before: Snapshot, after: Snapshot, labelled: Sequence[LabelledLine]
    ) -> tuple[ChangedAnswer, ...]:
        """The lines whose answers differ in substance: another outcome, subject or first entry.

        Another wording of the same entry is what an editor wants, and does not count unless a figure that the line is
        labelled with was there and is gone.
        """
        old = self._tried(before, tuple(labelled))
        self._kept = old
        new = Answerer(after, self.regions, self.home, Meanings(after, self.regions))
        touched = _touched(before, after)
        found = []
        for line, was in zip(old.lines, old.replies, strict=True):
            if not _could_change(was, touched):
                continue
            now = _ask(new, line, old.today)
            one, other = Given.of(was), Given.of(now)
            right_before, right_after = line.is_answered_by(was), line.is_answered_by(now)
            moved = (one.outcome, one.intent, one.entry) != (other.outcome, other.intent, other.entry)
            if moved or (line.answer_any and right_before and not right_after):
                found.append(ChangedAnswer(line, one, other, right_before, right_after))
        return tuple(found)

    def _tried(self, snapshot: Snapshot, lines: tuple[LabelledLine, ...]) -> _Tried:
        """The answers to all lines; those of the last time stand where nothing since can have changed them."""
        today, kept = self.today(), self._kept
        answerer = Answerer(snapshot, self.regions, self.home, Meanings(snapshot, self.regions))
        if kept is None or (kept.lines, kept.today) != (lines, today):
            return _Tried(snapshot, lines, today, tuple(_ask(answerer, line, today) for line in lines))
        touched = _touched(kept.snapshot, snapshot)
        replies = (
            _ask(answerer, line, today) if _could_change(was, touched) else was
            for line, was in zip(lines, kept.replies, strict=True)
        )
        return _Tried(snapshot, lines, today, tuple(replies))


def _ask(answerer: Answerer, line: LabelledLine, today: date) -> Reply:
    return answerer.respond(Message(line.text, region=line.region), DialogueState(), today).reply


def _touched(before: Snapshot, after: Snapshot) -> frozenset[str] | None:
    """The subjects whose entries differ; None when a question may also be understood otherwise."""
    same_reading = (
        before.titles is after.titles
        and before.taught is after.taught
        and before.model is after.model
        and before.indexes.keys() == after.indexes.keys()
    )
    if not same_reading:
        return None
    return frozenset(intent for intent, index in after.indexes.items() if before.indexes[intent] is not index)


def _could_change(was: Reply, touched: frozenset[str] | None) -> bool:
    """Whether a change of these subjects' entries can reach this answer; one that offers several may hold any."""
    if touched is None or was.outcome is Outcome.CHOOSE:
        return True
    return was.outcome is Outcome.ANSWER and was.intent in touched
