"""The program as a user starts it: the page alone, both channels, Telegram's updates brought to the page's server."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import segno

from handlers.telegram.wire.webhook import Door
from tests.fake_bot_api import TOKEN, FakeBotApi
from tests.fake_bot_server import serving
from tests.patience import LONGEST

pytestmark = pytest.mark.slow

RIDER = 1001
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
QUESTION = "工会驿站有多少个"


class Program:
    """`python -m bot run` with what it has printed so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.printed = ""
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.printed += line.decode()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONGEST):
            while not condition():
                assert self.process.returncode is None, self.printed
                await asyncio.sleep(0.01)

    async def address(self) -> str:
        """Where the page is, once it is."""
        await self.until(lambda: "Ctrl-C" in self.printed)
        found = re.search(r"http://127\.0\.0\.1:\d+", self.printed)
        assert found is not None
        return found[0]

    async def stopped(self) -> int:
        """The exit code after being told to stop."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        await self._reading
        return await self.process.wait()


@asynccontextmanager
async def program(database_url: str, cache: Path, **settings: str) -> AsyncIterator[Program]:
    """Killed at the end if it still runs."""
    ours = {
        "DATABASE_URL": database_url, "CACHE": str(cache), "TODAY": "2026-11-21", "WEB_PORT": "0", **settings,
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        env={**os.environ, **{f"UNIONBOT_{name}": value for name, value in ours.items()}},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    running = Program(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await running.ended()


def squares(printed: str) -> list[list[bool]]:
    """The code that a terminal shows in half blocks, without its margin: true is a dark square."""
    rows = [line for line in printed.splitlines() if line and set(line) <= set("█▀▄ ")]
    grid: list[list[bool]] = []
    for row in rows:
        grid += [[sign in "▄ " for sign in row], [sign in "▀ " for sign in row]]
    dark = [number for number, row in enumerate(grid[:-1]) if any(row)]
    columns = [place for place in range(len(grid[0])) if any(grid[number][place] for number in dark)]
    return [row[columns[0] : columns[-1] + 1] for row in grid[dark[0] : dark[-1] + 1]]


async def test_without_a_token_the_page_opens_and_no_question_is_logged(
    seeded_database_url: str, model_cache: Path
) -> None:
    async with program(seeded_database_url, model_cache) as running:
        address = await running.address()
        async with httpx.AsyncClient(base_url=address) as web:
            assert "3012个" in (await web.get("/", params={"q": QUESTION})).text
            assert (await web.post("/", data={"text": QUESTION})).status_code == 200
            answer = await web.post("/api/ask", json={"text": QUESTION})
            assert answer.json()["outcome"] == "answer"
        await running.until(lambda: "UNIONBOT_TELEGRAM_TOKEN" in running.printed)
        assert await running.stopped() == 0
    assert not {"█", "▀", "▄"} & set(running.printed)  # its code is for a terminal alone
    for secret in ("%E5", "驿站在", QUESTION, "/api/ask", "session"):
        assert secret not in running.printed


async def test_a_terminal_shows_the_address_as_a_code_too(seeded_database_url: str, model_cache: Path) -> None:
    ours = {"DATABASE_URL": seeded_database_url, "CACHE": str(model_cache), "TODAY": "2026-11-21", "WEB_PORT": "0"}
    terminal, its_side = os.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        env={**os.environ, **{f"UNIONBOT_{name}": value for name, value in ours.items()}},
        stdout=its_side, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    os.close(its_side)
    printed = b""
    try:
        while b"UNIONBOT_TELEGRAM_TOKEN" not in printed:
            printed += await asyncio.wait_for(asyncio.to_thread(os.read, terminal, 65_536), LONGEST)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
        os.close(terminal)
    shown = printed.decode()
    address = re.search(r"http://127\.0\.0\.1:\d+", shown)
    assert address is not None
    code = segno.make(f"{address[0]}/", error="m")
    assert squares(shown) == [[bool(square) for square in row] for row in code.matrix]


async def test_a_taken_port_is_named_with_what_to_do(model_cache: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with program("sqlite:///never-opened.db", model_cache, WEB_PORT=str(port)) as running:
            assert await running.ended() == 1
    assert str(port) in running.printed
    assert "UNIONBOT_WEB_PORT" in running.printed
    assert "Traceback" not in running.printed


async def test_with_a_token_both_channels_answer_in_one_process(seeded_database_url: str, model_cache: Path) -> None:
    api = FakeBotApi()
    async with serving(api) as (_, server):
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": server}
        async with program(seeded_database_url, model_cache, **settings) as running:
            async with httpx.AsyncClient(base_url=await running.address()) as web:
                page = await web.post("/", data={"text": QUESTION})
            api.wait_in_line([api.text(RIDER, QUESTION)])
            await running.until(lambda: len(api.sent) >= 1)
            assert await running.stopped() == 0
    assert "3012个" in page.text
    assert "3012个" in api.sent[0]["text"]
    assert api.misuse == []


async def test_telegram_goes_on_without_the_page_when_its_port_is_taken(
    seeded_database_url: str, model_cache: Path
) -> None:
    api = FakeBotApi()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with serving(api) as (_, server):
            settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": server, "WEB_PORT": str(taken.getsockname()[1])}
            async with program(seeded_database_url, model_cache, **settings) as running:
                api.wait_in_line([api.text(RIDER, QUESTION)])
                await running.until(lambda: len(api.sent) >= 1)
                assert await running.stopped() == 0
    assert "UNIONBOT_WEB_PORT" in running.printed


async def brought(to: httpx.AsyncClient, update: object, headers: dict[str, str]) -> int:
    """The status that Telegram gets for an update, once the replica is connected."""
    async with asyncio.timeout(LONGEST):
        while True:
            status = (await to.post("/telegram", json=update, headers=headers)).status_code
            if status != 503:
                return status
            await asyncio.sleep(0.02)


async def test_updates_brought_to_two_replicas_are_answered_once(seeded_database_url: str, model_cache: Path) -> None:
    api = FakeBotApi()
    public = "https://gonghui.example/telegram"
    secret = {SECRET_HEADER: Door(public, TOKEN).secret, "Host": "gonghui.example"}
    async with serving(api) as (_, server):
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": server, "WEBHOOK_URL": public}
        async with (
            program(seeded_database_url, model_cache, **settings) as one,
            program(seeded_database_url, model_cache, **settings) as other,
            httpx.AsyncClient(base_url=await one.address()) as first,
            httpx.AsyncClient(base_url=await other.address()) as second,
        ):
            update = api.text(RIDER, QUESTION)
            assert await brought(first, update, secret) == 200
            assert await brought(second, update, secret) == 200
            assert len(api.sent) == 1
            follow_up = api.text(RIDER, "它们在哪")
            assert await brought(second, follow_up, secret) == 200
            assert await brought(first, follow_up, secret) == 200
            assert len(api.sent) == 2
            assert await brought(first, api.text(RIDER, QUESTION), {SECRET_HEADER: "guessed"}) == 403
            assert await brought(first, api.text(RIDER, QUESTION), {}) == 403
            for wrong in (b"", b"[]", b'{"update_id": "x"}', b'"x"'):
                assert (await first.post("/telegram", content=wrong, headers=secret)).status_code == 400
            assert len(api.sent) == 2
            assert await one.stopped() == 0
            assert await brought(second, api.text(RIDER, "体检"), secret) == 200
            assert await other.stopped() == 0
    called = [name for name, _ in api.calls]
    assert "getUpdates" not in called
    assert "deleteWebhook" not in called
    told = [parameters for name, parameters in api.calls if name == "setWebhook"]
    assert {call["url"] for call in told} == {public}
    assert {call["secret_token"] for call in told} == {secret[SECRET_HEADER]}
    assert api.misuse == []
    assert TOKEN.partition(":")[2] not in one.printed + other.printed
