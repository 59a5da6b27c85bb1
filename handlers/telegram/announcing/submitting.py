"""Sending an announcement, once, with a second person's consent where that is needed."""

from typing import Final

from bot.announcing.messenger import Sent, send_whole
from bot.announcing.records import NotNow
from bot.announcing.states import State
from bot.people.forms import Form
from bot.people.roles import Right
from bot.reply import Choice
from handlers.telegram.announcing import drafting, telling
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.telling import REFUSALS, refusal
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import form_keyboard, pressed_in_form
from handlers.telegram.message.keys import is_ours, number_of
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

REASON: Final = "decline"
"""The form in which somebody says why one was sent back."""

_LONGEST_REASON: Final = 500

PREFIX: Final = "apr:"
"""Begins the id of a button of those who approve: `apr:NUMBER:yes` or `no`."""


async def send_pressed(desk: Desk, turn: Turn, number: int, act: str) -> None:
    """The author sends, or sends an urgent one without the second person, which is asked about once more."""
    approvals = desk.announcing.office.approvals
    if act == "override":
        choices = (Choice(drafting.of(number, "override_sure"), wording.OVERRIDE_SURE), *drafting.ways_out(number)[:1])
        await desk.outbox.answer(turn, plain(wording.ASK_OVERRIDE.format(number=number), inline_keyboard(choices)))
        return
    if act == "override_sure":
        await approvals.override(actor(turn), number)
        await _show_card(desk, turn, number)
        return
    state = await approvals.submit(actor(turn), number)
    await _show_card(desk, turn, number)
    if state is State.WAITING:
        await _ask_others(desk, turn, number)


async def _show_card(desk: Desk, turn: Turn, number: int) -> None:
    """The message whose button was pressed becomes the live card."""
    drawn = await desk.announcing.cards.drawn(number)
    message: int | None = turn.message_id
    if message is None or not await desk.outbox.rewrite(turn, message, drawn):
        message = await desk.outbox.tell(turn.job, turn.chat_id, drawn)
    if message is not None:
        await desk.announcing.cards.put(number, turn.person, message, drawn)


async def _ask_others(desk: Desk, turn: Turn, number: int) -> None:
    """Shows it to everybody else who may approve; says so when nobody could be reached."""
    reached = 0
    for person in await desk.announcing.office.approvals.approvers(number):
        reached += await show_to_approve(desk, turn, number, person)
    if not reached:
        await desk.outbox.answer(turn, plain(wording.NOBODY_ASKED.format(number=number)))
    found = await desk.announcing.office.find(number)
    if found.urgent and await desk.staff.may(turn.person, Right.URGENT):
        choices = (Choice(drafting.of(number, "override"), wording.OVERRIDE),)
        text = wording.OVERRIDE_OFFER.format(number=number)
        await desk.outbox.answer(turn, plain(text, inline_keyboard(choices)))


async def show_to_approve(desk: Desk, turn: Turn, number: int, person: str) -> bool:
    """The very message and the two buttons; false when the person cannot be reached."""
    if not is_ours(person):
        return False
    office = desk.announcing.office
    outcome = await send_whole(desk.announcing.messenger, person, await office.drafts.preview(number))
    if not isinstance(outcome, Sent):
        return False
    return await desk.outbox.tell(turn.job, number_of(person), await _to_approve(desk, number)) is not None


async def _to_approve(desk: Desk, number: int) -> Drawn:
    office = desk.announcing.office
    found = await office.find(number)
    details = telling.details(found, await office.drafts.estimate(number), desk.timezone)
    text = wording.NEEDS_APPROVAL.format(
        number=number, author=await desk.staff.names.called(found.author), details=details
    )
    choices = (Choice(f"{PREFIX}{number}:yes", wording.APPROVE), Choice(f"{PREFIX}{number}:no", wording.DECLINE))
    return plain(text, inline_keyboard(choices))


async def decided(desk: Desk, turn: Turn) -> None:
    """The second person agrees or sends it back; the author hears of it."""
    name, _, act = turn.text.removeprefix(PREFIX).partition(":")
    if not (name.isascii() and name.isdecimal() and len(name) <= 9) or act not in ("yes", "no"):
        return
    number, office = int(name), desk.announcing.office
    try:
        await (office.approvals.approve if act == "yes" else office.approvals.decline)(actor(turn), number)
    except NotNow as error:
        await desk.outbox.answer(turn, plain(await _already(desk, turn, number, error.state)))
        return
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))
        return
    said = wording.YOU_APPROVED if act == "yes" else wording.YOU_DECLINED
    await desk.outbox.show(turn, plain(said.format(number=number)))
    await desk.announcing.cards.renew(number)
    author = (await office.find(number)).author
    if is_ours(author):
        who = await desk.staff.names.called(turn.person)
        told = (wording.APPROVED if act == "yes" else wording.DECLINED).format(number=number, who=who)
        back = () if act == "yes" else (Choice(drafting.of(number, "show"), wording.SHOW_DRAFT),)
        await desk.outbox.tell(turn.job, number_of(author), plain(told, inline_keyboard(back)))
    if act == "no":
        await desk.forms.keep(turn.conversation, Form(REASON, "reason", {"number": number}))
        await desk.outbox.answer(turn, plain(wording.ASK_REASON, form_keyboard()))


async def _already(desk: Desk, turn: Turn, number: int, state: State) -> str:
    """What happened before this press; the message that was pressed goes on saying what it says."""
    found = await desk.announcing.office.find(number)
    if found.approver == turn.person:
        return wording.ALREADY_APPROVED.format(number=number, state=wording.STATES[state])
    return wording.ALREADY_DECIDED.format(number=number, state=wording.STATES[state])


async def reason(desk: Desk, turn: Turn, form: Form) -> None:
    """Whoever sent one back says why, in words that its author gets; or leaves it at that."""
    number = int(form.answers["number"])
    await desk.forms.close(turn.conversation)
    if pressed_in_form(turn) is not None or not turn.text:
        await desk.outbox.show(turn, plain(wording.NO_REASON))
        return
    author = (await desk.announcing.office.find(number)).author
    who = await desk.staff.names.called(turn.person)
    text = wording.REASON.format(number=number, who=who, why=turn.text[:_LONGEST_REASON])
    told = await desk.outbox.tell(turn.job, number_of(author), plain(text)) if is_ours(author) else None
    await desk.outbox.answer(turn, plain(wording.REASON_TOLD if told is not None else wording.REASON_NOT_TOLD))
