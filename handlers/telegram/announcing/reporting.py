"""What was announced, and what became of it."""

import re
from typing import Final

from bot.announcing.records import UnknownAnnouncement
from bot.announcing.states import State
from bot.reply import Choice
from bot.roles import Right
from bot.wording import announcing as wording
from data.tables import Announcement
from handlers.telegram.announcing import composing, submitting, telling
from handlers.telegram.announcing.cards import STEER, acts
from handlers.telegram.desk import Desk
from handlers.telegram.show import inline_keyboard, plain
from handlers.telegram.turn import Turn

NUMBER: Final = re.compile(r"(\d{1,9})\s*号?(?:\s+(.*))?", re.ASCII | re.DOTALL)
"""An announcement's number, and what follows it."""

_PAGE: Final = 10
_BEFORE: Final = re.compile(r"前\s*(\d{1,9})", re.ASCII)


async def announcements(desk: Desk, turn: Turn) -> None:
    """`/announcements` lists, newest first; with a number it reports, or shows what waits to be sent or approved."""
    before = _BEFORE.fullmatch(turn.text)
    if not turn.text or before is not None:
        await _list(desk, turn, int(before[1]) if before is not None else None)
        return
    found = NUMBER.fullmatch(turn.text)
    if found is None or found[2]:
        await desk.outbox.answer(turn, plain(wording.NO_NUMBER.format(example="/announcements 12")))
        return
    await show_report(desk, turn, int(found[1]))


async def show_report(desk: Desk, turn: Turn, number: int) -> None:
    """Everything about one: its author's draft can be gone on with, and whoever may approves what waits."""
    office = desk.announcing.office
    try:
        found = await office.find(number)
    except UnknownAnnouncement as error:
        await desk.outbox.answer(turn, plain(telling.refusal(error)))
        return
    ours = found.author == turn.person
    if found.state == State.DRAFT and ours:
        await composing.preview(desk, turn, number)
        return
    if found.state == State.WAITING and not ours and await desk.staff.may(turn.person, Right.APPROVE):
        await submitting.show_to_approve(desk, turn, number, turn.person)
        return
    report = await office.report(number)
    offered = tuple(choice for choice in acts(report) if not choice.id.endswith(":report"))
    text = telling.full_report(found, report, desk.timezone)
    await desk.outbox.answer(turn, plain(text, inline_keyboard(offered)))


async def _list(desk: Desk, turn: Turn, before: int | None) -> None:
    found = await desk.announcing.office.listed(_PAGE, before_number=before)
    if not found:
        await desk.outbox.answer(turn, plain(wording.LIST_NONE))
        return
    lines = [wording.LIST_HEAD, *(_line(desk, one) for one in found)]
    if len(found) == _PAGE:
        lines.append(wording.LIST_MORE.format(before=found[-1].id))
    choices = tuple(Choice(f"{STEER}{one.id}:report", wording.LIST_BUTTON.format(number=one.id)) for one in found)
    await desk.outbox.answer(turn, plain("\n".join(lines), inline_keyboard(choices)))


def _line(desk: Desk, one: Announcement) -> str:
    at = one.started_at or one.scheduled_at or one.created_at
    return wording.LIST_LINE.format(
        number=one.id,
        state=wording.STATES[State(one.state)],
        at=telling.at(at, desk.timezone),
        text=telling.gist(one),
    )
