"""What may be wrong with the database itself, told from the errors that it raises."""

import errno
import logging
import socket
from collections.abc import Iterator
from enum import StrEnum
from sqlite3 import Error as SQLiteError
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_LOGGER = logging.getLogger(__name__)


class Trouble(StrEnum):
    """What is wrong; the value is what the log says."""

    FULL = "on a full disk"
    READ_ONLY = "read-only"
    BUSY = "held by another process"
    AWAY = "out of reach"


_OF_ERRNO: Final = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
}
# The numbers of SQLite's errors, https://sqlite.org/rescode.html; the lowest byte names the kind.
_SHM_SIZE: Final = 4874  # the shared memory of the log could not grow
_OF_SQLITE: Final = {5: Trouble.BUSY, 6: Trouble.BUSY, 8: Trouble.READ_ONLY, 13: Trouble.FULL, 14: Trouble.AWAY}
_IO_ERROR: Final = 10
# PostgreSQL's, by the longest beginning that fits.
_OF_SQLSTATE: Final = (
    ("53100", Trouble.FULL),
    ("25006", Trouble.READ_ONLY),
    ("55P03", Trouble.BUSY),
    ("53", Trouble.AWAY),
    ("57P", Trouble.AWAY),
    ("08", Trouble.AWAY),
)
_MOST_CAUSES: Final = 10


def log_trouble(trouble: Trouble) -> None:
    """Logs that the database is in trouble: one line for all who notice it, as the log holds back what repeats."""
    _LOGGER.warning("the database is %s; answers come from memory", trouble)


def log_back() -> None:
    """Logs that it is over."""
    _LOGGER.warning("the database is back", extra={"over": True})


def trouble_of(error: BaseException) -> Trouble | None:
    """What is wrong with the database, from the error or what caused it; None where the error tells of nothing such."""
    return next((found for cause in _causes(error) if (found := _of_one(cause)) is not None), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if following is None:
            return
        yield following
        original = following.orig if isinstance(following, DBAPIError) else None
        following = original or following.__cause__ or following.__context__


def _of_one(error: BaseException) -> Trouble | None:
    if isinstance(error, SQLiteError):
        return _of_sqlite(getattr(error, "sqlite_errorcode", 0))
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return next((trouble for begin, trouble in _OF_SQLSTATE if state.startswith(begin)), None)
    if isinstance(error, PoolTimeout | TimeoutError):
        return Trouble.BUSY
    if isinstance(error, ConnectionError | socket.gaierror):
        return Trouble.AWAY
    if isinstance(error, OSError):
        return _OF_ERRNO.get(error.errno or 0)
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return Trouble.AWAY if lost or type(error).__module__.startswith("asyncpg") else None


def _of_sqlite(code: int) -> Trouble | None:
    if code == _SHM_SIZE:
        return Trouble.FULL
    kind = code & 0xFF
    return Trouble.AWAY if kind == _IO_ERROR else _OF_SQLITE.get(kind)
