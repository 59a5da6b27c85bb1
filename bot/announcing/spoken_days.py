"""The day in a time as people say it: 明天, 本周日, 下个月1号, 十二月一日, 元旦, 三天后."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.announcing.spoken_numbers import NUMBER, number

_NEAR: Final = {"今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
_WEEKDAYS: Final = "一二三四五六日"
_LONG_GONE: Final = timedelta(days=180)
_FESTIVALS: Final = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "三八节": (3, 8),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "青年节": (5, 4),
    "五四": (5, 4),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "建党节": (7, 1),
    "七一": (7, 1),
    "建军节": (8, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "国庆节": (10, 1),
    "国庆": (10, 1),
}
"""Those of the same day each year; the moon's are not guessed."""

_WEEK = "(?:周|星期|礼拜)"
_DAY = re.compile(
    rf"(?:(?P<year>[0-9]{{4}}|今年|明年|后年)[-/.年]?)?"
    rf"(?P<month>{NUMBER})[-/.月](?P<day>{NUMBER})(?:[日号]|(?![0-9零〇一二两三四五六七八九十]))"
    rf"|(?P<near>大后|[今明后当])(?:[天日儿]|(?=[早晚上中下午凌清傍夜半]))"
    rf"|(?P<ahead>(?:下个?)*|本|这个?)(?P<month_of>月)(?P<day_of>{NUMBER})[日号]"
    rf"|(?P<which>(?:下个?)+|本|这个?)?{_WEEK}(?P<weekday>[一二三四五六日天])"
    rf"|(?P<alone>{NUMBER})[日号]"
    rf"|(?P<festival>{'|'.join(_FESTIVALS)})(?:节)?(?:当天|那天)?"
    rf"|(?P<count>{NUMBER})个?(?P<unit>天|周|星期|礼拜|月)[以之]?后(?:的)?"
)
_BESIDE = re.compile(rf"[(（]?{_WEEK}(?P<weekday>[一二三四五六日天])[)）]?")


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named; `again` is the next one of its kind, where this one has passed by the hour named."""

    day: date
    again: date | None = None


def day_in(written: str, today: date) -> tuple[Day, str] | None:
    """The day at the beginning of what was written, and the rest; None when none stands there.

    Raises:
        ValueError: there is no such day.
    """
    named = _DAY.match(written)
    if named is None:
        return None
    rest = written[named.end() :].lstrip()
    found = _day(named, today)
    beside = _BESIDE.match(rest)
    if beside is not None:
        if found.day.weekday() != _weekday(beside["weekday"]):
            raise ValueError("the day of the week is another")
        rest = rest[beside.end() :].lstrip()
    return found, rest


def _day(named: re.Match[str], today: date) -> Day:
    if named["month"]:
        return _of_year(named, today)
    if named["near"]:
        return Day(today + timedelta(days=_NEAR[named["near"]]))
    if named["month_of"]:
        months = named["ahead"].count("下")
        if not named["ahead"]:
            raise ValueError("which month")
        return Day(_months_later(today.replace(day=1), months).replace(day=number(named["day_of"])))
    if named["weekday"]:
        return _of_week(named["which"] or "", _weekday(named["weekday"]), today)
    if named["alone"]:
        return _of_month(number(named["alone"]), today)
    if named["festival"]:
        month, day = _FESTIVALS[named["festival"]]
        return Day(today.replace(month=month, day=day), date(today.year + 1, month, day))
    count = number(named["count"])
    if named["unit"] == "月":
        return Day(_months_later(today, count))
    return Day(today + timedelta(days=count if named["unit"] == "天" else 7 * count))


def _of_year(named: re.Match[str], today: date) -> Day:
    spoken = {"今年": today.year, "明年": today.year + 1, "后年": today.year + 2}
    year = named["year"]
    month, day = number(named["month"]), number(named["day"])
    if year:
        return Day(date(spoken.get(year) or int(year), month, day))
    if (month, day) == (2, 29):
        leap = next(y for y in range(today.year, today.year + 9) if monthrange(y, 2)[1] == 29)
        return Day(date(leap, 2, 29))
    found = date(today.year, month, day)
    # 1月3日, written in December, is of next year.
    return Day(date(today.year + 1, month, day) if today - found > _LONG_GONE else found)


def _of_week(which: str, weekday: int, today: date) -> Day:
    found = today + timedelta(days=weekday - today.weekday() + 7 * which.count("下"))
    return Day(found, found + timedelta(days=7) if not which else None)


def _of_month(day: int, today: date) -> Day:
    """27号: of this month, or the next that has such a day."""
    if not 1 <= day <= 31:
        raise ValueError("no such day")
    months = (_months_later(today.replace(day=1), ahead) for ahead in range(3))
    days = [month.replace(day=day) for month in months if day <= monthrange(month.year, month.month)[1]]
    still = [found for found in days if found >= today]
    return Day(still[0], still[1] if len(still) > 1 and still[0] == today else None)


def _months_later(day: date, months: int) -> date:
    """Raises ValueError where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)


def _weekday(written: str) -> int:
    return _WEEKDAYS.index(written.replace("天", "日"))
