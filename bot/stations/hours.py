"""Opening hours: what is open on which minute of which day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol

DAY: Final = 24 * 60
"""Minutes."""

EVERY_DAY: Final = frozenset(range(7))
"""Weekdays as `date.weekday` counts them, from Monday."""

AHEAD: Final = 15
"""Days looked through for the next opening: the longest closing of a holiday and the weekends around it."""


class Calendar(Protocol):
    """Which days the state made free or made work of."""

    def is_holiday(self, day: date) -> bool:
        """Whether it is a public holiday or a day off in place of one."""
        ...

    def is_workday(self, day: date) -> bool:
        """Whether people work: a weekday that is no holiday, or a weekend day that was swapped."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day from `start` up to but without `end`; past midnight `end` goes on to at most 2880."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Season:
    """Days of the year from the first to the last, both as (month, day) and both in; it may go over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        now = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= now <= self.last
        return now >= self.first or now <= self.last


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds on some days; no spans: shut.

    `weekdays` None: the rule names none. `workdays` and `holidays`: it is for those, whatever weekday they are.
    """

    spans: tuple[Span, ...]
    weekdays: frozenset[int] | None = None
    workdays: bool = False
    holidays: bool = False
    season: Season | None = None

    @property
    def names_days(self) -> bool:
        """Whether it is for some days only, the season apart."""
        return self.weekdays is not None or self.workdays or self.holidays

    def fits(self, day: date, calendar: Calendar) -> bool:
        """Whether it holds on this day."""
        if self.season is not None and not self.season.holds(day):
            return False
        if not self.names_days:
            return True
        return (
            (self.weekdays is not None and day.weekday() in self.weekdays)
            or (self.workdays and calendar.is_workday(day))
            or (self.holidays and calendar.is_holiday(day))
        )


@dataclass(frozen=True, slots=True)
class Hours:
    """The rules of one station.

    A rule for holidays wins over all others; then one for days of the season that it is; then one for days of the whole
    year that shuts; then one for the season that names no days, which changes only the times; then the others. A day
    that no rule is for is shut.
    """

    rules: tuple[Rule, ...]

    def on(self, day: date, calendar: Calendar) -> tuple[Span, ...]:
        """When it is open on a day, earliest first; what goes past midnight stands on the day it begins."""
        fitting = [rule for rule in self.rules if rule.fits(day, calendar)]
        wins: tuple[Callable[[Rule], bool], ...] = (
            lambda rule: rule.holidays and calendar.is_holiday(day),
            lambda rule: rule.names_days and rule.season is not None,
            lambda rule: rule.names_days and not rule.spans,
            lambda rule: rule.season is not None and self._opens(day, calendar),
            lambda rule: rule.names_days,
            lambda rule: True,
        )
        for wins_here in wins:
            for rule in fitting:
                if wins_here(rule):
                    return rule.spans
        return ()

    def _opens(self, day: date, calendar: Calendar) -> bool:
        """Whether the rules of the whole year, where there are some that name days, open on this day."""
        of_days = [rule for rule in self.rules if rule.season is None and rule.names_days]
        return not of_days or any(rule.spans and rule.fits(day, calendar) for rule in of_days)

    def closes(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """When the opening that `moment` lies in ends; None when it is shut then."""
        ends = [
            end for start, end in self._openings(moment.date() - timedelta(1), 3, calendar) if start <= moment < end
        ]
        return max(ends, default=None)

    def opens(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """When it opens next after `moment`; None when it does not within `AHEAD` days."""
        return next((start for start, _ in self._openings(moment.date(), AHEAD, calendar) if start > moment), None)

    def always(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether it is open round the clock for the week that begins at `moment`."""
        return all(self.on(moment.date() + timedelta(n), calendar) == (Span(0, DAY),) for n in range(7))

    def _openings(self, first: date, days: int, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        """From when until when it is open, in order, what touches joined; two openings may not overlap otherwise."""
        begun: tuple[datetime, datetime] | None = None
        for number in range(days):
            day = datetime.combine(first + timedelta(number), time())
            for span in self.on(day.date(), calendar):
                start, end = day + timedelta(minutes=span.start), day + timedelta(minutes=span.end)
                if begun is not None and start <= begun[1]:
                    begun = (begun[0], max(begun[1], end))
                    continue
                if begun is not None:
                    yield begun
                begun = (start, end)
        if begun is not None:
            yield begun
