"""Entries as CSV: UTF-8 with a byte order mark, so that spreadsheet programs read Chinese right."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.exchange import cells
from bot.exchange.rows import KEYS, Row, WrongFile, rows_of_cells
from bot.wording import exchange as words

_DELIMITERS = ",;\t，"


def write(rows: Iterable[Sequence[str | None]]) -> bytes:
    """A file of these rows, whose cells are in the order of `KEYS`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(KEYS)
    writer.writerows([cells.written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read(text: str) -> list[Row]:
    """The rows of a file; commas, semicolons or tabs part the cells.

    Raises:
        WrongFile: it is no table of entries.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    return rows_of_cells(_records(text, delimiter))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str], Sequence[str]]]:
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
        yield number, [cells.read(cell) for cell in record], ()
