"""Questions that were not answered: each becomes an answered one in a tap or two."""

import re
from dataclasses import dataclass
from typing import Final

from bot.answering.explaining import target_name
from bot.learning import words as wording
from bot.learning.teaching import MissGone, WouldChange, short_id
from bot.people.forms import Form
from bot.people.roles import Right
from bot.people.staff import NotAllowed
from bot.reply import Choice
from data.catalogue.entries import ServiceEntry
from data.catalogue.taught import EntryGone
from data.learning.misses import SHOWN_FROM, Miss
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.editing.adding import open_adding
from handlers.telegram.editing.would_change import change_lines
from handlers.telegram.message.show import Drawn, plain, rows_of
from handlers.telegram.message.turn import Turn

PREFIX: Final = "u:"
FIND: Final = "find_entry"

_PAGE = 8  # questions listed at once
_MANY_TOLD = 5  # from where a list of what few asked is cleared by one press

_PRESSED = re.compile(r"u:([a-zA-Z])(?::([0-9]{1,6}))?(?::([0-9a-f]{16}))?(?::([0-9a-f]{12}))?")
_LIST, _ENTRY, _OUT, _NEW, _IGNORE, _FIND, _CANCEL, _IGNORE_TOLD = "leongfca"
_CONFIRMED: Final = {"E": "e", "O": "o"}


@dataclass(frozen=True, slots=True)
class _Press:
    """A pressed button: what to do, the place in the list, the question, the entry; and whether it is confirmed."""

    action: str
    place: int
    miss: str
    entry: str
    confirmed: bool

    @classmethod
    def read(cls, data: str) -> "_Press | None":
        found = _PRESSED.fullmatch(data)
        if found is None:
            return None
        action = _CONFIRMED.get(found[1], found[1])
        return cls(action, int(found[2] or 0), found[3] or "", found[4] or "", found[1] in _CONFIRMED)


def _data(action: str, place: int, miss: str = "", entry: str = "") -> str:
    return ":".join(part for part in (f"{PREFIX}{action}", str(place), miss, entry) if part)


async def unanswered(desk: Desk, turn: Turn) -> None:
    """`/unanswered`: the questions with their counts, and what to make of the first."""
    await desk.outbox.answer(turn, await _listed(desk, 0))


async def miss_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button under the list, a search or a confirmation says."""
    press = _Press.read(turn.text)
    if press is None or press.action in (_LIST, _CANCEL):
        await desk.forms.close(turn.conversation)
        await _rewrite(desk, turn, await _listed(desk, press.place if press is not None else 0))
        return
    if not await desk.staff.may(turn.person, Right.EDIT):
        await desk.outbox.answer(turn, plain(wording.MAY_NOT_EDIT))
        return
    if press.action == _IGNORE_TOLD:
        count = await desk.teaching.ignore_told(actor(turn))
        await _gone(desk, turn, 0, wording.IGNORED_TOLD.format(count=count) if count else wording.MISS_GONE)
        return
    miss = await desk.teaching.misses.of(press.miss)
    if miss is None:
        await _gone(desk, turn, press.place, wording.MISS_GONE)
    elif press.action == _ENTRY:
        entry = desk.teaching.entry_of(press.entry)
        if entry is None:
            await _gone(desk, turn, press.place, wording.ENTRY_GONE)
        else:
            await _teach(desk, turn, press, miss, entry)
    elif press.action == _OUT:
        await _teach(desk, turn, press, miss, None)
    elif press.action == _NEW:
        await open_adding(desk, turn, miss.question)
    elif press.action == _IGNORE:
        done = await desk.teaching.ignore(actor(turn), miss)
        said = wording.IGNORED.format(question=miss.question) if done else wording.MISS_GONE
        await _gone(desk, turn, press.place, said)
    elif press.action == _FIND:
        await desk.forms.keep(turn.conversation, Form(FIND, "word", {"miss": miss.id, "place": press.place}))
        await _rewrite(desk, turn, plain(wording.FIND_ASK, rows_of(_way_out(press.place))))


async def find(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the word that an entry is looked for by; the search stays open for another word."""
    place, miss = int(form.answers["place"]), str(form.answers["miss"])
    entries = desk.teaching.found(turn.text)
    await desk.forms.keep(turn.conversation, form)
    rows = [[Choice(_data(_ENTRY, place, miss, short_id(entry.id)), entry.title)] for entry in entries]
    said = wording.FIND_FOUND if entries else wording.FIND_NONE.format(word=turn.text[:20])
    await desk.outbox.answer(turn, plain(said, rows_of(*rows, _way_out(place))))


def _way_out(place: int) -> list[Choice]:
    return [Choice(_data(_LIST, place), wording.BACK), Choice(_data(_CANCEL, place), wording.CANCEL)]


async def _teach(desk: Desk, turn: Turn, press: _Press, miss: Miss, entry: ServiceEntry | None) -> None:
    """Teaches the question; asks first, showing both, when labelled answers would change."""
    entry_id = entry.id if entry is not None else None
    try:
        done = await desk.teaching.teach(actor(turn), miss, entry_id, confirmed=press.confirmed)
    except NotAllowed:
        await desk.outbox.answer(turn, plain(wording.MAY_NOT_CONFIRM))
        return
    except MissGone:
        await _gone(desk, turn, press.place, wording.MISS_GONE)
        return
    except EntryGone:
        await _gone(desk, turn, press.place, wording.ENTRY_GONE)
        return
    if isinstance(done, WouldChange):
        await _ask_confirmation(desk, turn, press, miss, entry, done)
        return
    await desk.forms.close(turn.conversation)
    await _rewrite(desk, turn, await _listed(desk, press.place))
    said = wording.TAUGHT_NOT_OURS.format(question=miss.question)
    if entry is not None:
        said = wording.TAUGHT_TO_ENTRY.format(question=miss.question, title=entry.title)
    await desk.outbox.answer(turn, plain(said, rows_of([Choice(f"x:u:{done.number}", wording.UNDO)])))


async def _ask_confirmation(
    desk: Desk, turn: Turn, press: _Press, miss: Miss, entry: ServiceEntry | None, done: WouldChange
) -> None:
    lines = change_lines(done.answers)
    target = target_name(desk.teaching.snapshot, None, entry.id if entry is not None else None)
    back = Choice(_data(_LIST, press.place), wording.BACK)
    if not done.may_confirm:
        await _rewrite(desk, turn, plain("\n".join((*lines, wording.MAY_NOT_CONFIRM)), rows_of([back])))
        return
    lines.append(wording.ASK_CONFIRM.format(question=miss.question, target=target))
    confirm = Choice(_data(press.action.upper(), press.place, miss.id, press.entry), wording.CONFIRM)
    cancel = Choice(_data(_CANCEL, press.place), wording.CANCEL)
    await _rewrite(desk, turn, plain("\n".join(lines), rows_of([confirm], [back, cancel])))


async def _gone(desk: Desk, turn: Turn, place: int, said: str) -> None:
    """Says what became of it, and shows what is left."""
    await desk.forms.close(turn.conversation)
    await _rewrite(desk, turn, await _listed(desk, place))
    await desk.outbox.answer(turn, plain(said))


async def _rewrite(desk: Desk, turn: Turn, drawn: Drawn) -> None:
    if turn.message_id is None or not await desk.outbox.rewrite(turn, turn.message_id, drawn):
        await desk.outbox.answer(turn, drawn)


async def _listed(desk: Desk, place: int) -> Drawn:
    """The page of the list that holds this place, and the buttons for the question that stands there."""
    misses = desk.teaching.misses
    count = await misses.shown_count()
    if not count:
        return plain(wording.MISSES_NONE.format(people=SHOWN_FROM))
    place = min(place, count - 1)
    first = place - place % _PAGE
    page = await misses.shown(_PAGE, first)
    if not page:
        return plain(wording.MISSES_NONE.format(people=SHOWN_FROM))
    place = min(place, first + len(page) - 1)
    lines = [wording.MISSES_HEAD.format(count=count, page=first // _PAGE + 1, pages=-(-count // _PAGE))]
    lines += [_line(miss, number, number == place) for number, miss in enumerate(page, first)]
    lines.append(wording.MISSES_FOOT)
    rows = _buttons(desk, page[place - first], place, count)
    if (told := await misses.told_by_few_count()) >= _MANY_TOLD:
        rows.append([Choice(_data(_IGNORE_TOLD, place), wording.IGNORE_TOLD.format(count=told))])
    return plain("\n".join(lines), rows_of(*rows))


def _line(miss: Miss, number: int, current: bool) -> str:
    return wording.MISS_LINE.format(
        mark=wording.MISS_CURRENT if current else wording.MISS_OTHER,
        number=number + 1,
        question=miss.question,
        people=miss.people,
        asked=miss.asked,
        told=wording.MISS_TOLD if miss.told else "",
    )


def _buttons(desk: Desk, miss: Miss, place: int, count: int) -> list[list[Choice]]:
    def act(action: str, label: str) -> Choice:
        return Choice(_data(action, place, miss.id), label)

    rows = [
        [Choice(_data(_ENTRY, place, miss.id, short_id(entry.id)), entry.title)]
        for entry in desk.teaching.candidates(miss.question)
    ]
    rows.append([act(_FIND, wording.OTHER_ENTRY), act(_OUT, wording.NOT_OURS)])
    rows.append([act(_NEW, wording.NEW_ENTRY), act(_IGNORE, wording.IGNORE)])
    turning = []
    if place > 0:
        turning.append(Choice(_data(_LIST, place - 1), wording.BEFORE))
    if place + 1 < count:
        turning.append(Choice(_data(_LIST, place + 1), wording.NEXT))
    return [*rows, turning]
