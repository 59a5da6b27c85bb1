"""Browsing: the subjects, the services of one, one service at an address that can be shared."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.browsing import services_of, shelves
from bot.reply import Card, Message, Text
from handlers.web.desk import desk_of
from handlers.web.regions import region_given
from handlers.web.show import card_part, dialled, shown


async def subjects(request: Request) -> Response:
    """Every subject."""
    desk = desk_of(request)
    return desk.pages.page("services", shelves=shelves(desk.assistant.snapshot))


async def subject(request: Request) -> Response:
    """The services of one subject, those that hold where the reader is first."""
    desk = desk_of(request)
    snapshot = desk.assistant.snapshot
    found = snapshot.subjects.get(request.path_params["subject"])
    if found is None:
        raise HTTPException(404)
    here = region_given(desk.regions, request.query_params.get("region")) or desk.home
    entries = services_of(snapshot, desk.regions, found.id, here)
    listed = [(entry, desk.regions.short(entry.region)) for entry in entries]
    return desk.pages.page("subject", subject=found, listed=listed)


async def service(request: Request) -> Response:
    """One service: its card, its figures, and the source's own words where they are stored."""
    desk = desk_of(request)
    snapshot = desk.assistant.snapshot
    entry = snapshot.entries.get(request.path_params["service"])
    if entry is None:
        raise HTTPException(404)
    here = region_given(desk.regions, request.query_params.get("region"))
    reply = await desk.assistant.reply(Message(region=here, choice=f"e:{entry.id}"))
    details: Card | None = None
    if len(entry.facts) > 1:
        more = await desk.assistant.reply(Message(region=here, choice=f"d:{entry.id}"))
        details = next((block for block in more.blocks if isinstance(block, Card)), None)
    passage = ""
    if entry.id in snapshot.with_passage:
        source = await desk.assistant.reply(Message(choice=f"p:{entry.id}"))
        passage = "\n".join(block.text for block in source.blocks if isinstance(block, Text))
    return desk.pages.page(
        "service",
        entry=entry,
        subject=snapshot.subjects[entry.intent],
        shown=shown(reply),
        details=card_part(details, None) if details is not None else None,
        passage=dialled(passage),
    )
