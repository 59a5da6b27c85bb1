"""Connections to SQLite that end once, however often and from wherever they are told to."""

import asyncio
import sqlite3
from functools import partial
from typing import Any

import aiosqlite


class StoppedOnce(aiosqlite.Connection):
    """A connection whose thread gets one word to end.

    A task cancelled while it closes its connection tells the thread twice (SQLAlchemy's `terminate` and aiosqlite's
    `close`). The thread ends at the first word, and whoever waited for the second one waited for ever: the program did
    not end (aiosqlite 0.22.1).
    """

    def __del__(self) -> None:
        """Ends the thread of a connection that the pool dropped: its task was cancelled while it was being prepared."""
        if self._connection is not None:
            self.stop()

    _stopping: asyncio.Future[object] | None = None

    def stop(self) -> asyncio.Future[object] | None:
        """Ends the thread when all that was asked of it is done; the future tells when, None without a loop."""
        if self._stopping is None:
            self._stopping = super().stop()
        return self._stopping


def connecting(database: str, **options: Any) -> StoppedOnce:
    """A connection that opens when it is awaited; the options are those of `sqlite3.connect`."""
    connection = StoppedOnce(partial(sqlite3.connect, database, **options), 64)
    connection._thread.daemon = True  # as SQLAlchemy has it: a program that ends waits for no reader
    return connection
