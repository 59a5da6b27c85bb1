"""Texts in cells of a spreadsheet: none may be taken for a formula by whatever program opens the file."""

from typing import Final

_FORMULA: Final = tuple("=+-@＝＋－＠\t\r")
_ESCAPED: Final = (*_FORMULA, "'")


def written(text: str | None) -> str:
    """The text for a cell: one that could begin a formula gets an apostrophe before it, and so does an apostrophe."""
    if not text:
        return ""
    return f"'{text}" if text.startswith(_ESCAPED) else text


def read(cell: str) -> str:
    """The text of a cell, without white space at its ends and without our apostrophe."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_ESCAPED) else cell
