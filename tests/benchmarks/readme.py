"""Writes the measured rows into README.md, between two markers, and touches nothing else there."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import ROOT, Sheet

START, END = "<!-- bench -->", "<!-- /bench -->"
README: Final = ROOT / "README.md"


class NoMarkers(ValueError):
    """The text lacks the two markers, in order, once each."""


def with_tables(text: str, sheets: Sequence[Sheet]) -> str:
    """The text with the sheets between its markers.

    Raises:
        NoMarkers: they are not there.
    """
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        raise NoMarkers(f"README.md needs the lines {START} and {END}, once each and in this order")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{_tables(sheets)}\n{END}{after}"


def _tables(sheets: Sequence[Sheet]) -> str:
    machines = sorted({f"{sheet.machine}, {sheet.day}" for sheet in sheets})
    if len(machines) == 1:
        return "\n".join([f"Measured by `make bench` on {machines[0]}.", *(_part(sheet) for sheet in sheets)])
    return "\n".join(f"{_part(sheet)}\nMeasured on {sheet.machine}, {sheet.day}." for sheet in sheets)


def _part(sheet: Sheet) -> str:
    return f"\n**{sheet.title}**\n\n{sheet.markdown()}"


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
