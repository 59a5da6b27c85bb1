"""A page read from a file, whatever program wrote it."""

from collections.abc import Callable
from typing import Final

from data.extracting.documents import page_of_docx, page_of_pdf
from data.extracting.encodings import decoded
from data.extracting.page_file import PageFile, Unreadable, UnreadablePage
from data.extracting.web_pages import page_of_html

MOST_BYTES: Final = 20_000_000
"""Bytes of a file: a page of a newspaper with its photos as PDF has 5 to 10 million."""

MOST_CHARACTERS: Final = 120_000
"""Characters of a page: the longest newspaper page has 15,000, a whole newspaper of eight 100,000."""

_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"


def read_page(name: str, content: bytes) -> PageFile:
    """The page in a file's bytes: PDF, DOCX, HTML, or text in UTF-8 or GB18030; told apart by what they are.

    Raises:
        UnreadablePage: it is none of these, holds no text, or is larger than any page.
    """
    if len(content) > MOST_BYTES:
        raise UnreadablePage(Unreadable.TOO_BIG)
    if not content.strip():
        raise UnreadablePage(Unreadable.EMPTY)
    page = _reader(content)(name, content)
    if not page.text:
        raise UnreadablePage(Unreadable.EMPTY)
    if len(page.text) > MOST_CHARACTERS:
        raise UnreadablePage(Unreadable.TOO_LONG)
    return page


def page_of_text(name: str, text: str) -> PageFile:
    """The page that somebody pasted.

    Raises:
        UnreadablePage: it holds nothing, or is longer than any page.
    """
    return read_page(name, text.encode())


def _reader(content: bytes) -> Callable[[str, bytes], PageFile]:
    if content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        raise UnreadablePage(Unreadable.PICTURE)
    if content.startswith(_OLD_WORD):
        raise UnreadablePage(Unreadable.OLD_WORD)
    if content.lstrip()[:5] == b"%PDF-":
        return page_of_pdf
    if content.startswith(b"PK"):
        return page_of_docx
    head = content[:2000].lower()
    if b"<html" in head or b"<!doctype html" in head or b"<body" in head:
        return page_of_html
    return _page_of_plain


def _page_of_plain(name: str, content: bytes) -> PageFile:
    return PageFile(name, tuple(decoded(content).splitlines()))
