"""Around every request: how many at once, for how long, under which id, with which headers, and what is counted."""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.logs.turns import begin_turn, well_formed
from handlers.web.addresses import host_is_ours
from handlers.web.desk import Desk
from handlers.web.errors import Busy, error_response
from handlers.web.offline import Bundles

MOST_AT_ONCE: Final = 200
"""Requests worked on at once; a question takes a millisecond or two, so the last of them waits under half a second."""

SECONDS: Final = 15.0
"""For one request, the 10 s of its body included."""

FILE_SECONDS: Final = 70.0
"""For one that may bring a file, the 60 s of its body included."""

_WITH_FILES: Final = "/case"
_WATCHING: Final = ("/healthz", "/metrics")

_REQUEST_ID: Final = b"x-request-id"

# Nothing from elsewhere, nothing inline, no frame around us; an address that holds a question is passed on to nobody.
_HEADERS: Final = tuple(
    (name.lower().encode(), value.encode())
    for name, value in {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
    }.items()
)


class Gate:
    """Lets requests through to the routes; `monotonic` gives seconds.

    What comes to the path `webhook` shows a secret, and may name any host: its address is a setting of its own.
    """

    def __init__(self, routes: ASGIApp, desk: Desk, monotonic: Callable[[], float], webhook: str | None = None) -> None:
        self._webhook = webhook
        self._routes = routes
        self._desk = desk
        self._monotonic = monotonic
        self._bundles = Bundles(monotonic)
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            return
        scope["desk"], scope["bundles"] = self._desk, self._bundles
        start = self._monotonic()
        turn = begin_turn(_id_from_before(scope))
        facts: dict[str, str | int] = {"channel": "web", "turn": turn}
        with self._desk.database.traced("turn", facts, whole=True):
            outgoing = _Outgoing(send, turn)
            try:
                await self._serve(scope, receive, outgoing)
            finally:
                facts |= {"route": _route(scope), "http.response.status_code": outgoing.status}
                self._desk.metrics.served(_route(scope), outgoing.status, self._monotonic() - start)

    async def _serve(self, scope: Scope, receive: Receive, outgoing: "_Outgoing") -> None:
        self._under_way += 1
        try:
            if scope["path"] != self._webhook and not host_is_ours(scope, self._desk.public_url):
                raise HTTPException(400)
            if self._under_way > MOST_AT_ONCE and scope["path"] not in _WATCHING:
                raise Busy
            async with asyncio.timeout(FILE_SECONDS if scope["path"].startswith(_WITH_FILES) else SECONDS):
                await self._routes(scope, receive, outgoing)
        except Exception as error:
            response = error_response(Request(scope, receive), error)
            if outgoing.status:  # the answer has begun: all that is left is to break it off
                raise
            await response(scope, receive, outgoing)
        finally:
            self._under_way -= 1


class _Outgoing:
    """Sends a response on with our headers and its id, and remembers its status (0: none yet)."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._headers = (*_HEADERS, (_REQUEST_ID, request_id.encode()))
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *self._headers]
        await self._send(message)


def _id_from_before(scope: Scope) -> str:
    """The id that the balancer before us gave the request; nothing where it gave none that is well formed."""
    given: bytes = next((value for name, value in scope["headers"] if name == _REQUEST_ID), b"")
    return well_formed(given.decode("latin-1"))


def _route(scope: MutableMapping[str, Any]) -> str:
    """The handler's name: an address could hold what somebody typed."""
    endpoint = scope.get("endpoint")
    return f"{endpoint.__module__.rpartition('.')[2]}.{endpoint.__name__}" if endpoint is not None else "none"
