"""Whether a whole page is wanted, or a part for a page that is open already."""

from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse

_HEADER: Final = "X-Fragment"


def wants_fragment(request: Request) -> bool:
    """Whether our own script asks, which puts the answer into its page."""
    return _HEADER.lower() in request.headers


def fragment(text: str, status: int = 200) -> HTMLResponse:
    """The part of a page, marked as ours: a balancer or a captive portal answers too, and means something else."""
    return HTMLResponse(text, status, {"Cache-Control": "no-store", _HEADER: "1"})
