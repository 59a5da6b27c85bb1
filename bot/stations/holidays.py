"""The public holidays of China, with the weekend days that were swapped for them."""

from datetime import date
from functools import cached_property
from typing import Any


class ChineseHolidays:
    """A `Calendar`; of years whose plan the state has not published it knows the festivals alone."""

    @cached_property
    def _of_china(self) -> Any:
        import holidays  # 0.2 s that a start without stations saves

        return holidays.country_holidays("CN")

    def is_holiday(self, day: date) -> bool:
        """See `Calendar`."""
        return day in self._of_china

    def is_workday(self, day: date) -> bool:
        """See `Calendar`."""
        return bool(self._of_china.is_working_day(day))
