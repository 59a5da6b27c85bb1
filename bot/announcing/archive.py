"""What went out to the public, for whoever reads it without subscribing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from bot.announcing.asks import NOTHING_ASKED, Asks
from bot.announcing.audience import Audience, Topic
from bot.announcing.states import State
from data.announcing import announcements
from data.people import audit
from data.storage.engine import Database
from data.tables import Announcement

PAGE: Final = 20
"""Announcements on one page."""

STANDING: Final = 86_400
"""Seconds that an urgent announcement without an end stands on the first page."""

_LOOKED_AT: Final = 100
"""Rows looked through for a page: some are for staff or for the people of one station, and some were recalled."""

_NEWEST: Final = 20
"""Rows looked at for the first page; more do not go out while one stands."""

_BROUGHT: Final = (State.SENDING, State.FINISHED)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text of one kind; `url` is where it leads, if anywhere."""

    text: str
    bold: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """An announcement: `at` in seconds since 1970, its lines as runs, its buttons as label and link.

    `until`, in seconds too, is when it stops to be of use, where somebody said so.
    """

    number: int
    at: int
    lines: tuple[tuple[Run, ...], ...]
    links: tuple[tuple[str, str], ...]
    topic: Topic | None
    region: str | None
    urgent: bool = False
    until: int | None = None
    asks: Asks = NOTHING_ASKED

    def asks_at(self, now: float) -> Asks:
        """What its readers are still asked at `now` (seconds since 1970): nothing once it is over."""
        over = (self.until is not None and now >= self.until) or (self.asks.at is not None and now >= self.asks.at)
        return NOTHING_ASKED if over else self.asks

    def stands(self, now: float) -> bool:
        """Whether an urgent one is to be seen by everybody still."""
        return self.urgent and now < (self.until if self.until is not None else self.at + STANDING)

    @property
    def below(self) -> tuple[tuple[Run, ...], ...]:
        """The lines below the title."""
        titled = next((place for place, line in enumerate(self.lines) if "".join(run.text for run in line).strip()), 0)
        return self.lines[titled + 1 :]

    @property
    def title(self) -> str:
        """Its first line that says something."""
        plain = ("".join(run.text for run in line).strip() for line in self.lines)
        return next((line for line in plain if line), "")

    @property
    def text(self) -> str:
        """Everything without marks."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


def is_public(row: Announcement) -> bool:
    """Whether it was for the public: not for staff, one station's people, or a digest of others."""
    audience = Audience.from_json(row.audience)
    return not audience.staff and audience.station is None and audience.digest is None


class Archive:
    """Reads what went out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, before: int | None = None, fits: Callable[[Published], bool] = lambda _: True
    ) -> tuple[Sequence[Published], int | None]:
        """The newest that fit, newest first, at most `PAGE`, and the number to go on from (None: that was all)."""
        rows = await announcements.newest(self._database, _LOOKED_AT, states=_BROUGHT, before=before)
        recalled = await self._recalled()
        public = (_published(row) for row in rows if is_public(row) and row.id not in recalled)
        found = [one for one in public if fits(one)]
        if len(found) > PAGE:
            return found[:PAGE], found[PAGE - 1].number
        return found, rows[-1].id if len(rows) == _LOOKED_AT else None

    async def standing(self, now: float) -> Sequence[Published]:
        """The urgent ones that everybody is to see at `now` (seconds since 1970), newest first."""
        rows = await announcements.newest(self._database, _NEWEST, states=_BROUGHT)
        if not any(row.urgent for row in rows):
            return ()
        recalled = await self._recalled()
        public = (_published(row) for row in rows if row.urgent and is_public(row) and row.id not in recalled)
        return [one for one in public if one.stands(now)]

    async def one(self, number: int) -> Published | None:
        """The announcement of this number; None when the public never had it, or has it no more."""
        row = await announcements.of(self._database, number)
        if row is None or row.state not in _BROUGHT or not is_public(row) or number in await self._recalled():
            return None
        return _published(row)

    async def _recalled(self) -> frozenset[int]:
        async with self._database.engine.connect() as connection:
            return frozenset(int(number) for number in await audit.subjects(connection, "announce.recall"))


def _published(row: Announcement) -> Published:
    audience = Audience.from_json(row.audience)
    return Published(
        number=row.id or 0,
        at=row.started_at or row.created_at,
        lines=lines_of(row.html),
        links=tuple((label, url) for label, url in row.buttons),
        topic=audience.topic,
        region=audience.region,
        urgent=row.urgent,
        until=row.not_after,
        asks=Asks.from_json(row.asks),
    )


def lines_of(html: str) -> tuple[tuple[Run, ...], ...]:
    """The lines of a text with marks, of which bold and links are kept."""
    marks = _Runs()
    marks.feed(html)
    marks.close()
    return tuple(tuple(line) for line in marks.lines)


class _Runs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[Run]] = [[]]
        self._bold = 0
        self._urls: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("b", "strong"):
            self._bold += 1
        elif tag == "a":
            url = dict(attrs).get("href") or ""
            self._urls.append(url if url.startswith(("https://", "http://", "tel:")) else None)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "strong"):
            self._bold = max(0, self._bold - 1)
        elif tag == "a" and self._urls:
            self._urls.pop()

    def handle_data(self, data: str) -> None:
        first, *others = data.split("\n")
        for place, text in enumerate((first, *others)):
            if place:
                self.lines.append([])
            if text:
                self.lines[-1].append(Run(text, self._bold > 0, self._urls[-1] if self._urls else None))
