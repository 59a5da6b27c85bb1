"""The rules as the articles have them, on every input."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reckoning.rules import Extra, annual_leave_days, last_day_to_apply, overtime_pay, severance_months

MONTHS = st.integers(min_value=0, max_value=600)


@pytest.mark.parametrize(
    ("worked", "months"), [(0, "0"), (1, "1/2"), (5, "1/2"), (6, "1"), (11, "1"), (12, "1"), (40, "7/2"), (42, "4")]
)
def test_severance_is_a_month_a_year_and_half_a_one_for_less_than_half_a_year(worked: int, months: str) -> None:
    assert severance_months(worked) == Fraction(months)


@given(MONTHS)
def test_a_year_more_is_always_a_month_more(worked: int) -> None:
    assert severance_months(worked + 12) == severance_months(worked) + 1


@given(MONTHS, MONTHS)
def test_who_worked_longer_gets_no_less_and_never_less_than_a_twelfth(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    assert severance_months(shorter) <= severance_months(longer)
    assert Fraction(longer, 12) <= severance_months(longer) < Fraction(longer, 12) + Fraction(1, 2) + Fraction(1, 12)


def test_nobody_has_worked_fewer_than_no_months() -> None:
    with pytest.raises(ValueError, match="fewer than no months"):
        severance_months(-1)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_the_last_day_is_the_same_day_of_the_next_year(known: date) -> None:
    last = last_day_to_apply(known)
    assert last - known in (timedelta(days=365), timedelta(days=366))
    assert (last.month, last.day) == (known.month, known.day) or (known.month, known.day, last.day) == (2, 29, 28)


@given(st.fractions(min_value=0, max_value=1000), st.integers(min_value=0, max_value=300))
def test_a_holiday_is_paid_double_an_evening_and_a_rest_day_and_a_half(hourly: Fraction, hours: int) -> None:
    workday, rest, holiday = (overtime_pay(hourly, hours, extra) for extra in Extra)
    assert holiday == 2 * workday == Fraction(3, 2) * rest
    assert holiday == 3 * hourly * hours


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 5), (9, 5), (10, 10), (19, 10), (20, 15), (45, 15)])
def test_annual_leave_grows_at_one_ten_and_twenty_years(years: int, days: int) -> None:
    assert annual_leave_days(years) == days


@given(st.integers(min_value=0, max_value=60))
def test_leave_never_shrinks(years: int) -> None:
    assert annual_leave_days(years) <= annual_leave_days(years + 1)
