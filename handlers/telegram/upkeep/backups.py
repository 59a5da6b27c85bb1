"""A fresh backup, made and sent to whoever operates the program."""

import asyncio

from data.people import audit
from data.upkeep.backups import CannotBackUp
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.upkeep import words as wording
from handlers.telegram.wire.bot_api import Upload

LARGEST = 50 * 2**20
"""Bytes of a file that a bot may send."""


async def backup(desk: Desk, turn: Turn) -> None:
    """`/backup`: makes one and sends it; a larger one than Telegram takes stays on the machine."""
    try:
        made = await desk.backups.make()
    except CannotBackUp as error:
        await desk.outbox.answer(turn, plain(wording.BACKUP_FAILED.format(cause=_cause(desk, error))))
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


def _cause(desk: Desk, error: CannotBackUp) -> str:
    if error.damaged:
        return wording.BACKUP_DAMAGED
    if error.trouble is None:
        return wording.BACKUP_NO_FOLDER.format(folder=desk.backups.folder)
    return wording.BACKUP_TROUBLE[error.trouble]


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
