"""The clock of cases: minutes of duty on the working days of the state, the weekend days that were swapped included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final, Protocol

_DAY: Final = 24 * 60
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})", re.ASCII)

FURTHEST: Final = 366
"""Days looked through for duty; a calendar without any working day in them is none."""


class Workdays(Protocol):
    """Which days people work."""

    def is_workday(self, day: date) -> bool:
        """Whether it is a weekday that is no holiday, or a weekend day that was swapped for one."""
        ...


class WrongHours(ValueError):
    """The text names no hours of duty; it says what to write."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of duty of each working day: minutes from midnight, each up to but without its end, in order."""

    spans: tuple[tuple[int, int], ...]

    @property
    def a_day(self) -> int:
        """Minutes of duty on a working day."""
        return sum(end - start for start, end in self.spans)


def read_hours(text: str) -> Hours:
    """The hours of `9:00-12:00,14:30-17:30`.

    Raises:
        WrongHours: they cannot be read, or overlap, or are none.
    """
    parts = [part.strip() for part in re.split(r"[,，、;；]", text) if part.strip()]
    spans: list[tuple[int, int]] = []
    for part in parts:
        found = _SPAN.fullmatch(part)
        hours = [int(number) for number in found.groups()] if found is not None else []
        if not hours or hours[0] > 23 or hours[2] > 24 or hours[1] > 59 or hours[3] > 59:
            raise WrongHours(f"write hours such as 9:00-12:00,14:30-17:30 (not {part[:20]!r})")
        spans.append((hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]))
    last = 0
    for start, end in spans:
        if not last <= start < end <= _DAY:
            raise WrongHours("write hours in order, none of which overlap, such as 9:00-12:00,14:30-17:30")
        last = end
    if not spans:
        raise WrongHours("write hours such as 9:00-12:00,14:30-17:30")
    return Hours(tuple(spans))


@dataclass(frozen=True, slots=True)
class DutyClock:
    """Moments are local times without a zone, in whole minutes: seconds are dropped."""

    hours: Hours
    workdays: Workdays

    def on_duty(self, moment: datetime) -> bool:
        """Whether the union works at this moment."""
        return any(start <= _minute(moment) < end for start, end in self._of(moment.date()))

    def between(self, start: datetime, end: datetime) -> int:
        """Minutes of duty from `start` up to but without `end`; 0 when it is not after `start`."""
        start, end = _whole(start), _whole(end)
        total, day = 0, start.date()
        while day <= end.date():
            first = _minute(start) if day == start.date() else 0
            last = _minute(end) if day == end.date() else _DAY
            total += sum(max(0, min(stop, last) - max(begin, first)) for begin, stop in self._of(day))
            day += timedelta(days=1)
        return total

    def after(self, start: datetime, minutes: int) -> datetime:
        """The first moment at which so many minutes of duty have passed; `start` itself for 0 or less.

        Raises:
            ValueError: they do not pass within a year of free days.
        """
        start = _whole(start)
        if minutes <= 0:
            return start
        for day, first in self._days(start):
            for begin, stop in self._of(day):
                worked = stop - max(begin, first)
                if worked >= minutes:
                    return _at(day, max(begin, first) + minutes)
                minutes -= max(0, worked)
        raise AssertionError  # the days end by raising

    def end_of_duty(self, start: datetime, workdays: int, least: int = 1) -> datetime:
        """The end of duty of the `workdays`th working day after the day of `start`; with 0 of that day itself.

        Where fewer than `least` minutes of duty are left of that day, it is the working day after it.

        Raises:
            ValueError: that is more than a year of free days ahead.
        """
        start = _whole(start)
        day = start.date()
        if workdays == 0:
            if self.between(start, _at(day, _DAY)) >= least:
                return _at(day, self.hours.spans[-1][1])
            workdays = 1
        days = (one for one, _ in self._days(start) if one != day and self.workdays.is_workday(one))
        return _at(next(islice(days, workdays - 1, None)), self.hours.spans[-1][1])

    def _days(self, start: datetime) -> Iterator[tuple[date, int]]:
        """The days from the one of `start`, each with the minute that counting begins at.

        Raises:
            ValueError: a year of free days follows.
        """
        yield start.date(), _minute(start)
        free, day = 0, start.date()
        while free < FURTHEST:
            day += timedelta(days=1)
            free = 0 if self.workdays.is_workday(day) else free + 1
            yield day, 0
        raise ValueError("no duty within a year")

    def _of(self, day: date) -> tuple[tuple[int, int], ...]:
        return self.hours.spans if self.workdays.is_workday(day) else ()


def _whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0, tzinfo=None)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)
