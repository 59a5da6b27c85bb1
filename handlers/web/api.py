"""The JSON API: the same replies as everywhere, for other programs."""

from starlette.requests import Request
from starlette.responses import Response

from bot.batch import WrongLine, read_line
from bot.reply import Message
from bot.reply_json import reply_object
from handlers.web.answers import json_answer
from handlers.web.bodies import body_of
from handlers.web.desk import MOST_CHARACTERS, address_of, desk_of
from handlers.web.openapi import document
from handlers.web.sessions import conversation_of


async def ask(request: Request) -> Response:
    """Answers `{"id"?, "text", "region"?, "session"?}` with the object of a batch line."""
    desk = desk_of(request)
    try:
        asked = read_line(await body_of(request), desk.regions, desk.home)
    except WrongLine as wrong:
        return json_answer({"id": wrong.id, "outcome": "error", "error": str(wrong)}, 400)
    conversation = conversation_of(f"api:{asked.session}") if asked.session is not None else None
    desk.limits.count(address_of(request), conversation)
    reply = await desk.reply(Message(asked.text[:MOST_CHARACTERS], conversation, asked.region))
    return json_answer({"id": asked.id, **reply_object(reply)})


async def openapi(request: Request) -> Response:
    """The description of the API."""
    return json_answer(document(desk_of(request).public_url), headers={"Cache-Control": "no-cache"})
