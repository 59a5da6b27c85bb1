"""Asking in one's own words, following up, pressing a choice."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from bot.answering.enough import may_not_be_enough
from bot.reply import Message
from handlers.web.addresses import address_of
from handlers.web.bodies import form_of
from handlers.web.desk import MOST_CHARACTERS, desk_of, is_secure
from handlers.web.feedback import feedback_on
from handlers.web.fragments import fragment, wants_fragment
from handlers.web.news import standing
from handlers.web.regions import region_given
from handlers.web.said import remember
from handlers.web.sessions import conversation_of, keep_session, session_of, talk_named
from handlers.web.show import shown

_MOST_OF_A_CHOICE = 64
_NEVER_KEPT = "no-store"


async def chat(request: Request) -> Response:
    """The page to ask on; with `?q=` the answer to that question stands on it."""
    question = request.query_params.get("q", "").strip()
    desk = desk_of(request)
    if question:
        return await _answered(request, {**request.query_params, "text": question, "talk": desk.new_session()})
    return desk.pages.page(
        "chat",
        shown=None,
        question=None,
        region=desk.home,
        talk=desk.new_session(),
        standing=await standing(desk),
    )


async def ask(request: Request) -> Response:
    """Answers a posted form: as a whole page, or as a fragment for a page that is open already."""
    return await _answered(request, await form_of(request))


async def _answered(request: Request, fields: Mapping[str, str]) -> Response:
    desk = desk_of(request)
    remember(request, fields)
    session = session_of(request) or desk.new_session()
    region = region_given(desk.regions, fields.get("region"))
    choice = fields.get("choice", "")[:_MOST_OF_A_CHOICE] or None
    whole = (fields.get("say") or fields.get("text", "")).strip()
    question, talk = whole[:MOST_CHARACTERS], talk_named(fields)
    message = Message(question, conversation_of(session, talk), region, choice)
    reply = await desk.reply_within(message, address_of(request), session)
    typed = question if choice is None else None
    drawn = shown(reply, feedback=await feedback_on(desk, session, typed or "", reply), said=whole if typed else "")
    if desk.cases is not None and may_not_be_enough(typed or "", reply):
        takes = await desk.database.patience.result(desk.cases.office.roster.taken(), False)
        drawn = replace(drawn, hand_over=takes)
    if typed:
        await desk.learning.note(None, typed, reply)  # a session ends in half an hour: it tells no person from another
    if wants_fragment(request):
        response = fragment(desk.pages.text("turn.html", shown=drawn, question=None))
    else:
        response = desk.pages.page(
            "chat", cache=_NEVER_KEPT, shown=drawn, question=typed, region=region or desk.home, talk=talk, standing=()
        )
    keep_session(response, session, secure=is_secure(request))
    return response
