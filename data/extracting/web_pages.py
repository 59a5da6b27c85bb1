"""Pages of the web: what is told, without menus, scripts and footers."""

import re
from collections.abc import Iterator
from typing import Final, Protocol

from data.extracting.encodings import decoded
from data.extracting.page_file import PageFile, Unreadable, UnreadablePage

MOST_OF_HTML: Final = 5_000_000
"""Bytes of a page of HTML; what is longer carries its pictures inside."""

_CHARSET: Final = re.compile(rb"charset=[\"']?\s*(gb\w+)", re.I)
_SIGNED: Final = re.compile(r"记者|通讯员|来源|作者")
_LONGEST_SIGNATURE: Final = 80
_TITLE_ENDS: Final = re.compile(r"\s*[-_|—–]\s*[^-_|—–]{2,20}$")


class _Element(Protocol):
    """An element of a page, as far as it is read here."""

    def iter(self, *tags: str) -> "Iterator[_Element]":
        """Those of these tags in it, in order."""
        ...

    def itertext(self) -> Iterator[str]:
        """The texts in it, in order."""
        ...


def page_of_html(name: str, content: bytes) -> PageFile:
    """The headline, who signed it, and the text of a web page; its date and publication as its head tells them.

    Raises:
        UnreadablePage: it is too big, or tells nothing.
    """
    if len(content) > MOST_OF_HTML:
        raise UnreadablePage(Unreadable.TOO_BIG)
    import trafilatura  # only here: 0.8 s that who reads text does without

    html = content.decode("gb18030", "replace") if _CHARSET.search(content[:4000]) else decoded(content)
    tree = trafilatura.load_html(html)
    if tree is None:
        raise UnreadablePage(Unreadable.BROKEN)
    signed = _signatures(tree)
    told = trafilatura.extract_metadata(html)
    text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        raise UnreadablePage(Unreadable.EMPTY)
    title = _TITLE_ENDS.sub("", told.title or "").strip()
    body = text.splitlines()
    if title and body[0].strip() == title:
        body = body[1:]
    lines = (f"# {title}", *(line for line in signed if line not in text), "", *body)
    return PageFile(name, lines, publication=told.sitename or None, published=told.date or None)


def _signatures(tree: _Element) -> list[str]:
    """The short lines outside menus that say who wrote it, and where it comes from."""
    found: list[str] = []
    for element in tree.iter("p", "div", "span", "td", "h2", "h3"):
        line = " ".join("".join(element.itertext()).split())
        if line and len(line) <= _LONGEST_SIGNATURE and _SIGNED.search(line) and "。" not in line:
            found.append(line)
    return list(dict.fromkeys(found))[:3]
