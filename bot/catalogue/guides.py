"""Which guide a question is about, and which of its variants."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from bot.catalogue.guide_phrases import Compared, GuidePhrases
from bot.catalogue.guide_ranking import SubjectRanking
from bot.catalogue.phrase_ranking import Owned, PhraseRanking, learnt
from bot.catalogue.query_terms import QueryTerms
from bot.understanding.features import Featurizer
from data.catalogue.guides import Guide, Variant

WORD_FOR_WORD: Final = 0.9
SAID: Final = 1.0
"""Likeness from which one phrase is enough, and what it then counts, against a margin of the ranking (押金不退)."""

FIRST_GUIDE: Final = 0.3
BARE_WORDS: Final = 3
"""What the first guide of a subject has before the others where its bare key words are all that is said (欠薪怎么办),
and how many words that is at most: in a longer story the words decide (发烧了还得送单 is no question of overtime)."""

VARIANT_FROM: Final = 0.5
"""Likeness to a way of saying a case from which the case is taken for said."""

FIRST_VARIANT_FROM: Final = 0.7
"""The same in a first question, which is about the trouble itself as a rule."""

CASE_FROM: Final = -0.15
RIDGE_OF_CASES: Final = 0.3
"""Margin from which a case of the guide that answers is taken for said. Of 2,746 ways of saying a case, each held out,
the case is then found in 24 % (by likeness 2 %), another of the right guide in 2 %."""

CASE_COUNTS: Final = 0.9
"""What a case that is said counts for its guide, against a name of it."""


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A guide with how alike the question is to what is said of it, and the variant that it speaks of, if any.

    `score` is its likeness to the nearest phrase, in [0, 1]; by `rank` the guides of a subject are compared.
    """

    guide: Guide
    score: float
    rank: float
    variant: Variant | None = None


class GuideIndex:
    """The guides of one subject by what people say; immutable.

    Guides that the ranking does not know are compared by likeness alone. What is said is read when the first question
    comes to the subject, a tenth of a second, and learnt of a guide's cases when the first one comes to the guide, some
    milliseconds: read for all subjects it was a third of every start.
    """

    def __init__(self, guides: Sequence[Guide], featurizer: Featurizer, ranking: SubjectRanking | None = None) -> None:
        self.guides = tuple(guides)
        self._featurizer = featurizer
        self._places = {guide.id: place for place, guide in enumerate(self.guides)}
        self._variants = tuple((place, one) for place, guide in enumerate(self.guides) for one in guide.variants)
        self._owners = np.array([place for place, _ in self._variants], dtype=np.intp)
        self._learnt: dict[int, PhraseRanking] = {}
        known = ranking is not None and ranking.guides == tuple(guide.id for guide in self.guides)
        self._ranking = ranking if known else None

    @cached_property
    def _named(self) -> GuidePhrases:
        named = [
            (place, text)
            for place, guide in enumerate(self.guides)
            for text in (guide.title, *guide.aliases, *guide.said)
        ]
        return GuidePhrases(named, len(self.guides), self._featurizer)

    @cached_property
    def _cases(self) -> GuidePhrases:
        cases = [(number, text) for number, (_, variant) in enumerate(self._variants) for text in variant.when]
        return GuidePhrases(cases, len(self._variants), self._featurizer)

    def __contains__(self, guide: object) -> bool:
        """Whether a guide of this id is here."""
        return guide in self._places

    def best(self, query: QueryTerms) -> list[GuideHit]:
        """The guides, the likeliest first; of that one it is known which variant is spoken of."""
        likely = self._named.compared(query).likeness
        compared = self._cases.compared(query)
        cases = np.zeros(len(self.guides), dtype=np.float32)
        np.maximum.at(cases, self._owners, compared.likeness)
        ranks = self._ranking.ranking.margins(query.said) if self._ranking is not None else likely.copy()
        ranks[np.maximum(likely, cases) >= WORD_FOR_WORD] += np.float32(SAID)
        if len(query.said.words) <= BARE_WORDS:
            ranks[0] += np.float32(FIRST_GUIDE)
        scores = np.maximum(likely, CASE_COUNTS * cases).tolist()
        order = np.argsort(-ranks, kind="stable").tolist()
        hits = [GuideHit(self.guides[place], scores[place], float(ranks[place])) for place in order]
        first = self._first_variant(order[0], query, compared, float(likely[order[0]]))
        return [replace(hits[0], variant=first), *hits[1:]]

    def _first_variant(self, place: int, query: QueryTerms, compared: Compared, named: float) -> Variant | None:
        """The variant of a guide that a first question speaks of."""
        own = np.flatnonzero(self._owners == place)
        if not len(own):
            return None
        nearest = int(own[np.argmax(compared.likeness[own])])
        alike = float(compared.likeness[nearest])
        if alike >= WORD_FOR_WORD and alike > named:
            return self._variants[nearest][1]
        margins = self._case_ranking(place).margins(query.said)[1:]
        likeliest = int(np.argmax(margins))
        if margins[likeliest] >= CASE_FROM:
            return self.guides[place].variants[likeliest]
        standing = next((owner for owner in compared.standing if owner in own), None)
        if standing is not None:
            return self._variants[standing][1]
        return self._variants[nearest][1] if alike >= FIRST_VARIANT_FROM and alike > named else None

    def _case_ranking(self, place: int) -> PhraseRanking:
        """What was learnt of one guide: its first column is the trouble itself, a further one each variant."""
        if place not in self._learnt:
            guide = self.guides[place]
            names = [Owned(0, text) for text in (guide.title, *guide.aliases, *guide.said)]
            cases = [Owned(number, text) for number, one in enumerate(guide.variants, 1) for text in one.when]
            self._learnt[place] = learnt(
                [*names, *cases], 1 + len(guide.variants), self._featurizer, ridge=RIDGE_OF_CASES
            )
        return self._learnt[place]

    def case(self, guide: str, query: QueryTerms, least: float = VARIANT_FROM) -> Variant | None:
        """The variant of this guide that the question speaks of, at least so alike; None when of none."""
        scores = self._cases.compared(query).likeness.tolist()
        place = self._places[guide]
        of_guide = [(s, v) for (owner, v), s in zip(self._variants, scores, strict=True) if owner == place]
        score, variant = max(of_guide, key=lambda pair: pair[0], default=(0.0, None))
        return variant if score >= least else None


def guide_indexes(
    guides: Iterable[Guide], featurizer: Featurizer, rankings: Mapping[str, SubjectRanking]
) -> dict[str, GuideIndex]:
    """One index a subject that has guides; `rankings` are what was learnt of them, by subject."""
    by_intent: defaultdict[str, list[Guide]] = defaultdict(list)
    for guide in guides:
        by_intent[guide.intent].append(guide)
    return {intent: GuideIndex(group, featurizer, rankings.get(intent)) for intent, group in by_intent.items()}
