"""What the examination says of the key of the cases: nothing before the first case, then whether it is kept safe."""

from collections.abc import Sequence
from datetime import UTC, date
from pathlib import Path

import pytest

from bot.cases import words as wording
from bot.cases.keys import Keys, key_file
from bot.upkeep.backups import Backups
from bot.upkeep.doctor import Doctor, Finding, Health
from data.storage.engine import Database
from data.upkeep.backups import database_file
from tests.bot.cases.union import ANNA, Union


async def _said(union: Union, file: Path, backups: Path) -> Sequence[Finding]:
    """What the whole examination, made by a new process, says of the key."""
    keys = Keys(union.database, file)
    doctor = Doctor(
        union.database,
        Backups(union.database, backups, lambda: union.now, UTC),
        union.staff,
        lambda: date(2026, 11, 27),
        has_channel=True,
        key=lambda: keys.examine(backups),
    )
    return [finding for finding in await doctor.examine() if "钥匙" in finding.text]


@pytest.fixture
async def key(union: Union, tmp_path: Path) -> Path:
    await union.hire(ANNA)
    await union.hand_over()
    return tmp_path / "case.key"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "of backups" / "nightly"
    folder.mkdir(parents=True)
    return folder


async def test_nothing_is_said_or_made_while_no_case_was_ever_kept(union: Union, tmp_path: Path, backups: Path) -> None:
    assert await _said(union, tmp_path / "case.key", backups) == []
    assert _written(tmp_path / "case.key") is None


async def test_a_key_apart_that_its_owner_alone_reads_is_fine(union: Union, key: Path, backups: Path) -> None:
    (finding,) = await _said(union, _apart(key), backups)
    assert finding == Finding(Health.FINE, wording.KEY_FINE)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
async def test_a_key_that_others_read_is_not_safe(union: Union, key: Path, backups: Path, mode: int) -> None:
    apart = _apart(key)
    apart.chmod(mode)
    (finding,) = await _said(union, apart, backups)
    assert finding.state is Health.BROKEN
    assert finding.fix == wording.KEY_OPEN_FIX.format(file=apart)


@pytest.mark.parametrize("where", ["", "deeper", "linked"])
async def test_a_key_among_the_backups_is_as_good_as_none(union: Union, key: Path, backups: Path, where: str) -> None:
    inside = backups / ("deeper" if where == "deeper" else "") / "case.key"
    inside.parent.mkdir(exist_ok=True)
    _move(key, inside)
    named = inside
    if where == "linked":
        named = backups.parent / "elsewhere.key"
        named.symlink_to(inside)
    (finding,) = await _said(union, named, backups)
    assert (finding.state, finding.fix) == (Health.WATCH, wording.KEY_BESIDE_FIX)


async def test_a_key_beside_the_database_is_as_good_as_none(
    union: Union, key: Path, backups: Path, database: Database
) -> None:
    live = database_file(database)
    beside = (live.parent if live is not None else key.parent) / "beside.key"
    _move(key, beside)
    (finding,) = await _said(union, beside, backups)
    # A database on a server has no folder of ours.
    assert finding.state is (Health.WATCH if live is not None else Health.FINE)


async def test_a_key_that_is_gone_damaged_or_anothers_is_told_and_none_is_made(
    union: Union, key: Path, backups: Path
) -> None:
    kept = _written(key)
    for written in (None, "no key", "A" * 43 + "="):
        _write(key, written)
        (finding,) = await _said(union, key, backups)
        assert (finding.state, finding.fix) == (Health.BROKEN, wording.KEY_WRONG_FIX)
        assert _written(key) == written
    _write(key, kept)
    (finding,) = await _said(union, _apart(key), backups)
    assert finding.state is Health.FINE


def test_the_key_stands_in_the_users_folder_of_settings_unless_another_file_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert key_file("/elsewhere/k") == Path("/elsewhere/k")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert key_file("") == tmp_path / "unionbot" / "case.key"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert key_file("") == Path.home() / ".config" / "unionbot" / "case.key"


def _apart(key: Path) -> Path:
    """The key in a folder of its own."""
    folder = key.parent / "of settings"
    folder.mkdir()
    return key.rename(folder / "case.key")


def _move(key: Path, to: Path) -> None:
    key.rename(to)


def _written(key: Path) -> str | None:
    return key.read_text() if key.exists() else None


def _write(key: Path, text: str | None) -> None:
    key.unlink(missing_ok=True)
    if text is not None:
        key.write_text(text)
        key.chmod(0o600)
