"""Bold, links and the like of a message that somebody wrote, as HTML that Telegram takes back."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from telegram import MessageEntity
from telegram.constants import MessageEntityType

_TAGS: Final = {
    MessageEntityType.BOLD: "b",
    MessageEntityType.ITALIC: "i",
    MessageEntityType.UNDERLINE: "u",
    MessageEntityType.STRIKETHROUGH: "s",
    MessageEntityType.SPOILER: "tg-spoiler",
    MessageEntityType.CODE: "code",
    MessageEntityType.PRE: "pre",
    MessageEntityType.BLOCKQUOTE: "blockquote",
    MessageEntityType.EXPANDABLE_BLOCKQUOTE: "blockquote",
}


def html_of(text: str, marks: Sequence[MessageEntity], start: int = 0, stop: int | None = None) -> str:
    """The characters from `start` to `stop` as HTML.

    What names a person (a mention without a username) and what no bot may send stays as plain text. Marks that cross
    come out nested.
    """
    stop = len(text) if stop is None else stop
    spans = sorted(_spans(text, marks, start, stop), key=lambda span: (span[0], -span[1]))
    if not spans:
        return escape(text[start:stop], quote=False)
    edges = sorted({start, stop, *(edge for span in spans for edge in span[:2])})
    parts: list[str] = []
    opened: list[tuple[int, int, str]] = []
    for edge, following in zip(edges, [*edges[1:], stop], strict=True):
        again: list[tuple[int, int, str]] = []
        while any(span[1] <= edge for span in opened):
            last = opened.pop()
            parts.append(f"</{last[2].split()[0]}>")
            if last[1] > edge:
                again.insert(0, last)
        for span in [*again, *(span for span in spans if span[0] == edge)]:
            parts.append(f"<{span[2]}>")
            opened.append(span)
        parts.append(escape(text[edge:following], quote=False))
    return "".join(parts)


def _spans(text: str, marks: Sequence[MessageEntity], start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """First character, the one behind the last, and the opening tag without its brackets."""
    if not marks:
        return
    units = [0]  # of UTF-16, which Telegram counts in, before each character
    for character in text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    index = {unit: place for place, unit in enumerate(units)}
    for mark in marks:
        tag = _tag(mark)
        first, last = index.get(mark.offset), index.get(mark.offset + mark.length)
        if tag is None or first is None or last is None:
            continue
        first, last = max(first, start), min(last, stop)
        if first < last:
            yield first, last, tag


def _tag(mark: MessageEntity) -> str | None:
    if mark.type == MessageEntityType.TEXT_LINK and mark.url and mark.url.startswith(("https://", "http://")):
        return f'a href="{escape(mark.url)}"'
    return _TAGS.get(MessageEntityType(mark.type)) if mark.type in frozenset(MessageEntityType) else None
