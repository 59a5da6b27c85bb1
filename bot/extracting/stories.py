"""The stories of a page: each with its headline, who signed it, and its text joined over columns and captions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.extracting.headlines import Headline, headline_of
from bot.extracting.layout import Line, Part, finished, lines_of, starts_story
from data.extracting.page_file import PageFile

_INSIDE: Final = re.compile(r"[（(]((?:[^（()）]{0,12}(?:记者|通讯员)[^（()）]{1,60}))[）)]")
_PRINTED_NEWS: Final = re.compile(r"本[报网刊]讯")
_CONTINUED: Final = re.compile(r"[（(]上接.{0,12}?[）)]")
_GOES_ON: Final = re.compile(r"[（(]下转")
_DAY: Final = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")
_PUBLISHED_BY: Final = re.compile(r"[一-鿿]{2,14}(?:[日晚早时周晨商青]报|晨刊|周刊|简报|快报|工运|职工网)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one stream, without white space; `offsets` gives each character's place on the page."""

    text: str
    offsets: tuple[int, ...]
    caption: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place on the page of a part of the text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Story:
    """One story; `byline` as printed, None where nobody signed."""

    headline: str
    kicker: str
    byline: str | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its text without white space, its stories, the paper's name and its day as far as it is printed."""

    name: str
    text: str
    stories: tuple[Story, ...]
    publication: str | None
    published: str | None


def page_of(file: PageFile) -> Page:
    """The stories of a page that was read from a file."""
    lines = lines_of(file.lines)
    heads = [line.text for line in lines if line.part in (Part.SHEET_HEAD, Part.SIGNED)]
    return Page(
        file.name,
        file.text,
        tuple(_Assembling(lines).stories()),
        file.publication or _publication(heads),
        file.published or _published(heads),
    )


def _publication(heads: Iterable[str]) -> str | None:
    return next((found[0] for head in heads if (found := _PUBLISHED_BY.match(head))), None)


def _published(heads: Iterable[str]) -> str | None:
    found = next((found for head in heads if (found := _DAY.search(head))), None)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


@dataclass
class _Draft:
    """A story while its lines come in."""

    heads: list[str] = field(default_factory=list)
    signed: str | None = None
    streams: list[list[tuple[str, int]]] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    closed: bool = False
    goes_on: bool = False

    @property
    def body(self) -> str:
        return "".join(c for stream in self.streams for c, _ in stream)

    def add(self, line: Line) -> None:
        compact = "".join(line.text.split())
        if not self.streams:
            self.streams.append([])
        start = line.end - len(compact)
        self.streams[-1].extend((c, start + n) for n, c in enumerate(compact))

    def pause(self) -> None:
        """A subhead stands here; a sentence that goes on below it stays in one stream."""
        if self.streams and self.streams[-1] and finished(self.body):
            self.streams.append([])

    def pieces(self) -> tuple[Piece, ...]:
        found = [
            Piece("".join(c for c, _ in stream), tuple(at for _, at in stream)) for stream in self.streams if stream
        ]
        for line in self.captions:
            compact = "".join(line.text.split())
            start = line.end - len(compact)
            found.append(Piece(compact, tuple(range(start, start + len(compact))), caption=True))
        return tuple(found)


class _Assembling:
    """Puts the lines of one page together."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._signed_page = any(
            line.part is Part.SIGNED or (line.part is Part.BODY and _PRINTED_NEWS.match(line.text)) for line in lines
        )
        self._dashed = any(line.part is Part.HEAD and "——" in line.text for line in self._lines)
        self._drafts: list[_Draft] = []
        self._pool: list[tuple[list[str], str | None]] = []
        self._heads: list[str] = []
        self._signed: str | None = None
        self._told_before: list[str] = []
        self._on_top = self._heads_on_top()

    def _heads_on_top(self) -> bool:
        """Whether headlines stand apart from their stories, as a PDF of columns gives them."""
        before: Line | None = None
        headless = 0
        for line in self._lines:
            if line.part is Part.BLANK:
                continue
            if line.part is Part.BODY:
                above = before is not None and before.part in (Part.HEAD, Part.SIGNED, Part.CREDIT, Part.SHEET_HEAD)
                headless += bool(_PRINTED_NEWS.match(line.text)) and not above
            before = line
        return headless > 0

    def stories(self) -> list[Story]:
        """The stories in the order of the page."""
        for line in self._lines:
            self._take(line)
        self._to_pool()
        if self._on_top:
            self._hand_out()
        return [story for draft in self._drafts if (story := _story(draft)) is not None]

    def _take(self, line: Line) -> None:
        match line.part:
            case Part.BLANK:
                if self._on_top:
                    self._to_pool()
            case Part.HEAD:
                if self._signed is not None:
                    self._to_pool()
                self._heads.append(("# " if line.level == 1 else "") + line.text)
            case Part.SIGNED if line.ends:
                if self._drafts:
                    self._drafts[-1].signed = self._drafts[-1].signed or line.text.strip("（）() ")
                    self._drafts[-1].closed = True
            case Part.SIGNED:
                self._signed = line.text
            case Part.SHEET_HEAD:
                self._turned_over(line)
            case Part.CAPTION:
                self._caption(line)
            case Part.CREDIT:
                if self._drafts and not self._drafts[-1].streams:
                    self._drafts[-1].closed = True
            case _:
                self._body(line)

    def _turned_over(self, line: Line) -> None:
        if _GOES_ON.match(line.text) and self._drafts:
            self._drafts[-1].goes_on = True
        elif _CONTINUED.match(line.text):
            self._go_on()

    def _go_on(self) -> None:
        """What follows is the rest of a story that goes on, if one does."""
        left = next((draft for draft in self._drafts if draft.goes_on), None)
        if left is not None:
            self._drafts.remove(left)
            self._drafts.append(left)
            left.pause()
        else:
            self._begin()

    def _caption(self, line: Line) -> None:
        if self._heads and not self._on_top and (not self._drafts or self._drafts[-1].closed or self._signed_page):
            self._begin()
        if not self._drafts:
            self._begin()
        self._drafts[-1].captions.append(line)

    def _body(self, line: Line) -> None:
        if _CONTINUED.match(line.text):
            self._go_on()
        elif starts_story(line.text) or not self._drafts or self._begins_here():
            self._begin()
        elif self._signed and not self._heads and self._told_before:
            self._begin_above()
        elif self._heads or self._signed:
            self._subhead()
        self._drafts[-1].add(line)
        if _GOES_ON.search(line.text):
            self._drafts[-1].goes_on = True

    def _begins_here(self) -> bool:
        if self._on_top or not self._heads:
            return False
        if self._signed is not None or self._drafts[-1].closed or any(head.startswith("# ") for head in self._heads):
            return True
        return not self._signed_page and not self._dashed

    def _begin_above(self) -> None:
        """The story of this signature began above it, with a few lines on what it tells."""
        lead = self._drafts[-1].streams.pop()
        self._heads = self._told_before
        self._begin()
        self._drafts[-1].streams = [lead, []]

    def _subhead(self) -> None:
        if self._on_top:
            self._to_pool()
        elif any("——" in head for head in self._heads) and not self._signed_page:
            self._drafts[-1].heads = [head for head in self._heads if "——" in head]
        self._told_before = self._heads
        self._heads, self._signed = [], None
        self._drafts[-1].pause()

    def _begin(self) -> None:
        draft = _Draft()
        if self._on_top:
            self._to_pool()
        else:
            draft.heads, draft.signed = self._heads, self._signed
        self._heads, self._signed = [], None
        self._drafts.append(draft)

    def _to_pool(self) -> None:
        if self._heads:
            self._pool.append((self._heads, self._signed))
        self._heads, self._signed = [], None

    def _hand_out(self) -> None:
        """Gives every story the headline whose words it has most of."""
        likely: list[tuple[float, int, int]] = []
        for place, draft in enumerate(self._drafts):
            body = draft.body
            own = bool(_INSIDE.search(body[:80]))
            for number, (heads, signed) in enumerate(self._pool):
                likely.append((_shared(heads, body) - 0.3 * (own and signed is not None), place, number))
        given: set[int] = set()
        named: set[int] = set()
        for score, place, number in sorted(likely, key=lambda one: (-one[0], one[1], one[2])):
            if score > 0.15 and place not in named and number not in given:
                self._drafts[place].heads, self._drafts[place].signed = self._pool[number]
                named.add(place)
                given.add(number)


def _shared(heads: Sequence[str], body: str) -> float:
    """Share of a headline's pairs of characters that a text has."""
    words = headline_of(heads).headline
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0


def _story(draft: _Draft) -> Story | None:
    pieces = draft.pieces()
    if not pieces:
        return None
    head: Headline = headline_of(draft.heads)
    inside = _INSIDE.search(pieces[0].text[:90])
    return Story(head.headline, head.kicker, _byline(draft.signed) or (inside[1] if inside else None), pieces)


_SIGNED_PART: Final = re.compile(
    r"(?:本报|本网|实习|见习|特约|首席)*(?:记者|通讯员|评论员)[ 　:：]*[一-鿿· 、　]{2,40}"
)

_PHOTOS: Final = re.compile(r"[ 　]*文?[/／](?:图|摄影?)[ 　]*$")


def _byline(signed: str | None) -> str | None:
    if signed is None:
        return None
    parts = [part.strip() for part in _SIGNED_PART.findall(_PHOTOS.sub("", signed))]
    return " ".join(parts) if parts else signed.strip("●■◆ ")
