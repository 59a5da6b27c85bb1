"""The program as a user starts it, against the fake server on loopback: restart, kill -9, a dialogue across both."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.telegram.ledger import TelegramLedger
from tests.fake_bot_api import TOKEN, FakeBotApi
from tests.fake_bot_server import Hold, serving
from tests.patience import LONGEST

pytestmark = pytest.mark.slow

QUESTIONS, ANSWERED_BEFORE = 100, 40
RIDER = 1001


@asynccontextmanager
async def program(
    database_url: str, cache: Path, address: str, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m bot run` with more settings (`ADMINS="1"`); killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env={
            **os.environ,
            "UNIONBOT_DATABASE_URL": database_url,
            "UNIONBOT_CACHE": str(cache),
            "UNIONBOT_TELEGRAM_TOKEN": TOKEN,
            "UNIONBOT_TELEGRAM_API": address,
            "UNIONBOT_TODAY": "2026-11-21",
            "UNIONBOT_WEB_PORT": "0",
            **{f"UNIONBOT_{name}": value for name, value in settings.items()},
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def until(process: asyncio.subprocess.Process, condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONGEST):
        while not condition():
            if process.returncode is not None:
                assert process.stdout is not None
                raise AssertionError((await process.stdout.read()).decode())
            await asyncio.sleep(0.005)


async def ended(process: asyncio.subprocess.Process) -> str:
    """What the program printed, once it was told to stop and did."""
    process.send_signal(signal.SIGTERM)
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode()


@pytest.mark.parametrize("hold", Hold)
async def test_after_a_kill_all_are_answered_and_at_most_those_in_flight_twice(
    seeded_database_url: str, model_cache: Path, hold: Hold
) -> None:
    api = FakeBotApi()
    api.wait_in_line([api.text(user, "驿站在哪") for user in range(1, QUESTIONS + 1)])
    updates = {update["update_id"] for update in api.updates}
    database = Database(seeded_database_url)
    ledger = TelegramLedger(database, GroupCommit(database), 4242)
    async with serving(api) as (server, address):
        server.hold, server.answer_only = hold, ANSWERED_BEFORE
        async with program(seeded_database_url, model_cache, address) as process:
            await until(process, lambda: server.held >= QUESTIONS - ANSWERED_BEFORE)
            # Answered ones are noted, or Telegram has forgotten them.
            noted: set[int] = set()
            async with asyncio.timeout(LONGEST):
                while len(noted | (updates - {update["update_id"] for update in api.updates})) < ANSWERED_BEFORE:
                    noted = await ledger.answered_updates()
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
        await database.close()
        in_flight = server.held
        server.release()

        async with program(seeded_database_url, model_cache, address) as process:
            await until(process, lambda: len({message["chat"]["id"] for message in api.sent}) == QUESTIONS)
            await until(process, lambda: all(update["update_id"] not in updates for update in api.updates))
            await ended(process)

    assert api.misuse == []
    answers = Counter(message["chat"]["id"] for message in api.sent)
    assert set(answers) == set(range(1, QUESTIONS + 1))
    twice = sum(count - 1 for count in answers.values())
    assert twice <= (in_flight if hold is Hold.DELIVERED else 0)


async def test_a_dialogue_goes_on_after_a_restart_and_old_buttons_work(
    seeded_database_url: str, model_cache: Path
) -> None:
    api = FakeBotApi()
    async with serving(api) as (_, address):
        async with program(seeded_database_url, model_cache, address) as process:
            api.wait_in_line([api.text(RIDER, "/region 赛罕区"), api.text(RIDER, "公司拖欠工资怎么办")])
            await until(process, lambda: len(api.sent) >= 2)
            api.wait_in_line([api.text(RIDER, "/services")])
            await until(process, lambda: len(api.sent) >= 3)
            printed = await ended(process)
        menu = api.sent[-1]
        button = menu["reply_markup"]["inline_keyboard"][0][0]

        async with program(seeded_database_url, model_cache, address) as process:
            api.wait_in_line([api.press(RIDER, menu, button["callback_data"]), api.text(RIDER, "/mydata")])
            await until(process, lambda: len(api.sent) >= 5)
            printed += await ended(process)

    assert api.misuse == []
    assert len(api.sent) == 5
    assert button["text"] in api.sent[3]["text"]
    assert "内蒙古自治区呼和浩特市赛罕区" in api.sent[4]["text"]
    for secret in (TOKEN.partition(":")[2], "拖欠", "王师傅"):
        assert secret not in printed


async def test_what_is_in_flight_is_answered_before_the_program_stops(
    seeded_database_url: str, model_cache: Path
) -> None:
    api = FakeBotApi()
    api.wait_in_line([api.text(user, "驿站在哪") for user in range(1, 31)])
    async with serving(api) as (_, address), program(seeded_database_url, model_cache, address) as process:
        await until(process, lambda: len(api.sent) >= 1)
        await ended(process)
    assert len(api.sent) == 30
