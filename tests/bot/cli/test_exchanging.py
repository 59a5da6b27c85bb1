"""`export` and `import` as a person types them."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.ending import FAILED, OK, USAGE
from bot.exchange import files, words
from data.catalogue import changes as editing
from data.catalogue.entries import ServiceEntry
from data.people.audit import OPERATOR, newest
from data.storage.engine import Database

pytestmark = pytest.mark.slow


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch, model_cache: Path, seeded_database_url: str) -> str:
    monkeypatch.setenv("UNIONBOT_CACHE", str(model_cache))
    monkeypatch.setenv("UNIONBOT_TODAY", "2026-11-21")
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    return seeded_database_url


def stored(url: str) -> dict[str, ServiceEntry]:
    async def read() -> dict[str, ServiceEntry]:
        database = Database(url)
        async with database.engine.connect() as connection:
            found = await editing.all_entries(connection)
        await database.close()
        return found

    return asyncio.run(read())


@pytest.mark.parametrize("ending", ["yaml", "csv", "xlsx"])
def test_the_shipped_entries_go_out_and_in_again_unchanged(
    seeded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    file = tmp_path / f"entries.{ending}"
    before = stored(seeded)
    assert main(["export", str(file)]) == OK
    assert f"exported {len(before)} entries" in capsys.readouterr().out
    assert main(["import", str(file), "--yes", "--remove-missing"]) == OK
    said = capsys.readouterr().out.splitlines()
    assert said == [
        words.HEAD.format(name=file.name, added=0, changed=0, unchanged=len(before), refused=0),
        words.NOTHING,
    ]
    assert stored(seeded) == before


def test_an_import_is_shown_first_and_done_when_told_so(
    seeded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(seeded)
    kept = dict(list(before.items())[5:])
    changed = next(entry for entry in kept.values() if entry.conflict is None and entry.how is None)
    kept[changed.id] = replace(changed, how="到窗口去办")
    file = tmp_path / "entries.csv"
    file.write_bytes(files.write(kept.values(), "csv"))

    assert main(["import", str(file)]) == OK
    said = capsys.readouterr().out
    assert words.CHANGED_FIELD.format(field="怎么办", before="（空）", after="到窗口去办") in said
    assert words.MISSING.format(count=5) in said
    assert said.splitlines()[-1] == words.ONLY_SHOWN
    assert stored(seeded) == before

    assert main(["import", str(file), "--yes"]) == OK
    assert stored(seeded) == before | {changed.id: kept[changed.id]}
    assert main(["import", str(file), "--yes", "--remove-missing"]) == OK
    assert words.SAVED.format(added=0, changed=0, removed=5) in capsys.readouterr().out
    assert stored(seeded) == kept

    async def last_act() -> tuple[str, str]:
        database = Database(seeded)
        row = (await newest(database, 1))[0]
        await database.close()
        return row.actor, row.action

    assert asyncio.run(last_act()) == (OPERATOR, "entry.import")


def test_a_wrong_row_stops_all_of_it_unless_it_may_be_left_out(
    seeded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(seeded)
    some = list(before.values())[:2]
    file = tmp_path / "entries.csv"
    file.write_bytes(files.write([replace(some[0], how="好"), replace(some[1], intent="飞天")], "csv"))
    assert main(["import", str(file), "--yes"]) == FAILED
    assert f"第 3 行 {some[1].id}：没有「飞天」这个主题。" in capsys.readouterr().out
    assert stored(seeded) == before
    assert main(["import", str(file), "--yes", "--skip-refused"]) == OK
    assert stored(seeded) == before | {some[0].id: replace(some[0], how="好")}
    assert main(["import", str(file), "--subject", "飞天=飞地"]) == FAILED
    assert "没有「飞地」这个主题。" in capsys.readouterr().err
    assert main(["import", str(file), "--yes", "--subject", f"飞天={some[0].intent}"]) == OK
    assert stored(seeded)[some[1].id].intent == some[0].intent


def test_files_that_cannot_be_used_are_named(seeded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "entries.pdf")]) == USAGE
    assert main(["export", str(tmp_path / "none" / "entries.csv")]) == FAILED
    assert "No such file or directory" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "none.csv")]) == FAILED
    assert "No such file or directory" in capsys.readouterr().err
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\x00")
    assert main(["import", str(tmp_path / "picture.csv")]) == FAILED
    assert capsys.readouterr().err.endswith(f"error: {words.NO_TABLE}\n")
