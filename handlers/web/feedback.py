"""What a reader thinks of an answer, and questions that the union is to see."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.learning import words as wording
from bot.learning.noting import Told, is_miss, may_be_voted_on
from bot.reply import Reply
from data.learning.votes import Cast
from handlers.web import words as web_wording
from handlers.web.addresses import address_of
from handlers.web.bodies import BadBody, form_of
from handlers.web.desk import Desk, desk_of
from handlers.web.fragments import fragment, wants_fragment
from handlers.web.sessions import session_of

_VOTES: Final = {"+": wording.HELPFUL, "-": wording.UNHELPFUL}
_TELL: Final = {"t": wording.TELL}
_SAID: Final = {
    Cast.COUNTED: wording.VOTED,
    Cast.CHANGED: wording.VOTE_CHANGED,
    Cast.WITHDRAWN: wording.VOTE_WITHDRAWN,
    Cast.TOO_LATE: web_wording.VOTE_TOO_LATE,
}
_SEALS: Final = "seals"
_ANSWER = re.compile(r"([0-9]{1,11})\.([\w-]{1,32})\.([a-z_]{0,40})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What may be pressed about an answer, by value with the labels.

    `answer` says when it was given, by a random number which it is, and on what subject; `question` its question where
    that may be kept. The browser keeps both, we keep nothing; `seal` binds them to this session.
    It is made with a key of the day that all replicas share: nobody brings a question that was not asked here.
    """

    answer: str
    question: str
    seal: str
    presses: Mapping[str, str]


async def feedback_on(desk: Desk, session: str, said: str, reply: Reply) -> Feedback | None:
    """What stands below the answer to what was written, or pressed (`said` empty); None: nothing."""
    question = desk.learning.question(said, reply) or ""
    if may_be_voted_on(reply):
        return await _sealed(desk, session, reply.intent or "", question, _VOTES)
    return await _sealed(desk, session, "", question, _TELL) if question and is_miss(reply) else None


async def _sealed(desk: Desk, session: str, intent: str, question: str, presses: Mapping[str, str]) -> Feedback | None:
    key = await desk.learning.key_of_today(_SEALS)
    if key is None:
        return None
    answer = f"{int(desk.clock())}.{desk.new_session()}.{intent}"
    return Feedback(answer, question, _seal(key, session, answer, question), presses)


def _seal(key: bytes, session: str, answer: str, question: str) -> str:
    """Binds an answer to the session that got it, by a key that only we have."""
    text = f"{session}\n{answer}\n{question}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=key, digest_size=16).hexdigest()


def _digest(session: str, text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=session.encode(), digest_size=16).hexdigest()


async def feedback_pressed(request: Request) -> Response:
    """Counts a thumb, or has a question shown to the union; says what became of it."""
    desk = desk_of(request)
    fields = await form_of(request)
    session = session_of(request)
    await desk.limits.count(address_of(request), session)
    press, answer, question, seal = (fields.get(name, "") for name in ("press", "answer", "question", "seal"))
    if press not in _VOTES and press not in _TELL:
        raise BadBody
    more: Feedback | None = None
    key = await desk.learning.key_of_today(_SEALS)
    if (
        session is None
        or key is None
        or not hmac.compare_digest(
            seal.encode("utf-8", "surrogatepass"), _seal(key, session, answer, question).encode()
        )
    ):
        said = web_wording.VOTE_TOO_LATE if press in _VOTES else wording.TOLD_TOO_LATE
    elif press in _TELL and not await desk.limits.may_tell(address_of(request)):
        said = web_wording.TOLD_ENOUGH
    elif press in _TELL:
        done = await desk.learning.tell_words(question)
        said = wording.TOLD if done is Told.DONE else wording.TOLD_TOO_LATE
    else:
        said, more = await _voted(desk, session, answer, question, helpful=press == "+")
    if wants_fragment(request):
        return fragment(desk.pages.text("said_part.html", said=said, feedback=more))
    return desk.pages.page("feedback", cache="no-store", said=said, feedback=more)


async def _voted(desk: Desk, session: str, answer: str, question: str, *, helpful: bool) -> tuple[str, Feedback | None]:
    """What to say; whoever found no help is asked to tell the union."""
    found = _ANSWER.fullmatch(answer)
    if found is None or found[3] not in ("", *desk.assistant.snapshot.subjects):
        raise BadBody
    row = _digest(session, found[2])  # leads back to nobody
    cast = await desk.learning.vote_on_page(row, int(found[1]), found[3], helpful=helpful)
    if not helpful and question and cast in (Cast.COUNTED, Cast.CHANGED):
        return wording.OFFER_TELL, await _sealed(desk, session, "", question, _TELL)
    return _SAID[cast], None
