"""When an announcement shall go out, as people write it: 明早8点, 11月27日 9:00, 半小时后."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NOW: Final = frozenset(("马上", "现在", "立即", "立刻", "马上发", "现在发", "now"))
_DAYS: Final = {"今": 0, "明": 1, "后": 2, "大后": 3}
_WEEKDAYS: Final = "一二三四五六日"
_UNITS: Final = {"分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "天": timedelta(days=1)}
_LONG_GONE: Final = timedelta(days=180)

_NUMBER = r"[0-9零〇一二两三四五六七八九十]{1,3}"
_LOOSE = re.compile(r"(?<![0-9]) | (?![0-9])")
_AFTER = re.compile(rf"(?:(?P<half>半)个?小时|(?P<count>{_NUMBER})个?(?P<unit>分钟|小时|天))[以之]?后")
_CLOCK = re.compile(
    rf"(?:(?P<colon>[0-9]{{1,2}}):(?P<minutes>[0-9]{{2}})|(?P<hour>{_NUMBER})[点时](?:(?P<half>半)|(?P<quarter>[一三]刻)|(?P<rest>{_NUMBER})分?|整)?)"
)
_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})[-/.年])?(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})(?:[日号]|(?![0-9]))"
    r"|(?P<near>大后|[今明后])[天日]?"
    r"|(?P<next>下?)(?:个?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天])"
)
_PART = re.compile(r"凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚")
_LATE: Final = frozenset(("下午", "傍晚", "晚上", "晚"))


class UnreadableTime(ValueError):
    """No time can be read from what was written."""


class PastTime(ValueError):
    """The time has passed."""


def when(text: str, now: datetime) -> datetime | None:
    """The time that is meant, in the zone of `now`; null means at once.

    Raises:
        UnreadableTime, PastTime: see there.
    """
    # A space between two digits ends a number: 12-1 10:00 is not 12-11.
    written = _LOOSE.sub("", " ".join(unicodedata.normalize("NFKC", text).lower().split()))
    if written in _NOW:
        return None
    try:
        found = _read(written, now)
    except (ValueError, OverflowError) as error:
        raise UnreadableTime(text[:40]) from error
    if found <= now:
        raise PastTime
    return found


def _read(written: str, now: datetime) -> datetime:
    """Raises ValueError for what cannot be read."""
    if (after := _AFTER.fullmatch(written)) is not None:
        return now + _span(after)
    rest = written
    day = now
    named = _DATE.match(rest)
    if named is not None:
        day = _day(named, now)
        rest = rest[named.end() :].lstrip()
    part = _PART.match(rest)
    if part is not None:
        rest = rest[part.end() :]
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        raise ValueError("no clock time")
    hour, minute = _time(clock, part.group() if part is not None else "")
    found = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if named is not None and named["month"] and not named["year"] and now - found > _LONG_GONE:
        found = found.replace(year=found.year + 1)  # 1月3日, written in December
    return found


def _span(after: re.Match[str]) -> timedelta:
    if after["half"]:
        return timedelta(minutes=30)
    count = _number(after["count"])
    return count * _UNITS[after["unit"]]


def _day(named: re.Match[str], now: datetime) -> datetime:
    if named["month"]:
        return now.replace(year=int(named["year"] or now.year), month=int(named["month"]), day=int(named["day"]))
    if named["near"]:
        return now + timedelta(days=_DAYS[named["near"]])
    ahead = _WEEKDAYS.index(named["weekday"].replace("天", "日")) - now.weekday()
    return now + timedelta(days=ahead + 7 * bool(named["next"]))


def _time(clock: re.Match[str], part: str) -> tuple[int, int]:
    if clock["colon"]:
        hour, minute = int(clock["colon"]), int(clock["minutes"])
    else:
        hour = _number(clock["hour"])
        minute = 30 if clock["half"] else _number(clock["rest"]) if clock["rest"] else 0
        if clock["quarter"]:
            minute = 15 * _number(clock["quarter"][0])
    if (part in _LATE and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    return hour, minute


def _number(written: str) -> int:
    """Digits, or Chinese numerals up to ninety-nine."""
    if written.isascii() and written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _one(written)
    return 10 * (_one(tens) if tens else 1) + (_one(ones) if ones else 0)


def _one(written: str) -> int:
    if written not in _DIGITS:
        raise ValueError(written)
    return _DIGITS[written]
