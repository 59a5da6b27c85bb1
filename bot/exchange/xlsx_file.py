"""Entries as XLSX, through openpyxl; a stranger's workbook is looked at before anything of it is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from bot.exchange import cells
from bot.exchange.rows import KEYS, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, Row, WrongFile, key_of, rows_of_cells
from bot.wording import exchange as words

MAGIC: Final = b"PK\x03\x04"
OLD_MAGIC: Final = b"\xd0\xcf\x11\xe0"
_WIDTHS = {"facts": 40, "summary": 40, "title": 24, "id": 24}
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]{1,20})\"")
_PART = 2**16


def write(rows: Iterable[Sequence[str | None]]) -> bytes:
    """A workbook of these rows, whose cells are in the order of `KEYS`, all of them texts."""
    from openpyxl import Workbook  # only here: importing it takes a quarter of a second
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("服务资料")
    sheet.freeze_panes = "B2"
    for number, key in enumerate(KEYS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(key, 16)
    sheet.append(list(KEYS))
    for row in rows:
        texts = [WriteOnlyCell(sheet, value=cells.written(cell)) if cell else None for cell in row]
        for cell in texts:
            if cell is not None:
                cell.data_type = "s"
        sheet.append(texts)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes) -> list[Row]:
    """The rows of the first sheet whose first row names the columns.

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


def _rows(content: bytes) -> list[Row]:
    from openpyxl import load_workbook  # only here, as above

    book = load_workbook(io.BytesIO(content), read_only=True)
    try:
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
        for sheet in sheets:
            sheet.reset_dimensions()  # what a file says of its size may be wrong
        named = next((sheet for sheet in sheets if "id" in map(key_of, _first_cells(sheet))), None)
        chosen = named or next((sheet for sheet in sheets if _first_cells(sheet)), None)
        if chosen is None:
            raise WrongFile(words.EMPTY_FILE)
        if merged := _merged(content, str(getattr(chosen, "_worksheet_path", ""))):
            raise WrongFile(words.MERGED.format(cells="、".join(merged[:5])))
        return rows_of_cells(_table(chosen))
    finally:
        book.close()


def _first_cells(sheet: Any) -> list[str]:
    """The texts of the first row that holds any."""
    for _, texts, _ in _table(sheet, most=20):
        if any(texts):
            return list(texts)
    return []


def _table(sheet: Any, most: int = MOST_ROWS + 2) -> Iterator[tuple[int, Sequence[str], Sequence[str]]]:
    header: list[str] | None = None
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=most)
    for number, row in enumerate(rows, 1):
        texts: list[str] = []
        problems: list[str] = []
        for column, cell in enumerate(row):
            name = header[column] if header is not None else f"{column + 1}"
            text, problem = _text(cell, name)
            texts.append(text)
            problems += [problem] if problem else []
        if header is None and any(texts):
            header = [words.COLUMN_NAMES.get(key_of(text) or "", text) for text in texts]
        yield number, texts, problems


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


def _merged(content: bytes, path: str) -> list[str]:
    """The merged ranges of a sheet, as `A1:B2`; they stand behind the rows, so the whole is looked through."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(path) as part:
        rest = b""
        while more := part.read(_PART):
            text = rest + more
            cut = text.rfind(b"<")
            text, rest = (text[:cut], text[cut:][:1000]) if cut > 0 else (text, b"")
            found += [ref.decode("ascii") for ref in _MERGED.findall(text)]
        found += [ref.decode("ascii") for ref in _MERGED.findall(rest)]
    return found
