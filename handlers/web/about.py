"""What this is and what is kept; and what browsers and robots ask for by fixed names."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from handlers.web import words as wording
from handlers.web.answers import json_answer
from handlers.web.desk import desk_of

_PAPER = "#f7f4ec"  # the same as --paper in page.css
_ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /*?q=\n"


async def about(request: Request) -> Response:
    """The page of explanations."""
    return desk_of(request).pages.page("about")


async def manifest(request: Request) -> Response:
    """What a phone needs to put the page among its applications."""
    address = desk_of(request).pages.assets.address
    icons = [
        {"src": address("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": address("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": address("icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    return json_answer(
        {
            "name": wording.NAME,
            "short_name": wording.SHORT_NAME,
            "description": wording.DESCRIPTION,
            "lang": "zh-CN",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": _PAPER,
            "icons": icons,
        },
        media_type="application/manifest+json",
    )


async def favicon(request: Request) -> Response:
    """The icon, for browsers that ask by the old name."""
    return RedirectResponse(desk_of(request).pages.assets.address("icon-192.png"), 301)


async def robots(_: Request) -> Response:
    """Pages may be found, questions may not."""
    return PlainTextResponse(_ROBOTS)
