"""Pictures lose what tells of their maker and nothing that is seen; what is broken is refused, never kept half."""

import contextlib
import io
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from bot.cases.pictures import Malformed, without_traces

PLACE = "玉泉区小召前街".encode()


def _painted() -> Image.Image:
    picture = Image.new("RGB", (40, 24))
    picture.putdata([(x * 6, y * 10, (x * y) % 256) for y in range(24) for x in range(40)])
    return picture


def a_jpeg(way_up: int = 1, *, progressive: bool = False) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9003] = way_up, "PHONE-OF-WANG", "2026:11:27 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    into = io.BytesIO()
    _painted().save(into, "JPEG", quality=90, exif=exif, comment=PLACE, progressive=progressive)
    return into.getvalue()


def a_png() -> bytes:
    told = PngInfo()
    told.add_text("Author", "PHONE-OF-WANG")
    told.add_itxt("Place", PLACE.decode())
    into = io.BytesIO()
    _painted().save(into, "PNG", pnginfo=told)
    return into.getvalue()


def _seen(content: bytes) -> bytes:
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).tobytes()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("way_up", range(1, 9))
def test_a_jpeg_is_seen_as_before_and_tells_nothing(way_up: int, progressive: bool) -> None:
    content = a_jpeg(way_up, progressive=progressive)
    hidden = content + b"ftyp a film with PHONE-OF-WANG behind the picture"
    cleaned = without_traces(hidden)
    assert b"PHONE-OF-WANG" in content
    for told in (b"PHONE", b"2026:11", PLACE, b"film"):
        assert told not in cleaned
    assert _seen(cleaned) == _seen(content)
    assert dict(Image.open(io.BytesIO(cleaned)).getexif()) == ({0x0112: way_up} if way_up > 1 else {})
    assert without_traces(cleaned) == cleaned


def test_a_png_is_seen_as_before_and_tells_nothing() -> None:
    cleaned = without_traces(a_png() + b"behind")
    for told in (b"PHONE", PLACE, b"behind", b"Author"):
        assert told not in cleaned
    assert _seen(cleaned) == _seen(a_png())
    assert without_traces(cleaned) == cleaned


def test_colours_are_kept_and_other_segments_are_not() -> None:
    content = a_jpeg()
    colours = b"\xff\xe2" + pack(">H", 2 + 14 + 4) + b"ICC_PROFILE\0\1\1abcd"
    camera = b"\xff\xe4" + pack(">H", 2 + 5) + b"maker"
    cleaned = without_traces(content[:2] + colours + camera + content[2:])
    assert colours in cleaned
    assert b"maker" not in cleaned


@pytest.mark.parametrize("content", [a_jpeg(), a_png()])
def test_a_picture_that_is_cut_off_is_refused(content: bytes) -> None:
    whole = without_traces(content)
    for length in range(8, len(content), 7):
        with pytest.raises(Malformed):
            without_traces(content[:length])
    assert whole


@given(st.binary(max_size=200))
def test_whatever_comes_is_cleaned_or_refused(content: bytes) -> None:
    for begins in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""):
        with contextlib.suppress(Malformed):
            without_traces(begins + content)


def test_what_is_no_picture_stays_as_it_is() -> None:
    assert without_traces(b"%PDF-1.7 Exif") == b"%PDF-1.7 Exif"
