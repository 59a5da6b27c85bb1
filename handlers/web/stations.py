"""Stations: the nearest ones by the phone's position or by district, one by the code at its door."""

from starlette.requests import Request
from starlette.responses import Response

from bot.regions import UnknownRegion
from bot.reply import Message, Place, Reply
from data.stations.geodesy import Point
from handlers.web.addresses import address_of
from handlers.web.bodies import BadBody, form_of
from handlers.web.desk import Desk, desk_of, is_secure
from handlers.web.fragments import fragment, wants_fragment
from handlers.web.said import remember
from handlers.web.sessions import conversation_of, keep_session, session_of, talk_named
from handlers.web.show import shown

_CODE = 24  # characters of a station's code that are looked at


async def nearby(request: Request) -> Response:
    """The page to find a station on."""
    desk = desk_of(request)
    return desk.pages.page("nearby", shown=None, region=desk.home, talk=desk.new_session())


async def found_nearby(request: Request) -> Response:
    """The stations around the position, or of the district, that a form brings; neither is kept or logged."""
    desk = desk_of(request)
    fields = await form_of(request)
    remember(request, fields)
    session = session_of(request) or desk.new_session()
    await desk.limits.count(address_of(request), session)
    region = fields.get("region", desk.home)
    here = _position(fields.get("lat"), fields.get("lon"))
    talk = talk_named(fields)
    reply = await _found(desk, conversation_of(session, talk), here, region)
    drawn = shown(reply, here)
    if wants_fragment(request):
        response = fragment(desk.pages.text("turn.html", shown=drawn, question=None))
    else:
        response = desk.pages.page("nearby", cache="no-store", shown=drawn, region=region, talk=talk)
    keep_session(response, session, secure=is_secure(request))
    return response


async def _found(desk: Desk, conversation: str, here: Point | None, region: str) -> Reply:
    if here is not None:
        return await desk.reply(Message(conversation=conversation, location=here))
    try:
        code = desk.regions.code(region)
    except UnknownRegion:
        raise BadBody from None
    return await desk.reply(Message(conversation=conversation, choice=f"s:d:{code}"))


def _position(latitude: str | None, longitude: str | None) -> Point | None:
    """The place that a form names, None when it names none.

    Raises:
        BadBody: what it names is no place.
    """
    if latitude is None and longitude is None:
        return None
    try:
        here = Point(float(latitude or ""), float(longitude or ""))
    except ValueError:
        raise BadBody from None
    if not here.on_earth:  # false for what is no number too
        raise BadBody
    return here


async def at_the_door(request: Request) -> Response:
    """The station whose code somebody scanned: is it open, what has it, what else is near."""
    desk = desk_of(request)
    session = session_of(request) or desk.new_session()
    await desk.limits.count(address_of(request), session)
    code = request.path_params["code"][:_CODE]
    talk = desk.new_session()
    reply = await desk.reply(Message(conversation=conversation_of(session, talk), choice=f"s:v:{code}"))
    known = any(isinstance(block, Place) for block in reply.blocks)
    status = 200 if known else 404
    response = desk.pages.page("nearby", status, cache="no-store", shown=shown(reply), region=desk.home, talk=talk)
    keep_session(response, session, secure=is_secure(request))
    return response
