"""What an announcement says, checked before anybody sees it."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final

from bot.announcing.messenger import Link, Media

LONGEST: Final = 4096
LONGEST_CAPTION: Final = 1024
MOST_LINKS: Final = 8
_TAGS: Final = frozenset(
    ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler", "span")
)


class BadContent(ValueError):
    """An announcement that Telegram would refuse or cut."""


class Empty(BadContent):
    """It says nothing."""


class TooLong(BadContent):
    """It has more characters than one message takes; `over` says how many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters too long")
        self.over = over


class BadMarks(BadContent):
    """Its HTML has a mark that Telegram does not know, or one that is not closed."""


class BadLink(BadContent):
    """A button has no label, or a link that opens nothing."""


@dataclass(frozen=True, slots=True)
class Content:
    """`html` in Telegram's HTML (a caption when there is a file); `file` is the channel's id of the file."""

    html: str
    media: Media | None = None
    file: str | None = None
    links: tuple[Link, ...] = ()

    def checked(self) -> "Content":
        """The same content.

        Raises:
            BadContent: it cannot be sent as it is; the class says why.
        """
        plain = plain_of(self.html)
        if not plain.strip() and self.media is None:
            raise Empty("no text")
        over = len(plain.encode("utf-16-le")) // 2 - (LONGEST if self.media is None else LONGEST_CAPTION)
        if over > 0:
            raise TooLong(over)
        if len(self.links) > MOST_LINKS or not all(_opens(link) for link in self.links):
            raise BadLink("a button needs a label and an http or https link")
        return self

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
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in _TAGS:
            raise BadMarks(f"<{tag}>")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise BadMarks(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def plain_of(html: str) -> str:
    """The text without its marks.

    Raises:
        BadMarks: see there.
    """
    marks = _Marks()
    marks.feed(html)
    marks.close()
    if marks.open:
        raise BadMarks(f"<{marks.open[-1]}>")
    return "".join(marks.text)
