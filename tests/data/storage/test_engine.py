"""Units of work on both databases."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from data.storage.engine import Database, WrongDatabaseUrl, async_url
from data.tables import Person


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite"),
        ("sqlite+pysqlite:///a.db", "sqlite+aiosqlite"),
        ("postgresql://u@h/d", "postgresql+asyncpg"),
        ("postgres://u@h/d", "postgresql+asyncpg"),
        ("postgresql+psycopg://u@h/d", "postgresql+asyncpg"),
    ],
)
def test_the_driver_is_ours_to_choose(url: str, driver: str) -> None:
    assert async_url(url).drivername == driver


@pytest.mark.parametrize("url", ["", "unionbot.db", "mysql://u@h/d"])
def test_a_wrong_url_names_the_right_forms(url: str) -> None:
    with pytest.raises(WrongDatabaseUrl, match="write sqlite:///PATH or postgresql://"):
        async_url(url)


async def test_a_unit_of_work_that_ends_well_is_kept_and_one_that_raises_is_not(database: Database) -> None:
    async with database.write() as session:
        session.add(Person(key="test:1", since=1))

    async def fail() -> None:
        async with database.write() as session:
            session.add(Person(key="test:2", since=1))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.read() as session:
        assert await session.get(Person, "test:1") is not None
        assert await session.get(Person, "test:2") is None


async def test_reading_keeps_nothing(database: Database) -> None:
    async with database.read() as session:
        session.add(Person(key="test:1", since=1))
        await session.flush()
    async with database.read() as session:
        assert await session.get(Person, "test:1") is None


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)
async def test_sqlite_waits_writes_ahead_checks_references_and_forgets(database: Database) -> None:
    async with database.engine.connect() as connection:
        pragmas = ("journal_mode", "foreign_keys", "busy_timeout", "secure_delete")
        found = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in pragmas}
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30000, "secure_delete": 1}


async def test_its_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    for readable in (False, True):
        if readable:
            file.chmod(0o644)
        database = Database(f"sqlite:///{file}")
        await database.reach()
        async with database.write_rows() as connection:
            await connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS made (number INTEGER)")
            found = rights_in(tmp_path)
        await database.close()
        assert found == dict.fromkeys(("bot.db", "bot.db-wal", "bot.db-shm"), 0o600)


def rights_in(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
