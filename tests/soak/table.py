"""The table of the worst days in docs/measured.md: a row stays, with its day, until it is carried out again."""

import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import ROOT

MEASURED: Final = ROOT / "docs" / "measured.md"
_START, _END = "<!-- soak -->\n", "<!-- /soak -->"
_HEAD: Final = "| what was done | promised | came |  | when |\n| --- | --- | --- | --- | --- |\n"
_ROW: Final = re.compile(r"^\| (?P<done>[^|]+) \| [^|]+ \| [^|]+ \| (?:kept|\*\*broken\*\*) \| [\d-]+ \|$", re.M)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it, in figures, and whether that is what was promised."""

    told: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One bad day: its name on the command line, what is done, what is promised, and how it is carried out."""

    name: str
    done: str
    promised: str
    carry_out: Callable[[Path], Coroutine[None, None, Came]]

    def line(self, came: Came, day: date) -> str:
        """The row of the table; no cell may hold a bar."""
        kept = "kept" if came.kept else "**broken**"
        return f"| {self.done} | {self.promised} | {came.told} | {kept} | {day.isoformat()} |"


def renew(rows: Iterable[Row], lines: Mapping[str, str], file: Path = MEASURED) -> None:
    """Writes the lines, by the name of their row, into the table; the others stay as they are."""
    text = file.read_text(encoding="utf-8")
    before, _, rest = text.partition(_START)
    table, _, after = rest.partition(_END)
    old = {found["done"]: found[0] for found in _ROW.finditer(table)}
    kept = [line for row in rows if (line := lines.get(row.name) or old.get(row.done))]
    file.write_text(f"{before}{_START}{_HEAD}" + "\n".join(kept) + f"\n{_END}{after}", encoding="utf-8")
