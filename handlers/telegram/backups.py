"""A fresh backup, made and sent to whoever operates the program."""

import asyncio

from bot.wording import doctor as wording
from data import audit
from data.backups import CannotBackUp
from handlers.telegram.bot_api import Upload
from handlers.telegram.desk import Desk
from handlers.telegram.roles import actor
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

LARGEST = 50 * 2**20
"""Bytes of a file that a bot may send."""


async def backup(desk: Desk, turn: Turn) -> None:
    """`/backup`: makes one and sends it; a larger one than Telegram takes stays on the machine."""
    try:
        made = await desk.backups.make()
    except CannotBackUp as error:
        await desk.outbox.answer(turn, plain(wording.BACKUP_FAILED.format(cause=error)))
        return
    async with desk.database.write_rows() as connection:
        await audit.note(connection, actor(turn), int(desk.clock()), "backup.send", made.file.name)
    size = _megabytes(made.size)
    if made.size > LARGEST:
        await desk.outbox.answer(turn, plain(wording.BACKUP_TOO_LARGE.format(size=size, file=made.file)))
        return
    content = await asyncio.to_thread(made.file.read_bytes)
    upload = Upload("document", made.file.name, content)
    caption = plain(wording.BACKUP_SENT.format(size=size))
    if not await desk.outbox.send_file(turn, "sendDocument", upload, caption):
        await desk.outbox.answer(turn, plain(wording.BACKUP_NOT_SENT.format(file=made.file)))


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
