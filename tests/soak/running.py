"""The program as a user starts it, on a fake Bot API in this process: asked on Telegram, on the web and by webhook."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from handlers.telegram.wire.webhook import Door
from tests.benchmarks.sheet import ROOT
from tests.benchmarks.workplace import environment
from tests.fake_bot_api import TOKEN, FakeBotApi, Json

OWNER: Final = 9001
DANGER: Final = "我同事触电晕倒了没呼吸"
QUESTION: Final = "公司拖欠工资怎么办"
DOOR: Final = Door("https://gonghui.example/telegram", TOKEN)
_PATIENCE: Final = 180.0


@dataclass(frozen=True, slots=True)
class Running:
    """One process, its page's address, and the file of what it prints."""

    process: asyncio.subprocess.Process
    web: str
    printed: Path

    async def until(self, condition: Callable[[], bool], patience: float = _PATIENCE) -> None:
        """Waits until something holds; fails when the program ends, or it does not come."""
        async with asyncio.timeout(patience):
            while not condition():
                if self.process.returncode is not None:
                    raise RuntimeError(f"the program ended:\n{self.printed.read_text()[-2000:]}")
                await asyncio.sleep(0.005)

    async def ask_web(self, text: str, patience: float = _PATIENCE) -> tuple[int, str, float]:
        """Status, body and seconds of a question to the API."""
        began = time.monotonic()
        timeout = aiohttp.ClientTimeout(patience)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(f"{self.web}/api/ask", json={"text": text}) as response,
        ):
            return response.status, await response.text(), time.monotonic() - began


@asynccontextmanager
async def running(
    url: str, folder: Path, api: FakeBotApi, address: str, within: Sequence[str] = (), **settings: str
) -> AsyncIterator[Running]:
    """A program that Telegram has connected to; killed at the end if it still runs.

    `within` is what the command stands behind, `settings` are more of them, in small letters.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    more = {
        "UNIONBOT_TELEGRAM_TOKEN": TOKEN,
        "UNIONBOT_TELEGRAM_API": address,
        "UNIONBOT_ADMINS": str(OWNER),
        "UNIONBOT_WEB_PORT": str(port),
        **{f"UNIONBOT_{name.upper()}": value for name, value in settings.items()},
    }
    connected = "setWebhook" if "webhook_url" in settings else "getUpdates"
    before = called(api, connected)
    printed = folder / f"printed-{port}.txt"
    with printed.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *within, sys.executable, "-m", "bot", "run", cwd=ROOT,
            env=environment(url, folder / "cache", more), stdout=out, stderr=out,
        )  # fmt: skip
    program = Running(process, f"http://127.0.0.1:{port}", printed)
    try:
        await program.until(lambda: called(api, connected) > before)
        yield program
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def carried_out(*command: str, own: Mapping[str, str] = os.environ) -> float:
    """Runs a command, quietly; gives its seconds.

    Raises:
        CalledProcessError: it failed.
    """
    began = time.monotonic()
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own, stdout=quiet, stderr=quiet)
    if await process.wait():
        raise subprocess.CalledProcessError(process.returncode or 1, command)
    return time.monotonic() - began


def called(api: FakeBotApi, method: str) -> int:
    """How often a method was called."""
    return sum(name == method for name, _ in api.calls)


def answers(api: FakeBotApi, people: Collection[int]) -> dict[int, list[Json]]:
    """What was delivered to each of these, in order."""
    found: dict[int, list[Json]] = {person: [] for person in people}
    for message in api.sent:
        if message["chat"]["id"] in found:
            found[message["chat"]["id"]].append(message)
    return found


async def asked(program: Running, api: FakeBotApi, person: int, text: str) -> tuple[str, float]:
    """What comes of a message that Telegram is asked for, and after how many seconds."""
    began, before = time.monotonic(), len(answers(api, (person,))[person])
    api.wait_in_line([api.text(person, text)])
    await program.until(lambda: len(answers(api, (person,))[person]) > before)
    return str(answers(api, (person,))[person][before]["text"]), time.monotonic() - began


async def brought(update: Json, replicas: Sequence[Running], first: int, session: aiohttp.ClientSession) -> None:
    """Brings an update until somebody takes it, as Telegram does: to one replica, and after a failure to the next."""
    to = first
    while True:
        try:
            headers = {"X-Telegram-Bot-Api-Secret-Token": DOOR.secret}
            async with session.post(f"{replicas[to].web}{DOOR.path}", json=update, headers=headers) as response:
                if response.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.5)
        to = (to + 1) % len(replicas)
