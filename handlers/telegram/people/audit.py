"""Reading who changed what; nothing here changes a row."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from html import unescape
from typing import Final

from bot.announcing.states import PauseReason, State
from bot.people import words as wording
from data.catalogue.fields import NAMES
from data.people import audit as records
from data.tables import AuditRow
from handlers.telegram.announcing import words as announcing
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.people.roles import name_of
from handlers.telegram.people.words import CHANNELS

_ROLES: Final = "role."
_FIELD: Final = re.compile(r"(?P<before>^|; )(?P<key>[a-z_]+)=(?P<value>[^;]*)")
"""A field of an entry and its value, as the audit keeps them."""
_MARK: Final = re.compile(r"</?[a-z][^<>]*>?")
"""A mark of a text, which may have been cut in its middle."""

_PAGE = 15  # acts on one phone screen and a half


async def audit(desk: Desk, turn: Turn) -> None:
    """`/audit [ID]`: the newest acts, or those before one."""
    before = None
    if turn.text:
        if not (turn.text.isascii() and turn.text.isdecimal() and len(turn.text) <= 9):
            await desk.outbox.answer(turn, plain(wording.AUDIT_NUMBER))
            return
        before = int(turn.text)
    rows = await records.newest(desk.database, _PAGE, before)
    lines = [wording.AUDIT_HEAD, *await _lines(desk, rows)] if rows else [wording.AUDIT_NONE]
    if len(rows) == _PAGE:
        lines.append(wording.AUDIT_MORE.format(before=rows[-1].id))
    await desk.outbox.answer(turn, plain("\n".join(lines)))


async def _lines(desk: Desk, rows: Sequence[AuditRow]) -> list[str]:
    persons = {row.actor for row in rows} | {row.subject for row in rows if row.action.startswith(_ROLES)}
    called = await desk.staff.names.of(persons)
    return [_line(desk, row, called) for row in rows]


def _line(desk: Desk, row: AuditRow, called: Mapping[str, str]) -> str:
    at = datetime.fromtimestamp(row.at, desk.timezone).strftime("%m-%d %H:%M")
    line = wording.AUDIT_LINE.format(
        at=at,
        actor=wording.AUDIT_ACTORS.get(row.actor, called[row.actor]),
        channel=CHANNELS.get(row.channel, row.channel),
        action=wording.ACTIONS.get(row.action, row.action),
        subject=_subject(desk, row, called),
    )
    if row.before is None and row.after is None:
        return line
    before, after = (_in_words(desk, row.action, kept) or wording.AUDIT_EMPTY for kept in (row.before, row.after))
    return f"{line}\n{wording.AUDIT_CHANGE.format(before=before, after=after)}"


def _subject(desk: Desk, row: AuditRow, called: Mapping[str, str]) -> str:
    """What was acted on, for people: a colleague by name and number, a subject of entries by its name."""
    if row.action.startswith(_ROLES):
        name, number = called[row.subject], row.subject.rpartition(":")[2]
        return name if name == number else wording.NAME_AND_NUMBER.format(name=name, number=number)
    return wording.AUDIT_SUBJECTS.get(row.subject) or desk.teaching.subject_names().get(row.subject, row.subject)


def _field_in_words(desk: Desk, one: re.Match[str]) -> str:
    key, value = one["key"], one["value"]
    if key not in NAMES:
        return one[0]
    named = desk.teaching.subject_names().get(value, value) if key == "intent" else value
    return wording.AUDIT_FIELD.format(before=one["before"], field=NAMES[key], value=named or wording.AUDIT_EMPTY)


def _in_words(desk: Desk, action: str, kept: str | None) -> str:
    """What was kept of a value, for people: states, reasons and roles by name, texts without their marks."""
    if kept is None:
        return ""
    if action.startswith("entry."):
        return _FIELD.sub(partial(_field_in_words, desk), kept)
    if action.startswith(_ROLES):
        return name_of(kept)
    if not action.startswith("announce."):
        return kept
    if kept in frozenset(State):
        return announcing.STATES[State(kept)]
    return announcing.PAUSES[PauseReason(kept)] if kept in frozenset(PauseReason) else unescape(_MARK.sub("", kept))
