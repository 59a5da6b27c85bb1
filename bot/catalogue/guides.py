"""Which guide a question is about, and which of its variants."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.guide_phrases import Compared, GuidePhrases
from bot.catalogue.guide_ranking import SubjectRanking
from bot.catalogue.phrase_ranking import Owned, PhraseRanking, learnt
from bot.catalogue.query_terms import QueryTerms
from bot.understanding.features import Featurizer, Utterance
from bot.understanding.vectors import FloatVector
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

CASE_FROM: Final = 0.0
RIDGE_OF_CASES: Final = 0.3
"""Margin from which a case of the guide that answers is taken for said. Of 8,402 ways of saying a case, each held out,
the case is then found in 20 % (by likeness 2 %), another of the right guide in 1 %; of 1,585 questions about guides 8 %
are taken for a case of theirs. From -0.15 it is 30 %, 2 % and 16 %: who asks plainly should be answered plainly."""

CASE_COUNTS: Final = 0.9
"""What a case that is said counts for its guide, against a name of it."""


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A guide with how alike the question is to the nearest phrase of it, in [0, 1]."""

    guide: Guide
    score: float


class GuideIndex:
    """The guides of one subject by what people say; immutable.

    Guides that the ranking does not know are compared by likeness alone. What is said of all of them is read, and
    what tells their cases apart is learnt, when the first question comes to the subject, two tenths of a second: done
    for all subjects it would double every start.
    """

    def __init__(self, guides: Sequence[Guide], featurizer: Featurizer, ranking: SubjectRanking | None = None) -> None:
        self.guides = tuple(guides)
        self._featurizer = featurizer
        self._ids = frozenset(guide.id for guide in self.guides)
        known = ranking is not None and ranking.guides == tuple(guide.id for guide in self.guides)
        self._ranking = ranking.ranking if ranking is not None and known else None

    def __contains__(self, guide: object) -> bool:
        """Whether a guide of this id is here."""
        return guide in self._ids

    def heard(self, query: QueryTerms) -> "GuidesHeard":
        """What a question says of them."""
        return GuidesHeard(self._said, query)

    @cached_property
    def _said(self) -> "_Said":
        read = self._featurizer.utterance_of
        names = [[read(text) for text in guide.names] for guide in self.guides]
        cases = [[[read(text) for text in one.when] for one in guide.variants] for guide in self.guides]
        flat = [of_variant for of_guide in cases for of_variant in of_guide]
        counts = [len(guide.variants) for guide in self.guides]
        return _Said(
            guides=self.guides,
            owners=np.repeat(np.arange(len(counts)), counts),
            numbers=tuple(range(end - count, end) for count, end in zip(counts, accumulate(counts), strict=True)),
            named=GuidePhrases([(place, one) for place, said in enumerate(names) for one in said], len(self.guides)),
            cases=GuidePhrases([(number, one) for number, said in enumerate(flat) for one in said], len(flat)),
            ranking=self._ranking,
            rankings_of_cases=tuple(_ranking_of_cases(*said) for said in zip(names, cases, strict=True)),
        )


def _ranking_of_cases(names: Sequence[Utterance], cases: Sequence[Sequence[Utterance]]) -> PhraseRanking | None:
    """What tells the cases of one guide apart: the first column is the trouble itself, a further one each variant."""
    if not cases:
        return None
    of_trouble = [Owned(0, one) for one in names]
    of_cases = [Owned(number, one) for number, said in enumerate(cases, 1) for one in said]
    return learnt([*of_trouble, *of_cases], 1 + len(cases), ridge=RIDGE_OF_CASES)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of the guides of one subject, their variants numbered through.

    `owners` holds for each variant the place of its guide, `numbers` for each guide those of its variants.
    """

    guides: tuple[Guide, ...]
    owners: NDArray[np.intp]
    numbers: tuple[range, ...]
    named: GuidePhrases
    cases: GuidePhrases
    ranking: PhraseRanking | None
    rankings_of_cases: tuple[PhraseRanking | None, ...]


class GuidesHeard:
    """What one question says of the guides of a subject; each thing is worked out once, when it is first asked for."""

    def __init__(self, said: _Said, query: QueryTerms) -> None:
        self._said = said
        self._query = query

    @cached_property
    def _named(self) -> Compared:
        return self._said.named.compared(self._query)

    @cached_property
    def _cases(self) -> Compared:
        return self._said.cases.compared(self._query)

    @cached_property
    def _order(self) -> Sequence[int]:
        """The places of the guides, the likeliest first.

        By what was learnt and by the nearest phrase together: of 519 questions that neither had seen 82 % come to their
        guide, by what was learnt alone 80 %.
        """
        said, query = self._said, self._query
        ranks = self._named.likeness.copy()
        if said.ranking is not None:
            ranks += said.ranking.margins(query.said)
        if self._named.may_reach(WORD_FOR_WORD) or self._cases.may_reach(WORD_FOR_WORD):
            ranks[np.maximum(self._named.likeness, self._of_cases) >= WORD_FOR_WORD] += np.float32(SAID)
        if len(query.said.words) <= BARE_WORDS:
            ranks[0] += np.float32(FIRST_GUIDE)
        places: list[int] = np.argsort(-ranks, kind="stable").tolist()
        return places

    @cached_property
    def _of_cases(self) -> FloatVector:
        """How alike the question is to the nearest case of each guide."""
        found = np.zeros(len(self._said.guides), dtype=np.float32)
        np.maximum.at(found, self._said.owners, self._cases.likeness)
        return found

    @property
    def best(self) -> Guide:
        """The likeliest guide."""
        return self._said.guides[self._order[0]]

    @property
    def score(self) -> float:
        """How alike the question is to the nearest phrase of that one, in [0, 1]."""
        return self.hits[0].score

    @cached_property
    def hits(self) -> Sequence[GuideHit]:
        """The guides, the likeliest first."""
        scores = np.maximum(self._named.likeness, CASE_COUNTS * self._of_cases).tolist()
        return [GuideHit(self._said.guides[place], scores[place]) for place in self._order]

    @cached_property
    def variant(self) -> Variant | None:
        """The variant of the likeliest guide that a first question speaks of."""
        place = self._order[0]
        own, variants = self._said.numbers[place], self._said.guides[place].variants
        ranking = self._said.rankings_of_cases[place]
        if ranking is None:
            return None
        nearest, alike = self._nearest(own)
        alone = alike > float(self._named.likeness_of(range(place, place + 1))[0])
        if alike >= WORD_FOR_WORD and alone:
            return variants[nearest]
        margins = ranking.margins(self._query.said)[1:]
        likeliest = int(np.argmax(margins))
        if margins[likeliest] >= CASE_FROM:
            return variants[likeliest]
        standing = next((number for number in self._cases.standing if number in own), None)
        if standing is not None:
            return variants[standing - own.start]
        return variants[nearest] if alike >= FIRST_VARIANT_FROM and alone else None

    def case(self, guide: str, least: float = VARIANT_FROM) -> Variant | None:
        """The variant of this guide that the question speaks of, at least so alike; None when of none."""
        place = next(place for place, one in enumerate(self._said.guides) if one.id == guide)
        own = self._said.numbers[place]
        if not own:
            return None
        nearest, alike = self._nearest(own)
        return self._said.guides[place].variants[nearest] if alike >= least else None

    def _nearest(self, own: range) -> tuple[int, float]:
        """Which of these variants is most alike, and how much."""
        likeness = self._cases.likeness_of(own)
        nearest = int(np.argmax(likeness))
        return nearest, float(likeness[nearest])


def guide_indexes(
    guides: Iterable[Guide], featurizer: Featurizer, rankings: Mapping[str, SubjectRanking]
) -> dict[str, GuideIndex]:
    """One index a subject that has guides; `rankings` are what was learnt of them, by subject."""
    by_intent: defaultdict[str, list[Guide]] = defaultdict(list)
    for guide in guides:
        by_intent[guide.intent].append(guide)
    return {intent: GuideIndex(group, featurizer, rankings.get(intent)) for intent, group in by_intent.items()}
