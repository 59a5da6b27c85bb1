"""What was asked in some days, in numbers that point to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.reply import Outcome
from data.learning.day_askers import DayAskers, by_intent
from data.learning.day_counts import ANYTHING, HELPFUL, PEOPLE, UNHELPFUL, DayCounts, Key

SMALLEST_GROUP: Final = 10
"""Different people from whom on a subject is shown by itself."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day: questions by how they ended, and votes on answers of that day."""

    day: str
    answered: int
    asked_back: int
    unanswered: int
    helpful: int
    unhelpful: int

    @property
    def questions(self) -> int:
        """All questions; greetings and pressed buttons are none."""
        return self.answered + self.asked_back + self.unanswered


@dataclass(frozen=True, slots=True)
class Statistics:
    """Some days. `subjects` are names with their questions, most first, only those that enough people asked on.

    `others` counts the questions on the rest (None: those are too few people as well, or there are none);
    `left_out` says that questions on subjects are shown nowhere.
    """

    days: tuple[Day, ...]
    subjects: tuple[tuple[str, int], ...]
    others: int | None
    left_out: bool

    @property
    def questions(self) -> int:
        """All questions."""
        return sum(day.questions for day in self.days)

    @property
    def unanswered(self) -> float:
        """The share of questions without an answer, in [0, 1]."""
        return sum(day.unanswered for day in self.days) / self.questions if self.questions else 0.0

    @property
    def votes(self) -> tuple[int, int]:
        """Helpful and unhelpful votes."""
        return sum(day.helpful for day in self.days), sum(day.unhelpful for day in self.days)


async def statistics(
    counts: DayCounts, askers: DayAskers, names: Mapping[str, str], last: date, days: int
) -> Statistics:
    """The days up to and with `last`; `names` gives each subject's name by its id."""
    first = last - timedelta(days=days - 1)
    stored = await counts.between(first.isoformat(), last.isoformat())
    today = await askers.numbers(last.isoformat())
    people = {(last.isoformat(), intent, PEOPLE): number for intent, number in by_intent(today).items()}
    return summed(stored | people, names, [(first + timedelta(days=n)).isoformat() for n in range(days)])


def summed(counts: Mapping[Key, int], names: Mapping[str, str], days: list[str]) -> Statistics:
    """The counters of these days as statistics.

    A key that ends with its day cannot tell whether somebody of Monday came back on Tuesday, so the most people of one
    day stand for the period: so many there surely were, never fewer.
    """

    def of(day: str, kind: str) -> int:
        return sum(counts.get((day, intent, kind), 0) for intent in ("", *names))

    def people(day: str, intent: str) -> int:
        return counts.get((day, intent, PEOPLE), 0)

    questions = {
        intent: sum(counts.get((day, intent, kind), 0) for day in days for kind in (Outcome.ANSWER, Outcome.CHOOSE))
        for intent in names
    }
    large = [intent for intent in names if max(people(day, intent) for day in days) >= SMALLEST_GROUP]
    rest = sum(number for intent, number in questions.items() if intent not in large)
    # Whoever asked on any subject that day and is not among those of the large ones surely asked on another.
    of_rest = max(people(day, ANYTHING) - sum(people(day, intent) for intent in large) for day in days)
    shown = sorted(((names[intent], questions[intent]) for intent in large), key=lambda pair: -pair[1])
    others = rest if rest and of_rest >= SMALLEST_GROUP else None
    return Statistics(
        days=tuple(
            Day(
                day,
                of(day, Outcome.ANSWER),
                of(day, Outcome.CHOOSE),
                of(day, Outcome.UNKNOWN),
                of(day, HELPFUL),
                of(day, UNHELPFUL),
            )
            for day in days
        ),
        subjects=tuple(shown),
        others=others,
        left_out=bool(rest) and others is None,
    )
