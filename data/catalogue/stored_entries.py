"""Entries as JSON that outlives releases: in revisions, and in the dialogues of those who edit."""

from collections.abc import Mapping
from typing import Final

from data.catalogue.entries import ServiceEntry, entry_columns, entry_from_columns
from data.storage.shapes import Shape, as_it_was

_SHAPE: Final = Shape((as_it_was,))


def entry_json(entry: ServiceEntry | None) -> dict[str, object] | None:
    """The entry to be stored; None for none."""
    return _SHAPE.stamped(entry_columns(entry)) if entry is not None else None


def entry_of_json(content: Mapping[str, object] | None) -> ServiceEntry | None:
    """The entry that was stored, by this release or an earlier one; None for none."""
    return entry_from_columns(_SHAPE.read(content)) if content is not None else None
