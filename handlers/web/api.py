"""The JSON API: the same replies as everywhere, for other programs."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from bot.reply import Message
from bot.stations.composing import Near
from data.stations.geodesy import Point
from handlers.reply_json import reply_object
from handlers.terminal.batch import WrongLine, read_line
from handlers.web.addresses import address_of
from handlers.web.answers import json_answer
from handlers.web.bodies import body_of
from handlers.web.desk import MOST_CHARACTERS, desk_of
from handlers.web.openapi import document
from handlers.web.places import WrongPlace, read_place, station_object
from handlers.web.sessions import conversation_of


async def ask(request: Request) -> Response:
    """Answers `{"id"?, "text", "region"?, "session"?}` with the object of a batch line."""
    desk = desk_of(request)
    try:
        line = read_line(await body_of(request), desk.regions, desk.home)
    except WrongLine as wrong:
        return json_answer({"id": wrong.id, "outcome": "error", "error": str(wrong)}, 400)
    conversation = conversation_of(f"api:{line.session}") if line.session is not None else None
    message = Message(line.text[:MOST_CHARACTERS], conversation, line.region)
    reply = await desk.reply_within(message, address_of(request), conversation)
    return json_answer({"id": line.id, **reply_object(reply)})


async def stations(request: Request) -> Response:
    """The nearest stations of `{"lat", "lon"}`, or those of `{"district"}`; at most `limit`, 1 to 50."""
    desk = desk_of(request)
    try:
        wanted = read_place(await body_of(request), desk.regions, desk.home)
    except WrongPlace as wrong:
        return json_answer({"error": str(wrong)}, 400)
    await desk.limits.count(address_of(request), None)
    if isinstance(wanted.place, Point):
        nearest = await desk.stations.near(wanted.place, ())
        found: Sequence[Near] = nearest.stations if nearest is not None else ()
    else:
        found = await desk.stations.in_region(wanted.place, ())
    composer = desk.stations.composer
    return json_answer({"stations": [station_object(near, composer) for near in found[: wanted.limit]]})


async def openapi(request: Request) -> Response:
    """The description of the API."""
    return json_answer(document(desk_of(request).public_url), headers={"Cache-Control": "no-cache"})
