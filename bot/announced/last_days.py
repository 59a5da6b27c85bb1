"""The last day that an announcement speaks of: after it, what was announced is over."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_DAY: Final = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>[12]\d|3[01]|0?[1-9])[日号]?"
)
_WEEKDAY: Final = re.compile(r"(?<!每)(?P<next>下?)(?:个?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天])")
_NEAR: Final = re.compile(r"大后天|后天|明[天早晚]|今明两[天日]|今[天早晚日]")
_WEEKDAYS: Final = "一二三四五六日"
_LONG_AGO: Final = timedelta(days=180)


def last_day(text: str, sent: date) -> date | None:
    """The latest day named in a text that was sent on a day; None where it names none."""
    return max((*_dates(text, sent), *_weekdays(text, sent), *_near(text, sent)), default=None)


def _dates(text: str, sent: date) -> Iterator[date]:
    for found in _DAY.finditer(text):
        try:
            day = date(int(found["year"] or sent.year), int(found["month"]), int(found["day"]))
            if not found["year"] and sent - day > _LONG_AGO:
                day = day.replace(year=day.year + 1)  # 1月18日, written in November
        except ValueError:
            continue
        yield day


def _weekdays(text: str, sent: date) -> Iterator[date]:
    for found in _WEEKDAY.finditer(text):
        number = _WEEKDAYS.index(found["weekday"].replace("天", "日"))
        ahead = number - sent.weekday()
        yield sent + timedelta(days=ahead + 7 if found["next"] else ahead % 7)


def _near(text: str, sent: date) -> Iterator[date]:
    for found in _NEAR.finditer(text):
        word = found[0]
        days = (
            3 if word == "大后天" else 2 if word == "后天" else 0 if word.startswith("今") and "明" not in word else 1
        )
        yield sent + timedelta(days=days)
