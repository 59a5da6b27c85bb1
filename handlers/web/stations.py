"""Stations: the nearest ones by the phone's position or by district, one by the code at its door."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.regions import UnknownRegion
from bot.reply import Message, Reply
from data.geodesy import Point
from handlers.web.bodies import BadBody, form_of
from handlers.web.desk import Desk, address_of, desk_of, is_secure
from handlers.web.fragments import wants_fragment
from handlers.web.sessions import conversation_of, keep_session, session_of
from handlers.web.show import shown

_CODE = 24  # characters of a station's code that are looked at


async def nearby(request: Request) -> Response:
    """The page to find a station on."""
    return desk_of(request).pages.page("nearby", shown=None, region=desk_of(request).home)


async def found_nearby(request: Request) -> Response:
    """The stations around the position, or of the district, that a form brings; neither is kept or logged."""
    desk = desk_of(request)
    fields = await form_of(request)
    session = session_of(request) or desk.new_session()
    desk.limits.count(address_of(request), session)
    region = fields.get("region", desk.home)
    here = _position(fields.get("lat"), fields.get("lon"))
    reply = await _found(desk, session, here, region)
    drawn = shown(reply, here)
    if wants_fragment(request):
        text = desk.pages.text("turn.html", shown=drawn, question=None)
        response = HTMLResponse(text, headers={"Cache-Control": "no-store"})
    else:
        response = desk.pages.page("nearby", cache="no-store", shown=drawn, region=region)
    keep_session(response, session, secure=is_secure(request))
    return response


async def _found(desk: Desk, session: str, here: Point | None, region: str) -> Reply:
    conversation = conversation_of(session)
    if here is not None:
        return await desk.reply(Message(conversation=conversation, location=here))
    try:
        code = desk.regions.code(region)
    except UnknownRegion:
        raise BadBody from None
    return await desk.reply(Message(conversation=conversation, choice=f"s:d:{code}"))


def _position(latitude: str | None, longitude: str | None) -> Point | None:
    """The place that a form names, null when it names none.

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
    desk.limits.count(address_of(request), session)
    code = request.path_params["code"][:_CODE]
    reply = await desk.reply(Message(conversation=conversation_of(session), choice=f"s:v:{code}"))
    response = desk.pages.page("nearby", cache="no-store", shown=shown(reply), region=desk.home)
    keep_session(response, session, secure=is_secure(request))
    return response
