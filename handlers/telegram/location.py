"""A location that somebody sent: used for this one answer, and then forgotten."""

from bot.wording import stations as wording
from bot.wording import telegram
from handlers.telegram.commands import refused
from handlers.telegram.desk import Desk
from handlers.telegram.replying import drawn_for, reply_to
from handlers.telegram.show import link_button, plain
from handlers.telegram.turn import Turn


async def located(desk: Desk, turn: Turn) -> None:
    """Names the nearest stations; in a group, where all would see it, it points to the private chat."""
    if await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    if not turn.private:
        await desk.outbox.answer(turn, plain(wording.LOCATION_PRIVATE, link_button(telegram.OPEN_PRIVATE, turn.link)))
        return
    await desk.outbox.answer(turn, drawn_for(turn, await reply_to(desk, turn)))
