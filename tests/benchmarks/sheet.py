"""A subject's measured rows: printed as a Markdown table while they come, kept for docs/measured.md."""

import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import orjson

ROOT: Final = Path(__file__).resolve().parents[2]
RESULTS: Final = ROOT / "bench-results"
"""Where results, fitted models, encodings and the peers' environment are kept; not under version control."""

BARS: Final = ("what", "measured", "bar", "")


def machine() -> str:
    """Cores, processor and Python, in one line."""
    model = platform.processor() or platform.machine()
    cpu = Path("/proc/cpuinfo")
    if cpu.exists():
        names = [
            line.partition(":")[2].strip() for line in cpu.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"


@dataclass(slots=True)
class Sheet:
    """The table of one subject; `missed` names the rows that did not reach their bar."""

    name: str
    title: str
    columns: tuple[str, ...] = BARS
    lines: list[tuple[str, ...]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    machine: str = field(default_factory=machine)
    day: str = field(default_factory=lambda: date.today().isoformat())

    def start(self) -> None:
        """Prints what comes before the rows."""
        print(f"\n### {self.title}\n\n{self.machine}, {self.day}\n", flush=True)
        print(_line(self.columns), _line(["---"] * len(self.columns)), sep="\n", flush=True)

    def line(self, *cells: str) -> None:
        """Adds a row, one text a column."""
        self.lines.append(cells)
        print(_line(cells), flush=True)

    def at_least(self, what: str, value: float, bar: float, form: str = "{:.3f}") -> None:
        """A row whose figure must not lie below the bar."""
        self._judged(what, form.format(value), f"≥ {form.format(bar)}", value >= bar)

    def at_most(self, what: str, value: float, bar: float, form: str = "{:.3f}") -> None:
        """A row whose figure must not lie above the bar."""
        self._judged(what, form.format(value), f"≤ {form.format(bar)}", value <= bar)

    def figure(self, what: str, measured: str) -> None:
        """A row without a bar."""
        self.line(what, measured, "", "")

    def note(self, text: str) -> None:
        """A sentence beside the table, for example why something was not measured."""
        self.notes.append(text)
        print(f"({text})", file=sys.stderr, flush=True)

    def save(self) -> None:
        """Writes the rows to the results folder, in place of those of an earlier run."""
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{self.name}.json").write_bytes(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2))
        (RESULTS / f"{self.name}.md").write_text(self.markdown(), encoding="utf-8")

    def markdown(self) -> str:
        """The table with its notes."""
        rows = [_line(self.columns), _line(["---"] * len(self.columns)), *(_line(cells) for cells in self.lines)]
        return "\n".join(rows) + "\n" + "".join(f"\n{note}\n" for note in self.notes)

    @classmethod
    def read(cls, name: str) -> "Sheet | None":
        """The subject's rows as last measured; None when it never was."""
        path = RESULTS / f"{name}.json"
        if not path.exists():
            return None
        kept = orjson.loads(path.read_bytes())
        return cls(**{**kept, "columns": tuple(kept["columns"]), "lines": [tuple(cells) for cells in kept["lines"]]})

    def _judged(self, what: str, measured: str, bar: str, reached: bool) -> None:
        if not reached:
            self.missed.append(what)
        self.line(what, measured, bar, "reached" if reached else "**missed**")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is measured: its heading, how, and its columns."""

    title: str
    measure: Callable[[Sheet], None]
    columns: tuple[str, ...] = BARS
