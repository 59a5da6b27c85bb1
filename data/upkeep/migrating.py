"""The database's tables, brought from any earlier release to this one; refused when that would be a guess."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from data.catalogue.whole import read_revision
from data.storage.engine import Database
from data.tables import METADATA

MIGRATE_COMMAND = "python -m bot migrate"
_FOLDER = Path(__file__).parent.parent / "migrations"
_VERSION_TABLE = "alembic_version"
# Any number that nobody else locks in this PostgreSQL database.
POSTGRESQL_LOCK = 7_204_198_310


class PendingMigrations(RuntimeError):
    """The database has tables of an earlier release; `pending` are the steps it lacks, oldest first."""

    def __init__(self, pending: list[str]) -> None:
        super().__init__(
            f"the database lacks {len(pending)} migration(s): {'; '.join(pending)}. "
            f"Make a copy of it, then run: {MIGRATE_COMMAND}"
        )
        self.pending = pending


class DatabaseTooNew(RuntimeError):
    """The database was migrated by a later release than this program."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is at migration {revision}, which this program does not know: a later release made it. "
            "Install that release, or bring the copy back that was made before it"
        )
        self.revision = revision


def released() -> list[str]:
    """Every migration of this program, oldest first, as `0001 Create the first tables`."""
    from data.upkeep import migration_steps

    return migration_steps.steps(None)


async def has_tables(database: Database) -> bool:
    """Whether any of our tables is there."""

    def look(connection: Connection) -> bool:
        ours = set(METADATA.tables) | {_VERSION_TABLE}
        return not ours.isdisjoint(inspect(connection).get_table_names())

    async with database.engine.connect() as connection:
        return await connection.run_sync(look)


async def pending_migrations(database: Database) -> list[str]:
    """The migrations that the database lacks, oldest first, as `0001 Create the first tables`.

    Raises:
        DatabaseTooNew: a later release made it.
    """
    async with database.engine.connect() as connection:
        return await connection.run_sync(_pending)


async def migrate(database: Database) -> list[str]:
    """Takes every step that the database lacks, in one transaction, and returns their names.

    Of several processes that start at once one migrates; the others wait and then find nothing to do.

    Raises:
        DatabaseTooNew: a later release made it.
    """
    async with database.engine.connect() as connection:
        await connection.execution_options(writes=True)
        if not database.is_sqlite:
            async with connection.begin():
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRESQL_LOCK})"))
                return await connection.run_sync(_upgrade)
        # Copying a table drops the old one, which deletes the rows that refer to it while foreign keys are on; and they
        # can only be switched off outside a transaction.
        await connection.run_sync(_switch_foreign_keys, "OFF")
        try:
            async with connection.begin():
                return await connection.run_sync(_upgrade)
        finally:
            await connection.run_sync(_switch_foreign_keys, "ON")


async def prepare_database(database: Database, load: Callable[[Database], Awaitable[object]]) -> bool:
    """Makes an empty database ready by itself, and refuses one that needs a decision; tells whether `load` was called.

    `load` fills the catalogue; it is called until it once succeeded, so a first start that was cut off is made good.

    Raises:
        DatabaseUnreachable: it cannot be opened.
        PendingMigrations: it has tables, and a step is missing.
        DatabaseTooNew: a later release made it.
    """
    await database.reach()
    if not await has_tables(database):
        await migrate(database)
    pending = await pending_migrations(database)
    if pending:
        raise PendingMigrations(pending)
    async with database.read() as session:
        loaded = await read_revision(session) > 0
    if not loaded:
        await load(database)
    return not loaded


def _switch_foreign_keys(connection: Connection, to: str) -> None:
    """Past SQLAlchemy, which would begin a transaction first."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={to}")
    cursor.close()


def _upgrade(connection: Connection) -> list[str]:
    pending = _pending(connection)
    if pending:
        from data.upkeep import migration_steps

        migration_steps.upgrade(connection)
    return pending


def _pending(connection: Connection) -> list[str]:
    tables = inspect(connection).get_table_names()
    current = connection.scalar(text("SELECT version_num FROM alembic_version")) if _VERSION_TABLE in tables else None
    if current == _newest():
        return []  # nearly every start ends here, without Alembic
    from data.upkeep import migration_steps

    try:
        return migration_steps.steps(current)
    except migration_steps.UnknownRevision:
        raise DatabaseTooNew(str(current)) from None


def _newest() -> str:
    """The number that the newest migration's file begins with, which is its revision."""
    return max(file.name.partition("_")[0] for file in (_FOLDER / "versions").glob("[0-9]*_*.py"))
