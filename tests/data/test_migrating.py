"""Tables from nothing, and the databases that are refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from data.engine import Database, DatabaseUnreachable
from data.migrating import (
    MIGRATE_COMMAND,
    DatabaseTooNew,
    PendingMigrations,
    has_tables,
    migrate,
    pending_migrations,
    prepare_database,
    released,
)
from data.tables import METADATA


async def _forbidden(_: Database) -> None:
    pytest.fail("loaded into a database that needs a decision")


async def _set_version(database: Database, version: str) -> None:
    async with database.write_rows() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


async def test_an_empty_database_gets_every_migration(empty_database: Database) -> None:
    assert not await has_tables(empty_database)
    assert await pending_migrations(empty_database) == released()
    assert await migrate(empty_database) == released()
    assert await has_tables(empty_database)
    assert await pending_migrations(empty_database) == []
    assert await migrate(empty_database) == []


async def test_migrations_make_what_the_tables_say(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_foreign_keys_hold_after_migrating(empty_database: Database) -> None:
    await migrate(empty_database)
    with pytest.raises(IntegrityError):
        async with empty_database.write_rows() as connection:
            await connection.execute(
                text("INSERT INTO phrase (intent, text, kind, origin) VALUES ('x', 'x', 'x', 'x')")
            )


async def test_tables_without_a_version_are_refused_naming_the_command(database: Database) -> None:
    async with database.write_rows() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(PendingMigrations) as refusal:
        await prepare_database(database, _forbidden)
    assert refusal.value.pending == released()
    assert MIGRATE_COMMAND in str(refusal.value)
    assert released()[0] in str(refusal.value)


async def test_a_database_of_a_later_release_is_refused(database: Database) -> None:
    await _set_version(database, "9999")
    with pytest.raises(DatabaseTooNew, match="9999"):
        await prepare_database(database, _forbidden)
    with pytest.raises(DatabaseTooNew, match="later release"):
        await migrate(database)


async def test_an_empty_database_is_made_ready_and_loaded_once(empty_database: Database) -> None:
    loads = []

    async def load(database: Database) -> None:
        loads.append(database)
        async with database.write_rows() as connection:
            await connection.execute(text("UPDATE catalogue_revision SET revision = 1"))

    assert await prepare_database(empty_database, load)
    assert not await prepare_database(empty_database, load)
    assert loads == [empty_database]


async def test_a_first_load_that_failed_is_made_good_at_the_next_start(empty_database: Database) -> None:
    async def fail(_: Database) -> None:
        raise OSError("cut off")

    loads = []

    async def load(database: Database) -> None:
        loads.append(database)

    with pytest.raises(OSError, match="cut off"):
        await prepare_database(empty_database, fail)
    assert await prepare_database(empty_database, load)
    assert loads == [empty_database]


@pytest.mark.parametrize("url", ["sqlite:///{folder}/missing/x.db", "sqlite:///{folder}/text.db"])
async def test_a_database_that_cannot_be_opened_names_itself_and_the_fix(tmp_path: Path, url: str) -> None:
    (tmp_path / "text.db").write_text("no database\n" * 100)
    database = Database(url.format(folder=tmp_path))
    with pytest.raises(DatabaseUnreachable, match=r"cannot open sqlite:///.*\.db: .*; check the address"):
        await prepare_database(database, _forbidden)
    await database.close()


async def test_an_unreachable_server_is_named_without_its_password() -> None:
    database = Database("postgresql://union:secret@127.0.0.1:1/union")
    with pytest.raises(DatabaseUnreachable) as refusal:
        await prepare_database(database, _forbidden)
    assert "127.0.0.1:1" in str(refusal.value)
    assert "secret" not in str(refusal.value)
    await database.close()
