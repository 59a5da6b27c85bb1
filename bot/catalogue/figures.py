"""Which fact of an entry a question asks for: by its name, the kind of its value, the year, and numbers said."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.catalogue.fact_kinds import FactKinds
from bot.catalogue.fact_traits import Traits, counted_alike
from bot.dates import first_day
from bot.understanding.aspects import Aspect
from bot.understanding.normalize import normalize
from bot.understanding.quantities import Quantity, same
from data.catalogue.entries import Fact, ServiceEntry

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

STATED, STATED_ALONE = 1.0, 0.5
"""What a fact gains whose name the question says to the letter, behind its entry's title and by itself."""

NUMBER_SAID: Final = 0.7
"""What a fact gains whose number the question says."""

NUMBER_KNOWN: Final = 0.4
"""What the other facts of its entry gain, and itself loses, where the number only tells which thing is meant."""

SHORTEST_NAME: Final = 3
"""Characters from which a fact's name alone, without its entry's title, is heard to the letter."""

TELLING_NUMBER: Final = 10
"""From this number on a number alone points at a fact; a smaller one only with the thing counted."""

LARGE_NUMBER: Final = 100
"""The same for a number that is said to be about so much."""

SAME_COUNTED: Final = 0.8
"""How alike two measure words must count for one to stand for the other: 本 for 册."""

_ASIDE = re.compile(r"[（(].*?[）)]")


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """What of a question concerns its figure: its text normalised and without spaces, `numbers` said (28所吗).

    `known`: the numbers tell which thing is meant, and another figure of it is asked for (捐了一千多件，送出去几件).
    """

    squeezed: str
    aspects: tuple[Aspect, ...]
    measure: str | None
    years: tuple[int, ...]
    numbers: tuple[Quantity, ...]
    known: bool = False


class FactsAsked(NamedTuple):
    """The fact asked for, or several of its kind when it is not clear which; how well, 0 to 2.5.

    `stated`: the question says its name to the letter; `number`: it says its number, or the person that it names.
    """

    facts: tuple[Fact, ...]
    score: float
    stated: bool = False
    number: bool = False


NO_FACTS: Final = FactsAsked((), 0.0)


class _Scored(NamedTuple):
    score: float
    kind: float
    stated: bool
    number: bool
    fact: Fact


class Figures:
    """The facts of these entries, row by row; immutable but for what their kinds worked out."""

    def __init__(self, entries: Sequence[ServiceEntry]) -> None:
        self._entries = entries
        self._kinds = FactKinds(entries)
        self._titles = tuple(_spoken(entry.title) for entry in entries)
        self._names = tuple(tuple(_spoken(fact.name) for fact in entry.facts) for entry in entries)

    def matching(self, question: FactQuestion, row: int, said: Sequence[float]) -> FactsAsked:
        """The fact that the question asks of the row's entry; `said` tells how well it says each fact's name.

        `said` is empty where no figure is asked for: then only a fact counts whose name is said to the letter.
        """
        stated, gain = self._stated(question.squeezed, row)
        if not self._entries[row].facts or (not said and stated is None):
            return NO_FACTS
        scored = self._scored(question, row, said or [0.0] * len(self._entries[row].facts), stated, gain)
        best = scored[0]
        if best.stated or best.number:
            return FactsAsked((best.fact,), best.score, best.stated, best.number)
        of_kind = [each for each in scored if each.kind > 0 and self._worth_naming(each)]
        if not of_kind:
            return FactsAsked((), UNSAID * max(0.0, best.score))
        first = of_kind[0]
        if len(of_kind) == 1:
            found = first.score >= FACT_ALONE
            return FactsAsked((first.fact,), first.score) if found else FactsAsked((), UNSAID * max(0.0, best.score))
        if first.score >= FACT_FOUND and first.score - of_kind[1].score >= FACT_AHEAD:
            return FactsAsked((first.fact,), best.score)
        return FactsAsked(tuple(each.fact for each in of_kind[:MOST_FACTS]), max(0.0, best.score))

    def _scored(
        self, question: FactQuestion, row: int, said: Sequence[float], stated: int | None, gain: float
    ) -> list[_Scored]:
        kinds = self._kinds.fit(row, question.aspects, question.measure)
        scored: list[_Scored] = []
        known = False
        for number, fact in enumerate(self._entries[row].facts):
            traits = self._kinds.traits[row][number]
            score = said[number] + KIND * kinds[number]
            if question.years and fact.as_of is not None:
                score += year_gain({first_day(fact.as_of).year}, question.years)
            in_it = _says_number(question.numbers, traits)
            by_number = (in_it and not question.known) or (traits.person and fact.value in question.squeezed)
            score += gain * (number == stated) + NUMBER_SAID * by_number
            if question.known:
                known = known or in_it
                score -= 2 * NUMBER_KNOWN * in_it
            scored.append(_Scored(score, kinds[number], number == stated, by_number, fact))
        if known:
            scored = [each._replace(score=each.score + NUMBER_KNOWN) for each in scored]
        scored.sort(key=lambda each: -each.score)
        return scored

    def _stated(self, squeezed: str, row: int) -> tuple[int | None, float]:
        """The fact whose name the question says to the letter: the longest one, its title apart."""
        title = self._titles[row]
        by_title = title in squeezed
        rest = squeezed.replace(title, " ", 1) if by_title else squeezed
        least = 1 if by_title else SHORTEST_NAME
        names = [
            (len(name), -number)
            for number, name in enumerate(self._names[row])
            if len(name) >= least and name in rest and (by_title or name not in title)
        ]
        return (-max(names)[1] if names else None), (STATED if by_title else STATED_ALONE)

    @staticmethod
    def _worth_naming(each: _Scored) -> bool:
        """A figure's kind alone tells much, while any name may answer "which"."""
        return each.score - KIND * each.kind >= WORD_SAID or any(c.isdigit() for c in each.fact.value)


def year_gain(years: Collection[int], named: Sequence[int]) -> float:
    """What the nearest of the years counts: a page of one year often gives the figures of the year before."""
    distance = min((abs(year - other) for year in years for other in named), default=9)
    return {0: 0.3, 1: 0.1}.get(distance, -0.1)


def _says_number(numbers: Sequence[Quantity], traits: Traits) -> bool:
    printed = traits.quantity
    if printed is None:
        return False
    return any(_alike(said, traits) and same(said, printed) for said in numbers)


def _alike(said: Quantity, traits: Traits) -> bool:
    """Whether a number that is said may be of what a fact counts; a large one tells it without the thing counted."""
    if not said.unit:
        return said.value >= (LARGE_NUMBER if said.loose else TELLING_NUMBER)
    return said.unit == traits.unit or counted_alike(said.unit, traits) >= SAME_COUNTED


def _spoken(name: str) -> str:
    """A name as questions say it: normalised, without what stands in brackets, without spaces."""
    return normalize(_ASIDE.sub("", name)).replace(" ", "") or normalize(name).replace(" ", "")
