"""Which entry of an intent, and which of its facts, a question is about."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.regions import Regions
from bot.understanding.features import Features, Featurizer
from bot.understanding.function_words import UNTELLING_WORDS
from bot.understanding.vectors import FloatMatrix, FloatVector, WordVectors
from data.entries import ServiceEntry

TITLE, FACT, BODY = 1.0, 0.85, 0.55
"""What a word counts that stands in the title, in a fact's name, or in the rest of the entry."""

MEANING: Final = 0.6
"""What a perfect agreement of mean word vectors counts, against 1.0 for every word of the question found."""


SYNONYM: Final = 0.7
"""What a page's word counts that the question says in everyday words, against 1.0 for the word itself."""

Synonyms = Mapping[str, Sequence[str]]
"""Everyday words with the words that entries use for the same."""


def read_synonyms(text: str) -> dict[str, tuple[str, ...]]:
    """The synonyms of `seeds/synonyms.txt`: a line `everyday: page page`; lines that begin with # are remarks."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        everyday, colon, of_pages = line.partition(":")
        if colon and not line.startswith("#"):
            found[everyday.strip()] = tuple(of_pages.split())
    return found


def terms(features: Features) -> set[str]:
    """The telling words of an utterance, and its character pairs, by which misspelt or unknown words still meet."""
    found = {word for word in features.words if word not in UNTELLING_WORDS}
    for run in features.text.split():
        found.update(_pairs(run))
    return found


def _pairs(run: str) -> Iterator[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the ranking sees it: its terms, and for each word of it the page words that mean the same."""

    features: Features
    terms: frozenset[str]
    synonyms: Mapping[str, Sequence[str]]
    synonym_terms: frozenset[str]

    @classmethod
    def of(cls, features: Features, synonyms: Synonyms) -> "Asked":
        """The question of these features."""
        own = terms(features)
        meant = {word: synonyms[word] for word in features.words if word in synonyms}
        others = {term for words in meant.values() for word in words for term in (word, *_pairs(word))}
        return cls(features, frozenset(own), meant, frozenset(others - own))


UNRELATED: Final = 0.2
RELATED: Final = 0.7
"""Cosines of word vectors between which a word counts as said: pairs of different subjects stay below the first
(天气, 企业: 0.09), words that stand for each other pass the second (工资, 薪水: 0.85)."""

SHARED_CHARACTERS: Final = 0.6
"""What a word counts all of whose characters stand somewhere in the question: 送医 in 送了几个去医院."""

LEAST_RARITY: Final = 0.2
"""The least weight of a word in a fact's name: even a frequent word (职工) tells it from the next one."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their directions and weights."""

    words: tuple[str, ...]
    directions: FloatMatrix
    weights: FloatVector

    @classmethod
    def of(cls, words: Sequence[str], vectors: WordVectors) -> "Words":
        """These words."""
        directions, rarity = vectors.each(words)
        return cls(tuple(words), directions, np.maximum(rarity, np.float32(LEAST_RARITY)))


def _alike(name: Words, asked: Words, question: Asked) -> tuple[FloatVector, FloatVector]:
    """How far the question says each word of a fact's name, and the name each word of the question; in [0, 1]."""
    if not asked.words:
        said = np.zeros(len(name.words), dtype=np.float32)
        heard = np.zeros(0, dtype=np.float32)
    else:
        near = np.clip((name.directions @ asked.directions.T - UNRELATED) / (RELATED - UNRELATED), 0.0, 1.0)
        said, heard = near.max(axis=1), near.max(axis=0)
    text = question.features.text
    for place, word in enumerate(name.words):
        if word in question.terms:
            said[place] = 1.0
        elif word in question.synonym_terms:
            said[place] = max(float(said[place]), SYNONYM)
        elif len(word) > 1:
            pairs = sum(pair in text for pair in _pairs(word)) / (len(word) - 1)
            letters = SHARED_CHARACTERS * sum(letter in text for letter in word) / len(word)
            said[place] = max(float(said[place]), pairs, letters if letters == SHARED_CHARACTERS else 0.5 * letters)
    return said, heard


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
    Relation.PROVINCE: -0.25,
    Relation.ELSEWHERE: -0.35,
}
NAMED_REGION: Final = {
    Relation.SAME: 0.5,
    Relation.AROUND: 0.2,
    Relation.INSIDE: 0.1,
    Relation.PROVINCE: -0.5,
    Relation.ELSEWHERE: -0.6,
}
"""What a region counts, against 1.0 for all words found: a service of elsewhere shows when nothing here comes near."""

LEAD_GAIN: Final = 0.3
LEAD_STEP: Final = 0.04
"""What the first entry of a subject's leads gains, and how much less each next one: a general question gets the first
that fits the region, a telling word still decides."""

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


class EntryIndex:
    """The entries of one intent by their words; immutable but for a cache."""

    def __init__(self, entries: Sequence[ServiceEntry], leads: Sequence[str], featurizer: Featurizer) -> None:
        self.entries = tuple(entries)
        gains = {entry_id: LEAD_GAIN - LEAD_STEP * place for place, entry_id in enumerate(leads)}
        self.lead_gain = np.array([max(0.0, gains.get(entry.id, 0.0)) for entry in self.entries], dtype=np.float32)
        self._rows = {entry.id: row for row, entry in enumerate(self.entries)}
        self._fits: dict[tuple[str, bool], FloatVector] = {}
        self._weights: dict[str, tuple[NDArray[np.int32], FloatVector]] = {}
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        vectors = []
        self._featurizer = featurizer
        self._titles: list[set[str]] = []
        self._facts: list[list[Words]] = []
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
            self._titles.append(terms(title))
            self._facts.append(
                [
                    Words.of([w for w in name.words if w not in UNTELLING_WORDS] or name.words, featurizer.vectors)
                    for name in names
                ]
            )
        self._vectors = np.array(vectors, dtype=np.float32).reshape(len(self.entries), featurizer.vectors.dimensions)
        count = len(self.entries)
        self._rarity = {term: math.log(1 + count / len(rows)) for term, rows in postings.items()}
        self._unknown_rarity = math.log(1 + count)
        for term, rows in postings.items():
            self._weights[term] = (
                np.fromiter(rows, dtype=np.int32),
                np.fromiter(rows.values(), dtype=np.float32) * np.float32(self._rarity[term]),
            )

    def row(self, entry_id: str) -> int:
        """The entry's place in `entries`; KeyError when it has none."""
        return self._rows[entry_id]

    def region_fit(self, region: str, named: bool, regions: Regions) -> FloatVector:
        """One number an entry: how well its region suits the one asked about; a `named` region decides more."""
        known = self._fits.get((region, named))
        if known is None:
            gain = NAMED_REGION if named else ASKERS_REGION
            by_path = {path: gain[_relation(path, region, regions)] for path in {e.region for e in self.entries}}
            known = np.array([by_path[entry.region] for entry in self.entries], dtype=np.float32)
            if len(self._fits) < MOST_FITS:
                self._fits[(region, named)] = known
        return known

    def scores(self, asked: Asked) -> FloatVector:
        """One score an entry, about 0 to 1.6: the share of the question's telling words found, plus meaning."""
        totals = np.zeros(len(self.entries), dtype=np.float32)
        weight = 0.0
        for term in asked.terms:
            posting = self._weights.get(term)
            if posting is None:
                # Words that no entry has tell little between entries; they only keep a score from looking certain.
                weight += 0.25 * self._unknown_rarity
                continue
            totals[posting[0]] += posting[1]
            weight += self._rarity[term]
        for term in asked.synonym_terms:
            posting = self._weights.get(term)
            if posting is not None:
                totals[posting[0]] += np.float32(SYNONYM) * posting[1]
        if weight > 0:
            totals /= np.float32(weight)
        result: FloatVector = totals + np.float32(MEANING) * (self._vectors @ asked.features.vector)
        return result

    def fact_scores(self, row: int, asked: Asked) -> tuple[float, ...]:
        """One score in [0, 1] a fact of the entry in this row: how much name and question say of each other.

        What the entry's title says already is left out of the question: it tells no fact from another.
        """
        names = self._facts[row]
        if not names:
            return ()
        title = self._titles[row]
        left = [word for word in asked.features.words if word not in title and word not in UNTELLING_WORDS]
        vectors = self._featurizer.vectors
        own = Words.of(left, vectors)
        meant = [other for word in left for other in asked.synonyms.get(word, ())]
        widened = Words.of([*left, *meant], vectors) if meant else own
        found = []
        for name in names:
            said, _ = _alike(name, widened, asked)
            share = float(said @ name.weights) / float(name.weights.sum())
            if own.words:
                _, heard = _alike(name, own, asked)
                for place, word in enumerate(own.words):
                    if any(word in other or other in word for other in name.words) or any(
                        other in name.words for other in asked.synonyms.get(word, ())
                    ):
                        heard[place] = 1.0
                told = float(heard @ own.weights) / float(own.weights.sum())
            else:
                told = 1.0
            found.append(0.6 * share + 0.4 * told)
        return tuple(found)


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
