"""Two replicas of the page: what somebody may ask, he may ask of both together."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select

from data.storage.engine import Database
from data.tables import UsedAllowance, table_of
from handlers.web.application import build_application
from handlers.web.desk import Desk
from handlers.web.limits import Allowance, Limits, OtherReplicas
from tests.handlers.web.conftest import Clock

MOST = 5
ALLOWANCE = Allowance(session_a_minute=None, address_a_minute=MOST, tells_a_day=2)
_USED = table_of(UsedAllowance)

# A file of SQLite has one process.
pytestmark = [pytest.mark.postgresql, pytest.mark.parametrize("templates", ["postgresql"], indirect=True)]


async def key() -> bytes:
    return b"the key of today"


Replica = httpx.AsyncClient


@pytest.fixture
async def replica(desk: Desk, clock: Clock) -> AsyncIterator[Callable[[Database], Awaitable[Replica]]]:
    """Makes one more, with a memory of its own."""
    async with AsyncExitStack() as stack:

        async def one_more(counted_in: Database) -> Replica:
            limits = Limits(ALLOWANCE, clock, OtherReplicas(counted_in, key, clock))
            transport = httpx.ASGITransport(build_application(replace(desk, limits=limits), clock))
            return await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1"))

        yield one_more


async def answered(*replicas: Replica, times: int) -> list[bool]:
    """Whether each question was, brought to the replicas in turn."""
    asked = [replicas[number % len(replicas)] for number in range(times)]
    found = [await web.post("/api/ask", json={"text": "你好"}) for web in asked]
    return [answer.status_code == 200 for answer in found]


async def test_two_together_let_through_what_one_does(
    replica: Callable[[Database], Awaitable[Replica]], database: Database, clock: Clock
) -> None:
    one, other = await replica(database), await replica(database)
    assert await answered(one, other, times=MOST + 3) == [True] * MOST + [False] * 3
    refused = await other.post("/api/ask", json={"text": "你好"})
    assert 1 <= int(refused.headers["retry-after"]) <= 60 / MOST
    danger = await other.post("/api/ask", json={"text": "我被车撞了，流了好多血"})
    assert "120" in danger.text
    clock.now += 60 / MOST
    assert await answered(other, one, times=2) == [True, False]


async def test_what_is_kept_names_no_address_and_goes(
    replica: Callable[[Database], Awaitable[Replica]], database: Database, clock: Clock
) -> None:
    web = await replica(database)
    await answered(web, times=1)
    async with database.engine.connect() as connection:
        (before,) = (await connection.execute(select(_USED.c.key))).scalars()
    assert "127" not in before
    clock.now += 61
    assert await Limits(ALLOWANCE, clock, OtherReplicas(database, key, clock)).may_tell("another")
    async with database.engine.connect() as connection:
        (after,) = (await connection.execute(select(_USED.c.key))).scalars()
    assert after != before


async def test_a_database_that_is_away_is_done_without(replica: Callable[[Database], Awaitable[Replica]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        gone = Database(f"postgresql://me@127.0.0.1:{once.getsockname()[1]}/gone")
    one, other = await replica(gone), await replica(gone)
    assert await answered(one, other, times=2 * MOST + 2) == [True] * 2 * MOST + [False] * 2
    await gone.close()
