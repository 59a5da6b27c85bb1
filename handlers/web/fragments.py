"""Whether a whole page is wanted, or a part for a page that is open already."""

from starlette.requests import Request

_HEADER = "x-fragment"


def wants_fragment(request: Request) -> bool:
    """Whether our own script asks, which puts the answer into its page."""
    return _HEADER in request.headers
