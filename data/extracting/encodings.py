"""Bytes as text: UTF-8, UTF-16 with its mark, or what Chinese programs of old write."""

from data.extracting.page_file import Unreadable, UnreadablePage


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 (with a byte order mark) or GB18030.

    Raises:
        UnreadablePage: it is none of them, or holds zero bytes as no text does.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise UnreadablePage(Unreadable.UNKNOWN_ENCODING)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadablePage(Unreadable.UNKNOWN_ENCODING)
