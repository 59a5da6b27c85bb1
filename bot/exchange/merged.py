"""Merged cells of a sheet: what the one text of a range says of the rows and columns that it covers."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.exchange import words
from bot.exchange.rows import MOST_COLUMNS, WrongFile

MOST_MERGED: Final = 20_000
"""Ranges of one sheet: one for each row that an import may have."""

_WIDE: Final = 3
"""Columns from which a range goes across the table: a title of it or of a part."""

_RANGE: Final = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_PART: Final = 2**16


@dataclass(frozen=True, slots=True)
class Range:
    """Rows and columns from and to, all of them counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Merged:
    """The merged ranges of one sheet, whose rows are asked for in their order."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._by_top: dict[int, list[Range]] = {}
        for one in ranges:
            self._by_top.setdefault(one.top, []).append(one)
        self._down: dict[int, tuple[int, str]] = {}
        """By column: the last row of the range that covers it, and the text of it."""

    def filled(self, number: int, texts: Sequence[str], *, across: bool) -> list[str]:
        """The row with the texts of the ranges that cover it from above; with `across` those from the left, too."""
        made = list(texts)
        for one in self._by_top.get(number, ()):
            text = made[one.left - 1] if one.left <= len(made) else ""
            if one.bottom > one.top:
                self._down[one.left] = (one.bottom, text)
            if across and one.right - one.left < MOST_COLUMNS and not self.goes_across(number):
                made[one.left - 1 : one.right] = [text] * (min(one.right, len(made)) - one.left + 1)
        if any(made):  # a range may end below the list
            for column, (last, text) in self._down.items():
                if number <= last and column <= len(made) and not made[column - 1]:
                    made[column - 1] = text
        return made

    def goes_across(self, number: int) -> bool:
        """Whether a range begins in this row that is as wide as a title."""
        return any(one.right - one.left + 1 >= _WIDE for one in self._by_top.get(number, ()))


def merged_in(content: bytes, path: str) -> Merged:
    """The merged ranges of a sheet of a workbook; they stand behind the rows, so the whole is looked through.

    Raises:
        WrongFile: there are more of them than rows may be.
    """
    found: list[tuple[bytes, bytes, bytes, bytes]] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(path) as part:
        rest = b""
        while more := part.read(_PART):
            text = rest + more
            cut = text.rfind(b"<")
            text, rest = (text[:cut], text[cut:][:1000]) if cut > 0 else (text, b"")
            found += _RANGE.findall(text)
            if len(found) > MOST_MERGED:
                raise WrongFile(words.MERGED.format(most=MOST_MERGED))
        found += _RANGE.findall(rest)
    return Merged(Range(int(top), _column(left), int(bottom), _column(right)) for left, top, right, bottom in found)


def _column(letters: bytes) -> int:
    """The number of a column, A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
