"""What every kind of file comes to: rows of named values; and what is wrong with a file as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.wording import exchange as words
from bot.wording.editing import OTHER_NAMES
from data.entries import Fact

KEYS: Final = (
    "id", "title", "intent", "region", "provider", "audience", "summary", "how", "contact", "facts", "valid_from",
    "valid_until", "conflict.entry", "conflict.note", "source.article", "source.publication", "source.headline",
    "source.byline", "source.as_of", "source.as_of_certainty", "source.start", "source.end",
)  # fmt: skip
"""The columns in their order; a dot leads into conflict or source."""

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
MOST_BYTES: Final = 20 * 2**20
"""Of a file: what Telegram lets a bot fetch."""

MOST_UNPACKED: Final = 64 * 2**20
"""Bytes that a spreadsheet may come to: 10,000 entries are 15 MB."""

Value = str | None | tuple[Fact, ...]
"""A text, nothing, or facts; an empty cell is nothing."""

_KEY_OF: Final[Mapping[str, str]] = (
    OTHER_NAMES | {key: key for key in KEYS} | {words.COLUMN_NAMES[key]: key for key in KEYS}
)


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
    """The rows of a file; `encoding` is named when it was guessed."""

    rows: Sequence[Row]
    encoding: str | None = None


def key_of(name: str) -> str | None:
    """The key that a column's name means; null for an unknown one."""
    name = name.strip()
    return _KEY_OF.get(name) or _KEY_OF.get(name.lower())


def header_keys(names: Sequence[str]) -> list[str | None]:
    """The key of each column, null for one without a name.

    Raises:
        WrongFile: an unknown name, one that stands twice, or no id.
    """
    keys = [key_of(name) for name in names]
    if "id" not in keys:
        raise WrongFile(words.NO_HEADER)
    unknown = [name.strip()[:20] for name, key in zip(names, keys, strict=True) if key is None and name.strip()]
    if unknown:
        known = "、".join(words.COLUMN_NAMES.values())
        raise WrongFile(words.UNKNOWN_COLUMN.format(names="、".join(unknown[:5]), known=known))
    for key in keys:
        if key is not None and keys.count(key) > 1:
            raise WrongFile(words.COLUMN_TWICE.format(name=words.COLUMN_NAMES[key]))
    return keys


def rows_of_cells(table: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> list[Row]:
    """The rows of a table whose first row names the columns; each comes with its number, cells and problems.

    Raises:
        WrongFile: the first row does not name the columns, or there are too many rows.
    """
    keys: list[str | None] | None = None
    rows: list[Row] = []
    for number, cells, problems in table:
        if not any(cells) and not problems:
            continue
        if keys is None:
            if len(cells) > MOST_COLUMNS:
                raise WrongFile(words.TOO_MANY_COLUMNS.format(most=MOST_COLUMNS))
            keys = header_keys(cells)
            continue
        if len(rows) >= MOST_ROWS:
            raise WrongFile(words.TOO_MANY_ROWS.format(most=MOST_ROWS))
        stray = [cell for cell, key in zip(cells, [*keys, *[None] * len(cells)], strict=False) if cell and key is None]
        values = {key: cell or None for key, cell in zip(keys, [*cells, *[""] * len(keys)], strict=False) if key}
        found = (*problems, *(words.NO_COLUMN.format(value=cell[:20]) for cell in stray[:1]))
        rows.append(Row(number, values, found))
    if keys is None:
        raise WrongFile(words.EMPTY_FILE)
    return rows
