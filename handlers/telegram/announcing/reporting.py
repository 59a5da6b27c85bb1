"""What was announced, and what became of it."""

import re
from typing import Final

from bot.announcing.asks import Asks
from bot.announcing.records import UnknownAnnouncement
from bot.announcing.states import State
from bot.people.roles import Right
from bot.reply import Choice
from data.announcing.signups import UNDER_WAY, WAITING
from data.tables import Announcement, Signup
from handlers.telegram.announcing import composing, submitting, taking_part_words, telling
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.cards import STEER, acts
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.bot_api import Upload

_PAGE: Final = 10
_LISTED_HERE: Final = 15
"""People who signed up that a message lists: a word of each may have 200 characters."""

_BEFORE: Final = re.compile(r"前\s*(\d{1,9})", re.ASCII)


async def announcements(desk: Desk, turn: Turn) -> None:
    """`/announcements` lists, newest first; with a number it reports, or shows what waits to be sent or approved."""
    before = _BEFORE.fullmatch(turn.text)
    if not turn.text or before is not None:
        await _list(desk, turn, int(before[1]) if before is not None else None)
        return
    found = telling.NUMBER.fullmatch(turn.text)
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
    called = await desk.staff.names.of(filter(None, (found.author, found.approver)))
    text = "\n".join((telling.full_report(found, report, called, desk.timezone), *await _answers(desk, found)))
    asks = Asks.from_json(found.asks)
    if asks.signup:
        offered = (*offered, Choice(f"{STEER}{asks.of or number}:signups", taking_part_words.SIGNUPS_LIST))
    await desk.outbox.answer(turn, plain(text, inline_keyboard(offered)))


async def _answers(desk: Desk, found: Announcement) -> list[str]:
    """What people answered to its buttons, in numbers."""
    asks, taking_part = Asks.from_json(found.asks), desk.announcing.taking_part
    number = asks.of or found.id or 0
    lines = []
    if asks.signup:
        taken, waiting = await taking_part.counted(number)
        lines.append(taking_part_words.REPORT_SIGNUPS.format(taken=taken, waiting=waiting))
    if asks.poll:
        counts = await taking_part.tally(number)
        lines.append(taking_part_words.REPORT_POLL.format(total=sum(counts.values())))
        lines += [
            taking_part_words.REPORT_CHOICE.format(choice=choice, count=counts.get(place, 0))
            for place, choice in enumerate(asks.poll)
        ]
    return lines


async def show_signups(desk: Desk, turn: Turn, number: int) -> None:
    """Who signed up, without persons: their numbers and what they chose to tell; a long list as a file."""
    rows = await desk.announcing.taking_part.listed(number)
    if not rows:
        await desk.outbox.answer(turn, plain(taking_part_words.SIGNUPS_LIST_NOBODY.format(number=number)))
        return
    lines = [taking_part_words.SIGNUPS_LIST_HEAD.format(number=number), *map(_signup, rows)]
    if len(rows) <= _LISTED_HERE:
        await desk.outbox.answer(turn, plain("\n".join(lines)))
        return
    upload = Upload("document", f"signups-{number}.txt", "\n".join(lines).encode("utf-8-sig"))
    caption = plain(taking_part_words.SIGNUPS_FILE.format(number=number, count=len(rows)))
    await desk.outbox.send_file(turn, "sendDocument", upload, caption)


def _signup(row: Signup) -> str:
    state = taking_part_words.SIGNUPS_LIST_WAITING if row.state == WAITING else ""
    if row.tell is not None and row.tell.endswith(UNDER_WAY):
        state += taking_part_words.SIGNUPS_LIST_UNTOLD
    note = taking_part_words.SIGNUPS_LIST_NOTE.format(note=" ".join(row.note.split())) if row.note else ""
    return taking_part_words.SIGNUPS_LIST_LINE.format(place=row.number, state=state, note=note)


async def _list(desk: Desk, turn: Turn, before: int | None) -> None:
    found = await desk.announcing.office.listed(_PAGE, before_number=before)
    if not found:
        await desk.outbox.answer(turn, plain(wording.LIST_NONE))
        return
    recalled = await desk.announcing.office.recalled()
    lines = [wording.LIST_HEAD, *(_line(desk, one, recalled) for one in found)]
    if len(found) == _PAGE:
        lines.append(wording.LIST_MORE.format(before=found[-1].id))
    choices = tuple(Choice(f"{STEER}{one.id}:report", wording.LIST_BUTTON.format(number=one.id)) for one in found)
    await desk.outbox.answer(turn, plain("\n".join(lines), inline_keyboard(choices)))


def _line(desk: Desk, one: Announcement, recalled: frozenset[int]) -> str:
    at = one.started_at or one.scheduled_at or one.created_at
    return wording.LIST_LINE.format(
        number=one.id,
        state=wording.RECALLED if one.id in recalled else wording.STATES[State(one.state)],
        at=telling.at(at, desk.timezone),
        text=telling.gist(one),
    )
