"""What every kind of file comes to: rows of named values; and what is wrong with a file as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.catalogue.entries import ENTRY_KEYS, PART_KEYS, Fact

KEYS: Final = tuple(
    key
    for whole in ENTRY_KEYS
    for key in ([f"{whole}.{part}" for part in PART_KEYS[whole]] if whole in PART_KEYS else [whole])
)
"""The columns in their order; a dot leads into conflict or source."""

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
MOST_BYTES: Final = 20 * 2**20
"""Of a file: no channel brings a larger one."""

MOST_UNPACKED: Final = 64 * 2**20
"""Bytes that a spreadsheet may come to: 10,000 entries are 15 MB."""

Value = str | None | tuple[Fact, ...]
"""A text, nothing, or facts; an empty cell is nothing."""


class WrongFile(ValueError):
    """A file cannot be read as entries; the text says why, for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a file: `number` is its row, or its line in YAML; a key that is absent was not written.

    `problems` are sentences for the person who sent it.
    """

    number: int
    values: Mapping[str, Value]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file; `encoding` is named when it was guessed.

    Of a table: `banner` is what stands above the headings, `unused` are the names of columns that are not taken,
    `aside` are sentences on rows that are no entries.
    """

    rows: Sequence[Row]
    encoding: str | None = None
    banner: str = ""
    unused: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
