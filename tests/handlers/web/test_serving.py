"""Listening, whom to believe, and stopping."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from handlers.web.addresses import counted_as
from handlers.web.connections import HEAD_SECONDS, MOST_HEAD_BYTES, MOST_OF_ONE, Crowd, ImpatientProtocol
from handlers.web.serving import PortTaken, address_of, listen, serve_web
from tests.patience import LONGEST


async def _says_who_asks(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    who = request.client.host if request.client else "nobody"
    await PlainTextResponse(f"{who} {request.url.scheme}")(scope, receive, send)


@pytest.mark.parametrize(
    ("proxies", "told"),
    [((), "127.0.0.1 http"), (("127.0.0.0/8",), "203.0.113.7 https"), (("10.0.0.0/8",), "127.0.0.1 http")],
)
async def test_only_a_balancer_of_ours_is_believed(proxies: tuple[str, ...], told: str) -> None:
    stop = asyncio.Event()
    with listen("127.0.0.1", 0) as listening:
        serving = asyncio.create_task(serve_web(_says_who_asks, listening, stop, proxies))
        claimed = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
        async with httpx.AsyncClient() as web:
            answer = await web.get(address_of(listening, ""), headers=claimed)
        stop.set()
        await serving
    assert answer.text == told
    assert "server" not in answer.headers


async def test_what_is_under_way_is_answered_before_the_end() -> None:
    stop, asked, let = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        asked.set()
        await let.wait()
        await PlainTextResponse("late")(scope, receive, send)

    with listen("127.0.0.1", 0) as listening:
        serving = asyncio.create_task(serve_web(waits, listening, stop))
        async with httpx.AsyncClient() as web:
            answer = asyncio.create_task(web.get(address_of(listening, "")))
            await asked.wait()
            stop.set()
            let.set()
            assert (await answer).text == "late"
        await serving


def test_a_taken_port_and_an_address_of_others_are_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"{port}.*UNIONBOT_WEB_PORT"):
            listen("127.0.0.1", port)
    with pytest.raises(PortTaken, match="UNIONBOT_WEB_HOST"):
        listen("203.0.113.7", 0)


def test_the_address_is_one_to_type() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        port = everywhere.getsockname()[1]
        assert address_of(everywhere, "") == f"http://127.0.0.1:{port}/"
        assert address_of(everywhere, "https://gonghui.example") == "https://gonghui.example/"
    if socket.has_ipv6:
        with listen("::1", 0) as six:
            assert address_of(six, "") == f"http://[::1]:{six.getsockname()[1]}/"


class _Transport(asyncio.Transport):
    """A connection whose other side a test plays; `closed` once the server let it go."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = False
        self.written = b""

    def get_extra_info(self, name: str, default: object = None) -> object:
        return default

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class _Timers:
    """The part of a loop that counts down; time passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[tuple[float, asyncio.TimerHandle]] = []

    def call_later(self, delay: float, callback: Callable[[], object]) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(self.now + delay, callback, (), asyncio.get_running_loop())
        self._timers.append((self.now + delay, handle))
        return handle

    def create_task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(work)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        due = [handle for at, handle in self._timers if at <= self.now and not handle.cancelled()]
        self._timers = [(at, handle) for at, handle in self._timers if at > self.now]
        for handle in due:
            handle._run()


class TestImpatience:
    @pytest.fixture
    def timers(self) -> _Timers:
        return _Timers()

    @pytest.fixture
    def transport(self) -> _Transport:
        return _Transport()

    @pytest.fixture
    async def protocol(self, timers: _Timers, transport: _Transport) -> ImpatientProtocol:
        config = uvicorn.Config(_says_who_asks, ws="none", lifespan="off", log_config=None, timeout_keep_alive=60)
        protocol = ImpatientProtocol(config, uvicorn.server.ServerState(), {}, timers)
        protocol.connection_made(transport)
        return protocol

    async def test_a_connection_that_says_nothing_is_let_go(
        self, protocol: ImpatientProtocol, timers: _Timers, transport: _Transport
    ) -> None:
        timers.pass_time(HEAD_SECONDS - 1)
        assert not transport.closed
        timers.pass_time(1)
        assert transport.closed

    async def test_one_that_says_a_letter_now_and_then_is_let_go_too(
        self, protocol: ImpatientProtocol, timers: _Timers, transport: _Transport
    ) -> None:
        for letter in b"GET / HTTP/1.1\r\nX-A: b":
            protocol.data_received(bytes([letter]))
            timers.pass_time(1)
        assert transport.closed

    async def test_a_head_without_end_is_cut(self, protocol: ImpatientProtocol, transport: _Transport) -> None:
        protocol.data_received(b"GET / HTTP/1.1\r\n")
        for number in range(MOST_HEAD_BYTES // 1000 + 1):
            protocol.data_received(f"X-{number}: {'a' * 1000}\r\n".encode())
        assert transport.closed

    async def test_a_request_in_time_is_answered_and_the_next_has_its_own_time(
        self, protocol: ImpatientProtocol, timers: _Timers, transport: _Transport
    ) -> None:
        for answers in range(1, 4):
            timers.pass_time(HEAD_SECONDS - 1)
            protocol.data_received(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await asyncio.gather(*protocol.tasks)
            assert transport.written.count(b"200 OK") == 2 * answers - 1
            timers.pass_time(2 * HEAD_SECONDS)  # a connection kept open may rest longer than a head may take
            protocol.data_received(b"G")
            timers.pass_time(HEAD_SECONDS - 1)
            protocol.data_received(b"ET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await asyncio.gather(*protocol.tasks)
            assert transport.written.count(b"200 OK") == 2 * answers
            assert not transport.closed


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_home_with_many_addresses_is_counted_as_one(address: str, counted: str) -> None:
    assert counted_as(address) == counted


def test_one_address_has_so_many_connections_and_others_still_get_in() -> None:
    crowd = Crowd(balancers=("10.0.0.0/8",), descriptors=2_000)
    home = [crowd.enter(f"2001:db8::{number:x}") for number in range(MOST_OF_ONE + 50)]
    assert home == ["2001:db8::/64"] * MOST_OF_ONE + [None] * 50
    assert crowd.enter("203.0.113.7") == "203.0.113.7"
    assert all(crowd.enter("10.0.0.1") is not None for _ in range(MOST_OF_ONE + 50))
    crowd.leave("2001:db8::/64")
    assert crowd.enter("2001:db8::1") is not None


def test_all_connections_together_leave_descriptors_for_the_rest() -> None:
    crowd = Crowd(balancers=("10.0.0.0/8",), descriptors=1_024)
    let_in = [crowd.enter("10.0.0.1") for _ in range(1_100)]
    assert let_in.count(None) == 1_100 - 768


async def test_a_crowd_from_one_address_is_shut_out_and_its_places_are_free_again() -> None:
    stop = asyncio.Event()
    with listen("127.0.0.1", 0) as listening:
        serving = asyncio.create_task(serve_web(_says_who_asks, listening, stop))
        port = listening.getsockname()[1]
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MOST_OF_ONE + 1)]
        shut = [asyncio.create_task(reader.read()) for reader, _ in idle]
        done, _ = await asyncio.wait(shut, return_when=asyncio.FIRST_COMPLETED, timeout=LONGEST)
        assert len(done) == 1  # the others wait for an answer
        for _, writer in idle:
            writer.close()
        await asyncio.gather(*shut, return_exceptions=True)
        async with httpx.AsyncClient() as web:
            answer = await web.get(address_of(listening, ""))
        stop.set()
        await serving
    assert answer.text == "127.0.0.1 http"
