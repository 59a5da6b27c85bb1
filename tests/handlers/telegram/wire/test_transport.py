"""The transport: what it sends, and what it says of a call that failed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import orjson
import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from handlers.telegram.wire.bot_api import ApiError, BotApi
from handlers.telegram.wire.transport import AiohttpRequest, NotSent, OutcomeUnknown
from tests.fake_bot_api import BOT, TOKEN, FakeBotApi
from tests.fake_bot_server import serving
from tests.patience import LONGEST

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def server(respond: Respond) -> AsyncIterator[str]:
    """A server that answers every request so."""
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", respond)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(connections=2, read_timeout=LONGEST, connect_timeout=LONGEST) as request:
        yield request


def all_words(error: BaseException | None) -> str:
    """Everything that a traceback of the error would print."""
    return "" if error is None else f"{error!r} {all_words(error.__cause__)} {all_words(error.__context__)}"


async def test_a_call_gives_the_result_and_a_refusal_its_parameters(request_: AiohttpRequest) -> None:
    api = FakeBotApi()
    async with serving(api) as (_, address):
        bot = BotApi(request_, address, TOKEN)
        assert await bot.call("getMe", {}) == BOT
        with pytest.raises(ApiError) as refused:
            await bot.call("editMessageText", {"chat_id": 1, "message_id": 2, "text": "x"})
    assert (refused.value.code, refused.value.description) == (400, "Bad Request: message to edit not found")


async def test_the_librarys_own_calls_go_through_it_too(request_: AiohttpRequest) -> None:
    received: dict[str, object] = {}

    async def respond(request: web.Request) -> web.Response:
        if request.content_type == "multipart/form-data":
            form = await request.post()
            document = form["document"]
            assert isinstance(document, web.FileField)
            received.update(chat_id=form["chat_id"], name=document.filename, content=document.file.read())
        else:
            received.update(orjson.loads(await request.read()))
        chat = {"id": 7, "type": "private"}
        return web.json_response({"ok": True, "result": {"message_id": 1, "date": 0, "chat": chat}})

    async with server(respond) as address:
        bot = Bot(TOKEN, base_url=f"{address}/bot", request=request_, get_updates_request=request_)
        await bot.send_message(7, "你好", disable_notification=True)
        assert received == {"chat_id": 7, "text": "你好", "disable_notification": True}
        received.clear()
        await bot.send_document(7, b"content", filename="清单.csv")
        assert received == {"chat_id": "7", "name": "清单.csv", "content": b"content"}


async def test_without_a_server_nothing_was_sent(request_: AiohttpRequest, unused_port: int) -> None:
    with pytest.raises(NotSent) as error:
        await BotApi(request_, f"http://127.0.0.1:{unused_port}", TOKEN).call("getMe", {})
    assert TOKEN not in all_words(error.value)


async def test_a_full_pool_means_that_nothing_was_sent(request_: AiohttpRequest) -> None:
    release, full = asyncio.Event(), asyncio.Barrier(3)

    async def respond(_: web.Request) -> web.Response:
        await full.wait()
        await release.wait()
        return web.json_response({"ok": True, "result": True})

    async with server(respond) as address:
        api = BotApi(request_, address, TOKEN)
        busy = [asyncio.create_task(api.call("getMe", {})) for _ in range(2)]
        await full.wait()
        request_._connect_timeout = 0.05  # only now: those two had all the time there is to connect
        with pytest.raises(NotSent) as error:
            await api.call("getMe", {}, read_timeout=LONGEST)
        assert TOKEN not in all_words(error.value)
        release.set()
        assert await asyncio.gather(*busy) == [True, True]


async def test_a_late_answer_leaves_the_outcome_unknown(request_: AiohttpRequest) -> None:
    release = asyncio.Event()

    async def respond(_: web.Request) -> web.Response:
        await release.wait()
        return web.Response()

    async with server(respond) as address:
        with pytest.raises(OutcomeUnknown) as error:
            await BotApi(request_, address, TOKEN).call("getMe", {}, read_timeout=0.05)
        release.set()
    assert TOKEN not in all_words(error.value)


async def test_a_connection_that_breaks_leaves_the_outcome_unknown(request_: AiohttpRequest) -> None:
    async def respond(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with server(respond) as address:
        with pytest.raises(OutcomeUnknown) as error:
            await BotApi(request_, address, TOKEN).call("getMe", {})
    assert TOKEN not in all_words(error.value)


@pytest.mark.parametrize("body", [b"<html>Bad Gateway</html>", b"[]", b""])
async def test_an_answer_that_is_no_json_object_is_a_server_error(request_: AiohttpRequest, body: bytes) -> None:
    async def respond(_: web.Request) -> web.Response:
        return web.Response(body=body, status=200)

    async with server(respond) as address:
        with pytest.raises(ApiError) as error:
            await BotApi(request_, address, TOKEN).call("getMe", {})
        assert error.value.code == 502
        with pytest.raises(TelegramError, match="no JSON object"):
            await Bot(TOKEN, base_url=f"{address}/bot", request=request_, get_updates_request=request_).get_me()


async def test_a_redirect_is_not_followed(request_: AiohttpRequest) -> None:
    """The new address would learn the token."""

    async def respond(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/elsewhere"})

    async with server(respond) as address:
        with pytest.raises(ApiError):
            await BotApi(request_, address, TOKEN).call("getMe", {})


async def test_a_closed_transport_says_so() -> None:
    with pytest.raises(NetworkError, match="not open"):
        await BotApi(AiohttpRequest(), "http://127.0.0.1:9", TOKEN).call("getMe", {})
