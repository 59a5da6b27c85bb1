"""What a person, or a program, is told when a request cannot be answered; the one policy."""

from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.logs.reporting import report_place
from handlers.web import words as wording
from handlers.web.answers import json_answer
from handlers.web.bodies import BadBody, TooLarge
from handlers.web.desk import desk_of
from handlers.web.fragments import fragment, wants_fragment
from handlers.web.limits import TooMany
from handlers.web.said import said_in
from handlers.web.show import Line, dialled


class Busy(Exception):
    """As many requests as we work on at once are under way."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Status, heading and sentence; `retry` is the seconds after which to try again."""

    status: int
    title: str
    text: str
    retry: int | None = None

    @property
    def pieces(self) -> Line:
        """The sentence with the numbers to dial taken out."""
        return dialled(self.text, in_danger=True)


_NOT_FOUND: Final = _Told(404, wording.NOT_FOUND_TITLE, wording.NOT_FOUND)
_BUSY: Final = _Told(503, wording.BUSY_TITLE, wording.BUSY, 3)
_BROKEN: Final = _Told(500, wording.BROKEN_TITLE, wording.BROKEN)


def error_response(request: Request, error: Exception) -> Response:
    """The response for an error: JSON for the API, a part of a page for our script, else a page."""
    told = _told(error)
    if told is _BROKEN:
        endpoint = request.scope.get("endpoint")
        report_place(error, endpoint.__name__ if endpoint is not None else "web")
    headers = {"Cache-Control": "no-store"}
    if told.retry is not None:
        headers["Retry-After"] = str(told.retry)
    if request.url.path.startswith("/api/"):
        return json_answer({"error": told.text}, told.status, headers)
    pages = desk_of(request).pages
    if wants_fragment(request):
        response: Response = fragment(pages.text("trouble_part.html", told=told), told.status)
    else:
        response = pages.page("trouble", told.status, told=told, said=said_in(request))
    response.headers.update(headers)
    return response


def _told(error: Exception) -> _Told:
    match error:
        case TooMany(seconds=seconds):
            return _Told(429, wording.TOO_MANY_TITLE, wording.TOO_MANY.format(seconds=seconds), seconds)
        case Busy() | TimeoutError():
            return _BUSY
        case TooLarge():
            return _Told(413, wording.TOO_LARGE_TITLE, wording.TOO_LARGE)
        case BadBody():
            return _Told(400, wording.WRONG_TITLE, wording.WRONG)
        case HTTPException(status_code=404):
            return _NOT_FOUND
        case HTTPException(status_code=status) if status < 500:
            return _Told(status, wording.WRONG_TITLE, wording.WRONG)
    return _BROKEN
