"""The database behind one URL: SQLite by default, PostgreSQL when scaled out."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from sqlite3 import Error as SQLiteError
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from data.storage.patience import Patience
from data.storage.spans import Facts, Traced, untraced
from data.storage.sqlite_connections import connecting

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
# The longest write, a list of 200,000 stations, holds the others back for 11 s.
_LAZY, _SYNCHRONOUS = "NORMAL", "synchronous"
_PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", f"synchronous={_LAZY}", "foreign_keys=ON", "secure_delete=ON")


class WrongDatabaseUrl(ValueError):
    """The database URL has a form or a scheme that we do not serve."""


def async_url(url: str) -> URL:
    """The URL with our asynchronous driver.

    Raises:
        WrongDatabaseUrl: the text is no URL, or neither SQLite nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise WrongDatabaseUrl("not a database URL; write sqlite:///PATH or postgresql://USER@HOST/NAME") from None
    driver = _DRIVERS.get(parsed.drivername.partition("+")[0])
    if driver is None:
        raise WrongDatabaseUrl(
            f"cannot serve {parsed.drivername!r}; write sqlite:///PATH or postgresql://USER@HOST/NAME"
        )
    return parsed.set(drivername=driver)


class DatabaseUnreachable(RuntimeError):
    """The database cannot be opened; the message names it without its password, the cause and what to look at."""


class Database:
    """One engine; `read` and `write` each open one unit of work. `patience` is how long answers wait for it.

    `traced` makes spans of its writes, and of what else is done for those who use it.
    """

    def __init__(self, url: str, patience: Patience | None = None, traced: Traced = untraced) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.patience = patience or Patience()
        self.traced = traced
        options: dict[str, Any] = {} if self.is_sqlite else {"pool_pre_ping": True}
        # Parameters are what people said and where they are: no message of an error may quote them.
        self.engine: AsyncEngine = create_async_engine(self.url, hide_parameters=True, **options)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "do_connect", _connect_sqlite)
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    async def reach(self) -> None:
        """Opens one connection.

        Raises:
            DatabaseUnreachable: it cannot be opened.
        """
        file = Path(self.url.database or "") if self.is_sqlite else None
        if file is not None and not file.parent.is_dir():
            raise DatabaseUnreachable(f"cannot open {file}: there is no folder {file.parent}; create it")
        try:
            if file is not None and str(file) != ":memory:":
                readable_by_owner_alone(file)
            async with self.engine.connect() as connection:
                await connection.exec_driver_sql("SELECT 1")
        except self._refusals() as error:
            cause = str(getattr(error, "orig", None) or error).splitlines()[0]
            place = "that the folder exists and may be written" if self.is_sqlite else "that it runs and lets us in"
            name = self.url.set(drivername=self.url.get_backend_name()).render_as_string(hide_password=True)
            raise DatabaseUnreachable(f"cannot open {name}: {cause}; check the address, and {place}") from None

    def _refusals(self) -> tuple[type[Exception], ...]:
        """What a connection that cannot be opened raises; asyncpg is imported only where it serves."""
        if self.is_sqlite:
            return (SQLAlchemyError, OSError, SQLiteError)
        from asyncpg import InterfaceError, PostgresError

        return (SQLAlchemyError, OSError, PostgresError, InterfaceError)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading; nothing it changes is kept."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session that commits when its block ends well and rolls back when it raises."""
        async with self._write_connection() as connection, AsyncSession(connection, expire_on_commit=False) as session:
            yield session
            await session.flush()

    @asynccontextmanager
    async def write_rows(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        """A plain connection with `write`'s guarantees, for many small rows at once.

        What is `durable`, with all that was committed before it, outlives a power cut once the block has ended. Other
        transactions of SQLite may be lost in one, the last first: they are whole or gone.
        """
        async with self._write_connection(durable=durable) as connection:
            yield connection

    @asynccontextmanager
    async def _write_connection(self, *, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        facts: Facts = {"db.system.name": self.url.get_backend_name(), "durable": durable}
        with self.traced("database write", facts):
            async with self.engine.connect() as connection:
                await connection.execution_options(writes=True, durable=durable)
                async with connection.begin():
                    if durable and not self.is_sqlite:
                        await connection.exec_driver_sql("SET LOCAL synchronous_commit TO on")
                    yield connection

    async def empty_log(self) -> None:
        """Brings SQLite's log into the database and empties it: what was deleted stands nowhere any more.

        Does nothing while somebody reads or writes; the next time it goes along.
        """
        if self.is_sqlite:
            async with self.engine.connect() as connection:
                await connection.execution_options(outside=True)
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Gives every connection back."""
        await self.engine.dispose()


def readable_by_owner_alone(file: Path) -> None:
    """Makes a database's file, or takes it from everybody else; SQLite gives the files beside it the same rights.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(file, os.O_CREAT | os.O_RDONLY, 0o600))
    for ending in ("", "-wal", "-shm"):
        beside = Path(f"{file}{ending}")
        with suppress(OSError):  # somebody else's, or of a disk without rights
            if beside.stat().st_mode & 0o077:
                beside.chmod(0o600)


def _connect_sqlite(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
    options["async_creator_fn"] = connecting


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Sets what SQLite keeps per connection.

    The driver's own transactions are switched off, so that `_begin_sqlite` chooses the kind. `secure_delete` overwrites
    what is deleted, so that a row a person had erased is not left in free pages.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:  # a task that is cancelled meanwhile, too
        # The pool drops a connection that it could not prepare and would leave its thread running.
        connection.close()
        raise
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: a read that turns into a write later cannot wait for a busy lock.

    A durable one waits for the disk, once, when it commits: about 1 ms on a flash drive, 10 ms on a turning one.
    """
    options = connection.get_execution_options()
    if options.get("outside", False):  # of any transaction
        return
    wanted = "FULL" if options.get("durable", False) else _LAZY
    if connection.info.get(_SYNCHRONOUS, _LAZY) != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
        connection.info[_SYNCHRONOUS] = wanted
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
