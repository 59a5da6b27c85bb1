"""Pressing a button under a message; its id carries everything, so it works after a restart too."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.roles import Right
from bot.wording import telegram as wording
from handlers.telegram import form_buttons, forms, region
from handlers.telegram.announcing import changing, drafting, steering, submitting, subscribing, subscription_settings
from handlers.telegram.announcing.cards import STEER
from handlers.telegram.announcing.notices import UNSUBSCRIBE
from handlers.telegram.ask import drawn_for, reply_to
from handlers.telegram.commands import refused
from handlers.telegram.desk import Desk
from handlers.telegram.services import turns_page
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

PRESSES: Final[tuple[tuple[str, Right | None, Callable[[Desk, Turn], Awaitable[None]]], ...]] = (
    (region.PREFIX, None, region.pressed),
    (UNSUBSCRIBE, None, subscribing.pressed_unsubscribe),
    (subscribing.PREFIX, None, subscribing.pressed),
    (subscription_settings.PREFIX, None, subscription_settings.pressed),
    (form_buttons.PREFIX, None, forms.pressed),  # asks for the form's own right
    (drafting.PREFIX, Right.SEND, changing.pressed),
    (submitting.PREFIX, Right.APPROVE, submitting.decided),
    (STEER, None, steering.pressed),  # asks for one of two rights
)
"""What a button does, by how its id begins, with the right that it takes; any other id is a choice of the assistant."""


async def press(desk: Desk, turn: Turn) -> None:
    """Does what the button says; the waiting sign ends first, whether or not Telegram still takes that."""
    await desk.outbox.acknowledge(turn)
    always = turn.text.startswith(UNSUBSCRIBE)  # nobody is kept from leaving
    if not always and await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    for prefix, right, pressed in PRESSES:
        if turn.text.startswith(prefix):
            if right is None or (turn.private and await desk.staff.may(turn.person, right)):
                await pressed(desk, turn)
            else:
                await desk.outbox.answer(turn, plain(wording.BUTTON_NOT_YOURS))
            return
    drawn = drawn_for(turn, await reply_to(desk, turn, choice=turn.text))
    page = turn.message_id if turns_page(turn.text) else None
    if page is None or not await desk.outbox.rewrite(turn, page, drawn):
        await desk.outbox.answer(turn, drawn)
