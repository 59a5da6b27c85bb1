"""A connection ends once, and whoever waits for its end is told."""

import asyncio
import sqlite3
from pathlib import Path
from threading import Event

from data.storage.engine import Database
from data.storage.sqlite_connections import StoppedOnce, connecting
from tests.patience import LONGEST


async def test_a_close_that_is_cancelled_while_the_thread_is_told_to_stop_ends(tmp_path: Path) -> None:
    gate = Event()

    class Busy(sqlite3.Connection):
        def commit(self) -> None:
            gate.wait()

    connection = await connecting(str(tmp_path / "one.db"), factory=Busy)
    busy = asyncio.create_task(connection.commit())
    await asyncio.sleep(0)
    closing = asyncio.create_task(connection.close())
    await asyncio.sleep(0)
    connection.stop()
    closing.cancel()
    await asyncio.sleep(0)
    gate.set()
    async with asyncio.timeout(LONGEST):
        await busy
        await asyncio.wait({closing})
    assert closing.cancelled()


async def test_the_database_opens_such_connections(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert isinstance(raw.driver_connection, StoppedOnce)
    await database.close()
