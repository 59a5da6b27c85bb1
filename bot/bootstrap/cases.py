"""The trade of cases opened, as the settings say."""

from typing import Final

from bot.cases.clock import DutyClock, WrongHours, read_hours
from bot.cases.keys import key_file
from bot.cases.office import CaseOffice, cases_over
from bot.cases.promises import Promises
from bot.people.staff import Staff
from bot.settings import Settings, WrongSetting
from bot.stations.holidays import ChineseHolidays
from bot.timing import Time
from data.storage.engine import Database

_NONE: Final = "none"


def promises_of(settings: Settings) -> Promises | None:
    """What the union promises; None where it promises nothing.

    Raises:
        WrongSetting: the hours of duty cannot be read.
    """
    if settings.case_hours.strip().lower() == _NONE:
        return None
    try:
        hours = read_hours(settings.case_hours)
    except WrongHours as wrong:
        raise WrongSetting(f"UNIONBOT_CASE_HOURS: {wrong}, or none") from None
    clock = DutyClock(hours, ChineseHolidays())
    return Promises(clock, settings.timezone, settings.case_minutes, settings.case_days)


def cases_of(settings: Settings, database: Database, staff: Staff, time: Time) -> CaseOffice:
    """The office of this configuration; nothing is read or made yet."""
    key = key_file(settings.case_key)
    return cases_over(database, staff, time, key, promises_of(settings), settings.case_keep_days)
