"""What the lines above a story say: its headline, and what stands above and below that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_DOUBLED: Final = re.compile(r"(.{1,40}?)\1")
_FEWEST_DOUBLED: Final = 0.7
"""Share of a line that repetitions take where it is printed twice; 爸爸妈妈 in a line takes a tenth."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline in its own words; `kicker` is the smaller line above it, empty where there is none."""

    headline: str
    kicker: str


def headline_of(lines: Sequence[str]) -> Headline:
    """The headline of the lines above a story, the ones that PDFs print twice said once.

    A line that ends in a colon or a dash goes on in the next; one that begins with a dash belongs to what is above it,
    and is no headline by itself; of several others the last is the headline.
    """
    joined: list[str] = []
    for line in lines:
        text = undoubled(line.removeprefix("# ").strip())
        if joined and (joined[-1].endswith(("：", ":", "——")) or text.startswith("暨")):
            joined[-1] = f"{joined[-1]} {text}"
        elif not text.startswith(("——", "--")):
            joined.append(text)
    if not joined:
        return Headline("", "")
    marked = [number for number, line in enumerate(lines) if line.startswith("# ")]
    if marked:
        return Headline(joined[0], "")
    return Headline(joined[-1], " ".join(joined[:-1]))


def undoubled(line: str) -> str:
    """A line as it is meant: a bold headline is printed twice, some characters at a time."""
    repeated = sum(len(found[0]) for found in _DOUBLED.finditer(line))
    if repeated < _FEWEST_DOUBLED * len(line):
        return line
    while (once := _DOUBLED.sub(r"\1", line)) != line:
        line = once
    return line
