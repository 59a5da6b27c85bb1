"""Listening, whom to believe, and stopping."""

import asyncio
import socket

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from handlers.web.service import PortTaken, address_of, listen, serve_web


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
