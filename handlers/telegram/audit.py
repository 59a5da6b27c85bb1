"""Reading who changed what; nothing here changes a row."""

from datetime import datetime

from bot.wording import staff as wording
from data import audit as records
from data.tables import AuditRow
from handlers.telegram.desk import Desk
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

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
    lines = [wording.AUDIT_HEAD, *(_line(desk, row) for row in rows)] if rows else [wording.AUDIT_NONE]
    if len(rows) == _PAGE:
        lines.append(wording.AUDIT_MORE.format(before=rows[-1].id))
    await desk.outbox.answer(turn, plain("\n".join(lines)))


def _line(desk: Desk, row: AuditRow) -> str:
    at = datetime.fromtimestamp(row.at, desk.timezone).strftime("%m-%d %H:%M")
    actor = wording.OPERATOR if row.actor == records.OPERATOR else row.actor.rpartition(":")[2]
    line = wording.AUDIT_LINE.format(
        at=at,
        actor=actor,
        channel=wording.CHANNELS.get(row.channel, row.channel),
        action=wording.ACTIONS.get(row.action, row.action),
        subject=row.subject,
    )
    if row.before is None and row.after is None:
        return line
    before, after = row.before or wording.AUDIT_EMPTY, row.after or wording.AUDIT_EMPTY
    return f"{line}\n{wording.AUDIT_CHANGE.format(before=before, after=after)}"
