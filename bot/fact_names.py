"""Which fact a question asks for, by the words of its name, said or meant."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.asked import Asked, pairs
from bot.understanding.features import Features
from bot.understanding.function_words import UNTELLING_WORDS
from bot.understanding.vectors import FloatVector, WordVectors

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
        self, names: Sequence[Sequence[Features]], titles: Sequence[frozenset[str]], vectors: WordVectors
    ) -> None:
        self.vectors = vectors
        self.titles = titles
        number: dict[str, int] = {}
        self.facts: list[list[NDArray[np.int32]]] = []
        for of_entry in names:
            telling = [[w for w in name.words if w not in UNTELLING_WORDS] or name.words for name in of_entry]
            self.facts.append([np.array([number.setdefault(w, len(number)) for w in t], np.int32) for t in telling])
        self.words = tuple(number)
        self.directions, rarity = vectors.each(self.words)
        self.weights: FloatVector = np.maximum(rarity, np.float32(LEAST_RARITY))

    def match(self, asked: Asked) -> "FactMatch":
        """The question held against the names."""
        return FactMatch(self, asked)


class FactMatch:
    """One question against the names of facts; what a word costs to compare is paid once a question."""

    def __init__(self, names: FactNames, asked: Asked) -> None:
        self._names = names
        self._asked = asked
        own = [word for word in asked.features.words if word not in UNTELLING_WORDS]
        meant = [(place, other) for place, word in enumerate(own) for other in asked.synonyms.get(word, ())]
        self._own = own
        self._columns = [*own, *(other for _, other in meant)]
        self._owners = np.array([*range(len(own)), *(place for place, _ in meant)], dtype=np.int32)
        directions, rarity = names.vectors.each(self._columns)
        self._weights: FloatVector = np.maximum(rarity[: len(own)], np.float32(LEAST_RARITY))
        near = names.directions @ directions.T
        self._near = np.clip((near - UNRELATED) / (RELATED - UNRELATED), 0.0, 1.0)
        self._literal = np.full(len(names.words), -1.0, dtype=np.float32)

    def scores(self, row: int) -> tuple[float, ...]:
        """One score in [0, 1] a fact of the entry in this row: how much name and question say of each other.

        What the entry's title says already is left out of the question: it tells no fact from another.
        """
        title = self._names.titles[row]
        left = np.array([word not in title for word in self._own], dtype=np.bool_)
        columns = left[self._owners] if len(self._owners) else np.zeros(0, dtype=np.bool_)
        found = []
        for words in self._names.facts[row]:
            self._compare(words)
            near = self._near[words]
            said = np.maximum(near[:, columns].max(axis=1, initial=0.0), self._literal[words])
            weights = self._names.weights[words]
            share = float(said @ weights) / float(weights.sum())
            told = 1.0
            if left.any():
                of_own = self._weights[left]
                told = float(near[:, : len(self._own)][:, left].max(axis=0) @ of_own) / float(of_own.sum())
            found.append(SAID * share + (1.0 - SAID) * told)
        return tuple(found)

    def _compare(self, words: NDArray[np.int32]) -> None:
        """Adds what the letters tell of these words to what their directions do, once."""
        asked = self._asked
        for number in words.tolist():
            if self._literal[number] >= 0:
                continue
            word = self._names.words[number]
            self._literal[number] = _literally_said(word, asked)
            for column, other in enumerate(self._columns):
                if (column < len(self._own) and (word in other or other in word)) or word == other:
                    self._near[number, self._owners[column]] = 1.0


def _literally_said(word: str, asked: Asked) -> float:
    if word in asked.terms:
        return 1.0
    said = SYNONYM if word in asked.synonym_terms else 0.0
    if len(word) > 1:
        text = asked.features.text
        together = sum(pair in text for pair in pairs(word)) / (len(word) - 1)
        present = sum(letter in text for letter in word) / len(word)
        apart = SHARED_CHARACTERS if present == 1.0 else 0.5 * SHARED_CHARACTERS * present
        said = max(said, together, apart)
    return said
