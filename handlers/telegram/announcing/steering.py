"""Pausing, going on, ending and repeating: the buttons of the live card, and the panic button."""

from typing import Final

from bot.people.roles import Right
from bot.reply import Choice
from data.telegram import progress_cards
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.cards import STEER
from handlers.telegram.announcing.reporting import show_report, show_signups
from handlers.telegram.announcing.telling import REFUSALS, refusal
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

_STEERERS: Final = frozenset((Right.SEND, Right.APPROVE))


async def stop_all(desk: Desk, turn: Turn) -> None:
    """Pauses everything that goes out or is about to, at once."""
    numbers = await desk.announcing.office.steering.stop_all(actor(turn))
    text = wording.NOTHING_TO_STOP
    if numbers:
        text = wording.STOPPED.format(numbers="、".join(map(str, numbers)))
    await desk.outbox.answer(turn, plain(text))
    for number in numbers:
        await desk.announcing.cards.renew(number)


async def steering_pressed(desk: Desk, turn: Turn) -> None:
    """Steers one announcement; what cannot be undone is asked about once more."""
    name, _, act = turn.text.removeprefix(STEER).partition(":")
    if not (turn.private and name.isascii() and name.isdecimal() and len(name) <= 9):
        return
    if _STEERERS.isdisjoint(await desk.staff.rights(turn.person)):
        await desk.outbox.answer(turn, plain(desk_wording.BUTTON_NOT_YOURS))
        return
    number = int(name)
    try:
        await _do(desk, turn, number, act)
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))
        await desk.announcing.cards.renew(number)


async def _do(desk: Desk, turn: Turn, number: int, act: str) -> None:
    office, cards = desk.announcing.office, desk.announcing.cards
    match act:
        case "pause":
            await office.steering.pause(actor(turn), number)
            await _after(desk, turn, number)
        case "resume":
            await office.steering.resume(actor(turn), number)
            await _after(desk, turn, number)
        case "cancel":
            report = await office.progress(number)
            text = wording.ASK_CANCEL.format(number=number, left=report.counts.queued)
            await _sure(desk, turn, number, text, "cancel_sure", wording.CANCEL_SURE)
        case "cancel_sure":
            await office.steering.cancel(actor(turn), number)
            await desk.outbox.show(turn, plain(wording.DONE_NOW.format(number=number)))
            await cards.renew(number)
        case "resend":
            unknown = (await office.progress(number)).counts.unknown
            text = wording.ASK_RESEND.format(number=number, unknown=unknown)
            await _sure(desk, turn, number, text, "resend_sure", wording.RESEND_SURE)
        case "resend_sure":
            count = await office.afterwards.resend_unknown(actor(turn), number)
            said = wording.DONE_NOW if count else wording.NOTHING_UNKNOWN
            await desk.outbox.show(turn, plain(said.format(number=number)))
            await cards.renew(number)
        case "recall_sure":
            await office.afterwards.recall(actor(turn), number)
            await desk.outbox.show(turn, plain(wording.RECALLING.format(number=number)))
            await cards.amending(number, "recall")
        case "signups":
            await show_signups(desk, turn, number)
        case "report":
            await show_report(desk, turn, number)
        case _:
            await office.find(number)
            await desk.outbox.show(turn, plain(wording.KEPT.format(number=number)))


async def _after(desk: Desk, turn: Turn, number: int) -> None:
    """The card changes at its own pace; another message with the same buttons says what holds now."""
    await desk.announcing.cards.renew(number)
    card = await progress_cards.of(desk.database, number)
    if card is None or (card.chat, card.message_id) != (turn.person, turn.message_id):
        await desk.outbox.show(turn, await desk.announcing.cards.drawn(number))


async def _sure(desk: Desk, turn: Turn, number: int, text: str, act: str, label: str) -> None:
    """Asks in a message of its own, as the card changes meanwhile."""
    choices = (Choice(f"{STEER}{number}:{act}", label), Choice(f"{STEER}{number}:keep", wording.BACK))
    await desk.outbox.answer(turn, plain(text, inline_keyboard(choices)))
