"""Ways of saying something, each owned by a number, and how alike a question is to them."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.catalogue.query_terms import QueryTerms, terms
from bot.understanding.features import Featurizer
from bot.understanding.vectors import FloatVector

WORDS, MEANING = 0.55, 0.45
"""What perfect agreement in words, and in the mean word vector, counts."""

STANDS: Final = {2: 0.999, 3: 0.8}
"""How much of a phrase must stand in a longer question, by the weight of its terms, for it to be said there: of two
terms both, of three or more most. Likeness alone finds phrases in short questions only."""


class GuidePhrases:
    """Ways of saying something, each owned by a number below `owners`; immutable."""

    def __init__(self, owned: Sequence[tuple[int, str]], owners: int, featurizer: Featurizer) -> None:
        said = [featurizer.utterance_of(text) for _, text in owned]
        self._owners = np.array([owner for owner, _ in owned], dtype=np.intp)
        self._count = owners
        self._vectors = np.array([one.vector for one in said], dtype=np.float32).reshape(len(said), -1)
        bags = [terms(one) for one in said]
        counts = Counter(term for bag in bags for term in bag)
        self._rarity = {term: math.log(1 + len(bags) / count) for term, count in counts.items()}
        self._unknown = math.log(1 + len(bags))
        self._lengths = np.array(
            [math.sqrt(sum(self._rarity[term] ** 2 for term in bag)) or 1.0 for bag in bags], dtype=np.float32
        )
        shares = [STANDS.get(min(len(bag), max(STANDS)), math.inf) for bag in bags]
        self._needed = np.array(shares, dtype=np.float32) * self._lengths**2
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, bag in enumerate(bags):
            for term in bag:
                rows[term].append(row)
        self._rows = {term: np.array(found, dtype=np.intp) for term, found in rows.items()}

    def compared(self, query: QueryTerms) -> "Compared":
        """The question beside every phrase."""
        shared = np.zeros(len(self._owners), dtype=np.float32)
        best = np.zeros(self._count, dtype=np.float32)
        if not len(self._owners):
            return Compared(best, ())
        for term in query.terms & self._rows.keys():
            shared[self._rows[term]] += np.float32(self._rarity[term] ** 2)
        weight = sum(self._rarity.get(term, 0.5 * self._unknown) ** 2 for term in query.terms)
        alike = WORDS * shared / (self._lengths * np.float32(math.sqrt(weight) or 1.0))
        alike += MEANING * np.maximum(self._vectors @ query.said.vector, 0.0)
        np.maximum.at(best, self._owners, alike.astype(np.float32))
        standing = np.flatnonzero(shared >= self._needed)
        weightiest = standing[np.argsort(-self._lengths[standing], kind="stable")]
        return Compared(best, tuple(self._owners[weightiest].tolist()))


class Compared:
    """A question beside the phrases of some owners.

    `likeness` is that to the nearest phrase of each owner, in [0, 1]; `standing` are the owners of phrases that stand
    in the question, the weightiest first; one may come more than once.
    """

    __slots__ = ("likeness", "standing")

    def __init__(self, likeness: FloatVector, standing: Sequence[int]) -> None:
        self.likeness = likeness
        self.standing = standing
