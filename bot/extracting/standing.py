"""How a draft stands to the entries there are: new, told already, or with a newer figure of the same thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from bot.dates import WrongDate, first_day
from bot.extracting.draft import Draft, DraftFact
from data.catalogue.entries import Fact, ServiceEntry
from data.catalogue.near_copies import letters

ALIKE: Final = 80
"""Ratio of rapidfuzz from which two titles of one region and subject name one thing."""


class Age(StrEnum):
    """How the draft's page stands in time to what is known."""

    NEWER = "newer"
    OLDER = "older"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of a standing entry that the draft's page prints otherwise."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The entry of the same thing; `told`: it is from this very story; `changes` where the page is newer."""

    entry: str
    age: Age
    told: bool
    changes: tuple[FigureChange, ...]


def standing(draft: Draft, entries: Iterable[ServiceEntry]) -> Standing | None:
    """The standing entry of the same thing as the draft; None where it is new."""
    alike = [
        (fuzz.ratio(letters(draft.title), letters(entry.title)), entry.id, entry)
        for entry in entries
        if entry.intent == draft.intent and entry.region == draft.region
    ]
    score, _, entry = max(alike, default=(0.0, "", None), key=lambda one: (one[0], one[1]))
    if entry is None or score < ALIKE:
        return None
    age = _age(draft.source.as_of, entry.source.as_of)
    told = entry.source.article == draft.source.article or letters(entry.source.headline) == letters(
        draft.source.headline
    )
    return Standing(entry.id, age, told, tuple(_changes(draft, entry)) if age is not Age.OLDER else ())


def _age(mine: str | None, theirs: str | None) -> Age:
    try:
        if mine is None or theirs is None or first_day(mine) == first_day(theirs):
            return Age.SAME
        return Age.NEWER if first_day(mine) > first_day(theirs) else Age.OLDER
    except WrongDate:
        return Age.SAME


def _changes(draft: Draft, entry: ServiceEntry) -> Iterator[FigureChange]:
    for fact in draft.facts:
        before = _same_figure(fact, entry)
        if before is not None and before.value != fact.value:
            yield FigureChange(before.name, f"{before.value}{before.unit or ''}", f"{fact.value}{fact.unit or ''}")


def _same_figure(fact: DraftFact, entry: ServiceEntry) -> Fact | None:
    """The entry's only figure of the unit, or the one of it that is called most alike."""
    of_unit = [one for one in entry.facts if one.unit == fact.unit and fact.unit is not None]
    if len(of_unit) <= 1:
        return of_unit[0] if of_unit else None
    best = max(of_unit, key=lambda one: fuzz.partial_ratio(one.name, fact.name))
    return best if fuzz.partial_ratio(best.name, fact.name) >= 60 else None
