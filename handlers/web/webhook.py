"""Telegram's updates, when Telegram brings them instead of being asked."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from handlers.web.bodies import body_of

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
_MOST_BYTES = 1 << 20  # the largest updates, forwarded texts with all their entities, have some 100 kB


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls and how we know it; `take` returns once an update is answered."""

    path: str
    secret: str
    take: Callable[[dict[str, Any]], Awaitable[bool]]

    async def serve(self, request: Request) -> Response:
        """Takes one update: 200 when it is answered, 403 for strangers, 503 while nobody can answer, 400 for no update.

        Telegram brings an update again until it gets a 200.
        """
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1"), self.secret.encode()):
            return Response(status_code=403)
        try:
            update = orjson.loads(await body_of(request, _MOST_BYTES))
            known = isinstance(update["update_id"], int)
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return Response(status_code=400)
        if not known:
            return Response(status_code=400)
        return Response(status_code=200 if await self.take(update) else 503)
