"""Asking in one's own words, following up, pressing a choice."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.reply import Message
from handlers.web.bodies import form_of
from handlers.web.desk import MOST_CHARACTERS, address_of, desk_of, is_secure
from handlers.web.feedback import feedback_on
from handlers.web.fragments import wants_fragment
from handlers.web.regions import region_given
from handlers.web.sessions import conversation_of, keep_session, session_of
from handlers.web.show import shown

_MOST_OF_A_CHOICE = 64
_NEVER_KEPT = "no-store"


async def chat(request: Request) -> Response:
    """The page to ask on; with `?q=` the answer to that question stands on it."""
    question = request.query_params.get("q", "").strip()
    if question:
        return await _answered(request, question, None, request.query_params.get("region"))
    pages = desk_of(request).pages
    return pages.page("chat", shown=None, question=None, region=pages.regions.home)


async def ask(request: Request) -> Response:
    """Answers a posted form: as a whole page, or as a fragment for a page that is open already."""
    fields = await form_of(request)
    question = (fields.get("say") or fields.get("text", "")).strip()
    return await _answered(request, question, fields.get("choice"), fields.get("region"))


async def _answered(request: Request, question: str, choice: str | None, region_named: str | None) -> Response:
    desk = desk_of(request)
    session = session_of(request) or desk.new_session()
    desk.limits.count(address_of(request), session)
    region = region_given(desk.regions, region_named)
    choice = choice[:_MOST_OF_A_CHOICE] if choice else None
    question = question[:MOST_CHARACTERS]
    reply = await desk.reply(Message(question, conversation_of(session), region, choice))
    asked = question if choice is None else None
    drawn = shown(reply, feedback=feedback_on(desk, session, asked or "", reply))
    if asked:
        await desk.learning.note(None, asked, reply)  # a session ends in half an hour: it tells no person from another
    if wants_fragment(request):
        text = desk.pages.text("turn.html", shown=drawn, question=None)
        response = HTMLResponse(text, headers={"Cache-Control": _NEVER_KEPT})
    else:
        response = desk.pages.page(
            "chat", cache=_NEVER_KEPT, shown=drawn, question=asked, region=region or desk.pages.regions.home
        )
    keep_session(response, session, secure=is_secure(request))
    return response
