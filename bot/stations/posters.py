"""Posters for the doors: A5, one a page, with a code to scan and the number to type."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import BinaryIO, Final

from bot.operator import Operator
from bot.stations import words
from data.stations.directory import StationRecord

FONT: Final = "Union"
_CODE: Final = 250.0
"""Points of the code's side: 88 mm, read from two metres."""


@dataclass(frozen=True, slots=True)
class PosterLink:
    """Where the codes lead: what stands before a station's number.

    Without a camera: `page` is the address to type, `by_hand` says where else to send a station's {code}; each empty
    where there is none.
    """

    before: str
    page: str = ""
    by_hand: str = ""

    def to(self, code: str) -> str:
        """The address for one station."""
        return self.before + code


def write_posters(stations: Iterable[StationRecord], link: PosterLink, file: BinaryIO, operator: Operator) -> None:
    """Writes a PDF with one page a station; `operator` is whose assistant the codes lead to."""
    # Half a second that the other commands save.
    import segno
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    with as_file(files("seeds") / "fonts" / "union.ttf") as font:
        pdfmetrics.registerFont(TTFont(FONT, str(font)))
    width, height = A5
    canvas = Canvas(file, pagesize=A5)
    canvas.setTitle(words.POSTER_TITLE)
    for station in stations:
        canvas.setFont(FONT, 26)
        canvas.drawCentredString(width / 2, height - 70, words.POSTER_HEAD)
        for at, line in enumerate(_lines(station.name, 16)):
            canvas.setFont(FONT, 18)
            canvas.drawCentredString(width / 2, height - 105 - 24 * at, line)
        matrix = [list(row) for row in segno.make(link.to(station.code), error="m", micro=False).matrix]
        side = _CODE / len(matrix)
        left, top = (width - _CODE) / 2, height - 160
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    canvas.rect(left + x * side, top - (y + 1) * side, side, side, stroke=0, fill=1)
        canvas.setFont(FONT, 34)
        canvas.drawCentredString(width / 2, top - _CODE - 50, station.code)
        canvas.setFont(FONT, 13)
        if link.by_hand:
            canvas.drawCentredString(width / 2, top - _CODE - 78, link.by_hand.format(code=station.code))
        if link.page:
            canvas.drawCentredString(width / 2, top - _CODE - 96, words.POSTER_PAGE.format(page=link.page))
        canvas.drawCentredString(width / 2, 54, operator.line)
        canvas.drawCentredString(width / 2, 36, words.POSTER_FOOT)
        canvas.showPage()
    canvas.save()


def _lines(text: str, most: int) -> list[str]:
    """The text in at most two lines; what is longer ends in dots."""
    if len(text) <= most:
        return [text]
    rest = text[most:]
    return [text[:most], rest if len(rest) <= most else rest[: most - 1] + "…"]
