"""Pictures without what tells of their maker: where and when they were taken, by which phone, and what it hid behind.

What is seen stays as it is, byte by byte; of what a camera writes beside it only the way up and the colours are kept.
"""

from collections.abc import Iterator
from struct import error, pack, unpack, unpack_from
from typing import Final

JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"

_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_JFIF, _EXIF, _COLOURS, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""

_SEEN: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD acTL fcTL fdAT".split())
"""Parts of a PNG that change what is seen."""

_ORIENTATION: Final = 0x0112


class Malformed(ValueError):
    """It begins as a picture and is none."""


def without_traces(content: bytes) -> bytes:
    """The same picture (JPEG, PNG) without traces; anything else as it is.

    Raises:
        Malformed: see there.
    """
    try:
        if content.startswith(JPEG):
            return b"".join(_jpeg(content))
        if content.startswith(PNG):
            return b"".join(_png(content))
    except (error, IndexError):
        raise Malformed from None
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    place = 2
    while True:
        if content[place] != 0xFF:
            raise Malformed
        marker = content[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker == _END:
            yield content[place : place + 2]
            return  # what stands behind is another picture, or a film
        end = place + 2 if marker in _ALONE else place + 2 + unpack_from(">H", content, place + 2)[0]
        if end > len(content):
            raise Malformed
        yield _kept(marker, content[place:end])
        if marker == _SCAN:
            start, end = end, _end_of_scan(content, end)
            yield content[start:end]
        place = end


def _kept(marker: int, segment: bytes) -> bytes:
    """What is kept of a segment."""
    if marker == _EXIF:
        way_up = _way_up(segment[4:])
        return _exif(way_up) if way_up is not None else b""
    if marker in (_JFIF, _ADOBE) or (marker == _COLOURS and segment[4:].startswith(b"ICC_PROFILE\0")):
        return segment
    return b"" if 0xE0 <= marker <= 0xEF or marker == _COMMENT else segment


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker stands."""
    while (place := content.find(b"\xff", place)) >= 0:
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2
    raise Malformed


def _way_up(exif: bytes) -> int | None:
    """How the picture is turned, 2 to 8; None when it is not, or that cannot be read."""
    if not exif.startswith((b"Exif\0\0II", b"Exif\0\0MM")):
        return None
    tiff, order = exif[6:], "<" if exif[6:8] == b"II" else ">"
    try:
        (first,) = unpack_from(f"{order}I", tiff, 4)
        (entries,) = unpack_from(f"{order}H", tiff, first)
        for entry in range(min(entries, 100)):
            tag, _, _, way_up = unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return way_up if 2 <= way_up <= 8 else None
    except error:
        pass
    return None


def _exif(way_up: int) -> bytes:
    """A segment that tells the way up and nothing else."""
    entry = pack(">HHIHH", _ORIENTATION, 3, 1, way_up, 0)
    tiff = b"MM\0*" + pack(">IH", 8, 1) + entry + bytes(4)
    return b"\xff\xe1" + pack(">H", 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


def _png(content: bytes) -> Iterator[bytes]:
    yield PNG
    place = len(PNG)
    while True:
        length, name = unpack(">I4s", content[place : place + 8])
        end = place + 12 + length
        if end > len(content):
            raise Malformed
        if name in _SEEN:
            yield content[place:end]
        if name == b"IEND":
            return
        place = end
