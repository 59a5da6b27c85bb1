"""What the union announced: the archive, one announcement at an address that can be shared, and a feed."""

from datetime import datetime, tzinfo
from xml.sax.saxutils import escape, quoteattr

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.announcing.archive import Archive, Published
from bot.wording import web as wording
from handlers.web.desk import Desk, desk_of

_GREATEST = 2**31 - 1  # number that the table can hold


async def archive(request: Request) -> Response:
    """The announcements, newest first; `?before=NUMBER` goes on."""
    desk = desk_of(request)
    given = request.query_params.get("before", "")
    before = min(int(given), _GREATEST) if given.isdecimal() and given.isascii() and len(given) < 20 else None
    found, older = await Archive(desk.database).page(before)
    listed = [(one, _day(one, desk.zone)) for one in found]
    return desk.pages.page("news", listed=listed, older=older)


async def announcement(request: Request) -> Response:
    """One announcement."""
    desk = desk_of(request)
    number: int = request.path_params["number"]
    found = await Archive(desk.database).one(number) if number <= _GREATEST else None
    if found is None:
        raise HTTPException(404)
    region = desk.regions.short(found.region) if found.region is not None and found.region in desk.regions else None
    return desk.pages.page("announcement", one=found, day=_day(found, desk.zone), region=region)


async def feed(request: Request) -> Response:
    """The newest announcements as Atom."""
    desk = desk_of(request)
    base = desk.public_url or str(request.base_url).rstrip("/")
    found, _ = await Archive(desk.database).page()
    entries = "".join(_entry(one, base, desk) for one in found)
    updated = _moment(found[0].at if found else 0, desk.zone)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
        f"<title>{escape(f'{wording.NAME} · {wording.NEWS_TITLE}')}</title><id>{escape(base)}/news</id>"
        f'<link href={quoteattr(f"{base}/news")}/><link rel="self" href={quoteattr(f"{base}/news.atom")}/>'
        f"<updated>{updated}</updated><author><name>{escape(wording.NAME)}</name></author>{entries}</feed>\n"
    )
    return Response(text, headers={"Cache-Control": "no-cache"}, media_type="application/atom+xml")


def _entry(one: Published, base: str, desk: Desk) -> str:
    address = f"{base}/news/{one.number}"
    return (
        f"<entry><title>{escape(_sound(one.title))}</title><id>{escape(address)}</id>"
        f"<link href={quoteattr(address)}/><updated>{_moment(one.at, desk.zone)}</updated>"
        f'<content type="text">{escape(_sound(one.text))}</content></entry>'
    )


def _sound(text: str) -> str:
    """Without the characters that XML has no place for."""
    return "".join(letter for letter in text if (letter >= " " or letter in "\n\t") and letter not in "\ufffe\uffff")


def _day(one: Published, zone: tzinfo) -> str:
    moment = datetime.fromtimestamp(one.at, zone)
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _moment(at: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(at, zone).isoformat(timespec="seconds")
