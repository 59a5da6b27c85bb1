"""What the headings of a table mean, and in which of its rows they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.exchange import words
from bot.exchange.rows import KEYS, WrongFile
from data.catalogue.fields import OTHER_NAMES

HEADER_WITHIN: Final = 10
"""Rows with anything in them among which the headings are looked for: a title and notes often stand above."""

JOINED: Final = frozenset({"contact"})
"""Fields that a sheet may spread over several columns: an address, a telephone."""

_KEY_OF: Final[Mapping[str, str]] = (
    OTHER_NAMES | {key: key for key in KEYS} | {words.COLUMN_NAMES[key]: key for key in KEYS}
)
_LONGEST: Final = 60
"""Characters of a heading, with its remark: every cell of a list is looked at."""

_REMARK: Final = re.compile(r"[（(\[【][^（(\[【]*[）)\]】]$|^[*＊]+|[*＊:：]+$")


@dataclass(frozen=True, slots=True)
class Headings:
    """The key of each column, None for one that is not taken; `unused` are the names of those."""

    keys: tuple[str | None, ...]
    unused: tuple[str, ...]


def key_of(name: str) -> str | None:
    """The key that a column's name means, whatever breaks it or stands in brackets behind it; None for none of ours."""
    if len(name) > _LONGEST:
        return None
    whole = "".join(name.split())
    for text in (name.strip(), whole, _REMARK.sub("", _REMARK.sub("", whole))):
        if key := _KEY_OF.get(text) or _KEY_OF.get(text.lower()):
            return key
    return None


def name_columns(cells: Sequence[str]) -> bool:
    """Whether a row names columns: an id, or a title beside another field."""
    named = {key for cell in cells if cell and (key := key_of(cell)) is not None}
    return "id" in named or ("title" in named and len(named) > 1)


def headings_in(cells: Sequence[str]) -> Headings | None:
    """The headings, if this row names columns; None otherwise.

    Raises:
        WrongFile: a field stands twice that no sheet spreads over columns.
    """
    keys = [key_of(name) for name in cells]
    if not name_columns(cells):
        return None
    named = {key for key in keys if key is not None}
    for key in named - JOINED:
        if keys.count(key) > 1:
            raise WrongFile(words.COLUMN_TWICE.format(name=words.COLUMN_NAMES[key]))
    unused = (" ".join(name.split())[:20] for name, key in zip(cells, keys, strict=True) if key is None)
    return Headings(tuple(keys), tuple(name for name in unused if name))
