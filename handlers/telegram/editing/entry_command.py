"""`/service`: looking at entries and changing them, by words or by buttons."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from bot.editing.fields import EDITABLE, WrongValue
from bot.people.roles import Role
from bot.people.words import ROLE_NAMES
from bot.reply import Choice
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import NAMES
from data.catalogue.stored_entries import entry_of_json
from data.people.audit import OPERATOR
from data.tables import EntryRevision
from handlers.telegram.desk.desk import Desk
from handlers.telegram.editing import labels as entry_labels
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.adding import open_adding
from handlers.telegram.editing.changing import change_typed, open_edit, open_remove, remove_typed, undo
from handlers.telegram.editing.finding import ask_word, find_word, not_found
from handlers.telegram.editing.new_subject import TAKE_BACK, open_new_subject, take_subject_back
from handlers.telegram.editing.save_results import EDIT, HISTORY, PREFIX, REMOVE, SHOW, UNDO, button, show_entry
from handlers.telegram.editing.texts import short_differences
from handlers.telegram.editing.todo import OVERVIEW
from handlers.telegram.editing.ways_to_ask import PHRASES, TEACH, WAYS, ask_phrases, show_ways, teach_wrong
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

__all__ = ["PREFIX", "entry_pressed", "service"]

_FIND, _ADD, _SUBJECT = "F", "A", "N"
_PAGE = 8  # revisions on one page, each with its button
_FIXES: Final = {"w": "how", "c": "contact", "d": "source.as_of"}
"""Buttons that ask at once for the value of one field."""


async def service(desk: Desk, turn: Turn) -> None:
    """Does what the first word says; without one, shows what there is to do."""
    word, _, rest = turn.text.partition(" ")
    work = _WORDS.get(word.lower())
    if work is None:
        await _overview(desk, turn)
    else:
        await work(desk, turn, rest.strip())


async def entry_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button about entries says; one that means nothing any more shows what there is."""
    letter, target = turn.text.removeprefix(PREFIX)[:1], turn.text.removeprefix(PREFIX)[1:]
    if letter == _FIND:
        await ask_word(desk, turn)
    elif letter == _ADD:
        await open_adding(desk, turn)
    elif letter == _SUBJECT:
        await open_new_subject(desk, turn)
    elif letter == TAKE_BACK:
        await take_subject_back(desk, turn, target)
    elif letter == UNDO:
        await _undo_row(desk, turn, target)
    elif letter == entry_labels.REMOVE:
        await entry_labels.remove(desk, turn, target)
    elif letter in _BUTTONS or letter in _FIXES:
        entry = await _entry(desk, turn, target)
        if entry is not None:
            await (_BUTTONS[letter](desk, turn, entry) if letter in _BUTTONS else _fix(desk, turn, entry, letter))
    else:
        await _overview(desk, turn)


async def _overview(desk: Desk, turn: Turn) -> None:
    fields = "、".join(NAMES[field] for field in EDITABLE)
    choices = (
        button(_FIND, "", wording.FIND),
        button(_ADD, "", wording.ADD),
        button(_SUBJECT, "", wording.NEW_SUBJECT),
        Choice(OVERVIEW, wording.TODO),
    )
    await desk.outbox.answer(turn, plain(wording.HELP.format(fields=fields), inline_keyboard(choices)))


async def _entry(desk: Desk, turn: Turn, given: str) -> ServiceEntry | None:
    """The entry that an id or a title names; says so, with the nearest ones, when none is."""
    known = desk.entries.known
    by_title = [entry.id for entry in known.values() if entry.title == given]
    entry_id = given if given in known else by_title[0] if len(by_title) == 1 else None
    entry = await desk.entries.entry(entry_id) if entry_id is not None else None
    if entry is None:
        said = wording.NOT_FOUND.format(given=given[:60])
        await desk.outbox.answer(turn, await not_found(desk, given, said))
    return entry


async def _usage(desk: Desk, turn: Turn, what: str) -> None:
    await desk.outbox.answer(turn, plain(wording.USAGE[what]))


async def _find(desk: Desk, turn: Turn, rest: str) -> None:
    await (find_word(desk, turn, rest) if rest else ask_word(desk, turn))


async def _show(desk: Desk, turn: Turn, rest: str) -> None:
    if not rest:
        await _usage(desk, turn, "show")
    elif (entry := await _entry(desk, turn, rest)) is not None:
        await show_entry(desk, turn, entry)


async def _add(desk: Desk, turn: Turn, rest: str) -> None:
    await open_adding(desk, turn, rest)


async def _edit(desk: Desk, turn: Turn, rest: str) -> None:
    given, field_given, text = [*rest.split(maxsplit=2), "", "", ""][:3]
    if not given:
        await _usage(desk, turn, "edit")
        return
    entry = await _entry(desk, turn, given)
    if entry is None:
        return
    if not field_given:
        await open_edit(desk, turn, entry)
        return
    try:
        field = desk.entries.typed.field(field_given)
    except WrongValue as wrong:
        await desk.outbox.answer(turn, plain(str(wrong)))
        return
    await (change_typed(desk, turn, entry, field, text) if text else open_edit(desk, turn, entry, field))


async def _remove(desk: Desk, turn: Turn, rest: str) -> None:
    if not rest:
        await _usage(desk, turn, "remove")
    elif (entry := await _entry(desk, turn, rest)) is not None:
        await remove_typed(desk, turn, entry)


async def _history(desk: Desk, turn: Turn, rest: str) -> None:
    entry_id, _, before = rest.partition(" ")
    if not entry_id:
        await _usage(desk, turn, "history")
        return
    rows = await desk.entries.revisions(entry_id, _PAGE, _number(before)) if entry_id.isprintable() else []
    if not rows:
        if entry_id in desk.entries.known:
            await desk.outbox.answer(turn, plain(wording.HISTORY_NONE.format(id=entry_id)))
        else:
            said = wording.NOT_FOUND.format(given=entry_id[:60])
            await desk.outbox.answer(turn, await not_found(desk, entry_id, said))
        return
    lines = [wording.HISTORY_HEAD.format(id=entry_id), *(_history_line(desk, row) for row in rows)]
    if rows[-1].number > 1:
        lines.append(wording.HISTORY_MORE.format(id=entry_id, before=rows[-1].number))
    choices = tuple(button(UNDO, row.id or 0, wording.HISTORY_UNDO.format(number=row.number)) for row in rows)
    await desk.outbox.answer(turn, plain("\n".join(lines), inline_keyboard(choices)))


def _history_line(desk: Desk, row: EntryRevision) -> str:
    at = datetime.fromtimestamp(row.at, desk.timezone).strftime("%Y-%m-%d %H:%M")
    names = {str(role): name for role, name in ROLE_NAMES.items()} | {OPERATOR: wording.OPERATOR}
    line = wording.HISTORY_LINE.format(
        number=row.number,
        at=at,
        role=names.get(row.role, ROLE_NAMES[Role.EDITOR]),
        action=wording.ACTIONS.get(row.action, row.action),
    )
    change = EntryChange(entry_of_json(row.before), entry_of_json(row.after))
    return "\n".join((line, *short_differences(change, desk.entries.subjects)))


async def _undo(desk: Desk, turn: Turn, rest: str) -> None:
    entry_id, _, number = rest.partition(" ")
    if not entry_id or not entry_id.isprintable() or (number and _number(number) is None):
        await _usage(desk, turn, "undo")
    else:
        await undo(desk, turn, entry_id, _number(number))


async def _undo_row(desk: Desk, turn: Turn, target: str) -> None:
    row = _number(target)
    found = await desk.entries.revision_at(row) if row is not None else None
    if found is None:
        await _overview(desk, turn)
    else:
        await undo(desk, turn, *found)


async def _fix(desk: Desk, turn: Turn, entry: ServiceEntry, letter: str) -> None:
    await open_edit(desk, turn, entry, _FIXES[letter])


async def _history_of(desk: Desk, turn: Turn, entry: ServiceEntry) -> None:
    await _history(desk, turn, entry.id)


def _number(text: str) -> int | None:
    """A number that a revision can have; None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


_BUTTONS: Final[Mapping[str, Callable[[Desk, Turn, ServiceEntry], Awaitable[None]]]] = {
    SHOW: show_entry,
    EDIT: open_edit,
    REMOVE: open_remove,
    HISTORY: _history_of,
    WAYS: show_ways,
    TEACH: teach_wrong,
    PHRASES: ask_phrases,
}

_WORDS: Final[Mapping[str, Callable[[Desk, Turn, str], Awaitable[None]]]] = {
    **dict.fromkeys(("find", "找", "查"), _find),
    **dict.fromkeys(("show", "看"), _show),
    **dict.fromkeys(("add", "加"), _add),
    **dict.fromkeys(("edit", "改"), _edit),
    **dict.fromkeys(("remove", "删"), _remove),
    **dict.fromkeys(("history", "记录"), _history),
    **dict.fromkeys(("undo", "撤销"), _undo),
    **dict.fromkeys(("label", "样题"), entry_labels.add),
    **dict.fromkeys(("labels",), entry_labels.listed),
}
