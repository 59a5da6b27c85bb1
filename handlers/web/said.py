"""What a form brought: kept beside the request, so that a page of trouble gives the words back."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request

_KEPT: Final = ("text", "say", "choice", "region", "talk")
"""Fields that are given back; a position is not among them."""


def remember(request: Request, fields: Mapping[str, str]) -> None:
    """Keeps what was said until this request is over."""
    said = {name: fields[name] for name in _KEPT if fields.get(name)}
    request.scope["said"] = {"action": request.url.path, **said}


def said_in(request: Request) -> Mapping[str, str]:
    """What was said, with the `action` that it was sent to; empty where nothing was, or it was not read."""
    found: Mapping[str, str] = request.scope.get("said", {})
    return found
