"""Which entry of an intent, and which of its facts, a question is about."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.entry_dates import as_of, entry_years
from bot.catalogue.entry_words import EntryWords
from bot.catalogue.fact_names import SYNONYM, FactNames
from bot.catalogue.figures import Figures
from bot.catalogue.query_terms import QueryTerms
from bot.dates import status
from bot.regions import Regions
from bot.reply import Status
from bot.understanding.vectors import FloatVector, WordVectors

MEANING: Final = 0.6
"""What a perfect agreement of mean word vectors counts, against 1.0 for every word of the question found."""


class Relation(Enum):
    """How an entry's region lies to the one asked about."""

    SAME = "same"
    AROUND = "around"
    INSIDE = "inside"
    CITY = "city"
    PROVINCE = "province"
    ELSEWHERE = "elsewhere"


ASKERS_REGION: Final = {
    Relation.SAME: 0.3,
    Relation.AROUND: 0.22,
    Relation.INSIDE: 0.1,
    Relation.CITY: -0.15,
    Relation.PROVINCE: -0.35,
    Relation.ELSEWHERE: -0.5,
}
NAMED_REGION: Final = {
    Relation.SAME: 0.5,
    Relation.AROUND: 0.2,
    Relation.INSIDE: 0.1,
    Relation.CITY: -0.35,
    Relation.PROVINCE: -0.5,
    Relation.ELSEWHERE: -0.6,
}
"""What a region counts, against 1.0 for all words found: a service of elsewhere shows when nothing here comes near."""

FARTHER_AROUND: Final = 0.07
"""What an entry loses for each region that lies between the one asked about and its own: the city's before the
province's."""

LEAD_GAIN: Final = 0.3
LEAD_STEP: Final = 0.04
"""What the first entry of a subject's leads gains, and how much less each next one: a general question gets the first
that holds in the region, a telling word still decides."""

_FOR_WOMEN: Final = re.compile("女(?:性|职工|工)")

NO_YEAR: Final = 2018
"""The year of an entry that tells none: that of the oldest pages."""

MOST_FITS: Final = 512
"""Regions whose fits are kept: those of one province's counties and more."""


def _relation(of_entry: str, wanted: str, regions: Regions) -> Relation:
    if of_entry == wanted:
        return Relation.SAME
    if regions.contains(of_entry, wanted):
        return Relation.AROUND
    if regions.contains(wanted, of_entry):
        return Relation.INSIDE
    city = regions.city(wanted)
    if city is not None and city == regions.city(of_entry):
        return Relation.CITY
    return Relation.PROVINCE if regions.same_province(of_entry, wanted) else Relation.ELSEWHERE


def _between(of_entry: str, wanted: str, regions: Regions) -> int:
    """How many regions lie between one and the other that holds it; 0 where it does not."""
    if of_entry == wanted or not regions.contains(of_entry, wanted):
        return 0
    steps = 0
    step = regions.parent(wanted)
    while step is not None and step != of_entry:
        step = regions.parent(step)
        steps += 1
    return steps


class EntryIndex:
    """Entries by their words; immutable but for a cache. `leads` are ids by intent, the most helpful first."""

    def __init__(self, entries: Sequence[EntryWords], leads: Sequence[Sequence[str]], vectors: WordVectors) -> None:
        self.entries = tuple(each.entry for each in entries)
        self._rows = {entry.id: row for row, entry in enumerate(self.entries)}
        self._leads = tuple(tuple(self._rows[lead] for lead in each if lead in self._rows) for each in leads)
        self._fits: dict[tuple[str, bool], FloatVector] = {}
        self._lead_gains: dict[str, FloatVector] = {}
        self._postings: dict[str, tuple[NDArray[np.intp], FloatVector]] = {}
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for row, words in enumerate(entries):
            for term, weight in words.terms.items():
                postings[term][row] = weight
        self.figures = Figures(self.entries)
        self.fact_names = FactNames(
            [each.fact_names for each in entries], [each.title_terms for each in entries], vectors
        )
        self.years = tuple(entry_years(entry) for entry in self.entries)
        self.newest_year = tuple(max(years, default=NO_YEAR) for years in self.years)
        self._as_of = tuple(as_of(entry) for entry in self.entries)
        self._statuses: tuple[date, tuple[Status, ...]] = (date.min, ())
        self.for_women = np.array([_FOR_WOMEN.search(entry.audience or "") is not None for entry in self.entries])
        count = len(self.entries)
        self._vectors = np.array([each.vector for each in entries], np.float32).reshape(count, vectors.dimensions)
        numbers: dict[str, int] = {}
        self._intents = np.array([numbers.setdefault(e.intent, len(numbers)) for e in self.entries], dtype=np.intp)
        self.intents = tuple(numbers)
        self._rarity = {term: math.log(1 + count / len(rows)) for term, rows in postings.items()}
        self._unknown_rarity = math.log(1 + count)
        for term, rows in postings.items():
            self._postings[term] = (
                np.fromiter(rows, dtype=np.intp),
                np.fromiter(rows.values(), dtype=np.float32) * np.float32(self._rarity[term]),
            )

    def of_intents(self, gains: Mapping[str, float], otherwise: float) -> FloatVector:
        """One number an entry: what its intent gains, `otherwise` for an intent that is not named."""
        each = np.array([gains.get(intent, otherwise) for intent in self.intents], dtype=np.float32)
        found: FloatVector = each[self._intents]
        return found

    def row(self, entry_id: str) -> int:
        """The entry's place in `entries`; KeyError when it has none."""
        return self._rows[entry_id]

    def rows_of(self, regions: Collection[str]) -> list[int]:
        """The rows of the entries of these very regions."""
        return [row for row, entry in enumerate(self.entries) if entry.region in regions]

    def __contains__(self, entry_id: object) -> bool:
        """Whether the index has an entry of this id."""
        return entry_id in self._rows

    def status(self, row: int, today: date) -> Status:
        """Whether the entry of the row is on; worked out for all rows once a day."""
        day, statuses = self._statuses
        if day != today:
            statuses = tuple(
                status(entry.valid_from, entry.valid_until, stamp, today)
                for entry, stamp in zip(self.entries, self._as_of, strict=True)
            )
            self._statuses = (today, statuses)
        return statuses[row]

    def region_fit(self, region: str, named: bool, regions: Regions) -> FloatVector:
        """One number an entry: how well its region suits the one asked about; a `named` region decides more."""
        known = self._fits.get((region, named))
        if known is None:
            gain = NAMED_REGION if named else ASKERS_REGION
            by_path = {
                path: gain[_relation(path, region, regions)] - FARTHER_AROUND * _between(path, region, regions)
                for path in {e.region for e in self.entries}
            }
            known = np.array([by_path[entry.region] for entry in self.entries], dtype=np.float32)
            if len(self._fits) < MOST_FITS:
                self._fits[(region, named)] = known
        return known

    def lead_gain(self, region: str, regions: Regions) -> FloatVector:
        """One number an entry: what it gains as a lead; leads that hold in the region come before the others."""
        known = self._lead_gains.get(region)
        if known is None:
            known = np.zeros(len(self.entries), dtype=np.float32)
            for of_intent in self._leads:
                leads = sorted(of_intent, key=lambda row: not regions.contains(self.entries[row].region, region))
                for place, row in enumerate(leads):
                    known[row] = max(0.0, LEAD_GAIN - LEAD_STEP * place)
            if len(self._lead_gains) < MOST_FITS:
                self._lead_gains[region] = known
        return known

    def scores(self, query: QueryTerms) -> FloatVector:
        """One score an entry, about 0 to 1.6: the share of the question's telling words found, plus meaning."""
        found = self._postings.keys() & query.terms
        postings = [self._postings[term] for term in found]
        # Words that no entry has tell little between entries; they only keep a score from looking certain.
        weight = sum(self._rarity[term] for term in found)
        weight += 0.25 * self._unknown_rarity * (len(query.terms) - len(found))
        for term in self._postings.keys() & query.synonym_terms:
            of_term, weights = self._postings[term]
            postings.append((of_term, np.float32(SYNONYM) * weights))
        meaning: FloatVector = np.float32(MEANING) * (self._vectors @ query.said.vector)
        if not postings:
            return meaning
        rows, weights = (np.concatenate(each) for each in zip(*postings, strict=True))
        totals = np.bincount(rows, weights, len(self.entries)) / (weight or 1.0)
        return meaning + totals.astype(np.float32)


def indexes(
    entries: Iterable[EntryWords], leads: Mapping[str, Sequence[str]], vectors: WordVectors
) -> dict[str, EntryIndex]:
    """One index an intent; `leads` are the ids of the entries that a general question of an intent gets."""
    by_intent: defaultdict[str, list[EntryWords]] = defaultdict(list)
    for words in entries:
        by_intent[words.entry.intent].append(words)
    return {intent: EntryIndex(group, (leads.get(intent, ()),), vectors) for intent, group in by_intent.items()}
