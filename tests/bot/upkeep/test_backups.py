"""Backups: which are kept, when one is due, and the way there and back on both databases."""

import asyncio
import gzip
import os
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.cli import main
from bot.cli.ending import FAILED, OK
from bot.people.staff import Staff
from bot.upkeep import words as wording
from bot.upkeep.backups import DAYS, LOOK_EVERY, WEEKS, Backup, Backups, outdated
from bot.upkeep.doctor import Doctor
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import METADATA, AuditRow, CatalogueRevision, Entry, GuideRow, Intent, Phrase, table_of
from data.upkeep.backups import CannotRestore, restore, write_backup
from data.upkeep.sealed_files import MAGIC
from tests.databases import Templates

BEGIN = datetime(2026, 11, 21, 12)


@pytest.fixture
def seeded_database_url(seeded_database_url: str, templates: Templates) -> str:
    """With nobody connected: a database that is restored asks who is."""
    templates.leave(seeded_database_url)
    return seeded_database_url


def backups_at(hours: list[int]) -> list[Backup]:
    return [Backup(Path(f"{hour}.db"), BEGIN - timedelta(hours=hour), 1) for hour in hours]


@given(st.lists(st.integers(0, 24 * 400), unique=True))
def test_the_newest_of_each_recent_day_and_week_is_kept_and_no_more(hours: list[int]) -> None:
    backups = backups_at(hours)
    gone = outdated(backups)
    kept = [backup for backup in backups if backup not in gone]
    assert len(kept) <= DAYS + WEEKS
    for name, most in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS)):
        newest: dict[str, Backup] = {}
        for backup in sorted(backups, key=lambda one: one.made_at):
            newest[backup.made_at.strftime(name)] = backup
        recent = sorted(newest.values(), key=lambda one: one.made_at)[-most:]
        assert all(backup in kept for backup in recent)


async def test_a_backup_is_made_each_night_and_a_missed_one_soon_after_the_start(
    seeded_database: Database, tmp_path: Path
) -> None:
    now = BEGIN.replace(tzinfo=UTC).timestamp()
    backups = Backups(seeded_database, tmp_path / "kept", lambda: now, UTC)
    for _ in range(2 * 24 * 6):
        now += LOOK_EVERY
        await backups.make_if_due()
    made = [backup.made_at for backup in backups.kept()]
    assert made[0] == BEGIN + timedelta(seconds=LOOK_EVERY)
    assert [time.strftime("%d %H:%M") for time in made[1:]] == ["22 03:30", "23 03:30"]
    assert {stat.S_IMODE(backup.file.stat().st_mode) for backup in backups.kept()} == {0o600}


def _all_rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything in every table."""

    async def read() -> dict[str, list[tuple[object, ...]]]:
        database = Database(url)
        async with database.engine.connect() as connection:
            found = {
                table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
                for table in METADATA.sorted_tables
            }
        await database.close()
        return found

    return asyncio.run(read())


def _do(url: str, work: Callable[[Database], Awaitable[object]]) -> None:
    async def run() -> None:
        database = Database(url)
        await work(database)
        await database.close()

    asyncio.run(run())


async def _add_something(database: Database) -> None:
    async with database.write_rows() as connection:
        await audit.note(connection, Actor("tg:1", "telegram"), 1, "role.grant", "tg:2", after="编辑\n“二”🦺")


async def _ruin(database: Database) -> None:
    async with database.write_rows() as connection:
        for model in (Phrase, Entry, GuideRow, Intent, AuditRow, CatalogueRevision):
            await connection.execute(table_of(model).delete())


@pytest.mark.slow
def test_what_was_backed_up_comes_back_and_the_old_one_is_kept_aside(
    monkeypatch: pytest.MonkeyPatch, seeded_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    _do(seeded_database_url, _add_something)
    before = _all_rows(seeded_database_url)
    file = tmp_path / "copy"
    assert main(["backup", str(file)]) == OK
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    _do(seeded_database_url, _ruin)
    assert _all_rows(seeded_database_url) != before

    assert main(["restore", str(file)]) == OK
    assert _all_rows(seeded_database_url) == before
    said = capsys.readouterr().out
    assert "the database before it is kept: " in said
    _do(seeded_database_url, _add_something)  # new ids follow those that were loaded
    assert len(_all_rows(seeded_database_url)["audit"]) == 2

    async def old_is_there(database: Database) -> None:
        kept = said.partition("is kept: ")[2].splitlines()[0]
        if database.is_sqlite:
            assert sqlite3.connect(kept).execute("SELECT count(*) FROM entry").fetchone() == (0,)
        else:
            schema = kept.removeprefix("schema ")
            async with database.engine.connect() as connection:
                count = await connection.scalar(text(f"SELECT count(*) FROM {schema}.entry"))
            assert count == 0

    _do(seeded_database_url, old_is_there)


def test_a_backup_goes_into_a_database_that_is_not_there_yet(
    monkeypatch: pytest.MonkeyPatch, seeded_database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    assert main(["backup", str(tmp_path / "copy")]) == OK
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", empty_database_url)
    assert main(["restore", str(tmp_path / "copy")]) == OK
    assert _all_rows(empty_database_url) == _all_rows(seeded_database_url)


@pytest.mark.slow
def test_a_sealed_backup_comes_back_by_its_key_alone(
    monkeypatch: pytest.MonkeyPatch, seeded_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "keys" / "backup.key"
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("UNIONBOT_BACKUPS", str(tmp_path / "kept"))
    monkeypatch.setenv("UNIONBOT_BACKUP_KEY", str(key))
    before = _all_rows(seeded_database_url)
    assert main(["backup"]) == OK
    (file,) = (tmp_path / "kept").iterdir()
    assert file.name.endswith(".sealed")
    assert [stat.S_IMODE(one.stat().st_mode) for one in (file, key)] == [0o600, 0o600]
    content = file.read_bytes()
    assert content.startswith(MAGIC)
    assert not any(known in content for known in (b"SQLite format 3", "工会服务站点".encode()))
    _do(seeded_database_url, _ruin)

    (tmp_path / "other.key").write_text("A" * 43 + "=")
    for setting, said in (("", "is sealed"), (str(tmp_path / "other.key"), "another key"), ("missing", "missing")):
        monkeypatch.setenv("UNIONBOT_BACKUP_KEY", setting)
        assert main(["restore", str(file)]) == FAILED
        assert said in capsys.readouterr().err
    assert not Path("missing").exists()
    monkeypatch.setenv("UNIONBOT_BACKUP_KEY", str(key))
    assert main(["restore", str(file)]) == OK
    assert _all_rows(seeded_database_url) == before
    assert list(tmp_path.glob(".restoring-*")) == []


async def test_the_doctor_says_how_many_backups_anybody_can_read(seeded_database: Database, tmp_path: Path) -> None:
    now = BEGIN.replace(tzinfo=UTC).timestamp()
    plain = Backups(seeded_database, tmp_path / "kept", lambda: now, UTC)
    await plain.make()
    sealed = Backups(seeded_database, tmp_path / "kept", lambda: now + 86_400, UTC, str(tmp_path / "backup.key"))
    await sealed.make()
    assert sealed.readable() == 1
    assert [one.sealed for one in sealed.kept()] == [False, True]
    staff = Staff(seeded_database, frozenset(), lambda: now)
    found = await Doctor(seeded_database, sealed, staff, lambda: BEGIN.date(), has_channel=False).examine()
    assert wording.BACKUPS_READABLE.format(count=1) in [finding.text for finding in found]
    plain.kept()[0].file.unlink()
    found = await Doctor(seeded_database, sealed, staff, lambda: BEGIN.date(), has_channel=False).examine()
    assert not any("没加密" in finding.text for finding in found)


async def test_a_copy_taken_while_others_write_is_whole(seeded_database: Database, tmp_path: Path) -> None:
    entry = table_of(CatalogueRevision)
    async with seeded_database.write_rows() as connection:
        await connection.execute(entry.update().values(revision=777))
        await write_backup(seeded_database, tmp_path / "copy", 1)
    if seeded_database.is_sqlite:
        found = sqlite3.connect(tmp_path / "copy").execute("SELECT revision FROM catalogue_revision").fetchone()
        assert found != (777,)
    else:
        assert b"[1,777]" not in gzip.decompress((tmp_path / "copy").read_bytes())


async def test_a_database_in_use_is_not_replaced(seeded_database: Database, tmp_path: Path) -> None:
    await write_backup(seeded_database, tmp_path / "copy", 1)
    other = Database(seeded_database.url.render_as_string(hide_password=False))
    async with seeded_database.read() as session:
        await session.connection()
        with pytest.raises(CannotRestore, match="stop every process"):
            await restore(other, tmp_path / "copy", "aside")
    await other.close()
    assert [name for name in os.listdir(tmp_path) if name != "copy"] == []


def _kind_of(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql"


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text", "other kind", "later release", "odd rows"])
def test_what_is_no_good_backup_is_refused_with_a_reason_and_nothing_changes(
    monkeypatch: pytest.MonkeyPatch,
    seeded_database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    damage: str,
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    file = tmp_path / "copy"
    assert main(["backup", str(file)]) == OK
    before = _all_rows(seeded_database_url)
    content = file.read_bytes()
    is_sqlite = _kind_of(seeded_database_url) == "sqlite"
    match damage:
        case "cut":
            content = content[: len(content) * 2 // 3]
        case "flipped":
            middle = len(content) // 2
            content = content[:middle] + bytes(255 - byte for byte in content[middle : middle + 40_000])
            content += file.read_bytes()[len(content) :]
        case "empty":
            content = b""
        case "text":
            content = b"id,title\n"
        case "other kind":
            content = gzip.compress(b"{}") if is_sqlite else b"SQLite format 3\x00" + bytes(100)
        case "later release" if is_sqlite:
            with sqlite3.connect(file) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
            content = file.read_bytes()
        case "odd rows" if is_sqlite:
            with sqlite3.connect(file) as connection:
                connection.execute("UPDATE entry SET intent = 'none of ours'")
            content = file.read_bytes()
        case "odd rows":
            dumped = gzip.decompress(content).splitlines(True)
            place = next(number for number, line in enumerate(dumped) if line.startswith(b'{"table":"intent"')) + 1
            dumped[place] = b'["x",null,null,null,"first"]\n'
            content = gzip.compress(b"".join(dumped))
        case "later release":
            lines = gzip.decompress(content).replace(b'"revision":"0', b'"revision":"9', 1)
            content = gzip.compress(lines)
    file.write_bytes(content)
    capsys.readouterr()
    assert main(["restore", str(file)]) == FAILED
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "Traceback" not in error
    assert _all_rows(seeded_database_url) == before


@given(st.binary(max_size=200))
def test_random_bytes_are_no_backup(content: bytes) -> None:
    async def check(file: Path) -> None:
        database = Database(f"sqlite:///{file}.db")
        with pytest.raises(ValueError, match=r"is no backup|is damaged|is of "):
            await restore(database, file, "aside")
        await database.close()

    with TemporaryDirectory() as folder:
        file = Path(folder) / "given"
        file.write_bytes(content)
        asyncio.run(check(file))
        assert os.listdir(folder) == ["given"]


def test_an_existing_file_is_not_overwritten_and_a_missing_database_not_made(
    monkeypatch: pytest.MonkeyPatch, seeded_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    (tmp_path / "mine").write_text("mine")
    assert main(["backup", str(tmp_path / "mine")]) == FAILED
    assert (tmp_path / "mine").read_text() == "mine"
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert main(["backup", str(tmp_path / "new")]) == FAILED
    assert "there is no database at" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["mine"]
