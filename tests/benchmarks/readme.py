"""Writes the measured tables into docs/measured.md and a few of their rows into README.md, each between two markers."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import ROOT, Sheet

TABLES: Final = "bench"
ROWS: Final = "rows"
"""The names of the markers: `<!-- bench -->` … `<!-- /bench -->`."""
MEASURED: Final = ROOT / "docs" / "measured.md"
README: Final = ROOT / "README.md"
CHOSEN: Final = (
    ("What is understood", "tests/questions/riders_held_out.jsonl", "right intent, in scope"),
    ("What is understood", "tests/questions/riders_held_out.jsonl", "answered with a wrong intent"),
    ("One question in process", "whole reply, median ms", ""),
    ("Telegram", "8 times kill -9", "unanswered"),
    ("Announcements", "20 times kill -9", "lost"),
)
"""What README.md shows: a table's title, and how the row's first cell begins and ends.

Held-out questions, not those that the words were tuned on; of crashes what is lost.
"""
_PART = re.compile(r"^\*\*(?P<title>[^*]+)\*\*\n\n(?P<part>.*?)(?=^\*\*[^*]+\*\*\n|\Z)", re.M | re.S)


class NoMarkers(ValueError):
    """The text lacks the two markers, in order, once each."""


class NoSuchRow(ValueError):
    """A chosen row stands in none of the tables."""


def _between(text: str, name: str) -> tuple[str, str, str]:
    """What stands before, between and after two markers, the markers left with the outer parts."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    if text.count(start) != 1 or text.count(end) != 1 or text.index(start) > text.index(end):
        raise NoMarkers(f"the lines {start.strip()} and {end} are needed, once each and in this order")
    first, last = text.index(start) + len(start), text.index(end)
    return text[:first], text[first:last], text[last:]


def _parts(tables: str) -> dict[str, str]:
    return {found["title"]: found["part"].strip() for found in _PART.finditer(tables)}


def with_tables(text: str, sheets: Sequence[Sheet]) -> str:
    """The text with the sheets between its markers; a table there that none of them renews stays, with its own date.

    Raises:
        NoMarkers: they are not there.
    """
    before, tables, after = _between(text, TABLES)
    parts = _parts(tables) | {
        sheet.title: f"{sheet.markdown().strip()}\n\nMeasured on {sheet.machine}, {sheet.day}." for sheet in sheets
    }
    shown = "\n\n".join(f"**{title}**\n\n{part}" for title, part in parts.items())
    return f"{before}{shown}\n{after}"


def with_chosen_rows(text: str, measured: str) -> str:
    """The text with the chosen rows of the measured tables between its markers, and how many bars were missed.

    Raises:
        NoMarkers: either text lacks its own.
        NoSuchRow: a chosen row was not measured.
    """
    before, _, after = _between(text, ROWS)
    parts = _parts(_between(measured, TABLES)[1])
    rows = "\n".join(_chosen(parts, *one) for one in CHOSEN)
    verdicts = re.findall(r"\| (reached|\*\*missed\*\*) \|$", measured, re.M)
    missed = f"Of {len(verdicts)} bars {len(verdicts) - verdicts.count('reached')} are missed."
    return f"{before}| what | measured | bar |  |\n| --- | --- | --- | --- |\n{rows}\n\n{missed}\n{after}"


def _chosen(parts: dict[str, str], title: str, begins: str, ends: str) -> str:
    for line in parts.get(title, "").splitlines():
        what = line.removeprefix("| ").partition(" | ")[0]
        if what.startswith(begins) and what.endswith(ends):
            return line.replace(f"| {what} |", f"| {title}: {what} |")
    raise NoSuchRow(f"{title} has no row that begins with {begins} and ends with {ends}; choose another in CHOSEN")


def renew(sheets: Sequence[Sheet], measured: Path = MEASURED, readme: Path = README) -> int:
    """Renews both files; 1 with a message when they cannot be."""
    if not sheets:
        print("error: nothing was measured yet; run make bench first", file=sys.stderr)
        return 1
    try:
        tables = with_tables(measured.read_text(encoding="utf-8"), sheets)
        rows = with_chosen_rows(readme.read_text(encoding="utf-8"), tables)
    except (NoMarkers, NoSuchRow) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    measured.write_text(tables, encoding="utf-8")
    readme.write_text(rows, encoding="utf-8")
    return 0
