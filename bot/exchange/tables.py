"""Rows of named values out of a table, whatever stands above, below and beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.exchange import words
from bot.exchange.headings import HEADER_WITHIN, Headings, headings_in, name_columns
from bot.exchange.rows import MOST_COLUMNS, MOST_ROWS, Row, Sheet, Value, WrongFile

_NOTE: Final = re.compile(r"(?:备注|注|说明|填表说明|合计|共计|填报单位|填表人|制表)\s*[:：\d一二三]|(?:合计|共计)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its number, its cells' texts, what is wrong with them, and if one cell goes all across it."""

    number: int
    cells: Sequence[str]
    problems: Sequence[str] = ()
    across: bool = False


def sheet_of(lines: Iterable[Line]) -> Sheet:
    """The rows of a table, named by its headings; what stands above those is its banner.

    Raises:
        WrongFile: no row names the columns, or there are too many rows or columns.
    """
    headings: Headings | None = None
    above: list[str] = []
    aside: list[str] = []
    rows: list[Row] = []
    for line in lines:
        if not any(line.cells) and not line.problems:
            continue
        if len(line.cells) > MOST_COLUMNS and any(line.cells[MOST_COLUMNS:]):
            raise WrongFile(words.TOO_MANY_COLUMNS.format(most=MOST_COLUMNS))
        if headings is None:
            headings = headings_in(line.cells)
            if headings is None:
                above.append(next(filter(None, line.cells), ""))
                if len(above) == HEADER_WITHIN:
                    break
        elif name_columns(line.cells):
            continue  # the second row of headings, or those of the next printed page
        elif _between(line, headings):
            aside.append(words.ASIDE.format(row=line.number, text=_short(next(filter(None, line.cells), ""))))
        elif len(rows) >= MOST_ROWS:
            raise WrongFile(words.TOO_MANY_ROWS.format(most=MOST_ROWS))
        else:
            rows.append(_row(line, headings))
    if headings is None:
        raise WrongFile(words.NO_HEADER if above else words.EMPTY_FILE)
    return Sheet(tuple(rows), banner=" ".join(next(filter(None, above), "").split()), unused=headings.unused,
                 aside=tuple(aside))  # fmt: skip


def _between(line: Line, headings: Headings) -> bool:
    """Whether a row is no entry but a heading of a part of the list, or a note below it."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) != 1 or line.problems or len(headings.keys) == 1:
        return False
    return line.across or _NOTE.match(filled[0]) is not None


def _row(line: Line, headings: Headings) -> Row:
    width = len(headings.keys)
    stray = next((cell for cell in line.cells[width:] if cell), None)
    values: dict[str, Value] = dict.fromkeys(key for key in headings.keys if key is not None)
    for key, cell in zip(headings.keys, line.cells, strict=False):
        there = values.get(key) if key is not None else None
        if key is not None and cell:
            values[key] = f"{there}，{cell}" if isinstance(there, str) and there != cell else cell
    wrong = (words.NO_COLUMN.format(value=_short(stray)),) if stray is not None else ()
    return Row(line.number, values, (*line.problems, *wrong))


def _short(text: str) -> str:
    return " ".join(text.split())[:20]
