"""Sending all entries as a file."""

from datetime import datetime
from typing import Final

from bot.exchange import words as wording
from bot.exchange.files import KINDS
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.bot_api import Upload

LARGEST: Final = 50 * 2**20
"""Bytes of a file that a bot may send."""


async def export(desk: Desk, turn: Turn) -> None:
    """`/export yaml|csv|xlsx`: the file as a document."""
    kind = turn.text.strip().lower().removeprefix(".")
    if kind not in KINDS:
        await desk.outbox.answer(turn, plain(wording.EXPORT_HELP))
        return
    exported = await desk.exchange.export(kind)
    if len(exported.content) > LARGEST:
        size = len(exported.content) // 2**20
        await desk.outbox.answer(turn, plain(wording.EXPORT_TOO_LARGE.format(size=size)))
        return
    day = datetime.fromtimestamp(desk.clock(), desk.timezone)
    upload = Upload("document", f"services-{day:%Y%m%d}.{kind}", exported.content)
    caption = plain(wording.EXPORTED.format(count=exported.count))
    if not await desk.outbox.send_file(turn, "sendDocument", upload, caption):
        await desk.outbox.answer(turn, plain(wording.EXPORT_NOT_SENT))
