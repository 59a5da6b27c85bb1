"""The fake Bot API behind HTTP on loopback, with long polling."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.fake_bot_api import TOKEN, FakeBotApi, Json, Refusal


class FakeBotServer:
    """Serves one fake; `delay` is the seconds a call takes. A wrong token gets 401."""

    def __init__(self, api: FakeBotApi) -> None:
        self.api = api
        self.delay = 0.0
        self._polls = 0

    async def respond(self, request: web.Request) -> web.Response:
        """Answers one HTTP request."""
        if request.match_info["token"] != TOKEN:
            return web.json_response(Refusal(401, "Unauthorized").answer, status=401)
        method = request.match_info["method"]
        parameters = await request.json() if request.can_read_body else {}
        status, answer = self.api.handle(method, parameters)
        if method == "getUpdates" and status == 200 and not answer["result"]:
            status, answer = await self._wait(parameters)
        else:
            await asyncio.sleep(self.delay)
        return web.json_response(answer, status=status)

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


@asynccontextmanager
async def serving(api: FakeBotApi) -> AsyncIterator[tuple[FakeBotServer, str]]:
    """The server and its address `http://127.0.0.1:PORT`."""
    server = FakeBotServer(api)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", server.respond)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield server, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
