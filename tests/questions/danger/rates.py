"""How often danger is heard, and how often there was none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from bot.understanding.danger import DangerHearing
from data.catalogue.dangers import DangerKind

HERE: Final = Path(__file__).parent
PARTS: Final = ("a", "b")
"""Two writers' lines: a was looked at line by line while phrases were written, of b only counts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the danger it tells of; None where it tells of none."""

    id: str
    text: str
    danger: DangerKind | None


@dataclass(frozen=True, slots=True)
class Heard:
    """Of the lines that tell of danger: how many were heard, and how many as what they are; `missed` names the rest."""

    recall: float
    right_kind: float
    missed: tuple[str, ...]


def lines(name: str) -> list[Line]:
    """The lines of `danger_a`, `danger_b`, `harmless_a` or `harmless_b`."""
    rows = [orjson.loads(row) for row in (HERE / f"{name}.jsonl").read_bytes().splitlines()]
    return [Line(row["id"], row["text"], DangerKind(row["danger"]) if row["danger"] else None) for row in rows]


def heard(hearing: DangerHearing, told: Sequence[Line]) -> Heard:
    """How lines that tell of danger are heard."""
    found = [(line, hearing.danger_in(line.text)) for line in told]
    right = sum(danger is not None and danger.kind is line.danger for line, danger in found)
    missed = tuple(line.id for line, danger in found if danger is None)
    return Heard(1 - len(missed) / len(found), right / len(found), missed)


def alarms(hearing: DangerHearing, harmless: Iterable[str]) -> list[str]:
    """The harmless texts in which danger is heard."""
    return [text for text in harmless if hearing.danger_in(text) is not None]
