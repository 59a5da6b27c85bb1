"""Which guide a question is about, and which of its variants."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.catalogue.guide_phrases import GuidePhrases
from bot.catalogue.guide_ranking import SubjectRanking
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
    comes to the subject, a tenth of a second: read for all subjects it was a third of every start.
    """

    def __init__(self, guides: Sequence[Guide], featurizer: Featurizer, ranking: SubjectRanking | None = None) -> None:
        self.guides = tuple(guides)
        self._featurizer = featurizer
        self._places = {guide.id: place for place, guide in enumerate(self.guides)}
        self._variants = tuple((place, one) for place, guide in enumerate(self.guides) for one in guide.variants)
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
        """The guides, the likeliest first."""
        by_name: list[float] = self._named.compared(query).likeness.tolist()
        compared = self._cases.compared(query)
        case_of: dict[int, tuple[float, Variant | None]] = {}
        for (place, variant), alike in zip(self._variants, compared.likeness.tolist(), strict=True):
            if alike > case_of.get(place, (0.0, None))[0]:
                case_of[place] = alike, variant
        told: dict[int, Variant] = {}
        for owner in compared.standing:
            told.setdefault(*self._variants[owner])
        ranks: list[float] = self._ranking.margins(query.said).tolist() if self._ranking is not None else by_name
        bare = len(query.said.words) <= BARE_WORDS
        hits = []
        for place, (guide, likely, rank) in enumerate(zip(self.guides, by_name, ranks, strict=True)):
            case_score, nearest = case_of.get(place, (0.0, None))
            said = nearest if case_score >= FIRST_VARIANT_FROM and case_score > likely else None
            rank += SAID if likely >= WORD_FOR_WORD or (said is not None and case_score >= WORD_FOR_WORD) else 0.0
            rank += FIRST_GUIDE if bare and place == 0 else 0.0
            stands = told.get(place) if said is None or case_score < WORD_FOR_WORD else None
            hits.append(GuideHit(guide, max(likely, CASE_COUNTS * case_score), rank, stands or said))
        return sorted(hits, key=lambda hit: -hit.rank)

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
