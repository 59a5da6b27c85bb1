"""The entry that answers: by words, by region, by date, by the fact that is asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from bot.catalogue.figures import NO_FACTS, FactQuestion, FactsAsked, year_gain
from bot.catalogue.named_things import Named
from bot.catalogue.query_terms import QueryTerms
from bot.catalogue.ranking import NO_YEAR, EntryIndex
from bot.regions import Regions
from bot.reply import Status
from bot.understanding.aspects import FIGURES, Aspect
from bot.understanding.names import NameHit
from bot.understanding.quantities import Quantity
from data.catalogue.entries import Fact, ServiceEntry

SHORT_LIST: Final = 12
"""Entries that are looked at fact by fact."""

WHOLE_SERVICE: Final = 1.7
"""How much more a lead gains where no figure is asked for: whoever wants help is better served by what helps most."""

MARGIN: Final = 0.5
MOST_LOST: Final = 0.6
"""What an entry loses for the margin by which its intent is less likely than the likeliest, and the most it loses."""

FOR_WOMEN_ALONE: Final = 0.5
"""What an entry for women alone loses where the question speaks of none: a check-up is no screening for two cancers."""

_WOMEN: Final = re.compile("[女妇妈娘姐妹婆媳奶孕]|两癌|老婆|对象|乳|宫|哺|筛")

CALLED: Final = 0.7
CALLED_BY_WORD: Final = 0.3
"""What an entry gains that gives its name to a thing of the question, and one that alone has a long word of it."""

NAMED = {4: 0.5, 6: 0.7}
"""What an entry gains whose title the question holds, from this many syllables on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the aspect, the years, the numbers that are said, and the regions.

    `here` is the asker's region, `named` the one the question (or the talk before) names. Both are full paths. `text`
    is the question, normalised; `confirms`: it wants a number confirmed; `numbers_known`: its numbers tell what is
    meant, and another figure is asked for; `called` are
    the things that it calls by name. `asked_before` counts how often in a row it was asked
    already and not told; `again`: a fragment without an aspect asks more of the entry that was just shown.
    """

    aspects: tuple[Aspect, ...]
    measure: str | None
    years: tuple[int, ...]
    here: str
    named: str | None
    names: tuple[NameHit, ...]
    today: date
    text: str = ""
    numbers: tuple[Quantity, ...] = ()
    confirms: bool = False
    numbers_known: bool = False
    called: tuple[Named, ...] = ()
    asked_before: int = 0
    again: bool = False

    @property
    def aspect(self) -> Aspect | None:
        """The likeliest aspect; None when the whole service is asked for."""
        return self.aspects[0] if self.aspects else None

    def calls(self, entry: str) -> bool:
        """Whether it calls a thing of this entry by its name."""
        return any(entry in thing.owners for thing in self.called)

    @property
    def for_fact(self) -> FactQuestion:
        """What of it concerns its figure."""
        squeezed = self.text.replace(" ", "")
        return FactQuestion(squeezed, self.aspects, self.measure, self.years, self.numbers, self.numbers_known)

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
    before: tuple[Fact, ...]
    """The same figure of another year, on another page of the region."""
    fact_score: float
    """How well the facts are the ones asked for, 0 to 2.5."""
    fact_stated: bool
    number_said: bool
    """Whether the question says the fact's name, or its number, to the letter."""

    nearest: ServiceEntry | None = None
    """Where the entry is of elsewhere, what comes nearest to it here."""

    @property
    def fact_said(self) -> bool:
        """Whether it is told by the question itself which fact is meant."""
        return self.fact_stated or self.number_said


def choose(
    query: QueryTerms,
    question: Question,
    index: EntryIndex,
    regions: Regions,
    intents: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """The entries of an index, best first; at most `SHORT_LIST`. `asked` are the question's words.

    `intents` are the margins of the intents by which the index is searched; None where it holds one intent.
    """
    fit = index.region_fit(question.region, question.named is not None, regions)
    figure = not FIGURES.isdisjoint(question.aspects)
    leads = index.lead_gain(question.region, regions) * (1.0 if figure else WHOLE_SERVICE)
    scores = index.scores(query) + fit + leads
    if not _WOMEN.search(question.text):
        scores -= FOR_WOMEN_ALONE * index.for_women
    if intents is not None:
        scores += index.of_intents(_intent_gains(intents), -MOST_LOST)
    lifted: set[int] = set()
    for thing in question.called:
        named = [index.row(owner) for owner in thing.owners if owner in index]
        gain = CALLED_BY_WORD if thing.word else CALLED
        scores[named] += gain
        if named and all(fit[row] < 0 for row in named):
            # What is called by its name is meant, even where it is nowhere near, and so is what there is with it.
            there = {index.entries[row].region for row in named}
            lifted |= {row for row in index.rows_of(there) if fit[row] < 0}
    scores[sorted(lifted)] -= fit[sorted(lifted)]
    for owner, hit in {hit.owner: hit for hit in question.names}.items():
        if owner in index:
            scores[index.row(owner)] += max(
                (gain * hit.score for length, gain in NAMED.items() if hit.length >= length), default=0.2
            )
    rows: list[int] = np.argsort(-scores, kind="stable")[:SHORT_LIST].tolist()
    figure = figure or bool(question.numbers)
    said = index.fact_names.scores(query, rows) if figure else [()] * len(rows)
    of_fact = question.for_fact
    found = [
        _candidate(question, index, row, float(scores[row]), regions, index.figures.matching(of_fact, row, of_row))
        for row, of_row in zip(rows, said, strict=True)
    ]
    found.sort(key=lambda c: -c.score)
    return found


def _intent_gains(margins: Mapping[str, float]) -> dict[str, float]:
    best = max(margins.values(), default=0.0)
    return {intent: -min(MOST_LOST, MARGIN * (best - margin)) for intent, margin in margins.items()}


def candidate_of(
    question: Question, index: EntryIndex, entry_id: str, regions: Regions, score: float = 0.0
) -> Candidate:
    """One entry of the index, whatever its score by the words.

    Raises:
        KeyError: the index has no such entry.
    """
    return _candidate(question, index, index.row(entry_id), score, regions, NO_FACTS)


def _candidate(
    question: Question, index: EntryIndex, row: int, score: float, regions: Regions, matched: FactsAsked
) -> Candidate:
    """The entry of a row, with the facts of it that the question asks for."""
    entry = index.entries[row]
    now = index.status(row, question.today)
    if question.aspect in FIGURES or matched.stated or matched.number:
        score += 0.6 * matched.score
    elif now is Status.FINISHED:
        score -= 0.15
    years = index.years[row]
    hit = not years.isdisjoint(question.years)
    if question.years:
        score += year_gain(years, question.years)
    if not question.years:
        score += 0.02 * (index.newest_year[row] - NO_YEAR)
    if question.aspect is Aspect.HOW and entry.how is not None:
        score += 0.1
    if question.aspect in (Aspect.CONTACT, Aspect.WHERE) and entry.contact is not None:
        score += 0.1
    return Candidate(
        entry=entry,
        score=score,
        facts=matched.facts,
        before=(),
        fact_score=matched.score,
        fact_stated=matched.stated,
        number_said=matched.number,
        applies=_applies(question, entry, now, regions),
        status=now,
        year_found=hit,
    )


def _applies(question: Question, entry: ServiceEntry, now: Status, regions: Regions) -> bool | None:
    """Whether the service holds in the region asked about, now; None when that cannot be known.

    A service of a part of that region may or may not hold for the asker; one whose state is unknown may have ended.
    """
    if now in (Status.FINISHED, Status.PLANNED):
        return False
    if regions.contains(entry.region, question.region):
        return None if now is Status.UNKNOWN else True
    return None if regions.contains(question.region, entry.region) else False
