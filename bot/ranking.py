"""Which entry of an intent, and which of its facts, a question is about."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.asked import Asked, terms
from bot.dates import status
from bot.entry_dates import as_of, entry_years
from bot.fact_kinds import FactKinds
from bot.fact_names import SYNONYM, FactNames
from bot.regions import Regions
from bot.reply import Status
from bot.understanding.features import Features, Featurizer
from bot.understanding.vectors import FloatVector
from data.entries import ServiceEntry

TITLE, FACT, BODY = 1.0, 0.85, 0.55
"""What a word counts that stands in the title, in a fact's name, or in the rest of the entry."""

MEANING: Final = 0.6
"""What a perfect agreement of mean word vectors counts, against 1.0 for every word of the question found."""


class Relation(Enum):
    """How an entry's region lies to the one asked about."""

    SAME = "same"
    AROUND = "around"
    INSIDE = "inside"
    PROVINCE = "province"
    ELSEWHERE = "elsewhere"


ASKERS_REGION: Final = {
    Relation.SAME: 0.3,
    Relation.AROUND: 0.22,
    Relation.INSIDE: 0.1,
    Relation.PROVINCE: -0.35,
    Relation.ELSEWHERE: -0.5,
}
NAMED_REGION: Final = {
    Relation.SAME: 0.5,
    Relation.AROUND: 0.2,
    Relation.INSIDE: 0.1,
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

NO_YEAR: Final = 2018
"""The year of an entry that tells none: that of the oldest pages."""

MOST_FITS: Final = 512
"""Regions whose fits are kept: those of one province's counties and more."""


def _relation(of_entry: str, asked: str, regions: Regions) -> Relation:
    if of_entry == asked:
        return Relation.SAME
    if regions.contains(of_entry, asked):
        return Relation.AROUND
    if regions.contains(asked, of_entry):
        return Relation.INSIDE
    return Relation.PROVINCE if regions.same_province(of_entry, asked) else Relation.ELSEWHERE


def _between(of_entry: str, asked: str, regions: Regions) -> int:
    """How many regions lie between one and the other that holds it; 0 where it does not."""
    if of_entry == asked or not regions.contains(of_entry, asked):
        return 0
    steps = 0
    step = regions.parent(asked)
    while step is not None and step != of_entry:
        step = regions.parent(step)
        steps += 1
    return steps


class EntryIndex:
    """The entries of one intent by their words; immutable but for a cache."""

    def __init__(self, entries: Sequence[ServiceEntry], leads: Sequence[str], featurizer: Featurizer) -> None:
        self.entries = tuple(entries)
        self._rows = {entry.id: row for row, entry in enumerate(self.entries)}
        self._leads = tuple(self._rows[entry_id] for entry_id in leads if entry_id in self._rows)
        self._fits: dict[tuple[str, bool], FloatVector] = {}
        self._lead_gains: dict[str, FloatVector] = {}
        self._postings: dict[str, tuple[NDArray[np.intp], FloatVector]] = {}
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        vectors = []
        titles: list[frozenset[str]] = []
        fact_names: list[list[Features]] = []
        for row, entry in enumerate(self.entries):
            title = featurizer(entry.title)
            names = [featurizer(f"{fact.name}{fact.unit or ''}") for fact in entry.facts]
            body = featurizer(
                " ".join(filter(None, (entry.summary, entry.audience, entry.how, entry.contact, entry.provider)))
            )
            for weight, part in ((BODY, body), *((FACT, name) for name in names), (TITLE, title)):
                for term in terms(part):
                    held = postings[term]
                    held[row] = max(held.get(row, 0.0), weight)
            vectors.append(
                _unit(2 * title.vector + body.vector + _mean([name.vector for name in names], like=title.vector))
            )
            titles.append(frozenset(terms(title)))
            fact_names.append(names)
        self.fact_kinds = FactKinds(self.entries)
        self.fact_names = FactNames(fact_names, titles, featurizer.vectors)
        self.years = tuple(entry_years(entry) for entry in self.entries)
        self.newest_year = tuple(max(years, default=NO_YEAR) for years in self.years)
        self._as_of = tuple(as_of(entry) for entry in self.entries)
        self._statuses: tuple[date, tuple[Status, ...]] = (date.min, ())
        self._vectors = np.array(vectors, dtype=np.float32).reshape(len(self.entries), featurizer.vectors.dimensions)
        count = len(self.entries)
        self._rarity = {term: math.log(1 + count / len(rows)) for term, rows in postings.items()}
        self._unknown_rarity = math.log(1 + count)
        for term, rows in postings.items():
            self._postings[term] = (
                np.fromiter(rows, dtype=np.intp),
                np.fromiter(rows.values(), dtype=np.float32) * np.float32(self._rarity[term]),
            )

    def row(self, entry_id: str) -> int:
        """The entry's place in `entries`; KeyError when it has none."""
        return self._rows[entry_id]

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
            leads = sorted(self._leads, key=lambda row: not regions.contains(self.entries[row].region, region))
            for place, row in enumerate(leads):
                known[row] = max(0.0, LEAD_GAIN - LEAD_STEP * place)
            if len(self._lead_gains) < MOST_FITS:
                self._lead_gains[region] = known
        return known

    def scores(self, asked: Asked) -> FloatVector:
        """One score an entry, about 0 to 1.6: the share of the question's telling words found, plus meaning."""
        found = self._postings.keys() & asked.terms
        postings = [self._postings[term] for term in found]
        # Words that no entry has tell little between entries; they only keep a score from looking certain.
        weight = sum(self._rarity[term] for term in found)
        weight += 0.25 * self._unknown_rarity * (len(asked.terms) - len(found))
        for term in self._postings.keys() & asked.synonym_terms:
            of_term, weights = self._postings[term]
            postings.append((of_term, np.float32(SYNONYM) * weights))
        meaning: FloatVector = np.float32(MEANING) * (self._vectors @ asked.said.vector)
        if not postings:
            return meaning
        rows, weights = (np.concatenate(each) for each in zip(*postings, strict=True))
        totals = np.bincount(rows, weights, len(self.entries)) / (weight or 1.0)
        return meaning + totals.astype(np.float32)


def indexes(
    entries: Iterable[ServiceEntry], leads: Mapping[str, Sequence[str]], featurizer: Featurizer
) -> dict[str, EntryIndex]:
    """One index an intent; `leads` are the ids of the entries that a general question of an intent gets."""
    by_intent: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
    for entry in entries:
        by_intent[entry.intent].append(entry)
    return {intent: EntryIndex(group, leads.get(intent, ()), featurizer) for intent, group in by_intent.items()}


def _mean(vectors: Sequence[FloatVector], like: FloatVector) -> FloatVector:
    total = np.zeros_like(like)
    for vector in vectors:
        total += vector
    return total / np.float32(max(1, len(vectors)))


def _unit(vector: FloatVector) -> FloatVector:
    length = float(np.sqrt(vector @ vector))
    return vector / np.float32(length) if length > 0 else vector
