"""Backups: the whole database in one file, checked, readable by its owner alone; and back from it."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from data.storage.engine import Database
from data.storage.troubles import Trouble, trouble_of
from data.upkeep import postgresql_dumps, sealed_files, sqlite_copies
from data.upkeep.migrating import POSTGRESQL_LOCK, has_tables, released


class WrongBackup(ValueError):
    """A file cannot be restored; the text says why and what to do."""


class CannotBackUp(RuntimeError):
    """No backup was made; the text says why and what to do.

    `trouble` is what was wrong where that is known; `damaged`: the database itself is.
    """

    def __init__(self, text: str, trouble: Trouble | None = None, *, damaged: bool = False) -> None:
        super().__init__(text)
        self.trouble = trouble
        self.damaged = damaged


class CannotRestore(RuntimeError):
    """The database was left as it is; the text says why and what to do."""


def ending(database: Database) -> str:
    """How the names of this database's backups end."""
    return ".db" if database.is_sqlite else ".jsonl.gz"


def database_file(database: Database) -> Path | None:
    """The file of a SQLite database; None for one in memory, and for PostgreSQL."""
    name = database.url.database if database.is_sqlite else None
    return Path(name) if name and name != ":memory:" else None


async def write_backup(database: Database, target: Path, now: int, key: bytes | None = None) -> None:
    """Writes the database as it stands at one moment to a new file, which is there only when whole and checked.

    With a `key` it is sealed.

    Raises:
        CannotBackUp: nothing was written.
    """
    try:
        with _in_the_making(target) as making:
            if database.is_sqlite:
                await asyncio.to_thread(sqlite_copies.copy_database, _live_file(database), making)
            elif not await has_tables(database):
                raise CannotBackUp("the database has no tables; check UNIONBOT_DATABASE_URL")
            else:
                await postgresql_dumps.write_dump(database, making, now)
                await asyncio.to_thread(postgresql_dumps.look_through, making)
            if key is not None:
                await asyncio.to_thread(_seal, making, key)
    except OSError as error:
        text = f"cannot write {target} ({error.strerror}); free space or name another folder"
        raise CannotBackUp(text, trouble_of(error)) from None
    except sqlite_copies.BrokenCopy as broken:
        raise CannotBackUp(f"the database is damaged ({broken}); restore the newest backup", damaged=True) from None


def _seal(making: Path, key: bytes) -> None:
    """Puts what is in the file sealed into its place."""
    with _in_the_making(making.with_name(f"{making.name}{sealed_files.ENDING}")) as sealed:
        sealed_files.seal_file(making, sealed, key)
    making.with_name(f"{making.name}{sealed_files.ENDING}").replace(making)


def _live_file(database: Database) -> Path:
    live = database_file(database)
    if live is None or not live.is_file():
        raise CannotBackUp(f"there is no database at {live}; check UNIONBOT_DATABASE_URL")
    return live


@contextmanager
def _in_the_making(target: Path) -> Iterator[Path]:
    """A file beside the target, which takes its name when all went well and is removed otherwise."""
    if target.exists():
        raise CannotBackUp(f"{target} exists; name a new file")
    making = target.with_name(f".{target.name}.making")
    making.unlink(missing_ok=True)
    os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield making
        with making.open("rb") as written:
            os.fsync(written.fileno())
        making.rename(target)
    finally:
        for ending_of_one in ("", "-journal"):  # SQLite's own, where it could not end
            Path(f"{making}{ending_of_one}").unlink(missing_ok=True)


@contextmanager
def opened(database: Database, file: Path, key: bytes | None) -> Iterator[Path]:
    """The backup as it was before it was sealed: the file itself, or a copy that goes with the block.

    Raises:
        WrongBackup: it is sealed, and not with this key.
    """
    if not _is_sealed(file):
        yield file
        return
    if key is None:
        raise WrongBackup(f"{file} is sealed; set UNIONBOT_BACKUP_KEY to the file of the key it was sealed with")
    live = database_file(database)
    # Beside the database, where there is room for it in any case.
    with TemporaryDirectory(dir=live.parent if live is not None else None, prefix=".restoring-") as place:
        plain = Path(place) / file.name.removesuffix(sealed_files.ENDING)
        try:
            sealed_files.open_file(file, plain, key)
        except sealed_files.BrokenSeal as broken:
            raise WrongBackup(f"{file}: {broken}; take another backup, or the right UNIONBOT_BACKUP_KEY") from None
        except OSError as error:
            raise WrongBackup(f"cannot open {file} beside the database ({error.strerror}); free space") from None
        yield plain


def _is_sealed(file: Path) -> bool:
    try:
        return sealed_files.is_sealed(file)
    except OSError as error:
        raise WrongBackup(f"cannot read {file} ({error.strerror})") from None


async def check_backup(database: Database, file: Path) -> str:
    """The migration of a backup that can be restored into this database.

    Raises:
        WrongBackup: it cannot.
    """
    try:
        with file.open("rb") as opened:
            begin = opened.read(len(sqlite_copies.MAGIC))
    except OSError as error:
        raise WrongBackup(f"cannot read {file} ({error.strerror})") from None
    is_sqlite, is_dump = begin == sqlite_copies.MAGIC, begin.startswith(postgresql_dumps.MAGIC)
    if not (is_sqlite or is_dump):
        raise WrongBackup(f"{file} is no backup of this program; give a .db or .jsonl.gz file that it made")
    if is_sqlite != database.is_sqlite:
        kinds = ("SQLite", "PostgreSQL") if is_sqlite else ("PostgreSQL", "SQLite")
        raise WrongBackup(f"{file} is of {kinds[0]}, UNIONBOT_DATABASE_URL names {kinds[1]}; set it to the same kind")
    try:
        if is_sqlite:
            await asyncio.to_thread(sqlite_copies.look_through, file)
            revision = await asyncio.to_thread(sqlite_copies.revision_in, file)
        else:
            revision = (await asyncio.to_thread(postgresql_dumps.look_through, file)).revision
    except (sqlite_copies.BrokenCopy, postgresql_dumps.BrokenDump) as broken:
        raise WrongBackup(f"{file} is damaged: {broken}; take another backup") from None
    except OSError as error:
        raise WrongBackup(f"cannot read {file} ({error.strerror})") from None
    if revision is None:
        raise WrongBackup(f"{file} is a database of another program; give a file that `backup` made")
    if revision not in {step.partition(" ")[0] for step in released()}:
        raise WrongBackup(f"{file} is at migration {revision}, which a later release made; install that release")
    return revision


async def restore(database: Database, file: Path, aside: str) -> str | None:
    """Puts a backup in the place of the database; tells where the old one is kept, None when there was none.

    `aside` is a name for that: a suffix of the file, or a schema.

    Raises:
        WrongBackup: see `check_backup`.
        CannotRestore: another process uses the database.
    """
    await check_backup(database, file)
    if database.is_sqlite:
        return await asyncio.to_thread(_restore_file, database, file, aside)
    try:
        async with database.write_rows() as connection:
            others = await postgresql_dumps.others_connected(connection)
            if others:
                raise CannotRestore(f"{others} other session(s) use the database; stop every process of the bot first")
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRESQL_LOCK})"))
            kept = await postgresql_dumps.keep_aside(connection, aside)
            await postgresql_dumps.load_dump(connection, file)
    except postgresql_dumps.BrokenDump as broken:
        raise WrongBackup(f"{file}: {broken}; take another backup") from None
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CannotRestore(f"the database refused it: {cause}; nothing was changed") from None
    return f"schema {aside}" if kept else None


def _restore_file(database: Database, file: Path, aside: str) -> str | None:
    live = database_file(database)
    if live is None:
        raise CannotRestore("UNIONBOT_DATABASE_URL names no file; write sqlite:///PATH")
    kept = live.with_name(f"{live.name}.{aside}")
    try:
        with _in_the_making(live.with_name(f"{live.name}.restored")) as making:
            sqlite_copies.copy_database(file, making)
        there = sqlite_copies.exchange(live.with_name(f"{live.name}.restored"), live, kept)
    except sqlite_copies.DatabaseInUse:
        raise CannotRestore(f"another process has {live} open; stop every process of the bot first") from None
    except OSError as error:
        raise CannotRestore(f"cannot write beside {live} ({error.strerror})") from None
    finally:
        live.with_name(f"{live.name}.restored").unlink(missing_ok=True)
    return str(kept) if there else None
