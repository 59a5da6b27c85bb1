"""Browsing: the subjects, the services of one, a search, one service or guide at an address that can be shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.answering.browsing import Listed, listed_of, search, shelves
from bot.dates import show
from bot.reply import Card, Message, Text
from data.catalogue.entries import ServiceEntry
from data.catalogue.guides import Guide
from handlers.web import words as wording
from handlers.web.desk import Desk, desk_of
from handlers.web.regions import region_given
from handlers.web.show import Part, card_part, dialled, shown

_LONGEST_SEARCH = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list as it is read: what it leads to, and below where, of when, and whether it is on."""

    address: str
    title: str
    below: str
    over: bool


async def subjects(request: Request) -> Response:
    """Every subject; with `?find=` what a few words find in all of them."""
    desk = desk_of(request)
    snapshot = desk.assistant.snapshot
    wanted = request.query_params.get("find", "").strip()[:_LONGEST_SEARCH]
    here = region_given(desk.regions, request.query_params.get("region")) or desk.home
    found = search(snapshot, desk.regions, wanted, here, desk.today()) if wanted else ()
    return desk.pages.page("services", shelves=shelves(snapshot), wanted=wanted, rows=_rows(desk, found))


async def subject(request: Request) -> Response:
    """The guides and services of one subject, those that hold where the reader is, are on and help most first."""
    desk = desk_of(request)
    snapshot = desk.assistant.snapshot
    named = request.path_params["subject"]
    if snapshot.guide(named) is not None or named in snapshot.entries:
        return RedirectResponse(f"/service/{named}", 301)
    found = snapshot.subjects.get(named)
    if found is None:
        raise HTTPException(404)
    here = region_given(desk.regions, request.query_params.get("region")) or desk.home
    listed = listed_of(snapshot, desk.regions, found.id, here, desk.today())
    return desk.pages.page("subject", subject=found, rows=_rows(desk, listed))


def _rows(desk: Desk, listed: Sequence[Listed]) -> list[Row]:
    return [_row(desk, one) for one in listed]


def _row(desk: Desk, one: Listed) -> Row:
    if one.status is None or one.region is None:
        return Row(f"/service/{one.id}", one.title, wording.A_GUIDE, over=False)
    year = show(one.as_of[:4]) if one.as_of is not None else wording.NO_YEAR
    state = wording.STATES[one.status]
    below = wording.LISTED.format(region=desk.regions.short(one.region), year=year, state=state)
    return Row(f"/service/{one.id}", one.title, below, over=one.status.value == "finished")


async def service(request: Request) -> Response:
    """One service: its card, its figures, and the source's own words where they are stored; or one guide."""
    desk = desk_of(request)
    snapshot = desk.assistant.snapshot
    named = request.path_params["service"]
    here = region_given(desk.regions, request.query_params.get("region"))
    if (entry := snapshot.entries.get(named)) is not None:
        return await _service(desk, entry, here)
    if (guide := snapshot.guide(named)) is not None:
        return await _guide(desk, guide, here)
    raise HTTPException(404)


async def _service(desk: Desk, entry: ServiceEntry, here: str | None) -> Response:
    reply = await desk.assistant.reply(Message(region=here, choice=f"e:{entry.id}"))
    details = await _card(desk, f"d:{entry.id}", here) if len(entry.facts) > 1 else None
    passage = ""
    if entry.id in desk.assistant.snapshot.with_passage:
        source = await desk.assistant.reply(Message(choice=f"p:{entry.id}"))
        passage = "\n".join(block.text for block in source.blocks if isinstance(block, Text))
    return desk.pages.page(
        "service",
        entry=entry,
        subject=desk.assistant.snapshot.subjects[entry.intent],
        shown=shown(reply),
        details=details,
        passage=dialled(passage),
    )


async def _guide(desk: Desk, guide: Guide, here: str | None) -> Response:
    """The guide's first steps, and all that it says."""
    reply = await desk.assistant.reply(Message(region=here, choice=f"g:{guide.id}"))
    return desk.pages.page(
        "guide",
        guide=guide,
        subject=desk.assistant.snapshot.subjects[guide.intent],
        shown=shown(reply),
        whole=await _card(desk, f"g:{guide.id}:more", here),
    )


async def _card(desk: Desk, choice: str, here: str | None) -> Part | None:
    more = await desk.assistant.reply(Message(region=here, choice=choice))
    card = next((block for block in more.blocks if isinstance(block, Card)), None)
    return card_part(card, None) if card is not None else None
