"""A SQLite database as one file: copied while it is in use, looked through, and put in the place of another."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from data.storage.troubles import Trouble, trouble_of

MAGIC: Final = b"SQLite format 3\x00"
"""How every such file begins."""

_ERRNO: Final = {
    Trouble.FULL: errno.ENOSPC,
    Trouble.READ_ONLY: errno.EROFS,
    Trouble.BUSY: errno.EBUSY,
    Trouble.AWAY: errno.EIO,
}
_KEPT_WITH = ("", "-wal", "-shm", "-journal")


class BrokenCopy(ValueError):
    """A file is no whole SQLite database; the text says what was found."""


class DatabaseInUse(RuntimeError):
    """Another process has the database open."""


def is_database(file: Path) -> bool:
    """Whether the file begins as a database does; true for one that cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) in (MAGIC, b"")
    except OSError:
        return True


def copy_database(source: Path, target: Path) -> None:
    """Writes a consistent copy of a database that may be in use; the copy needs no file beside it.

    Taken in one reading transaction, so that writers wait for nothing and nothing has to be started over.

    Raises:
        BrokenCopy: the source is no whole database.
        OSError: it could not be read, or the copy not be written.
    """
    try:
        with closing(_open(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise _found(error) from None
    look_through(target)


def _found(error: sqlite3.DatabaseError) -> BrokenCopy | OSError:
    """A database is called broken only where nothing else explains the error: a full disk breaks none."""
    trouble = trouble_of(error)
    if trouble is None:
        return BrokenCopy(str(error))
    number = _ERRNO[trouble]
    return OSError(number, os.strerror(number))


def look_through(file: Path) -> None:
    """Does nothing for a whole database.

    Raises:
        BrokenCopy: it is none, or damaged.
        OSError: it could not be read.
    """
    try:
        with closing(_open(file)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            strays = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise _found(error) from None
    if found != "ok":
        raise BrokenCopy(str(found).splitlines()[-1])
    if strays is not None:
        raise BrokenCopy(f"a row of {strays[0]} refers to one of {strays[2]} that is not there")


def revision_in(file: Path) -> str | None:
    """The migration that a database is at; None when it was not made by this program.

    Raises:
        BrokenCopy: it cannot be read.
    """
    try:
        with closing(_open(file)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "entry", "catalogue_revision"} <= tables:
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BrokenCopy(str(error)) from None
    return None if row is None else str(row[0])


def exchange(new: Path, live: Path, aside: Path) -> bool:
    """Puts `new` in the place of `live`, which is kept as `aside`; tells whether there was one.

    Raises:
        DatabaseInUse: another process has it open; nothing was moved.
    """
    there = live.exists()
    if there:
        with _alone(live):
            for ending in _KEPT_WITH:
                beside = Path(f"{live}{ending}")
                if beside.exists():
                    beside.rename(f"{aside}{ending}")
            new.rename(live)
    else:
        new.rename(live)
    return there


def _open(file: Path) -> sqlite3.Connection:
    """An existing file; none is created."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=10)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Holds the database so that nobody else can have it open; a damaged one nobody can use is held by itself."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=1)) as connection:
        try:
            # Leaving the write-ahead log takes every other connection, an idle one too, to be closed.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise DatabaseInUse(str(error)) from None
        except sqlite3.DatabaseError:
            pass
        yield
