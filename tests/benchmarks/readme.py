"""Writes the measured rows into README.md, between two markers, and touches nothing else there."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import ROOT, Sheet

START, END = "<!-- bench -->", "<!-- /bench -->"
README: Final = ROOT / "README.md"
_PART = re.compile(r"^\*\*(?P<title>[^*]+)\*\*\n\n(?P<part>.*?)(?=^\*\*[^*]+\*\*\n|\Z)", re.M | re.S)


class NoMarkers(ValueError):
    """The text lacks the two markers, in order, once each."""


def with_tables(text: str, sheets: Sequence[Sheet]) -> str:
    """The text with the sheets between its markers; a table there that none of them renews stays, with its own date.

    Raises:
        NoMarkers: they are not there.
    """
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        raise NoMarkers(f"README.md needs the lines {START} and {END}, once each and in this order")
    before, _, rest = text.partition(START)
    tables, _, after = rest.partition(END)
    parts = {found["title"]: found["part"].strip() for found in _PART.finditer(tables)}
    parts |= {
        sheet.title: f"{sheet.markdown().strip()}\n\nMeasured on {sheet.machine}, {sheet.day}." for sheet in sheets
    }
    shown = "\n\n".join(f"**{title}**\n\n{part}" for title, part in parts.items())
    return f"{before}{START}\n{shown}\n{END}{after}"


def renew(sheets: Sequence[Sheet], path: Path = README) -> int:
    """Renews the file; 1 with a message when it cannot be."""
    if not sheets:
        print("error: nothing was measured yet; run make bench first", file=sys.stderr)
        return 1
    try:
        path.write_text(with_tables(path.read_text(encoding="utf-8"), sheets), encoding="utf-8")
    except NoMarkers as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0
