"""Pages in PDF and DOCX files."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from data.extracting.page_file import PageFile, Unreadable, UnreadablePage

MOST_SHEETS: Final = 40
"""Sheets of a PDF: a whole newspaper; what is longer is a book."""

MOST_UNPACKED: Final = 60_000_000
"""Bytes that the parts of a DOCX may unpack to; reports of a union have some hundred thousand, with photos millions."""

FEWEST_A_SHEET: Final = 20
"""Characters a sheet on average: what has less was scanned, and prints at most a page number as text."""

_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD."""


def page_of_pdf(name: str, content: bytes) -> PageFile:
    """The text of a PDF, column by column as its program wrote it, without what runs at the head of every sheet.

    Raises:
        UnreadablePage: it is locked, scanned, too long or broken.
    """
    import pypdfium2  # only here: 40 MB that who reads text does without

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise UnreadablePage(Unreadable.LOCKED if locked else Unreadable.BROKEN) from None
    try:
        if len(document) > MOST_SHEETS:
            raise UnreadablePage(Unreadable.TOO_LONG)
        sheets = [_lines(sheet.get_textpage().get_text_bounded()) for sheet in document]
    except pypdfium2.PdfiumError:
        raise UnreadablePage(Unreadable.BROKEN) from None
    finally:
        document.close()
    if sum(len(line) for lines in sheets for line in lines) < FEWEST_A_SHEET * len(sheets):
        raise UnreadablePage(Unreadable.SCANNED)
    running = _running_heads(sheets)
    lines = [line for number, sheet in enumerate(sheets) for line in (*sheet, "") if not (number and line in running)]
    return PageFile(name, tuple(lines))


def _lines(text: str) -> list[str]:
    return [line.replace("\ufffe", "").strip() for line in text.splitlines()]


def _running_heads(sheets: list[list[str]]) -> set[str]:
    """Lines that stand on every one of several sheets."""
    if len(sheets) < 3:
        return set()
    return set.intersection(*(set(sheet) for sheet in sheets)) - {""}


def page_of_docx(name: str, content: bytes) -> PageFile:
    """The paragraphs and the rows of tables of a DOCX; headings have a # before them.

    Raises:
        UnreadablePage: it is no DOCX, or unpacks to more than any page has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise UnreadablePage(Unreadable.TOO_BIG)
            if any(part.flag_bits & 1 for part in parts.infolist()):
                raise UnreadablePage(Unreadable.LOCKED)
        return PageFile(name, tuple(_docx_lines(content)))
    except UnreadablePage:
        raise
    except Exception:  # lxml, zipfile and docx raise a dozen kinds for what is not theirs
        raise UnreadablePage(Unreadable.BROKEN) from None


def _docx_lines(content: bytes) -> Iterator[str]:
    import docx  # only here, as above
    from docx.table import Table

    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
            yield ""
            continue
        style = block.style.name if block.style is not None and block.style.name else ""
        heading = style.startswith(("Heading", "Title")) and block.text.strip()
        for line in block.text.splitlines():
            yield f"# {line}" if heading else line
