"""kill -9 with a hundred questions waiting: nobody is left without an answer, and few get it twice."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from data.telegram_ledger import TelegramLedger
from tests.fake_bot_api import TOKEN, FakeBotApi
from tests.fake_bot_server import Hold, serving

QUESTIONS, ANSWERED_BEFORE = 100, 40


@asynccontextmanager
async def bot(database_url: str, address: str) -> Any:
    """The bot as a process; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.handlers.telegram.echo_main",
        env={**os.environ, "DATABASE": database_url, "TOKEN": TOKEN, "SERVER": address},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def until(process: asyncio.subprocess.Process, condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            if process.returncode is not None:
                assert process.stderr is not None
                raise AssertionError((await process.stderr.read()).decode())
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("hold", Hold)
async def test_after_a_kill_all_are_answered_and_at_most_those_in_flight_twice(
    ledger: TelegramLedger, database_url: str, hold: Hold
) -> None:
    api = FakeBotApi()
    api.wait_in_line([api.text(user, f"第{user}问") for user in range(1, QUESTIONS + 1)])
    updates = [update["update_id"] for update in api.updates]
    async with serving(api) as (server, address):
        server.hold, server.answer_only = hold, ANSWERED_BEFORE
        async with bot(database_url, address) as process:
            await until(process, lambda: server.held == QUESTIONS - ANSWERED_BEFORE)
            # Answered ones are noted, or Telegram has forgotten them.
            noted: set[int] = set()
            async with asyncio.timeout(60):
                while len(noted | (set(updates) - {update["update_id"] for update in api.updates})) < ANSWERED_BEFORE:
                    noted = await ledger.answered_updates()
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
        in_flight = server.held
        server.release()

        async with bot(database_url, address) as process:
            await until(process, lambda: len({message["chat"]["id"] for message in api.sent}) == QUESTIONS)
            await until(process, lambda: all(update["update_id"] not in updates for update in api.updates))
            process.send_signal(signal.SIGTERM)
            await process.communicate()
            assert process.returncode == 0

    answers = Counter(message["text"] for message in api.sent)
    assert set(answers) == {f"答：第{user}问" for user in range(1, QUESTIONS + 1)}
    twice = sum(count - 1 for count in answers.values())
    assert twice <= (in_flight if hold is Hold.DELIVERED else 0)


async def test_a_process_told_to_stop_answers_what_is_in_flight_and_logs_no_secret(
    database_url: str,
) -> None:
    api = FakeBotApi()
    api.wait_in_line([api.text(user, f"悄悄话{user}") for user in range(1, 31)])
    async with serving(api) as (_server, address), bot(database_url, address) as process:
        await until(process, lambda: len(api.sent) >= 1)
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
    assert process.returncode == 0
    assert len(api.sent) == 30
    text = log.decode()
    assert TOKEN.partition(":")[2] not in text
    assert "悄悄话" not in text
    assert "王师傅" not in text
