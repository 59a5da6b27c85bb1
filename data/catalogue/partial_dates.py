"""Dates as sources give them: a year, a month or a day, written `YYYY[-MM[-DD]]`."""

import calendar
import re
from datetime import date
from functools import lru_cache

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class WrongDate(ValueError):
    """A text is no date of the form `YYYY[-MM[-DD]]`, or no day of the calendar."""


def first_day(text: str) -> date:
    """The first day that the text covers: 2025 gives 2025-01-01.

    Raises:
        WrongDate: the text has another form, or names no real day.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that the text covers: 2025-02 gives 2025-02-28.

    Raises:
        WrongDate: the text has another form, or names no real day.
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[int, int | None, int | None]:
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise WrongDate(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD in quotes")
    year, month, day = (int(part) if part else None for part in shape.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise WrongDate(f"{text!r} is no day of the calendar") from None
    return year or 0, month, day
