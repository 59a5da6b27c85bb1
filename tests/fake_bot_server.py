"""The fake Bot API behind HTTP on loopback, with long polling."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum

from aiohttp import web

from tests.fake_bot_api import TOKEN, FakeBotApi, Json, Refusal, parsed


class Hold(Enum):
    """Which messages get no answer: from the moment they arrive, or once they stand in the chat."""

    UNDELIVERED = "before delivery"
    DELIVERED = "after delivery"


class FakeBotServer:
    """Serves one fake; a wrong token gets 401.

    Messages beyond the first `answer_only` are held as `hold` says, until `release` is called.
    """

    def __init__(self, api: FakeBotApi) -> None:
        self.api = api
        self.hold = Hold.UNDELIVERED
        self.answer_only: int | None = None
        self.released = asyncio.Event()
        self.held = 0
        self._sends = 0
        self._polls = 0

    def release(self) -> None:
        """Answers all messages from now on; those held so far stay without an answer."""
        self.answer_only = None
        self.released.set()

    async def respond(self, request: web.Request) -> web.Response:
        """Answers one HTTP request."""
        if request.match_info["token"] != TOKEN:
            return web.json_response(Refusal(401, "Unauthorized").answer, status=401)
        method = request.match_info["method"]
        parameters = await _parameters(request)
        if method == "sendMessage" and self.answer_only is not None:
            self._sends += 1
            if self._sends > self.answer_only:
                if self.hold is Hold.DELIVERED:
                    self.api.handle(method, parameters)
                self.held += 1
                await self.released.wait()
                return web.Response(status=502)
        status, answer = self.api.handle(method, parameters)
        if method == "getUpdates" and status == 200 and not answer["result"]:
            status, answer = await self._wait(parameters)
        return web.json_response(answer, status=status)

    async def file(self, request: web.Request) -> web.Response:
        """Gives a file that somebody sent."""
        content = self.api.file(request.match_info["path"]) if request.match_info["token"] == TOKEN else None
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _wait(self, parameters: Json) -> tuple[int, Json]:
        """A long poll; a second one ends the first with 409."""
        self._polls += 1
        mine = self._polls
        self.api.arrived.set()
        loop = asyncio.get_running_loop()
        end = loop.time() + parameters.get("timeout", 0)
        while (left := end - loop.time()) > 0:
            self.api.arrived.clear()
            try:
                await asyncio.wait_for(self.api.arrived.wait(), left)
            except TimeoutError:
                break
            if mine != self._polls:
                text = (
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                return 409, Refusal(409, text).answer
            if updates := self.api.waiting(parameters.get("offset", 0), parameters.get("limit", 100)):
                return 200, {"ok": True, "result": updates}
        return 200, {"ok": True, "result": []}


async def _parameters(request: web.Request) -> Json:
    if request.content_type != "multipart/form-data":
        return dict(await request.json()) if request.can_read_body else {}
    fields: dict[str, str] = {}
    files: Json = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            fields[name] = str(value)
    return {**parsed(fields), **files}


@asynccontextmanager
async def serving(api: FakeBotApi) -> AsyncIterator[tuple[FakeBotServer, str]]:
    """The server and its address `http://127.0.0.1:PORT`."""
    server = FakeBotServer(api)
    app = web.Application(client_max_size=50 * 2**20)
    app.router.add_get("/file/bot{token}/{path:.*}", server.file)
    app.router.add_route("*", "/bot{token}/{method}", server.respond)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield server, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
