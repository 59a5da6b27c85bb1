"""Pressing a button under a message; its id carries everything, so it works after a restart too."""

from handlers.telegram import region
from handlers.telegram.ask import drawn_for, reply_to
from handlers.telegram.commands import refused
from handlers.telegram.desk import Desk
from handlers.telegram.services import turns_page
from handlers.telegram.turn import Turn


async def press(desk: Desk, turn: Turn) -> None:
    """Does what the button says; the waiting sign ends first, whether or not Telegram still takes that."""
    await desk.outbox.acknowledge(turn)
    if await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    if turn.text.startswith(region.PREFIX):
        await region.pressed(desk, turn)
        return
    drawn = drawn_for(turn, await reply_to(desk, turn, choice=turn.text))
    page = turn.message_id if turns_page(turn.text) else None
    if page is None or not await desk.outbox.rewrite(turn, page, drawn):
        await desk.outbox.answer(turn, drawn)
