"""The rules as the articles have them: pure functions, no rounding before the end."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

MONTHS = 12

HALF_A_YEAR: Final = 6
"""Months from which a begun year counts as a whole one, 劳动合同法 47."""

LEAVE: Final = ((20, 15), (10, 10), (1, 5))
"""Years worked from which so many days of annual leave are due, most first, 职工带薪年休假条例 3."""


class Extra(Enum):
    """When extra hours are worked; the value is the share of the wage that is due, 劳动法 44."""

    WORKDAY = Fraction(3, 2)
    REST_DAY = Fraction(2)
    HOLIDAY = Fraction(3)


def severance_months(worked: int) -> Fraction:
    """Months' wages due after so many whole months of work: one a year, half a one for less than half a year.

    Raises:
        ValueError: fewer than no months.
    """
    if worked < 0:
        raise ValueError("nobody has worked fewer than no months")
    years, rest = divmod(worked, MONTHS)
    begun = Fraction(0) if rest == 0 else Fraction(1, 2) if rest < HALF_A_YEAR else Fraction(1)
    return years + begun


def last_day_to_apply(known: date) -> date:
    """The last day of the year within which arbitration is to be applied for, from the day one knew of the harm.

    劳动争议调解仲裁法 27. A 29th of February ends on the 28th.
    """
    try:
        return known.replace(year=known.year + 1)
    except ValueError:
        return date(known.year + 1, 2, 28)


def overtime_pay(hourly: Fraction, hours: int, extra: Extra) -> Fraction:
    """Yuan due for extra hours at so much an hour."""
    return hourly * hours * extra.value


def annual_leave_days(years: int) -> int:
    """Days of paid leave a year after so many whole years of work, wherever they were worked."""
    return next((days for least, days in LEAVE if years >= least), 0)
