"""What an announcement says, checked before anybody sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final

from bot.announcing.messenger import Enclosed, Link, Media
from bot.announcing.room import Room

MOST_LINKS: Final = 8


class BadContent(ValueError):
    """An announcement that a channel would refuse or cut."""


class Empty(BadContent):
    """It says nothing."""


class TooLong(BadContent):
    """It has more characters than one message takes; `over` says how many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters too long")
        self.over = over


class BadMarks(BadContent):
    """Its HTML has a mark that a channel does not know, or one that is not closed."""


class BadLink(BadContent):
    """A button has no label, or a link that opens nothing."""


class BadAlbum(BadContent):
    """Too many parts for an album of a channel, or kinds that it does not show together."""


@dataclass(frozen=True, slots=True)
class Content:
    """`html` is text with marks (a caption when there is a file); `file` is the channel's id of the file.

    An `album` stands in the place of a file; the text comes behind it.
    """

    html: str
    media: Media | None = None
    file: str | None = None
    links: tuple[Link, ...] = ()
    album: tuple[Enclosed, ...] = ()

    def checked(self, rooms: Sequence[Room]) -> "Content":
        """The same content, which fits into one message of each channel.

        Raises:
            BadContent: it cannot be sent as it is; the class says why.
        """
        read = _read(self.html)
        plain = "".join(read.text)
        for room in rooms:
            if unknown := read.names - room.marks:
                raise BadMarks(f"<{min(unknown)}>")
            if self.album and not room.holds(self.album):
                raise BadAlbum(f"{len(self.album)} parts")
        if not plain.strip() and self.media is None and not self.album:
            raise Empty("no text")
        over = max((room.over(plain, with_file=self.media is not None) for room in rooms), default=0)
        if over > 0:
            raise TooLong(over)
        if len(self.links) > MOST_LINKS or not all(_opens(link) for link in self.links):
            raise BadLink("a button needs a label and an http or https link")
        return self

    @property
    def parts(self) -> tuple[Enclosed, ...]:
        """All its files."""
        alone = (Enclosed(self.media, self.file),) if self.media is not None and self.file is not None else ()
        return self.album or alone

    @property
    def messages(self) -> int:
        """How many messages bring it to one recipient."""
        return len(self.album) + 1

    @property
    def buttons(self) -> list[list[str]]:
        """The links as the table keeps them."""
        return [[link.label, link.url] for link in self.links]


def _opens(link: Link) -> bool:
    return 0 < len(link.label.strip()) <= 64 and link.url.startswith(("https://", "http://")) and len(link.url) > 10


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.names: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.names.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise BadMarks(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def plain_of(html: str) -> str:
    """The text without its marks.

    Raises:
        BadMarks: one is not closed.
    """
    return "".join(_read(html).text)


def _read(html: str) -> _Marks:
    marks = _Marks()
    marks.feed(html)
    marks.close()
    if marks.open:
        raise BadMarks(f"<{marks.open[-1]}>")
    return marks
