"""Rows of a spreadsheet as text: CSV in UTF-8, UTF-16 or GBK, and XLSX, told apart by their content."""

import codecs
import csv
import io
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from datetime import date, datetime, time
from enum import StrEnum
from typing import BinaryIO, Final

from bot.sheets import words

MOST_ROWS: Final = 300_000
MOST_COLUMNS: Final = 80
MOST_CHARACTERS: Final = 4_000
"""Of one cell."""

MOST_UNPACKED: Final = 600 * 2**20
"""Bytes that an XLSX may unpack to: 200,000 rows of 20 cells take some 250 MB, a bomb takes what it is given."""

_CHUNK: Final = 2**20

Line = tuple[int, tuple[str, ...]]
"""A row's number as the spreadsheet program shows it, and its cells, trimmed; blank rows are left out."""


class SheetFault(StrEnum):
    """Why a file cannot be read as a table."""

    NOT_A_TABLE = "not_a_table"
    ENCODING = "encoding"
    TOO_BIG = "too_big"
    BROKEN = "broken"


class UnreadableSheet(ValueError):
    """The file cannot be read; `fault` says why."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(fault)
        self.fault = fault


def rows_of(file: BinaryIO) -> Iterator[Line]:
    """The rows of the first sheet, one at a time; the file must be one that can be sought in.

    Raises:
        UnreadableSheet: while rows are taken, too.
    """
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        rows = _of_xlsx(file)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):  # the format before XLSX
        raise UnreadableSheet(SheetFault.NOT_A_TABLE)
    else:
        rows = _of_csv(file)
    with closing(rows):
        for number, cells in rows:
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS or any(len(cell) > MOST_CHARACTERS for cell in cells):
                raise UnreadableSheet(SheetFault.TOO_BIG)
            if any(cells):
                yield number, cells


def _of_csv(file: BinaryIO) -> Generator[Line, None, None]:
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        first = text.readline(65_536)
        text.seek(0)
        delimiter = max(",\t;", key=first.count)
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), 1):
            yield number, tuple(cell.strip() for cell in cells)
    except csv.Error:
        raise UnreadableSheet(SheetFault.BROKEN) from None
    except UnicodeError:  # UTF-16 is not looked through before
        raise UnreadableSheet(SheetFault.ENCODING) from None
    finally:
        with suppress(ValueError):  # the caller closed the file before the last row
            text.detach()  # it is the caller's to close


def _encoding(file: BinaryIO) -> str:
    """The encoding in which the whole file can be read: UTF-8 if it is, GBK as GB 18030 otherwise."""
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise UnreadableSheet(SheetFault.NOT_A_TABLE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableSheet(SheetFault.ENCODING)


def _of_xlsx(file: BinaryIO) -> Generator[Line, None, None]:
    from openpyxl import load_workbook  # 0.2 s that other commands save

    try:
        with zipfile.ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableSheet(SheetFault.TOO_BIG)
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except UnreadableSheet:
        raise
    except Exception:
        # A damaged or foreign file fails anywhere in the library, with whatever that place raises.
        raise UnreadableSheet(SheetFault.BROKEN) from None
    try:
        if not book.worksheets:
            raise UnreadableSheet(SheetFault.NOT_A_TABLE)
        sheet = book.worksheets[0]
        # What the sheet says of its own size is often wrong, and then cells would be left out.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, tuple(_text(cell) for cell in cells)
    except UnreadableSheet:
        raise
    except Exception:
        raise UnreadableSheet(SheetFault.BROKEN) from None
    finally:
        book.close()


def _text(cell: object) -> str:
    """A cell as a person reads it."""
    match cell:
        case None:
            return ""
        case bool():
            return words.YES if cell else words.NO
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case _:
            return str(cell).strip()
