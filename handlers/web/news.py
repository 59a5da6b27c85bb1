"""What the union announced: the archive, one announcement at an address that can be shared, and a feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TypedDict
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.announcing.archive import Archive, Published, Run
from bot.announcing.audience import Topic
from handlers.web import words as wording
from handlers.web.addresses import own_address
from handlers.web.desk import Desk, desk_of
from handlers.web.regions import region_given
from handlers.web.show import dialled

_GREATEST = 2**31 - 1  # number that the table can hold


@dataclass(frozen=True, slots=True)
class Bit:
    """Part of a line: where it leads (`tel:` for a number), and whether it is bold."""

    text: str
    url: str | None
    bold: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An announcement as a page shows it: `at` and `until` in words, the area's short name; each empty for none.

    `asked` is what one does where people are known, `way_in` the link there, `question` the form for what is wrong.
    """

    number: int
    title: str
    at: str
    until: str
    area: str
    urgent: bool
    topic: str
    lines: tuple[tuple[Bit, ...], ...]
    links: tuple[tuple[str, str], ...]
    calls: tuple[str, ...]
    asked: tuple[str, ...] = ()
    way_in: str = ""
    question: str = ""


async def standing(desk: Desk) -> Sequence[Told]:
    """The urgent announcements that everybody is to see now."""
    looked = Archive(desk.database).standing(desk.clock())
    nothing: Sequence[Published] = ()  # a database that is gone keeps nobody from asking
    return [_told(one, desk) for one in await desk.database.patience.result(looked, nothing)]


async def archive(request: Request) -> Response:
    """The announcements, newest first; `?before=NUMBER` goes on, `?topic=` and `?area=` choose."""
    desk = desk_of(request)
    given = request.query_params
    before = given.get("before", "")
    number = min(int(before), _GREATEST) if before.isdecimal() and before.isascii() and len(before) < 20 else None
    topic = Topic(given["topic"]) if given.get("topic") in frozenset(Topic) else None
    area = region_given(desk.regions, given.get("area"))

    def fits(one: Published) -> bool:
        return (topic is None or one.topic in (None, topic)) and (area is None or _reaches(one, area, desk))

    found, older = await Archive(desk.database).page(number, fits)
    chosen = {name: value for name, value in (("topic", topic), ("area", area)) if value}
    on = f"/news?{urlencode({**chosen, 'before': older})}" if older else ""
    listed = [_told(one, desk) for one in found]
    return desk.pages.page("news", listed=listed, older=on, topic=topic, area=area, chosen=bool(chosen))


def _reaches(one: Published, area: str, desk: Desk) -> bool:
    """Whether people of the area got it."""
    region = one.region
    if region is None or region not in desk.regions:
        return True
    return desk.regions.contains(region, area) or desk.regions.contains(area, region)


async def announcement(request: Request) -> Response:
    """One announcement."""
    desk = desk_of(request)
    number: int = request.path_params["number"]
    found = await Archive(desk.database).one(number) if number <= _GREATEST else None
    if found is None:
        raise HTTPException(404)
    return desk.pages.page("announcement", one=_told(found, desk))


def _title(one: Published) -> str:
    """What a link to it says; a file alone has no words."""
    return one.title or wording.NEWS_UNTITLED.format(number=one.number)


def _told(one: Published, desk: Desk) -> Told:
    area = desk.regions.short(one.region) if one.region is not None and one.region in desk.regions else ""
    lines = tuple(tuple(_bits(line, in_danger=one.urgent)) for line in one.below)
    titled = [bit for bit in _bits((Run(one.title),), in_danger=one.urgent) if bit.url]
    named = (bit for bit in (*titled, *(bit for line in lines for bit in line)) if (bit.url or "").startswith("tel:"))
    return Told(
        number=one.number,
        title=_title(one),
        at=_moment_words(one.at, desk.zone) if one.urgent else _day(one, desk.zone),
        until=wording.NEWS_UNTIL.format(moment=_moment_words(one.until, desk.zone)) if one.until is not None else "",
        area=area,
        urgent=one.urgent,
        topic=wording.NEWS_TOPICS[one.topic] if one.topic is not None else "",
        lines=lines,
        links=one.links,
        calls=tuple(dict.fromkeys(bit.text for bit in named)),
        **_asked(one, desk),
    )


class _Asked(TypedDict):
    asked: tuple[str, ...]
    way_in: str
    question: str


def _asked(one: Published, desk: Desk) -> _Asked:
    """A place and a vote are a person's, once; a page knows nobody, so that it leads to where that is known."""
    asks = one.asks_at(desk.clock())
    number = asks.of or one.number
    asked = ((wording.NEWS_SIGNUP, asks.signup), (wording.NEWS_POLL.format(choices="、".join(asks.poll)), asks.poll))
    lines = tuple(words for words, wanted in asked if wanted)
    address = desk.way_in() if lines else ""
    question = f"/case?about={number}" if asks.question and desk.cases is not None else ""
    return {"asked": lines, "way_in": f"{address}{number}" if address else "", "question": question}


def _bits(line: Sequence[Run], *, in_danger: bool) -> Iterator[Bit]:
    for run in line:
        if run.url is not None:
            yield Bit(run.text, run.url, run.bold)
            continue
        for piece in dialled(run.text, in_danger=in_danger):
            yield Bit(piece.text, f"tel:{piece.call}" if piece.call is not None else None, run.bold)


async def feed(request: Request) -> Response:
    """The newest announcements as Atom."""
    desk = desk_of(request)
    base = own_address(request, desk.public_url)
    found, _ = await Archive(desk.database).page()
    entries = "".join(_entry(one, base, desk) for one in found)
    updated = _moment(found[0].at if found else 0, desk.zone)
    style = desk.pages.assets.address("feed.css")
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" href="{style}"?>\n'
    text = (
        f'{head}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
        f"<title>{escape(f'{wording.NAME} · {wording.NEWS_TITLE}')}</title><id>{escape(base)}/news</id>"
        f'<link href={quoteattr(f"{base}/news")}/><link rel="self" href={quoteattr(f"{base}/news.atom")}/>'
        f"<updated>{updated}</updated><author><name>{escape(wording.NAME)}</name></author>{entries}</feed>\n"
    )
    # A browser shows a feed as bare text, unless it comes as plain XML with a style.
    reads = "text/html" in request.headers.get("accept", "")
    kind = "application/xml" if reads else "application/atom+xml"
    headers = {"Cache-Control": "no-cache", "Vary": "Accept"}
    return Response(text, headers=headers, media_type=f"{kind}; charset=utf-8")


def _entry(one: Published, base: str, desk: Desk) -> str:
    address = f"{base}/news/{one.number}"
    return (
        f"<entry><title>{escape(_sound(_title(one)))}</title><id>{escape(address)}</id>"
        f"<link href={quoteattr(address)}/><updated>{_moment(one.at, desk.zone)}</updated>"
        f'<content type="text">{escape(_sound(one.text))}</content></entry>'
    )


def _sound(text: str) -> str:
    """Without the characters that XML has no place for."""
    return "".join(letter for letter in text if (letter >= " " or letter in "\n\t") and letter not in "\ufffe\uffff")


def _day(one: Published, zone: tzinfo) -> str:
    moment = datetime.fromtimestamp(one.at, zone)
    return wording.DAY.format(year=moment.year, month=moment.month, day=moment.day)


def _moment_words(at: int, zone: tzinfo) -> str:
    moment = datetime.fromtimestamp(at, zone)
    return wording.NEWS_MOMENT.format(month=moment.month, day=moment.day, clock=f"{moment:%H:%M}")


def _moment(at: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(at, zone).isoformat(timespec="seconds")
