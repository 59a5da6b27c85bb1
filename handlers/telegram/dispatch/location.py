"""A location that somebody sent: used for this one answer, and then forgotten."""

from handlers.telegram.answering.replying import drawn_for, reply_to
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch.commands import refused
from handlers.telegram.message import words as wording
from handlers.telegram.message.show import link_button, plain
from handlers.telegram.message.turn import Turn


async def located(desk: Desk, turn: Turn) -> None:
    """Names the nearest stations; in a group, where all would see it, it points to the private chat."""
    if await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    if not turn.private:
        await desk.outbox.answer(
            turn, plain(wording.SEND_PLACE_PRIVATELY, link_button(desk_wording.OPEN_PRIVATE, turn.link))
        )
        return
    await desk.outbox.answer(turn, await drawn_for(desk, turn, await reply_to(desk, turn)))
