"""Dates as sources give them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue.partial_dates import WrongDate, first_day, last_day


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_a_day_is_itself_and_lies_in_its_month_and_year(day: date) -> None:
    text = day.isoformat()
    assert first_day(text) == last_day(text) == day
    for wider in (text[:7], text[:4]):
        assert first_day(wider) <= day <= last_day(wider)
        assert first_day(wider).isoformat().startswith(wider)
        assert last_day(wider).isoformat().startswith(wider)
        assert not (last_day(wider) + timedelta(days=1)).isoformat().startswith(wider)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-2",
        "2025-13",
        "2025-02-30",
        "0000",
        "2025-00",
        "2025-01-00",
        "2025/01",
        " 2025",
        "２０２５",
        "2025\n",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    for bound in (first_day, last_day):
        with pytest.raises(WrongDate):
            bound(text)
