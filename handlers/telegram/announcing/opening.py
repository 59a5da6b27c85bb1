"""An announcement that somebody comes for from a page, with its buttons: there it cannot know who presses them."""

import re
from typing import Final

from bot.announcing.archive import Archive
from bot.announcing.messenger import Sent, send_whole
from handlers.telegram.announcing import words as wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn

LINK: Final = "https://t.me/{bot}?start=news_"
"""Behind it comes the announcement's number."""

ANNOUNCEMENT: Final = re.compile(r"news_(\d{1,9})", re.ASCII)


async def open_announcement(desk: Desk, turn: Turn, number: int) -> None:
    """Shows what the public had and has still."""
    if await Archive(desk.database).one(number) is not None:
        notice = await desk.announcing.office.drafts.preview(number)
        if isinstance(await send_whole(desk.announcing.messenger, turn.room, notice), Sent):
            return
    await desk.outbox.answer(turn, plain(wording.NOT_TO_BE_SEEN))
