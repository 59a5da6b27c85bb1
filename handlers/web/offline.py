"""What a phone keeps for a time without a connection."""

import asyncio
import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bot.answering.browsing import KeptService, bundle
from bot.catalogue.snapshot import Snapshot
from bot.understanding.small_mind import SmallIndex, small_index
from data.catalogue.entries import SubjectKey
from handlers.web import words as wording
from handlers.web.desk import Desk, desk_of

PRECACHED: Final = (
    "page.css",
    "page.js",
    "send.js",
    "talk.js",
    "danger.js",
    "danger.json",
    "offline.js",
    "icon.svg",
    "icon-192.png",
)

_RENEWED: Final = 600.0  # seconds after which stations are read anew


class Bundles:
    """The bundle of services and stations as JSON, made at most once in ten minutes; `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._made: tuple[Snapshot, date, float, bytes] | None = None
        self._lock = asyncio.Lock()

    async def packed(self, desk: Desk) -> bytes:
        """The bundle for the region served, gzipped."""
        async with self._lock:
            now, snapshot, today = self._monotonic(), desk.assistant.snapshot, desk.today()
            made = self._made
            if made is None or made[0] is not snapshot or made[1] != today or now - made[2] > _RENEWED:
                stations = await _stations(desk)
                # Some 0.1 s of work: in a thread, so that nobody's question waits for it.
                services = await asyncio.to_thread(bundle, snapshot, desk.regions, desk.home, today)
                index = await asyncio.to_thread(small_index, snapshot.model)
                about = snapshot.subject_for(SubjectKey.ABOUT_STATIONS)
                packed = await asyncio.to_thread(
                    _packed, services, stations, index, today, about.id if about is not None else None
                )
                self._made = made = (snapshot, today, now, packed)
            return made[3]


async def _stations(desk: Desk) -> list[dict[str, Any]]:
    """The stations of the home city, with their hours instead of how they are at this moment; at most 200."""
    composer = desk.stations.composer
    kept: list[dict[str, Any]] = []
    for near in await desk.stations.in_region(desk.pages.regions.city.path, ()):
        place = composer.place(near, number=None, pinned=False)
        hours = near.station.hours
        lines = [wording.KEPT_HOURS.format(hours=hours)] if hours else []
        # The first line of a place says whether it is open now.
        at = [near.station.latitude, near.station.longitude]
        lines += place.lines[1:]
        kept.append({"lead": place.lead, "lines": lines, "district": near.station.district, "at": at})
    return kept


def _packed(
    services: Sequence[KeptService],
    stations: Sequence[Mapping[str, Any]],
    index: SmallIndex,
    today: date,
    about_stations: str | None,
) -> bytes:
    kept = [
        {
            "id": one.id,
            "title": one.title,
            "intent": one.intent,
            "subject": one.subject,
            "keywords": one.keywords,
            "lead": one.card.lead,
            "lines": one.card.lines,
            "source": one.card.source,
        }
        for one in services
    ]
    found = {
        "day": today.isoformat(),
        "services": kept,
        "stations": stations,
        "stationsAre": about_stations,
        "index": asdict(index),
    }
    return gzip.compress(orjson.dumps(found), mtime=0)


async def services_kept(request: Request) -> Response:
    """The services and stations to keep."""
    bundles: Bundles = request.scope["bundles"]
    packed = await bundles.packed(desk_of(request))
    headers = {"Cache-Control": "no-cache"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type="application/json")
    return Response(gzip.decompress(packed), headers=headers, media_type="application/json")


async def offline_page(request: Request) -> Response:
    """What stands in place of a page that a phone without a connection did not keep."""
    return desk_of(request).pages.page("offline")


async def worker(request: Request) -> Response:
    """The script that keeps pages and answers in their place when there is no connection."""
    pages = desk_of(request).pages
    text = pages.text("worker.js", keep=[pages.assets.address(name) for name in PRECACHED])
    return Response(text, headers={"Cache-Control": "no-cache"}, media_type="text/javascript")
