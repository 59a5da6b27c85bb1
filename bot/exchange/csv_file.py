"""Entries as CSV: UTF-8 with a byte order mark, so that spreadsheet programs read Chinese right."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.exchange import cells, words
from bot.exchange.headings import HEADER_WITHIN, key_of
from bot.exchange.rows import KEYS, Sheet, WrongFile
from bot.exchange.tables import Line, sheet_of

_DELIMITERS = ",;\t，"


def write(rows: Iterable[Sequence[str | None]]) -> bytes:
    """A file of these rows, whose cells are in the order of `KEYS`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(words.COLUMN_NAMES[key] for key in KEYS)
    writer.writerows([cells.written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read(text: str) -> Sheet:
    """The rows of a file; commas, semicolons or tabs part the cells.

    Raises:
        WrongFile: it is no table of entries.
    """
    first = list(islice((line for line in text.splitlines() if line.strip()), HEADER_WITHIN))

    def headings(delimiter: str) -> int:
        """The most headings that a line has, parted so: a title above them, or a text, may hold any of the signs."""
        return max(
            (sum(key_of(cell.strip('"')) is not None for cell in one.split(delimiter)) for one in first), default=0
        )

    delimiter = max(_DELIMITERS, key=headings)
    return sheet_of(_lines(text, delimiter))


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise WrongFile(words.WRONG_CSV.format(row=number)) from None
        yield Line(number, [cells.read(cell) for cell in record])
