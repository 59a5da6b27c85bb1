"""Whose phrases an utterance is like, learnt from all of them: kernel ridge regression, in closed form."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.query_terms import terms
from bot.understanding.features import Utterance
from bot.understanding.vectors import FloatVector

WORDS, MEANING = 0.75, 0.25
"""What perfect agreement in terms, and in the mean word vector, counts."""


class Owned(NamedTuple):
    """What a phrase says, with the number of its owner; `weight`: what it counts against others."""

    owner: int
    said: Utterance
    weight: float = 1.0


def ranking_terms(said: Utterance) -> set[str]:
    """What the ranking sees of an utterance: its telling words, character pairs and characters."""
    return terms(said) | set(said.text.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class PhraseRanking:
    """A column an owner: weights of terms, by rarity, and of the mean word vector."""

    rows: Mapping[str, int]
    rarity: FloatVector
    weights: NDArray[np.float16]
    vector_weights: FloatVector
    bias: FloatVector

    def margins(self, said: Utterance) -> FloatVector:
        """How surely the utterance is each owner's: about 1 where it surely is, -1 where surely not."""
        rows = np.array([row for row in map(self.rows.get, ranking_terms(said)) if row is not None], dtype=np.intp)
        found: FloatVector = self.bias + MEANING * (said.vector @ self.vector_weights)
        if len(rows):
            rarity = self.rarity[rows]
            length = math.sqrt(float(rarity @ rarity))
            found = found + np.float32(WORDS / length) * (rarity @ self.weights[rows].astype(np.float32))
        return found


RIDGE: Final = 1.0


def learnt(phrases: Sequence[Owned], owners: int, *, fewest: int = 1, ridge: float = RIDGE) -> PhraseRanking:
    """The ranking of what is said; of terms that stand in fewer than `fewest` phrases nothing is learnt."""
    bags = [ranking_terms(one.said) for one in phrases]
    counts = Counter(term for bag in bags for term in bag)
    rows = {term: row for row, term in enumerate(sorted(term for term, count in counts.items() if count >= fewest))}
    rarity = np.array([math.log(1 + len(bags) / counts[term]) for term in rows], dtype=np.float32)
    matrix = np.zeros((len(bags), len(rows)), dtype=np.float32)
    for place, bag in enumerate(bags):
        known = [rows[term] for term in bag if term in rows]
        matrix[place, known] = rarity[known] / (math.sqrt(float(rarity[known] @ rarity[known])) or 1.0)
    vectors = np.array([one.said.vector for one in phrases])
    kernel = WORDS * (matrix @ matrix.T) + MEANING * (vectors @ vectors.T)
    wanted = -np.ones((len(phrases), owners))
    wanted[np.arange(len(phrases)), [one.owner for one in phrases]] = 1.0
    bias = wanted.mean(axis=0)
    shares = np.linalg.solve(kernel + ridge * np.diag([1 / one.weight for one in phrases]), wanted - bias)
    return PhraseRanking(
        rows=rows,
        rarity=rarity,
        weights=(matrix.T @ shares).astype(np.float16),
        vector_weights=(vectors.T @ shares).astype(np.float32),
        bias=bias.astype(np.float32),
    )
