"""The entry that answers: by words, by region, by date, by the fact that is asked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from bot.asked import Asked
from bot.aspects import FIGURES, Aspect
from bot.dates import first_day
from bot.ranking import NO_YEAR, EntryIndex
from bot.regions import Regions
from bot.reply import Status
from bot.understanding.names import NameHit
from data.entries import Fact, ServiceEntry

SHORT_LIST: Final = 12
"""Entries that are looked at fact by fact."""

KIND: Final = 0.5
"""What a value of the very kind asked for counts, against 1.0 for every word of the fact's name said."""

FACT_FOUND: Final = 0.55
FACT_AHEAD: Final = 0.12
"""Fact score from which a figure is taken for the one asked for, and its least lead over the next of its kind."""

FACT_ALONE: Final = 0.3
"""The same where no other fact of the entry is of the kind asked for; below, the page does not give it."""

WORD_SAID: Final = 0.25
"""Least share of its name that a question must say of a fact that is no figure."""

UNSAID: Final = 0.3
"""What the words of an entry's facts still count when none of them is of the kind asked for."""

MOST_FACTS: Final = 3
"""Figures named side by side when it is not clear which one is meant."""

WHOLE_SERVICE: Final = 1.7
"""How much more a lead gains where no figure is asked for: whoever wants help is better served by what helps most."""

NAMED = {4: 0.5, 6: 0.7}
"""What an entry gains whose title the question holds, from this many syllables on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, apart from the words: the aspect, the years and the regions.

    `here` is the asker's region, `named` the one the question (or the talk before) names. Both are full paths.
    """

    aspects: tuple[Aspect, ...]
    measure: str | None
    years: tuple[int, ...]
    here: str
    named: str | None
    names: tuple[NameHit, ...]
    today: date

    @property
    def aspect(self) -> Aspect | None:
        """The likeliest aspect; null when the whole service is asked for."""
        return self.aspects[0] if self.aspects else None

    @property
    def region(self) -> str:
        """Where the answer must hold: a region named wins over the asker's own."""
        return self.named or self.here


class Candidate(NamedTuple):
    """An entry that may answer, how well it does, and the fact that does it (several when it is not clear which)."""

    entry: ServiceEntry
    score: float
    facts: tuple[Fact, ...]
    applies: bool | None
    status: Status
    year_found: bool
    """Whether a year that the question names is one of this entry's."""


def choose(asked: Asked, question: Question, index: EntryIndex, regions: Regions) -> list[Candidate]:
    """The entries of an intent, best first; at most `SHORT_LIST`. `asked` are the question's words."""
    fit = index.region_fit(question.region, question.named is not None, regions)
    figure = not FIGURES.isdisjoint(question.aspects)
    leads = index.lead_gain(question.region, regions) * (1.0 if figure else WHOLE_SERVICE)
    scores = index.scores(asked) + fit + leads
    for owner, hit in {hit.owner: hit for hit in question.names}.items():
        if owner in index:
            scores[index.row(owner)] += max(
                (gain * hit.score for length, gain in NAMED.items() if hit.length >= length), default=0.2
            )
    rows: list[int] = np.argsort(-scores, kind="stable")[:SHORT_LIST].tolist()
    said = index.fact_names.scores(asked, rows) if figure else [()] * len(rows)
    found = [
        _candidate(question, index, row, float(scores[row]), regions, of_row)
        for row, of_row in zip(rows, said, strict=True)
    ]
    found.sort(key=lambda c: -c.score)
    return found


def candidate_of(
    question: Question, index: EntryIndex, entry_id: str, regions: Regions, score: float = 0.0
) -> Candidate:
    """One entry of the index, whatever its score by the words.

    Raises:
        KeyError: the index has no such entry.
    """
    return _candidate(question, index, index.row(entry_id), score, regions, ())


def _candidate(
    question: Question, index: EntryIndex, row: int, score: float, regions: Regions, said: Sequence[float]
) -> Candidate:
    """The entry of a row; `said` tells how well the question says each fact's name, and is empty where none counts."""
    entry = index.entries[row]
    now = index.status(row, question.today)
    facts, fact_score = _facts(question, index, row, said) if said else ((), 0.0)
    if question.aspect in FIGURES:
        score += 0.6 * fact_score
    elif now is Status.FINISHED:
        score -= 0.15
    years = index.years[row]
    hit = not years.isdisjoint(question.years)
    if question.years:
        score += _year_gain(years, question.years)
    if not question.years:
        score += 0.02 * (index.newest_year[row] - NO_YEAR)
    if question.aspect is Aspect.HOW and entry.how is not None:
        score += 0.1
    if question.aspect in (Aspect.CONTACT, Aspect.WHERE) and entry.contact is not None:
        score += 0.1
    return Candidate(
        entry=entry,
        score=score,
        facts=facts,
        applies=_applies(question, entry, now, regions),
        status=now,
        year_found=hit,
    )


def _facts(question: Question, index: EntryIndex, row: int, said: Sequence[float]) -> tuple[tuple[Fact, ...], float]:
    """The fact asked for, or up to `MOST_FACTS` of its kind when it is not clear which; and how well, 0 to 1.5."""
    scored: list[tuple[float, float, Fact]] = []
    kinds = index.fact_kinds.fit(row, question.aspects, question.measure)
    for fact, by_words, kind in zip(index.entries[row].facts, said, kinds, strict=True):
        score = by_words + KIND * kind
        if question.years and fact.as_of is not None:
            score += _year_gain({first_day(fact.as_of).year}, question.years)
        scored.append((score, kind, fact))
    if not scored:
        return (), 0.0
    scored.sort(key=lambda item: -item[0])
    best = scored[0][0]
    of_kind = [
        (score, fact)
        for score, kind, fact in scored
        if kind > 0 and (score - KIND * kind >= WORD_SAID or _numbered(fact))
    ]
    if not of_kind:
        return (), UNSAID * max(0.0, best)
    score, fact = of_kind[0]
    if len(of_kind) == 1:
        return ((fact,), max(0.0, score)) if score >= FACT_ALONE else ((), UNSAID * max(0.0, best))
    if score >= FACT_FOUND and score - of_kind[1][0] >= FACT_AHEAD:
        return (fact,), best
    return tuple(fact for _, fact in of_kind[:MOST_FACTS]), max(0.0, best)


def _numbered(fact: Fact) -> bool:
    """Whether the value is a figure: its kind alone tells much, while any name may answer "which"."""
    return any(character.isdigit() for character in fact.value)


def _year_gain(years: Collection[int], asked: Sequence[int]) -> float:
    """What the nearest of the years counts: a page of one year often gives the figures of the year before."""
    distance = min((abs(year - other) for year in years for other in asked), default=9)
    return {0: 0.3, 1: 0.1}.get(distance, -0.1)


def _applies(question: Question, entry: ServiceEntry, now: Status, regions: Regions) -> bool | None:
    """Whether the service holds in the region asked about, now; null when that cannot be known.

    A service of a part of that region may or may not hold for the asker; one whose state is unknown may have ended.
    """
    if now in (Status.FINISHED, Status.PLANNED):
        return False
    if regions.contains(entry.region, question.region):
        return None if now is Status.UNKNOWN else True
    return None if regions.contains(question.region, entry.region) else False
