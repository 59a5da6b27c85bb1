"""Tables from nothing, and the databases that are refused."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from data.catalogue.whole import read_catalogue
from data.seeding.loading import load_seeds
from data.seeding.seed_checks import read_seeds
from data.storage.engine import Database, DatabaseUnreachable
from data.tables import METADATA, PLACES
from data.upkeep.migrating import (
    MIGRATE_COMMAND,
    DatabaseTooNew,
    PendingMigrations,
    has_tables,
    migrate,
    pending_migrations,
    prepare_database,
    released,
)
from tests.data.seeding.seed_folder import good_files, write


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
        opts = {"compare_type": True, "include_name": lambda name, *_: not str(name).startswith(PLACES)}
        return list(compare_metadata(MigrationContext.configure(connection, opts=opts), METADATA))

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


async def test_processes_that_start_at_once_make_one_database(empty_database_url: str, tmp_path: Path) -> None:
    seeds = read_seeds(write(tmp_path, good_files()))
    processes = [Database(empty_database_url) for _ in range(3)]
    await asyncio.gather(*(prepare_database(one, lambda database: load_seeds(database, seeds)) for one in processes))
    async with processes[0].read() as session:
        stored = await read_catalogue(session)
    assert stored.revision == 1
    assert set(stored.entries) == set(seeds.entries)
    for one in processes:
        await one.close()


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


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("missing/x.db", "there is no folder .*missing; create it"),
        ("text.db", "file is not a database; check the addr"),
    ],
)
async def test_a_database_that_cannot_be_opened_is_named_with_the_fix(tmp_path: Path, name: str, cause: str) -> None:
    (tmp_path / "text.db").write_text("no database\n" * 100)
    database = Database(f"sqlite:///{tmp_path / name}")
    with pytest.raises(DatabaseUnreachable, match=f"cannot open .*{name}: {cause}"):
        await prepare_database(database, _forbidden)
    await database.close()


async def test_an_unreachable_server_is_named_without_its_password() -> None:
    database = Database("postgresql://union:secret@127.0.0.1:1/union")
    with pytest.raises(DatabaseUnreachable) as refusal:
        await prepare_database(database, _forbidden)
    assert "127.0.0.1:1" in str(refusal.value)
    assert "secret" not in str(refusal.value)
    await database.close()
