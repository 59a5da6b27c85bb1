"""Two processes on one database: one killed under load, an announcement after a burst, one file of SQLite."""

import asyncio
import os
import signal
import sqlite3
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Final

import aiohttp
import psycopg

from handlers.telegram.announcing import words as wording
from tests.fake_bot_api import FakeBotApi, Json
from tests.fake_bot_server import serving
from tests.handlers.telegram.announcing.pressing import data_of
from tests.postgresql import server_of_its_own
from tests.soak.capped import CAP, CappedApi
from tests.soak.running import DOOR, OWNER, QUESTION, Running, answers, brought, running
from tests.soak.table import Came, Row

QUESTIONS: Final = 400
ON_ONE_FILE: Final = 200
SUBSCRIBERS: Final = 600
AT_ONCE: Final = 100
"""Updates that Telegram brings at the same time."""
SHARE: Final = 0.95
STANDING: Final = 10.0
"""Seconds that the replicas have known of each other."""
TEXT: Final = "明天发冬衣"
_FIRST: Final = 1001


class Bringing:
    """Brings updates to replicas in turn, at most so many at once."""

    def __init__(self, replicas: Sequence[Running], session: aiohttp.ClientSession) -> None:
        self._replicas, self._session = replicas, session
        self._turn = asyncio.Semaphore(AT_ONCE)
        self.with_replica: dict[int, int] = {}

    async def bring(self, update: Json, number: int) -> None:
        """Returns once the update was taken."""
        async with self._turn:
            to = number % len(self._replicas)
            self.with_replica[update["update_id"]] = to
            await brought(update, self._replicas, to, self._session)
            del self.with_replica[update["update_id"]]

    async def bring_all(self, updates: Sequence[Json]) -> None:
        """Returns once all were taken."""
        await asyncio.gather(*(self.bring(update, number) for number, update in enumerate(updates)))


async def _killed_under_load(folder: Path) -> Came:
    api = FakeBotApi()
    people = range(_FIRST, _FIRST + QUESTIONS)
    updates = [api.text(person, QUESTION) for person in people]
    with server_of_its_own() as server:
        url = server.create("soak")
        async with AsyncExitStack() as stack:
            _, address = await stack.enter_async_context(serving(api))
            replicas = [
                await stack.enter_async_context(running(url, folder, api, address, webhook_url=DOOR.url))
                for _ in range(2)
            ]
            session = await stack.enter_async_context(_session())
            bringing = Bringing(replicas, session)
            work = asyncio.create_task(bringing.bring_all(updates))
            await replicas[0].until(lambda: len(api.sent) >= QUESTIONS // 2)
            os.kill(replicas[0].process.pid, signal.SIGKILL)
            await replicas[0].process.wait()
            with_killed = {update for update, to in bringing.with_replica.items() if to == 0}
            claimed = len(with_killed & _claimed(url))
            began = time.monotonic()
            await work
            took = time.monotonic() - began
        server.drop(url)
    given = answers(api, people)
    unanswered = sum(not messages for messages in given.values())
    twice = sum(len(messages) > 1 for messages in given.values())
    told = (
        f"{unanswered} unanswered, {twice} twice, {claimed} claimed by the killed one; the last came {took:.0f} s later"
    )
    return Came(told, unanswered == 0 and twice <= claimed)


def _claimed(url: str) -> set[int]:
    with psycopg.connect(url) as connection:
        return {int(row[0]) for row in connection.execute("SELECT update_id FROM claimed_update").fetchall()}


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(120), connector=aiohttp.TCPConnector(limit=0))


async def _announced_after_a_burst(folder: Path) -> Came:
    api = CappedApi()
    people = range(_FIRST, _FIRST + SUBSCRIBERS)
    settings = {"webhook_url": DOOR.url, "announce_canary": "0", "announce_approval": "never"}

    def copies() -> int:
        return sum(m["text"] == TEXT and m["chat"]["id"] in people for m in api.sent)

    with server_of_its_own() as server:
        url = server.create("soak")
        async with AsyncExitStack() as stack:
            _, address = await stack.enter_async_context(serving(api))
            replicas = [
                await stack.enter_async_context(running(url, folder, api, address, **settings)) for _ in range(2)
            ]
            session = await stack.enter_async_context(_session())
            bringing = Bringing(replicas, session)
            await bringing.bring(api.text(OWNER, f"/announce {TEXT}"), 0)
            card = next(m for m in api.sent if wording.SEND in str(m["reply_markup"]))
            await asyncio.sleep(STANDING)
            await bringing.bring_all([api.text(person, "/subscribe all") for person in people])
            refused, before = api.one_chat, len(api.delivered)
            began = time.monotonic()
            await bringing.bring(api.press(OWNER, card, data_of(card, wording.SEND)), 0)
            await replicas[0].until(lambda: copies() >= SUBSCRIBERS)
            sent = [at for at, _ in api.delivered[before:]]
        server.drop(url)

    seconds = sent[-1] - sent[0]
    share = (len(sent) - 1) / seconds / CAP
    told = (
        f"{api.everybody} global 429, {api.one_chat - refused} of one chat; {share:.2f} of the cap; all had it "
        f"{sent[-1] - began:.0f} s after the press, the first after {sent[0] - began:.1f} s"
    )
    return Came(told, api.everybody == 0 and share >= SHARE)


async def _one_file(folder: Path) -> Came:
    api = FakeBotApi()
    url = f"sqlite:///{folder / 'bot.db'}"
    people = range(_FIRST, _FIRST + ON_ONE_FILE)
    updates = [api.text(person, QUESTION) for person in people]
    updates += [api.text(person, "/region 赛罕区") for person in people]
    async with AsyncExitStack() as stack:
        _, address = await stack.enter_async_context(serving(api))
        replicas = [
            await stack.enter_async_context(running(url, folder, api, address, webhook_url=DOOR.url)) for _ in range(2)
        ]
        session = await stack.enter_async_context(_session())
        await Bringing(replicas, session).bring_all(updates)
        troubles = sum("ERROR" in replica.printed.read_text() for replica in replicas)
    given = answers(api, people)
    missing = sum(max(0, 2 - len(messages)) for messages in given.values())
    more = sum(max(0, len(messages) - 2) for messages in given.values())
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = database.execute("SELECT count(*) FROM person WHERE region LIKE '%赛罕区'").fetchone()[0]
    told = f"{missing} unanswered, {more} twice, {kept} of {len(people)} regions kept, {troubles} logs with an error"
    return Came(told, missing == more == troubles == 0 and kept == len(people) and sound)


ROWS: Final = (
    Row(
        "killed",
        f"two replicas on PostgreSQL, {QUESTIONS} questions by webhook; kill -9 of one, its updates go to the other",
        "0 unanswered, twice at most those claimed by the killed one",
        _killed_under_load,
    ),
    Row(
        "burst",
        f"{SUBSCRIBERS} subscriptions at once, then an announcement to them; two replicas that stand, a cap of 30/s",
        f"0 global 429, ≥ {SHARE} of the cap",
        _announced_after_a_burst,
    ),
    Row(
        "one_file",
        f"two processes on one SQLite file, {ON_ONE_FILE} questions and as many settings, by webhook",
        "all answered once, all kept, the file sound",
        _one_file,
    ),
)
