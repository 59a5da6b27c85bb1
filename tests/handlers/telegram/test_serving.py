"""The channel as a whole against the fake server on loopback: fetching, order, conflicts, restarts."""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import pytest

from bot.catalogue.snapshot import Snapshot
from bot.people.staff import Staff
from bot.regions import Regions
from bot.reply import Message, Outcome, Reply, Text
from bot.timing import Time
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.telegram.ledger import MessageNumber, TelegramLedger
from handlers.telegram.channel import Needs
from handlers.telegram.desk.limits import NO_LIMITS
from handlers.telegram.dispatch.menus import menus
from handlers.telegram.serving import serve_telegram
from handlers.telegram.wire.errors import SecondInstance, WrongToken
from tests.editing_office import office
from tests.fake_bot_api import TOKEN, FakeBotApi, Refusal
from tests.fake_bot_server import FakeBotServer, serving
from tests.handlers.telegram.recording_assistant import RecordingAssistant
from tests.patience import LONGEST
from tests.small_offices import offices_in

HASTE = 20  # times faster than the clock on the wall


class EchoAssistant(RecordingAssistant):
    """Says everything back; a text in `stuck` only once its event is set."""

    def __init__(self) -> None:
        super().__init__()
        self.stuck: dict[str, asyncio.Event] = {}

    async def reply(self, message: Message) -> Reply:
        self.asked.append(message)
        if message.text in self.stuck:
            await self.stuck[message.text].wait()
        return Reply(Outcome.ANSWER, (Text(f"答：{message.text}"),))


class Running:
    """The channel while it runs; what waits for an hour goes on when one is released into `hours`."""

    def __init__(self, served: "asyncio.Task[None]", waits: list[float], hours: asyncio.Semaphore) -> None:
        self.served = served
        self.waits = waits
        self.hours = hours

    async def until(self, condition: Callable[[], bool | Awaitable[bool]]) -> None:
        """Waits for the condition, as long as the channel runs."""
        async with asyncio.timeout(LONGEST):
            while True:
                holds = condition()
                if holds if isinstance(holds, bool) else await holds:
                    return
                if self.served.done():
                    self.served.result()
                    raise AssertionError("the channel stopped before")
                await asyncio.sleep(0.001)


@pytest.fixture
def api() -> FakeBotApi:
    return FakeBotApi()


@pytest.fixture
async def server(api: FakeBotApi) -> AsyncIterator[tuple[FakeBotServer, str]]:
    async with serving(api) as running:
        yield running
    assert api.misuse == []


@asynccontextmanager
async def channel(
    database: Database,
    address: str,
    assistant: RecordingAssistant,
    regions: Regions,
    small: Snapshot,
    token: str = TOKEN,
    connected: Callable[[], None] = lambda: None,
) -> AsyncIterator[Running]:
    """Serves until the block ends, in a hurry."""
    waits: list[float] = []
    hours = asyncio.Semaphore(0)

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if seconds >= 3600:
            await hours.acquire()
        else:
            await asyncio.sleep(seconds / HASTE)

    commits = GroupCommit(database)
    staff = Staff(database, frozenset(), time.time)
    here = office(database, small, regions, staff, time.time)
    stop = asyncio.Event()
    clocks = Time(time.time, lambda: time.monotonic() * HASTE, sleep, UTC)
    needs = Needs(
        offices=offices_in(here, database, commits, regions, staff, clocks, Path("no-backups")),
        assistant=assistant,
        token=token,
        server=address,
        allowance=NO_LIMITS,
        jitter=random.Random(1),
        connected=connected,
    )
    served = asyncio.create_task(serve_telegram(needs, stop))
    try:
        yield Running(served, waits, hours)
    finally:
        stop.set()
        await asyncio.wait({served})
        await commits.drain()
    if not served.cancelled() and (error := served.exception()) is not None:
        raise error


def said(api: FakeBotApi, user: int) -> list[str]:
    return [message["text"] for message in api.sent if message["chat"]["id"] == user]


@pytest.mark.slow
async def test_questions_that_wait_and_questions_that_come_are_answered(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    api.wait_in_line(api.text(user, "早") for user in range(1, 251))
    async with channel(database, server[1], EchoAssistant(), regions, small) as running:
        await running.until(lambda: len(api.sent) >= 250)
        api.wait_in_line([api.text(1, "晚")])
        await running.until(lambda: len(api.sent) >= 251)
    assert [said(api, user) for user in range(1, 251)] == [["答：早", "答：晚"]] + [["答：早"]] * 249
    assert [parameters for method, parameters in api.calls if method == "setMyCommands"] == menus()


@pytest.mark.slow
async def test_one_persons_messages_are_answered_in_order_and_people_at_once(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    assistant = EchoAssistant()
    assistant.stuck["慢"] = asyncio.Event()
    api.wait_in_line([api.text(1, "慢"), *(api.text(1, f"{n}") for n in range(20)), api.text(2, "快")])
    async with channel(database, server[1], assistant, regions, small) as running:
        await running.until(lambda: said(api, 2) == ["答：快"])
        assert said(api, 1) == []
        assistant.stuck["慢"].set()
        await running.until(lambda: len(said(api, 1)) >= 21)
    assert said(api, 1) == ["答：慢", *(f"答：{n}" for n in range(20))]


async def test_what_was_answered_beyond_an_unanswered_one_is_not_answered_again_after_a_restart(
    server: tuple[FakeBotServer, str],
    api: FakeBotApi,
    database: Database,
    ledger: TelegramLedger,
    regions: Regions,
    small: Snapshot,
) -> None:
    assistant = EchoAssistant()
    assistant.stuck["一"] = asyncio.Event()
    api.wait_in_line([api.text(1, "一"), api.text(2, "二"), api.text(3, "三")])

    async def two_are_noted() -> bool:
        return len(await ledger.answered_updates()) >= 2

    async with channel(database, server[1], assistant, regions, small) as running:
        await running.until(two_are_noted)
    first_three = [update["update_id"] for update in api.updates]
    assert len(first_three) == 3  # Telegram was not told to forget them

    async with channel(database, server[1], EchoAssistant(), regions, small) as running:
        await running.until(lambda: len(said(api, 1)) >= 1)
        api.wait_in_line([api.text(4, "四")])
        await running.until(lambda: len(said(api, 4)) >= 1)
    assert [len(said(api, user)) for user in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert not (await ledger.answered_updates()).intersection(first_three)


@pytest.mark.slow
async def test_one_stuck_answer_does_not_stop_those_beyond_the_window(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    assistant = EchoAssistant()
    assistant.stuck["慢"] = asyncio.Event()
    api.wait_in_line([api.text(1, "慢"), *(api.text(user, "问") for user in range(2, 200))])
    async with channel(database, server[1], assistant, regions, small) as running:
        await running.until(lambda: len(api.sent) >= 198)
        assistant.stuck["慢"].set()
        await running.until(lambda: said(api, 1) == ["答：慢"])


async def test_two_conflicts_are_waited_out_and_a_third_stops_the_program(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    conflict = Refusal(409, "Conflict: terminated by other getUpdates request")
    api.refusals["getUpdates"].extend([conflict] * 2)
    api.wait_in_line([api.text(1, "问")])
    async with channel(database, server[1], EchoAssistant(), regions, small) as running:
        await running.until(lambda: len(api.sent) >= 1)
    assert len([wait for wait in running.waits if 3 <= wait < 4]) >= 2

    api.refusals["getUpdates"].extend([conflict] * 3)
    with pytest.raises(SecondInstance, match="another program"):
        async with channel(database, server[1], EchoAssistant(), regions, small) as running:
            await asyncio.wait({running.served})


@pytest.mark.parametrize("token", ["4242:WRONG-token_of-nobody", "no token at all"])
async def test_a_wrong_token_stops_the_program_without_being_quoted(
    server: tuple[FakeBotServer, str], database: Database, regions: Regions, small: Snapshot, token: str
) -> None:
    with pytest.raises(WrongToken, match="UNIONBOT_TELEGRAM_TOKEN") as caught:
        async with channel(database, server[1], EchoAssistant(), regions, small, token) as running:
            await asyncio.wait({running.served})
    assert token not in str(caught.value)


async def test_a_token_revoked_while_running_stops_the_program(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    api.refusals["getUpdates"].append(Refusal(401, "Unauthorized"))
    with pytest.raises(WrongToken):
        async with channel(database, server[1], EchoAssistant(), regions, small) as running:
            await asyncio.wait({running.served})


async def test_failing_fetches_back_off_and_then_go_on(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    api.refusals["getUpdates"].extend([Refusal(502, "Bad Gateway")] * 4)
    api.refusals["getUpdates"].append(Refusal(429, "Too Many Requests: retry after 17", retry_after=17))
    api.wait_in_line([api.text(1, "问")])
    async with channel(database, server[1], EchoAssistant(), regions, small) as running:
        await running.until(lambda: len(api.sent) >= 1)
    for told in (1, 2, 4, 8, 17):
        assert [wait for wait in running.waits if told <= wait <= told * 1.25]


async def test_without_a_server_the_program_waits_for_one_and_can_be_stopped(
    database: Database, regions: Regions, small: Snapshot, unused_port: int
) -> None:
    async with channel(database, f"http://127.0.0.1:{unused_port}", EchoAssistant(), regions, small) as running:
        await running.until(lambda: len(running.waits) >= 3)
    assert [round(wait / 1.25) <= told <= wait for wait, told in zip(running.waits, (1, 2, 4), strict=False)]


async def test_the_token_and_the_words_of_people_stay_out_of_the_log(
    server: tuple[FakeBotServer, str],
    api: FakeBotApi,
    database: Database,
    regions: Regions,
    small: Snapshot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    api.refusals["getMe"].append(Refusal(502, "Bad Gateway"))
    api.refusals["getUpdates"].extend([Refusal(500, "Internal Server Error"), Refusal(409, "Conflict")])
    api.refusals["sendMessage"].extend([Refusal(400, f"Bad Request: odd {TOKEN}"), Refusal(500, "Internal")])
    api.wait_in_line([api.text(1, "悄悄话一"), api.text(2, "悄悄话二")])
    async with channel(database, server[1], EchoAssistant(), regions, small) as running:
        await running.until(lambda: len(api.sent) >= 1)
        logging.getLogger("somebody.else").warning("POST /bot%s/getMe", TOKEN)
        try:
            raise ValueError(TOKEN)
        except ValueError:
            logging.getLogger("somebody.else").exception("failed")
    assert len(caplog.records) >= 4
    assert TOKEN.partition(":")[2] not in caplog.text
    assert "悄悄话" not in caplog.text
    assert "王师傅" not in caplog.text


async def test_numbers_of_messages_older_than_two_days_are_dropped_at_the_start_and_then_hourly(
    server: tuple[FakeBotServer, str], database: Database, ledger: TelegramLedger, regions: Regions, small: Snapshot
) -> None:
    now = int(time.time())
    old, young = now - 49 * 3600, now - 47 * 3600

    async def only_the_young_is_left() -> bool:
        return await ledger.messages(1) == [6]

    await ledger.answered(None, [MessageNumber(1, 5, old), MessageNumber(1, 6, young)])
    async with channel(database, server[1], EchoAssistant(), regions, small) as running:
        await running.until(only_the_young_is_left)
        await ledger.answered(None, [MessageNumber(1, 4, old)])

        async def only_the_young_is_left_hours_later() -> bool:
            running.hours.release()  # whichever of the hourly jobs takes it, the next look lets another hour pass
            return await only_the_young_is_left()

        await running.until(only_the_young_is_left_hours_later)


async def test_it_is_called_connected_once_telegram_has_answered(
    server: tuple[FakeBotServer, str], api: FakeBotApi, database: Database, regions: Regions, small: Snapshot
) -> None:
    api.refusals["deleteWebhook"].extend([Refusal(502, "Bad Gateway"), Refusal(502, "Bad Gateway")])
    calls: list[int] = []
    connected = asyncio.Event()

    def note() -> None:
        calls.append(sum(name == "deleteWebhook" for name, _ in api.calls))
        connected.set()

    async with channel(database, server[1], EchoAssistant(), regions, small, connected=note):
        await asyncio.wait_for(connected.wait(), LONGEST)
    assert calls == [3]
