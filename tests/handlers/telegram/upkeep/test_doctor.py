"""The examination and the backup, by command in the chat and on the machine against the fake server on loopback."""

import asyncio
import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli import main
from bot.cli.ending import FAILED, OK
from bot.people import words as staff_wording
from bot.people.staff import Staff
from bot.upkeep import words as wording
from data.seeding.loading import load_seeds
from data.seeding.seed_files import Seeds
from data.storage.engine import Database
from handlers.telegram.dispatch.menus import all_menus
from handlers.telegram.upkeep import words as telegram_wording
from handlers.telegram.wire.transport import NotSent
from tests.fake_bot_api import TOKEN, FakeBotApi, Refusal
from tests.fake_bot_server import serving
from tests.handlers.telegram.conftest import OWNER, Clock, Dialogue


async def publish(dialogue: Dialogue, staff: Staff) -> None:
    """What the start of the program does."""
    for menu in await all_menus(staff):
        await dialogue.channel.api.call("setMyCommands", menu)


async def examined(dialogue: Dialogue) -> str:
    (answer,) = await dialogue.say(OWNER, "/doctor")
    return str(answer["text"])


async def test_each_thing_found_in_the_chat_comes_with_its_fix(
    dialogue: Dialogue, database: Database, seeds: Seeds, staff: Staff
) -> None:
    said = await examined(dialogue)
    assert f"✗ {wording.NO_ENTRIES}\n{wording.FIX.format(fix=wording.NO_ENTRIES_FIX)}" in said
    assert "命令菜单和程序里的不一样（default、all_private_chats、all_group_chats、chat 9001）" in said

    await load_seeds(database, seeds)
    await publish(dialogue, staff)
    await dialogue.say(OWNER, "/backup")
    said = await examined(dialogue)
    assert said.startswith("体检：0 处要修")
    assert telegram_wording.MENUS_FINE in said
    assert telegram_wording.ONLY_US in said
    assert telegram_wording.CLOCK_FINE in said
    assert wording.BACKUP_AGE.format(hours=0) in said
    assert wording.FEW_APPROVERS.format(count=1) in said
    assert telegram_wording.PRIVATE_IN_GROUPS_FIX in said
    lines = said.splitlines()
    assert all(lines[number + 1].startswith("　怎么办：") for number, line in enumerate(lines) if line[0] in "✗！")

    dialogue.clock.now += 40 * 3600
    assert f"✗ {wording.BACKUP_AGE.format(hours=40)}" in await examined(dialogue)


async def test_telegram_s_side_is_looked_at(dialogue: Dialogue) -> None:
    dialogue.api.webhook = "https://example.org/hook"
    dialogue.api.now = lambda: dialogue.clock.now - 300
    said = await examined(dialogue)
    assert f"✗ {telegram_wording.WEBHOOK}" in said
    assert f"✗ {telegram_wording.CLOCK.format(seconds=300)}" in said
    assert "example.org" not in said


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refusal(401, "Unauthorized"), f"✗ {telegram_wording.REFUSED}"),
        (Refusal(500, "Internal Server Error"), f"✗ {telegram_wording.NO_CONNECTION.format(error=500)}"),
    ],
)
async def test_when_telegram_refuses_the_rest_is_examined_all_the_same(
    dialogue: Dialogue, refusal: Refusal, said: str
) -> None:
    dialogue.api.refusals["getMe"].append(refusal)
    said = await examined(dialogue)
    assert said in said
    assert wording.DATABASE_FINE in said


async def test_no_connection_is_a_finding(dialogue: Dialogue) -> None:
    dialogue.request.failures.append(NotSent("not sent: ClientConnectorError"))
    assert telegram_wording.NO_CONNECTION.format(error="NotSent") in await examined(dialogue)


async def test_the_backup_comes_as_a_document_and_is_on_record(dialogue: Dialogue, database: Database) -> None:
    (message,) = await dialogue.say(OWNER, "/backup")
    assert "没有加密" in message["caption"]
    content = dialogue.api.files[message["document"]["file_id"]]
    assert gzip.decompress(content) if not database.is_sqlite else content.startswith(b"SQLite format 3")
    (record,) = await dialogue.say(OWNER, "/audit")
    assert f"{staff_wording.ACTIONS['backup.send']} {message['document']['file_name']}" in record["text"]


async def test_a_backup_that_is_too_large_stays_on_the_machine(
    dialogue: Dialogue, database: Database, tmp_path: Path
) -> None:
    if not database.is_sqlite:
        pytest.skip("a dump is compressed: it takes minutes to make a large one")
    async with database.write_rows() as connection:
        await connection.execute(text("CREATE TABLE ballast (weight BLOB)"))
        await connection.execute(text(f"INSERT INTO ballast VALUES (zeroblob({50 * 2**20}))"))
    (message,) = await dialogue.say(OWNER, "/backup")
    (file,) = (tmp_path / "backups").iterdir()
    size = f"{file.stat().st_size / 2**20:.1f} MB"
    assert message["text"] == telegram_wording.BACKUP_TOO_LARGE.format(size=size, file=file)


async def test_a_backup_that_cannot_be_made_says_why(dialogue: Dialogue, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("no folder")
    (message,) = await dialogue.say(OWNER, "/backup")
    assert message["text"].startswith("没备份成：写不进备份文件夹 ")


# On the machine


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("UNIONBOT_TODAY", "2026-11-21")
    monkeypatch.setenv("UNIONBOT_BACKUPS", str(tmp_path / "backups"))
    return monkeypatch


def test_without_a_token_a_loaded_database_is_well(
    environment: pytest.MonkeyPatch, seeded_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    assert main(["doctor"]) == OK
    said = capsys.readouterr().out
    assert wording.DATABASE_FINE in said
    assert telegram_wording.UNCONNECTED_FIX in said
    assert "条资料超过一年没更新，比如 " in said


@pytest.mark.parametrize("ruin", ["no folder", "no database", "text", "damaged", "unreachable", "old", "new"])
def test_a_broken_database_is_said_without_a_trace(
    environment: pytest.MonkeyPatch, seeded_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ruin: str
) -> None:
    file = tmp_path / "union.db"
    url = f"sqlite:///{file}"
    match ruin:
        case "no folder":
            url = f"sqlite:///{tmp_path / 'none' / 'union.db'}"
        case "text":
            file.write_text("这不是数据库" * 1000)
        case "unreachable":
            url = "postgresql://nobody@127.0.0.1:9/none"
        case "damaged" | "old" | "new":
            seeded_file.rename(file)
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
                version = {"old": "0001", "new": "9999"}.get(ruin)
                if version is not None:
                    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
                    connection.commit()
            if ruin == "damaged":
                content = bytearray(file.read_bytes())
                for start in range(40_000, len(content), 20_000):
                    content[start : start + 3000] = bytes(3000)
                file.write_bytes(content)
    environment.setenv("UNIONBOT_DATABASE_URL", url)
    code = main(["doctor"])
    said = capsys.readouterr()
    assert code == (OK if ruin in ("no folder", "no database") else FAILED)
    assert "Traceback" not in said.out + said.err
    assert "怎么办：" in said.out
    assert ruin != "no database" or not file.exists()


async def test_the_machine_s_doctor_asks_telegram(
    environment: pytest.MonkeyPatch, seeded_database_url: str, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    api = FakeBotApi()
    async with serving(api) as (_, address):
        environment.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
        environment.setenv("UNIONBOT_TELEGRAM_TOKEN", TOKEN)
        environment.setenv("UNIONBOT_TELEGRAM_API", address)
        api.wait_in_line([api.text(1, "早")])  # so that the probe of other programs ends at once
        code = await asyncio.to_thread(main, ["doctor"])
        said = capsys.readouterr().out
        assert code == FAILED  # the menus were never published
        assert telegram_wording.BOT_IS.format(name="union_helper_bot") in said
        assert telegram_wording.CLOCK_FINE in said
        assert wording.NO_OWNERS_FIX in said
        api.refusals["getUpdates"].append(Refusal(409, "Conflict: terminated by other getUpdates request"))
        await asyncio.to_thread(main, ["doctor"])
        assert telegram_wording.SOMEBODY_FETCHES in capsys.readouterr().out
        environment.setenv("UNIONBOT_TELEGRAM_TOKEN", "99:wrong-token")
        assert await asyncio.to_thread(main, ["doctor"]) == FAILED
        said = capsys.readouterr().out
        assert f"✗ {telegram_wording.REFUSED}\n" in said
        assert "wrong-token" not in said
    assert len(api.updates) == 1  # nothing was acknowledged
