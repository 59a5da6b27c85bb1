"""A draft of an entry: every value with its place on the page, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from data.catalogue.entries import Certainty

SURE: Final = 0.75
"""Confidence from which a field needs no look of a person."""

Span = tuple[int, int]
"""A place on the page without white space: start, and the character after the end."""


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A figure, day or time; `value` as printed at `span`."""

    name: str
    value: str
    unit: str | None
    as_of: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class DraftSource:
    """Where a draft is written, as `data.catalogue.entries.Source`, without an entry's promise that it was proved."""

    article: str
    publication: str | None
    headline: str
    byline: str | None
    as_of: str | None
    as_of_certainty: Certainty
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page says of one service.

    `spans` gives the places that a field's value was taken from, `confidence` (0 to 1) how sure each field is; the
    summary is our own words and has none. `passage` is what the page says from `source.start` to `source.end`.
    """

    title: str
    aliases: tuple[str, ...]
    intent: str
    region: str
    provider: str | None
    audience: str | None
    summary: str
    how: str | None
    contact: str | None
    facts: tuple[DraftFact, ...]
    valid_from: str | None
    valid_until: str | None
    source: DraftSource
    passage: str
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The fields that somebody should look at."""
        return tuple(key for key, sure in self.confidence.items() if sure < SURE)
