"""Which fact a question asks for, by the words of its name, said or meant."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.query_terms import QueryTerms, pairs
from bot.understanding.features import Utterance
from bot.understanding.function_words import UNTELLING_WORDS
from bot.understanding.vectors import FloatMatrix, FloatVector, WordVectors

Numbers = NDArray[np.intp]

UNRELATED: Final = 0.2
RELATED: Final = 0.7
"""Cosines of word vectors between which a word counts as said: pairs of different subjects stay below the first
(天气, 企业: 0.09), words that stand for each other pass the second (工资, 薪水: 0.85)."""

SHARED_CHARACTERS: Final = 0.6
"""What a word counts all of whose characters stand somewhere in the question: 送医 in 送了几个去医院."""

SYNONYM: Final = 0.7
"""What a page's word counts that the question says in everyday words, against 1.0 for the word itself."""

LEAST_RARITY: Final = 0.2
"""The least weight of a word in a fact's name: even a frequent word (职工) tells it from the next one."""

SAID: Final = 0.6
"""Share of a fact's score that tells how much of its name is said; the rest, how much of the question it explains."""


class FactNames:
    """The names of the facts of all entries of an intent, row by row; immutable."""

    def __init__(
        self, names: Sequence[Sequence[Utterance]], titles: Sequence[frozenset[str]], vectors: WordVectors
    ) -> None:
        self._vectors = vectors
        self._titles = titles
        telling = [_telling(name) for of_entry in names for name in of_entry]
        self._facts_before = np.cumsum([0, *map(len, names)])
        self._words_before = np.cumsum([0, *map(len, telling)])
        self._number: dict[str, int] = {}
        self._words = np.array([self._number.setdefault(w, len(self._number)) for t in telling for w in t], np.intp)
        distinct = tuple(self._number)
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(distinct):
            for part in _substrings(word):
                self._holding[part].append(number)
        self._letters = _Parts(distinct, list)
        self._pairs = _Parts(distinct, pairs)
        self._directions, rarity = vectors.each(distinct)
        self._weights: FloatVector = np.maximum(rarity, np.float32(LEAST_RARITY))
        self._fact_weights: FloatVector = (
            np.add.reduceat(self._weights[self._words], self._words_before[:-1]) if telling else np.zeros(0, np.float32)
        )

    def scores(self, query: QueryTerms, rows: Sequence[int]) -> list[list[float]]:
        """For each of these rows one score in [0, 1] a fact: how much its name and the question say of each other.

        What an entry's title says already is left out of the question: it tells no fact from another.
        """
        facts, facts_each = _ranges(self._facts_before, np.array(rows, dtype=np.intp))
        if not len(facts):
            return [[] for _ in rows]
        places, words_each = _ranges(self._words_before, facts)
        words = self._words[places]
        starts = words_each.cumsum() - words_each
        row_of_fact = np.arange(len(rows)).repeat(facts_each)

        own = [word for word in query.said.words if word not in UNTELLING_WORDS]
        meant = [(place, other) for place, word in enumerate(own) for other in query.synonyms.get(word, ())]
        owners = [*range(len(own)), *(place for place, _ in meant)]
        left = np.array([[word not in self._titles[row] for word in own] for row in rows], dtype=np.float32)
        directions, rarity = self._vectors.each([*own, *(other for _, other in meant)])
        own_weights = np.maximum(rarity[: len(own)], np.float32(LEAST_RARITY)) * left

        cosines = self._directions[words] @ directions.T
        near: FloatMatrix = np.minimum(np.maximum(cosines - UNRELATED, 0.0) / np.float32(RELATED - UNRELATED), 1.0)
        near[:, : len(own)] = np.maximum(near[:, : len(own)], self._alike(own, meant)[words])
        meaning = (near * left[row_of_fact.repeat(words_each)][:, owners]).max(axis=1, initial=0.0)
        said = np.maximum(meaning, self._literally_said(query)[words]) * self._weights[words]
        share = np.add.reduceat(said, starts) / self._fact_weights[facts]

        best = np.maximum.reduceat(near[:, : len(own)], starts, axis=0) * own_weights[row_of_fact]
        whole = own_weights.sum(axis=1)[row_of_fact]
        told = np.divide(best.sum(axis=1), whole, out=np.ones_like(whole), where=whole > 0)

        found = iter((SAID * share + (1.0 - SAID) * told).tolist())
        return [[next(found) for _ in range(count)] for count in facts_each.tolist()]

    def _alike(self, own: Sequence[str], meant: Sequence[tuple[int, str]]) -> FloatMatrix:
        """1 for each word of the names and of the question of which one holds the other, or that mean the same."""
        alike = np.zeros((len(self._number), len(own)), dtype=np.float32)
        for place, word in enumerate(own):
            alike[self._holding.get(word, ()), place] = 1.0
            alike[[self._number[part] for part in _substrings(word) if part in self._number], place] = 1.0
        for place, other in meant:
            if other in self._number:
                alike[self._number[other], place] = 1.0
        return alike

    def _literally_said(self, query: QueryTerms) -> FloatVector:
        """What each word of the names counts by its letters alone."""
        text = query.said.text
        present = self._letters.share(text)
        said = np.where(present == 1.0, SHARED_CHARACTERS, np.float32(0.5 * SHARED_CHARACTERS) * present)
        said = np.maximum(said, self._pairs.share(pairs(text)))
        for terms, least in ((query.synonym_terms, SYNONYM), (query.terms, 1.0)):
            held = [self._number[term] for term in terms if term in self._number]
            said[held] = np.maximum(said[held], np.float32(least))
        return said


class _Parts:
    """What share of each word's parts is said; a word of one letter has none."""

    def __init__(self, words: Sequence[str], split: Callable[[str], Iterable[str]]) -> None:
        parts = [tuple(split(word)) if len(word) > 1 else ("",) for word in words]
        self._number: dict[str, int] = {}
        self._flat = np.array([self._number.setdefault(p, len(self._number)) for own in parts for p in own], np.intp)
        self._counts = np.array([len(own) for own in parts], dtype=np.float32)
        self._starts = np.cumsum([0, *map(len, parts)])[:-1]

    def share(self, said: Iterable[str]) -> FloatVector:
        """One share in [0, 1] a word."""
        heard = np.zeros(len(self._number), dtype=np.float32)
        heard[[self._number[part] for part in said if part in self._number]] = 1.0
        said_of_each: FloatVector = np.add.reduceat(heard[self._flat], self._starts, dtype=np.float32)
        return said_of_each / self._counts


def _telling(name: Utterance) -> Sequence[str]:
    """The words of a name that tell it from others, all of them where none does; never none."""
    return [word for word in name.words if word not in UNTELLING_WORDS] or name.words or (name.text,)


def _substrings(word: str) -> set[str]:
    return {word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1)}


def _ranges(before: Numbers, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers that these hold, in order, and how many each holds; `before` counts what lies before each."""
    first = before[numbers]
    counts = before[numbers + 1] - first
    ends = counts.cumsum()
    return np.arange(ends[-1]) + (first - ends + counts).repeat(counts), counts
