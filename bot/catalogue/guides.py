"""Which guide a question is about, and which of its variants."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from bot.catalogue.query_terms import QueryTerms, terms
from bot.understanding.features import Featurizer
from bot.understanding.vectors import FloatVector
from data.catalogue.guides import Guide, Variant

WORDS, MEANING = 0.55, 0.45
"""What perfect agreement in words, and in the mean word vector, counts."""

WORD_FOR_WORD: Final = 0.9
"""Likeness from which one phrase is enough, however few say it so (押金不退)."""

FIRST_GUIDE: Final = 0.1
BARE_WORDS: Final = 3
"""What the first guide of a subject has before the others where its bare key words are all that is said (欠薪怎么办),
and how many words that is at most: in a longer story the words decide (发烧了还得送单 is no question of overtime)."""

NEAREST: Final = 5
"""Phrases of a guide whose likeness is averaged: of 1,947 phrases with a guide, each taken out in turn, 74 % are led
there; by the nearest one alone 68 %, by titles and other names alone 60 %."""

VARIANT_FROM: Final = 0.5
"""Likeness to a way of saying a case from which the case is taken for said."""

FIRST_VARIANT_FROM: Final = 0.7
"""The same in a first question, which is about the trouble itself as a rule."""

CASE_STANDS: Final = {2: 0.999, 3: 0.8}
"""How much of a way of saying a case must stand in a first question, by the weight of its terms, for the case to be
said in a longer story: of two terms both, of three or more most. Likeness alone finds cases in short questions only."""

CASE_COUNTS: Final = 0.9
"""What a case that is said counts for its guide, against a name of it."""


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A guide with how alike the question is to what is said of it, and the variant that it speaks of, if any.

    `score` is its likeness to the nearest phrase, `rank` to several of them; both lie in [0, 1].
    """

    guide: Guide
    score: float
    rank: float
    variant: Variant | None = None
    variant_score: float = 0.0


class _Phrases:
    """Ways of saying something, each owned by a number; immutable."""

    def __init__(self, owned: Sequence[tuple[int, str]], featurizer: Featurizer) -> None:
        said = [featurizer.utterance_of(text) for _, text in owned]
        self._owners = np.array([owner for owner, _ in owned], dtype=np.intp)
        self._vectors = np.array([one.vector for one in said], dtype=np.float32).reshape(len(said), -1)
        bags = [terms(one) for one in said]
        counts = Counter(term for bag in bags for term in bag)
        self._rarity = {term: math.log(1 + len(bags) / count) for term, count in counts.items()}
        self._unknown = math.log(1 + len(bags))
        self._lengths = np.array(
            [math.sqrt(sum(self._rarity[term] ** 2 for term in bag)) or 1.0 for bag in bags], dtype=np.float32
        )
        shares = [CASE_STANDS.get(min(len(bag), max(CASE_STANDS)), math.inf) for bag in bags]
        self._needed = np.array(shares, dtype=np.float32) * self._lengths**2
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, bag in enumerate(bags):
            for term in bag:
                rows[term].append(row)
        self._rows = {term: np.array(found, dtype=np.intp) for term, found in rows.items()}

    def likeness(self, query: QueryTerms) -> FloatVector:
        """How alike the query is to each phrase, in [0, 1]."""
        weight = sum(self._rarity.get(term, 0.5 * self._unknown) ** 2 for term in query.terms)
        alike = WORDS * self._shared(query) / (self._lengths * (math.sqrt(weight) or 1.0))
        found: FloatVector = (alike + MEANING * np.maximum(self._vectors @ query.said.vector, 0.0)).astype(np.float32)
        return found

    def standing(self, query: QueryTerms) -> list[int]:
        """The owners of phrases that stand in the query, the weightiest first; one may come more than once."""
        rows = np.flatnonzero(self._shared(query) >= self._needed)
        found: list[int] = self._owners[rows[np.argsort(-self._lengths[rows], kind="stable")]].tolist()
        return found

    def _shared(self, query: QueryTerms) -> FloatVector:
        """The weight of the terms that each phrase has in common with the query."""
        totals = np.zeros(len(self._owners), dtype=np.float32)
        for term in query.terms & self._rows.keys():
            totals[self._rows[term]] += np.float32(self._rarity[term] ** 2)
        return totals

    def nearest(self, query: QueryTerms, owners: int) -> list[list[float]]:
        """The likeness of the likeliest phrases of each owner, best first, `NEAREST` at most."""
        if not len(self._owners):
            return [[0.0]] * owners
        alike = self.likeness(query)
        found = (np.sort(alike[self._owners == owner])[::-1][:NEAREST] for owner in range(owners))
        return [one.tolist() or [0.0] for one in found]


class GuideIndex:
    """The guides of one subject by what people say; immutable.

    What is said is read when the first question comes to the subject, a tenth of a second: read for all subjects it was
    a third of every start.
    """

    def __init__(self, guides: Sequence[Guide], featurizer: Featurizer) -> None:
        self.guides = tuple(guides)
        self._featurizer = featurizer
        self._places = {guide.id: place for place, guide in enumerate(self.guides)}
        self._variants = tuple((guide, variant) for guide in self.guides for variant in guide.variants)

    @cached_property
    def _named(self) -> _Phrases:
        named = [
            (place, text)
            for place, guide in enumerate(self.guides)
            for text in (guide.title, *guide.aliases, *guide.said)
        ]
        return _Phrases(named, self._featurizer)

    @cached_property
    def _cases(self) -> _Phrases:
        cases = [(number, text) for number, (_, variant) in enumerate(self._variants) for text in variant.when]
        return _Phrases(cases, self._featurizer)

    def __contains__(self, guide: object) -> bool:
        """Whether a guide of this id is here."""
        return guide in self._places

    def best(self, query: QueryTerms) -> list[GuideHit]:
        """The guides, the likeliest first."""
        by_name = self._named.nearest(query, len(self.guides))
        case_of: dict[str, tuple[float, Variant]] = {}
        for (guide, variant), scores in zip(
            self._variants, self._cases.nearest(query, len(self._variants)), strict=True
        ):
            if scores[0] > case_of.get(guide.id, (0.0, None))[0]:
                case_of[guide.id] = scores[0], variant
        told: dict[str, Variant] = {}
        for owner in self._cases.standing(query):
            told.setdefault(self._variants[owner][0].id, self._variants[owner][1])
        hits = []
        for guide, likely in zip(self.guides, by_name, strict=True):
            case_score, variant = case_of.get(guide.id, (0.0, guide.variants[0]))
            said = variant if case_score >= FIRST_VARIANT_FROM and case_score > likely[0] else None
            near = likely[0] if likely[0] >= WORD_FOR_WORD else sum(likely) / NEAREST
            rank = max(near, CASE_COUNTS * case_score if said is not None else 0.0)
            rank += FIRST_GUIDE if guide is self.guides[0] and len(query.said.words) <= BARE_WORDS else 0.0
            score = max(likely[0], CASE_COUNTS * case_score)
            stands = told.get(guide.id) if said is None or case_score < WORD_FOR_WORD else None
            hits.append(GuideHit(guide, score, rank, stands or said, case_score))
        return sorted(hits, key=lambda hit: -hit.rank)

    def case(self, guide: str, query: QueryTerms, least: float = VARIANT_FROM) -> Variant | None:
        """The variant of this guide that the question speaks of, at least so alike; None when of none."""
        scores = self._cases.nearest(query, len(self._variants))
        of_guide = [(s[0], v) for (g, v), s in zip(self._variants, scores, strict=True) if g.id == guide]
        score, variant = max(of_guide, key=lambda pair: pair[0], default=(0.0, None))
        return variant if score >= least else None


def guide_indexes(guides: Iterable[Guide], featurizer: Featurizer) -> dict[str, GuideIndex]:
    """One index a subject that has guides."""
    by_intent: defaultdict[str, list[Guide]] = defaultdict(list)
    for guide in guides:
        by_intent[guide.intent].append(guide)
    return {intent: GuideIndex(group, featurizer) for intent, group in by_intent.items()}
