"""What a phone keeps for a time without a connection."""

import asyncio
import gzip
from collections.abc import Sequence
from datetime import date
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bot.browsing import KeptService, bundle
from bot.catalogue import Snapshot
from handlers.web.desk import Desk, desk_of

PRECACHED: Final = ("page.css", "page.js", "offline.js", "icon.svg", "icon-192.png")


class Bundles:
    """The bundle of services as JSON, made once for each revision of the catalogue and day."""

    def __init__(self) -> None:
        self._made: tuple[Snapshot, date, bytes] | None = None
        self._lock = asyncio.Lock()

    async def packed(self, desk: Desk) -> bytes:
        """The bundle for the region served, gzipped."""
        async with self._lock:
            snapshot, today = desk.assistant.snapshot, desk.today()
            if self._made is None or self._made[0] is not snapshot or self._made[1] != today:
                # Some 0.1 s of work: in a thread, so that nobody's question waits for it.
                services = await asyncio.to_thread(bundle, snapshot, desk.regions, desk.home, today)
                self._made = (snapshot, today, await asyncio.to_thread(_packed, services, today))
            return self._made[2]


def _packed(services: Sequence[KeptService], today: date) -> bytes:
    kept = [
        {
            "id": one.id,
            "title": one.title,
            "subject": one.subject,
            "keywords": one.keywords,
            "lead": one.card.lead,
            "lines": one.card.lines,
            "source": one.card.source,
        }
        for one in services
    ]
    return gzip.compress(orjson.dumps({"day": today.isoformat(), "services": kept}), mtime=0)


async def services_kept(request: Request) -> Response:
    """The services to keep."""
    bundles: Bundles = request.scope["bundles"]
    packed = await bundles.packed(desk_of(request))
    headers = {"Cache-Control": "no-cache"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type="application/json")
    return Response(gzip.decompress(packed), headers=headers, media_type="application/json")


async def worker(request: Request) -> Response:
    """The script that keeps pages and answers in their place when there is no connection."""
    pages = desk_of(request).pages
    text = pages.text("worker.js", keep=[pages.assets.address(name) for name in PRECACHED])
    return Response(text, headers={"Cache-Control": "no-cache"}, media_type="text/javascript")
