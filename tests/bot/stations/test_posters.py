"""Posters, the demonstration set, and the commands for the directory."""

import io
from pathlib import Path

import pytest

from bot.bootstrap.parts import shipped_regions
from bot.cli import main
from bot.cli.ending import FAILED, OK
from bot.operator import Operator
from bot.stations import words
from bot.stations.demonstration import PREFIX, invented
from bot.stations.hours_text import read_hours
from bot.stations.posters import write_posters
from data.stations.directory import in_district
from data.storage.engine import Database
from handlers.telegram.stations.links import poster_link
from tests.bot.stations.lists import csv_file
from tests.data.stations.station_rows import record

HOHHOT = "内蒙古自治区呼和浩特市"


def test_a_code_leads_to_our_page_or_to_the_bot() -> None:
    ours = poster_link("https://union.example.org/", "@union_helper_bot")
    assert ours is not None
    assert ours.to("017") == "https://union.example.org/s/017"
    bot = poster_link("", "@union_helper_bot")
    assert bot is not None
    assert bot.to("017") == "https://t.me/union_helper_bot?start=st_017"
    assert (ours.page, ours.by_hand) == (
        "https://union.example.org",
        "扫不了？在 Telegram 里给 @union_helper_bot 发 {code}",
    )
    assert (bot.page, bot.by_hand) == ("", ours.by_hand)
    assert poster_link("", None) is None
    assert poster_link("", "not a name!") is None


def test_there_is_a_page_of_a5_for_each_station_with_the_chinese_font_inside() -> None:
    file = io.BytesIO()
    link = poster_link("", "union_helper_bot")
    assert link is not None
    write_posters([record("017"), record("018", name="名字很长的驿站" * 8)], link, file, Operator("赛罕区总工会"))
    pdf = file.getvalue()
    assert pdf.startswith(b"%PDF-")
    assert b"/Count 2" in pdf
    assert b"/MediaBox [ 0 0 419.5276 595.2756 ]" in pdf
    assert b"/FontFile2" in pdf


def test_the_demonstration_says_of_itself_that_it_is_invented() -> None:
    stations = list(invented(shipped_regions(), HOHHOT))
    assert len(stations) >= 12
    for one in stations:
        assert one.code.startswith(PREFIX)
        assert one.name.startswith("演示")
        assert (one.source, one.address) == (words.DEMO_SOURCE, words.DEMO_ADDRESS)
        read_hours(one.hours or "")


@pytest.fixture
def at_database(monkeypatch: pytest.MonkeyPatch, seeded_database_url: str) -> str:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    return seeded_database_url


async def codes(url: str) -> list[str]:
    database = Database(url)
    try:
        return [one.code for one in await in_district(database, "", 99)]
    finally:
        await database.close()


def test_the_commands_fill_the_directory_and_print_posters(
    at_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    file = tmp_path / "驿站.csv"
    file.write_bytes(csv_file(encoding="gbk").read())
    assert main(["stations", "import", str(file), "--dry-run"]) == OK
    assert capsys.readouterr().out.splitlines()[-1] == words.DRY_RUN
    assert asyncio.run(codes(at_database)) == []
    assert main(["stations", "import", str(file)]) == OK
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0] == "共 3 行：新增 3，改动 0，没变 0。"
    assert "3 rows read" in shown.err
    assert main(["stations", "demo"]) == OK
    assert len(asyncio.run(codes(at_database))) > 3
    assert main(["stations", "demo", "--remove"]) == OK
    assert asyncio.run(codes(at_database)) == ["017", "018", "A-3"]

    posters = tmp_path / "posters.pdf"
    assert main(["stations", "posters", "--out", str(posters)]) == FAILED
    assert "UNIONBOT_WEB_URL" in capsys.readouterr().err
    monkeypatch.setenv("UNIONBOT_WEB_URL", "https://union.example.org")
    assert main(["stations", "posters", "--out", str(posters), "--region", "赛罕区"]) == OK
    assert b"/Count 1" in posters.read_bytes()
    assert main(["stations", "posters", "--out", str(posters), "--region", "没有的区"]) == FAILED
    assert "没有的区" not in capsys.readouterr().out


def test_a_list_that_cannot_be_taken_fails_and_says_why(
    at_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("编号,名称\n1,站\n", encoding="utf-8")
    assert main(["stations", "import", str(file)]) == FAILED
    assert words.NO_HEADER in capsys.readouterr().out
    assert main(["stations", "import", str(tmp_path / "none.csv")]) == FAILED
    assert "cannot read" in capsys.readouterr().err
