"""The clock of cases against an oracle that counts every minute, over weekends, holidays and swapped days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.clock import DutyClock, Hours, WrongHours, read_hours
from bot.stations.holidays import ChineseHolidays

CALENDAR = ChineseHolidays()
MINUTE = timedelta(minutes=1)

# 国务院办公厅关于2026年部分节假日安排的通知: days off in place of work, and weekend days worked.
FREE_2026 = {
    *("01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06").split(),
    *("05-01 05-02 05-03 05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27").split(),
    *("10-01 10-02 10-03 10-04 10-05 10-06 10-07").split(),
}
WORKED_2026 = set("01-04 02-14 02-28 05-09 09-20 10-10".split())


def _of_2026() -> Iterator[date]:
    return (date(2026, 1, 1) + timedelta(days=number) for number in range(365))


def test_the_calendar_is_that_of_the_state_for_2026() -> None:
    for day in _of_2026():
        named = f"{day:%m-%d}"
        works = named in WORKED_2026 or (day.weekday() < 5 and named not in FREE_2026)
        assert CALENDAR.is_workday(day) == works, day


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31, 23, 59))
edges = st.sampled_from([datetime.combine(day, time(8, 59)) for day in _of_2026() if f"{day:%m-%d}" in WORKED_2026])


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    ends = sorted(draw(st.lists(st.integers(0, 24 * 60), min_size=2, max_size=6, unique=True)))
    return Hours(tuple(zip(ends[::2], ends[1::2], strict=False)))


def _counts(clock: DutyClock, moment: datetime) -> bool:
    """The oracle: whether the minute that begins now is one of duty."""
    minute = moment.hour * 60 + moment.minute
    return CALENDAR.is_workday(moment.date()) and any(start <= minute < end for start, end in clock.hours.spans)


def _minutes(clock: DutyClock, start: datetime) -> Iterator[tuple[datetime, bool]]:
    moment = start.replace(second=0, microsecond=0)
    while True:
        yield moment, _counts(clock, moment)
        moment += MINUTE


@settings(max_examples=60)
@given(hours(), moments | edges, st.integers(0, 5 * 24 * 60))
def test_minutes_between_are_those_counted_one_by_one(hours: Hours, start: datetime, length: int) -> None:
    clock = DutyClock(hours, CALENDAR)
    end = start + length * MINUTE
    counted = 0
    for moment, duty in _minutes(clock, start):
        if moment >= end.replace(second=0, microsecond=0):
            break
        counted += duty
    assert clock.between(start, end) == counted
    assert clock.on_duty(start) == _counts(clock, start)


@settings(max_examples=60)
@given(hours(), moments | edges, st.integers(1, 900))
def test_a_deadline_is_where_counting_minute_by_minute_ends(hours: Hours, start: datetime, minutes: int) -> None:
    clock = DutyClock(hours, CALENDAR)
    minutes = min(minutes, 3 * hours.a_day)
    counted = accumulate(duty for _, duty in _minutes(clock, start))
    passed = next(number for number, total in enumerate(counted, 1) if total == minutes)
    assert clock.after(start, minutes) == start.replace(second=0, microsecond=0) + passed * MINUTE
    assert clock.between(start, clock.after(start, minutes)) == minutes


@given(hours(), moments | edges, st.integers(0, 5))
def test_a_promise_of_days_ends_with_the_duty_of_that_working_day(hours: Hours, start: datetime, days: int) -> None:
    end = DutyClock(hours, CALENDAR).end_of_duty(start, days)
    last = end - MINUTE  # duty may end at midnight
    assert CALENDAR.is_workday(last.date())
    assert (last.hour * 60 + last.minute) == hours.spans[-1][1] - 1
    between = [start.date() + timedelta(days=n) for n in range(1, (last.date() - start.date()).days + 1)]
    worked = sum(CALENDAR.is_workday(day) for day in between)
    assert worked == days or (days == 0 and worked == 1)


@settings(max_examples=60)
@given(hours(), moments, st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=3))
def test_pauses_move_the_end_by_as_many_minutes_of_duty(
    hours: Hours, start: datetime, pauses: list[tuple[int, int]]
) -> None:
    clock = DutyClock(hours, CALENDAR)
    span = 2 * hours.a_day
    due, running = clock.after(start, span), start
    counted = 0
    for works, pause in pauses:
        paused = min(running + works * MINUTE, due)
        counted += clock.between(running, paused)
        left = clock.between(paused, due)
        running = paused + pause * MINUTE
        due = clock.after(running, left)
    assert counted + clock.between(running, due) == span


def test_the_same_day_is_the_next_working_day_when_too_little_is_left() -> None:
    clock = DutyClock(read_hours("9:00-12:00,14:30-17:30"), CALENDAR)
    assert clock.end_of_duty(datetime(2026, 11, 27, 15, 0), 0, 120) == datetime(2026, 11, 27, 17, 30)
    assert clock.end_of_duty(datetime(2026, 11, 27, 16, 0), 0, 120) == datetime(2026, 11, 30, 17, 30)
    assert clock.end_of_duty(datetime(2026, 9, 30, 16, 0), 0, 120) == datetime(2026, 10, 8, 17, 30)
    assert clock.end_of_duty(datetime(2026, 9, 19, 10, 0), 0, 120) == datetime(2026, 9, 20, 17, 30)  # a swapped Sunday


def test_nothing_is_waited_for_beyond_a_year_of_free_days() -> None:
    class Never:
        def is_workday(self, day: date) -> bool:
            return False

    clock = DutyClock(read_hours("9:00-17:00"), Never())
    with pytest.raises(ValueError, match="no duty within a year"):
        clock.after(datetime(2026, 1, 1), 1)
    with pytest.raises(ValueError, match="no duty within a year"):
        clock.end_of_duty(datetime(2026, 1, 1), 3)


def test_hours_are_read_as_unions_write_them() -> None:
    assert read_hours("9:00-12:00，14:30～17:30").spans == ((540, 720), (870, 1050))
    assert read_hours("0:00-24:00").a_day == 1440
    for wrong in ("", "9-17", "17:00-9:00", "9:00-12:00,11:00-13:00", "9:00-24:30", "25:00-26:00"):
        with pytest.raises(WrongHours):
            read_hours(wrong)
