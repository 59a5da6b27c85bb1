"""The one cookie: a random number that lets a follow-up find what was talked about."""

import hashlib
import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from bot.conversation import LIFETIME

_COOKIE = "session"
_FORM = re.compile(r"[A-Za-z0-9_-]{22}")


def session_of(request: Request) -> str | None:
    """The session that the browser names; null when there is none of our form."""
    given = request.cookies.get(_COOKIE, "")
    return given if _FORM.fullmatch(given) else None


def new_session() -> str:
    """An id of 128 random bits."""
    return secrets.token_urlsafe(16)


def keep_session(response: Response, session: str, *, secure: bool) -> None:
    """Lets the browser keep the session as long as its conversation is kept, counted from now."""
    response.set_cookie(_COOKIE, session, max_age=LIFETIME, httponly=True, samesite="lax", secure=secure)


def conversation_of(session: str) -> str:
    """The key of a session's conversation: a digest, so that whoever reads the table cannot take the session over."""
    return f"web:{hashlib.blake2b(session.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"
