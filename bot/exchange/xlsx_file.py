"""Entries as XLSX, through openpyxl; a stranger's workbook is looked at before anything of it is unpacked."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from bot.exchange import cells, words
from bot.exchange.headings import HEADER_WITHIN, key_of, name_columns
from bot.exchange.merged import Merged, merged_in
from bot.exchange.rows import KEYS, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, Sheet, WrongFile
from bot.exchange.tables import Line, sheet_of

MAGIC: Final = b"PK\x03\x04"
OLD_MAGIC: Final = b"\xd0\xcf\x11\xe0"
_WIDTHS = {"facts": 40, "summary": 40, "title": 24, "id": 24}


def write(rows: Iterable[Sequence[str | None]]) -> bytes:
    """A workbook of these rows, whose cells are in the order of `KEYS`, all of them texts."""
    from openpyxl import Workbook  # only here: importing it takes a quarter of a second
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(words.SHEET)
    sheet.freeze_panes = "B2"
    for number, key in enumerate(KEYS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(key, 16)
    sheet.append([words.COLUMN_NAMES[key] for key in KEYS])
    for row in rows:
        texts = [WriteOnlyCell(sheet, value=cells.written(cell)) if cell else None for cell in row]
        for cell in texts:
            if cell is not None:
                cell.data_type = "s"
        sheet.append(texts)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes) -> Sheet:
    """The rows of the first sheet that names its columns.

    Raises:
        WrongFile: it is no workbook, holds macros, is too large inside, or is no table of entries.
    """
    _look_inside(content)
    try:
        return _rows(content)
    except WrongFile:
        raise
    except Exception:
        # A workbook that is none makes openpyxl fail in whatever way: KeyError, ValueError, ParseError, TypeError …
        raise WrongFile(words.BROKEN_EXCEL) from None


def _look_inside(content: bytes) -> None:
    """Refuses by the archive's directory alone; what it unpacks to is never more than the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
        raise WrongFile(words.BROKEN_EXCEL) from None
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise WrongFile(words.MACROS)
    if "xl/workbook.xml" not in names:
        raise WrongFile(words.NO_TABLE)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WrongFile(words.TOO_LARGE_INSIDE.format(most=MOST_UNPACKED // 2**20))


def _rows(content: bytes) -> Sheet:
    from openpyxl import load_workbook  # only here, as above

    book = load_workbook(io.BytesIO(content), read_only=True)
    try:
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
        for sheet in sheets:
            sheet.reset_dimensions()  # what a file says of its size may be wrong
        filled = [(sheet, first) for sheet in sheets if (first := _first_rows(sheet))]
        if not filled:
            raise WrongFile(words.EMPTY_FILE)
        chosen = next((sheet for sheet, first in filled if any(map(name_columns, first))), filled[0][0])
        return sheet_of(_lines(chosen, merged_in(content, str(getattr(chosen, "_worksheet_path", "")))))
    finally:
        book.close()


def _first_rows(sheet: Any) -> list[Sequence[str]]:
    """The texts of the first rows that hold any."""
    lines = _lines(sheet, Merged(()), most=2 * HEADER_WITHIN)
    return [line.cells for line in lines if any(line.cells)][:HEADER_WITHIN]


def _lines(sheet: Any, merged: Merged, most: int = MOST_ROWS + 2 + HEADER_WITHIN) -> Iterator[Line]:
    names: list[str] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=most), 1):
        texts: list[str] = []
        problems: list[str] = []
        for column, cell in enumerate(row):
            name = names[column] if column < len(names) else f"{column + 1}"
            text, problem = _text(cell, name)
            texts.append(text)
            problems += [problem] if problem else []
        filled = merged.filled(number, texts, across=not names)
        if not names and name_columns(filled):
            names = [words.COLUMN_NAMES.get(key_of(text) or "", text) for text in filled]
        yield Line(number, filled, problems, merged.goes_across(number))


def _text(cell: Any, column: str) -> tuple[str, str | None]:
    """A cell's text, and what is wrong with it."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type == "f":
        return "", words.FORMULA.format(column=column)
    if cell.data_type == "e":
        return "", words.CELL_ERROR.format(column=column, value=str(value)[:10])
    if isinstance(value, datetime):
        return value.date().isoformat(), None
    if isinstance(value, date):
        return value.isoformat(), None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value)), None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return "", words.NOT_TEXT.format(column=column)
    return cells.read(str(value)), None
