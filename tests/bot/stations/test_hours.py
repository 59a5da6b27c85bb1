"""Opening hours: what staff write, and what is open when, against a clock that looks at every minute."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stations.holidays import ChineseHolidays
from bot.stations.hours import DAY, Span
from bot.stations.hours_text import Fault, WrongHours, read_hours

CHINA = ChineseHolidays()
NAMES = "一二三四五六日"


@dataclass(frozen=True)
class Days:
    """A calendar of a test's own."""

    holidays: frozenset[date] = frozenset()
    swapped: frozenset[date] = frozenset()

    def is_holiday(self, day: date) -> bool:
        return day in self.holidays

    def is_workday(self, day: date) -> bool:
        return day in self.swapped or (day.weekday() < 5 and day not in self.holidays)


PLAIN = Days()


def open_at(text: str, moment: str) -> bool:
    return read_hours(text).closes(datetime.fromisoformat(moment), CHINA) is not None


OFFICE = "周一至周五 8:30-12:00,14:00-18:00;周末休息;冬季(11-3月)9:00-17:00"


@pytest.mark.parametrize(
    ("text", "moment", "opened"),
    [
        (OFFICE, "2026-06-01T08:30", True),  # a Monday
        (OFFICE, "2026-06-01T08:29", False),
        (OFFICE, "2026-06-01T12:00", False),  # the break begins with its minute
        (OFFICE, "2026-06-01T13:59", False),
        (OFFICE, "2026-06-01T17:59", True),
        (OFFICE, "2026-06-06T10:00", False),  # a Saturday
        (OFFICE, "2026-12-07T12:30", True),  # in winter, without the break
        (OFFICE, "2026-12-07T08:45", False),
        (OFFICE, "2026-12-05T12:30", False),  # a Saturday in winter
        ("24小时", "2026-02-17T03:00", True),
        ("20:00-6:00", "2026-06-02T05:59", True),
        ("20:00-6:00", "2026-06-02T06:00", False),
        ("周五22:00-次日2:00", "2026-06-06T01:00", True),
        ("周五22:00-次日2:00", "2026-06-05T01:00", False),
        ("每天8点到晚上9点半", "2026-06-05T21:29", True),
        ("工作日 上午8:30-12:00 下午2:30-6:00", "2026-10-01T10:00", False),  # National Day
        ("工作日 上午8:30-12:00 下午2:30-6:00", "2026-10-10T17:00", True),  # a Saturday swapped for it
        ("每天8:00-18:00；法定节假日10:00-16:00", "2026-10-01T09:00", False),
        ("每天8:00-18:00；法定节假日休息", "2026-10-01T09:00", False),
        ("每天8:00-18:00；节假日照常", "2026-10-01T09:00", True),
        ("8-18点", "2026-06-05T17:00", True),
        ("夏季(5月-9月)7:00-21:00；冬季(10月-4月)8:00-19:00", "2026-10-01T20:00", False),
        ("11月15日至次年3月31日 8:00-18:00", "2026-11-14T10:00", False),
        ("11月15日至次年3月31日 8:00-18:00", "2026-11-15T10:00", True),
        ("8:30—17:30（12:00-14:00午休）", "2026-06-05T13:00", False),
        ("开放时间：8：30－17：30（午休12:00-14:00）", "2026-06-05T14:00", True),
    ],
)
def test_what_staff_write_is_read_as_they_mean_it(text: str, moment: str, opened: bool) -> None:
    assert open_at(text, moment) is opened


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("看情况", Fault.UNREADABLE),
        ("8:00-18:00左右", Fault.UNREADABLE),
        ("", Fault.UNREADABLE),
        ("周一至周五", Fault.NO_TIMES),
        ("冬季9:00-17:00", Fault.NO_MONTHS),
        ("冬季(13-3月)9:00-17:00", Fault.NO_MONTHS),
        ("2月30日至3月1日 9:00-17:00", Fault.NO_MONTHS),
        ("8:00-25:00", Fault.WRONG_TIME),
        ("8:60-9:00", Fault.WRONG_TIME),
        ("8:00-12:00,11:00-18:00", Fault.OVERLAP),
        ("8:00-12:00(午休13:00-14:00)", Fault.OVERLAP),
        ("周一至周五8:00-18:00;周五9:00-17:00", Fault.TWICE),
        ("8:00-18:00;9:00-17:00", Fault.TWICE),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_fault(text: str, fault: Fault) -> None:
    with pytest.raises(WrongHours) as wrong:
        read_hours(text)
    assert wrong.value.fault is fault


@given(st.text(alphabet="周一五末至-:,;0123456789点休息冬季(月)次日工作节假 ", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hours = read_hours(text)
    except WrongHours:
        return
    for number in range(9):
        for span in hours.on(date(2026, 11, 20) + timedelta(number), PLAIN):
            assert 0 <= span.start < span.end <= 2 * DAY


def test_it_is_said_when_it_shuts_and_when_it_opens_again() -> None:
    hours = read_hours(OFFICE)
    assert hours.closes(datetime(2026, 6, 1, 9), CHINA) == datetime(2026, 6, 1, 12)
    assert hours.opens(datetime(2026, 6, 1, 12, 30), CHINA) == datetime(2026, 6, 1, 14)
    assert hours.opens(datetime(2026, 6, 5, 19), CHINA) == datetime(2026, 6, 8, 8, 30)
    assert read_hours("每天0:00-24:00").always(datetime(2026, 6, 5, 19), CHINA)
    assert not hours.always(datetime(2026, 6, 5, 19), CHINA)
    assert read_hours("每天休息").opens(datetime(2026, 6, 5, 19), CHINA) is None


# --- the oracle: a text made of known parts, and a clock that goes through its days minute by minute ---
@dataclass(frozen=True)
class Plan:
    """One station's week: `week[d]` the openings of a weekday, then of holidays, of a season, of its named weekday."""

    week: tuple[tuple[Span, ...], ...]
    holiday: tuple[Span, ...] | None
    winter: tuple[Span, ...] | None
    winter_day: tuple[int, tuple[Span, ...]] | None

    @property
    def text(self) -> str:
        parts = [f"周{NAMES[day]}{written(spans)}" for day, spans in enumerate(self.week)]
        if self.holiday is not None:
            parts.append(f"节假日{written(self.holiday)}")
        if self.winter is not None:
            parts.append(f"冬季(11-3月){written(self.winter)}")
        if self.winter_day is not None:
            parts.append(f"冬季(11-3月)周{NAMES[self.winter_day[0]]}{written(self.winter_day[1])}")
        return ";".join(parts)

    def on(self, day: date, holidays: frozenset[date]) -> tuple[Span, ...]:
        """By the order of the docstring of `Hours`, spelled out case by case."""
        if day in holidays and self.holiday is not None:
            return self.holiday
        cold = day.month in (11, 12, 1, 2, 3)
        if cold and self.winter_day is not None and self.winter_day[0] == day.weekday():
            return self.winter_day[1]
        usual = self.week[day.weekday()]
        if usual and cold and self.winter is not None:
            return self.winter
        return usual


def written(spans: tuple[Span, ...]) -> str:
    def clock(minute: int) -> str:
        return f"{minute % DAY // 60}:{minute % 60:02}" if minute != DAY else "24:00"

    return ",".join(f"{clock(span.start)}-{clock(span.end)}" for span in spans) or "休息"


@st.composite
def openings(draw: st.DrawFn) -> tuple[Span, ...]:
    """None, one, or two with a break; the last may go past midnight, but not into its own beginning."""
    marks = sorted(draw(st.lists(st.integers(0, DAY), min_size=0, max_size=4, unique=True)))
    spans = [Span(start, end) for start, end in zip(marks[::2], marks[1::2], strict=False)]
    late = draw(st.integers(0, spans[0].start)) if spans else 0
    if late:
        spans[-1] = Span(spans[-1].start, DAY + late)
    return tuple(spans)


plans = st.builds(
    Plan,
    st.tuples(*[openings()] * 7),
    st.none() | openings(),
    st.none() | openings().filter(bool),
    st.none() | st.tuples(st.integers(0, 6), openings()),
)
LOOKED_AT = 9


@pytest.mark.slow
@given(plans, st.dates(date(2026, 1, 3), date(2026, 12, 20)), st.sets(st.integers(-1, LOOKED_AT)))
def test_every_minute_is_open_or_shut_as_the_plan_says(plan: Plan, first: date, free: set[int]) -> None:
    holidays = frozenset(first + timedelta(number) for number in free)
    minutes = [False] * ((LOOKED_AT + 2) * DAY)  # from the day before the first one on
    for number in range(LOOKED_AT):
        for span in plan.on(first + timedelta(number - 1), holidays):
            for minute in range(span.start, span.end):
                minutes[number * DAY + minute] = True
    hours, calendar = read_hours(plan.text), Days(holidays)
    midnight = datetime(first.year, first.month, first.day)
    for day in range(LOOKED_AT - 2):
        for minute in (
            0,
            1,
            359,
            360,
            720,
            1439,
            *(m for s in plan.on(first + timedelta(day), holidays) for m in _around(s)),
        ):
            at = (day + 1) * DAY + minute
            moment = midnight + timedelta(days=day, minutes=minute)
            assert (hours.closes(moment, calendar) is not None) is minutes[at], (plan.text, moment)


def _around(span: Span) -> tuple[int, ...]:
    return tuple(minute for minute in (span.start - 1, span.start, span.end - 1, span.end) if 0 <= minute < DAY)
