"""Several fetches under way in a backlog, with the wire held by the test."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping

import orjson
import pytest

from data.telegram.ledger import MessageNumber, TelegramLedger
from handlers.telegram.wire.bot_api import BotApi, Upload
from handlers.telegram.wire.polling import Poller
from handlers.telegram.wire.window import Window
from tests.fake_bot_api import Json
from tests.patience import LONGEST


class HeldWire:
    """Fetches that are answered when the test says so."""

    def __init__(self) -> None:
        self.fetches: list[tuple[Json, asyncio.Future[tuple[int, bytes]]]] = []
        self.more = asyncio.Event()

    async def post_json(self, url: str, body: bytes, read_timeout: float | None = None) -> tuple[int, bytes]:
        answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self.fetches.append((orjson.loads(body), answer))
        self.more.set()
        return await answer

    async def post_file(self, url: str, fields: Mapping[str, str], upload: Upload) -> tuple[int, bytes]:
        pytest.fail("the poller sends no files")

    async def date(self, url: str) -> str | None:
        raise NotImplementedError

    async def get(self, url: str, most: int) -> tuple[int, bytes]:
        pytest.fail("the poller fetches no files")

    async def fetch(self, number: int) -> Json:
        """The parameters of the so-manyeth fetch (from 0), once it is made."""
        async with asyncio.timeout(LONGEST):
            while len(self.fetches) <= number:
                self.more.clear()
                await self.more.wait()
        return self.fetches[number][0]

    def give(self, number: int, most: int = Window.SIZE) -> None:
        """Answers a fetch with the updates from its offset on, each of another person."""
        parameters, answer = self.fetches[number]
        first = parameters.get("offset", 1)
        updates = [
            {"update_id": i, "message": {"from": {"id": i}, "chat": {"id": i}}} for i in range(first, first + most)
        ]
        answer.set_result((200, orjson.dumps({"ok": True, "result": updates})))


class Answers:
    """Answers each update once it is told to."""

    def __init__(self) -> None:
        self.answered: list[int] = []
        self._up_to = 0
        self._changed = asyncio.Condition()

    async def __call__(self, update: Json) -> tuple[MessageNumber, ...]:
        async with self._changed:
            await self._changed.wait_for(lambda: update["update_id"] <= self._up_to)
        self.answered.append(update["update_id"])
        return ()

    async def up_to(self, update_id: int) -> None:
        async with self._changed:
            self._up_to = update_id
            self._changed.notify_all()


@pytest.fixture
def wire() -> HeldWire:
    return HeldWire()


@pytest.fixture
async def answers(wire: HeldWire, ledger: TelegramLedger) -> AsyncIterator[Answers]:
    """A running poller; at its end nothing was answered twice."""
    answers = Answers()
    ticks = iter(range(10**9))

    async def sleep(_: float) -> None:
        await asyncio.sleep(0)

    poller = Poller(
        BotApi(wire, "http://x", "1:x"), answers, ledger, lambda: next(ticks) / 100, sleep, random.Random(1)
    )
    stop = asyncio.Event()
    running = asyncio.create_task(poller.run(stop))
    yield answers
    running.cancel()
    await asyncio.wait({running})
    assert len(set(answers.answered)) == len(answers.answered)


async def test_in_a_backlog_the_next_fetch_does_not_wait_for_the_last(wire: HeldWire, answers: Answers) -> None:
    assert "offset" not in await wire.fetch(0)
    wire.give(0)
    await answers.up_to(20)
    assert 11 <= (await wire.fetch(1))["offset"] <= 21
    await answers.up_to(50)
    assert 21 <= (await wire.fetch(2))["offset"] <= 51
    assert all(parameters["timeout"] == 0 and parameters["limit"] == Window.SIZE for parameters, _ in wire.fetches[1:])


async def test_an_answer_overtaken_by_a_later_one_brings_nothing_back(wire: HeldWire, answers: Answers) -> None:
    await wire.fetch(0)
    wire.give(0)
    await answers.up_to(20)
    await wire.fetch(1)
    await answers.up_to(50)
    await wire.fetch(2)
    wire.give(2)
    await answers.up_to(100)  # the updates between the two offsets are forgotten by now
    await wire.fetch(3)
    wire.give(1)
    await answers.up_to(10_000)
    number = 3
    while len(answers.answered) < 500:
        wire.give(number)
        number += 1
        await wire.fetch(number)
    assert sorted(answers.answered) == list(range(1, len(answers.answered) + 1))


async def test_with_all_answered_and_no_backlog_one_long_poll_waits(wire: HeldWire, answers: Answers) -> None:
    await wire.fetch(0)
    wire.give(0, most=3)
    await answers.up_to(3)
    parameters = await wire.fetch(1)
    assert (parameters["offset"], parameters["timeout"]) == (4, 50)


async def test_an_answer_that_holds_no_updates_is_logged_and_fetching_goes_on(
    wire: HeldWire, answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    await wire.fetch(0)
    wire.fetches[0][1].set_result((200, b'{"ok": true, "result": [{"message": "of no update"}]}'))
    await wire.fetch(1)
    assert "KeyError in getUpdates #" in caplog.text
    wire.give(1, most=1)
    await answers.up_to(1)
    assert (await wire.fetch(2))["offset"] == 2
