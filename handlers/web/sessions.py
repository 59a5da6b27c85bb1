"""The one cookie: a random number that lets a follow-up find what was talked about."""

import hashlib
import re
import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from bot.answering.memory import LIFETIME
from handlers.web.desk import is_secure

_COOKIE = "session"
_BOUND = "__Host-session"  # over https: no other host of the domain, and nobody on a plain connection, can set it
_FORM = re.compile(r"[A-Za-z0-9_-]{22}")
_TALK = re.compile(r"[A-Za-z0-9_-]{1,40}")


def session_of(request: Request) -> str | None:
    """The session that the browser names; None when there is none of our form."""
    given = request.cookies.get(_name(secure=is_secure(request)), "")
    return given if _FORM.fullmatch(given) else None


def _name(*, secure: bool) -> str:
    return _BOUND if secure else _COOKIE


def new_session() -> str:
    """An id of 128 random bits."""
    return secrets.token_urlsafe(16)


def keep_session(response: Response, session: str, *, secure: bool) -> None:
    """Lets the browser keep the session as long as its conversation is kept, counted from now."""
    response.set_cookie(_name(secure=secure), session, max_age=LIFETIME, httponly=True, samesite="lax", secure=secure)


def talk_named(fields: Mapping[str, str]) -> str:
    """The talk that a form belongs to, as the page that shows it named it; empty when it names none of our form."""
    given = fields.get("talk", "")
    return given if _TALK.fullmatch(given) else ""


def conversation_of(session: str, talk: str = "") -> str:
    """The key of one talk of a session: two pages open at once talk of two things, and a new page of nothing yet.

    It is a digest, so that whoever reads the table cannot take the session over.
    """
    name = f"{session} {talk}" if talk else session
    return f"web:{hashlib.blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"
