"""Ways of saying something, each owned by a number, and how alike a question is to them."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np

from bot.catalogue.query_terms import QueryTerms, terms
from bot.understanding.features import Utterance
from bot.understanding.vectors import FloatVector

WORDS, MEANING = 0.55, 0.45
"""What perfect agreement in words, and in the mean word vector, counts."""

STANDS: Final = {2: 0.999, 3: 0.8}
"""How much of a phrase must stand in a longer question, by the weight of its terms, for it to be said there: of two
terms both, of three or more most. Likeness alone finds phrases in short questions only."""


class GuidePhrases:
    """Ways of saying something, each owned by a number below `owners`, in the order of these; immutable."""

    def __init__(self, owned: Sequence[tuple[int, Utterance]], owners: int) -> None:
        self._owners = np.array([owner for owner, _ in owned], dtype=np.intp)
        self.owners = owners
        self._owning, firsts = np.unique(self._owners, return_index=True)
        self._firsts = np.append(firsts, len(owned))
        self._vectors = np.array([one.vector for _, one in owned], dtype=np.float32).reshape(len(owned), -1)
        bags = [terms(one) for _, one in owned]
        counts = Counter(term for bag in bags for term in bag)
        rarity = {term: math.log(1 + len(bags) / count) for term, count in counts.items()}
        self._unknown_weight = (0.5 * math.log(1 + len(bags))) ** 2
        self._lengths = np.array(
            [math.sqrt(sum(rarity[term] ** 2 for term in bag)) or 1.0 for bag in bags], dtype=np.float32
        )
        shares = [STANDS.get(min(len(bag), max(STANDS)), math.inf) for bag in bags]
        self._needed = np.array(shares, dtype=np.float32) * self._lengths**2
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for row, bag in enumerate(bags):
            for term in bag:
                holding[term].append(row)
        # One array for all terms, term after term: an array a term took 40 MB for all guides.
        self._terms = {term: number for number, term in enumerate(holding)}
        self._weights = np.array([rarity[term] ** 2 for term in holding], dtype=np.float32)
        self._ends = [0, *accumulate(map(len, holding.values()))]
        self._rows = np.array([row for rows in holding.values() for row in rows], dtype=np.int32)

    def compared(self, query: QueryTerms) -> "Compared":
        """The question beside every phrase."""
        known = [number for number in map(self._terms.get, query.terms) if number is not None]
        weights = self._weights[known]
        whole = float(weights.sum()) + (len(query.terms) - len(known)) * self._unknown_weight
        shared = self._shared(known, weights)
        return Compared(self, query, shared, WORDS * shared / (self._lengths * np.float32(math.sqrt(whole) or 1.0)))

    def _shared(self, known: Sequence[int], weights: FloatVector) -> FloatVector:
        """For each phrase, what those of the terms weigh that it holds."""
        if not known:
            return np.zeros(len(self._owners), dtype=np.float32)
        holding = [self._rows[self._ends[number] : self._ends[number + 1]] for number in known]
        each = np.repeat(weights, [len(rows) for rows in holding])
        return np.bincount(np.concatenate(holding), each, len(self._owners)).astype(np.float32)

    def likeness(self, query: QueryTerms, in_words: FloatVector, owners: range) -> FloatVector:
        """For each of these owners, how alike the question is to the nearest of its phrases, in [0, 1]."""
        best = np.zeros(len(owners), dtype=np.float32)
        first, last = np.searchsorted(self._owning, (owners.start, owners.stop)).tolist()
        if first == last:
            return best
        rows = slice(self._firsts[first], self._firsts[last])
        alike = in_words[rows] + MEANING * np.maximum(self._vectors[rows] @ query.said.vector, 0.0)
        nearest = np.maximum.reduceat(alike, self._firsts[first:last] - self._firsts[first])
        best[self._owning[first:last] - owners.start] = np.maximum(nearest, 0.0)
        return best

    def standing(self, shared: FloatVector) -> Sequence[int]:
        """The owners of the phrases of which enough is shared to stand in the question, the weightiest first."""
        found = np.flatnonzero(shared >= self._needed)
        weightiest = found[np.argsort(-self._lengths[found], kind="stable")]
        owners: list[int] = self._owners[weightiest].tolist()
        return owners


class Compared:
    """A question beside the phrases of some owners; what is meant is compared only as far as it is asked for."""

    def __init__(self, phrases: GuidePhrases, query: QueryTerms, shared: FloatVector, in_words: FloatVector) -> None:
        self._phrases = phrases
        self._query = query
        self._shared = shared
        self._in_words = in_words

    @cached_property
    def likeness(self) -> FloatVector:
        """That to the nearest phrase of each owner, in [0, 1]."""
        return self.likeness_of(range(self._phrases.owners))

    def likeness_of(self, owners: range) -> FloatVector:
        """The same of these owners alone."""
        return self._phrases.likeness(self._query, self._in_words, owners)

    def may_reach(self, likeness: float) -> bool:
        """Whether any phrase shares so many words that it may be so alike."""
        return float(self._in_words.max(initial=0.0)) + MEANING >= likeness

    @cached_property
    def standing(self) -> Sequence[int]:
        """The owners of phrases that stand in the question, the weightiest first; one may come more than once."""
        return self._phrases.standing(self._shared)
