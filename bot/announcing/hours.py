"""When an announcement shall go out, as people write it: 明早8点, 11月27日 9:00, 本周日上午十点, 一个半小时后."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from bot.announcing.spoken_days import Day, day_in
from bot.announcing.spoken_numbers import NUMBER, number

LATE: Final = 2 * 3600
"""Seconds after its hour from which an announcement does not go out by itself any more, but is held and asked about."""

_NOW: Final = frozenset(("马上", "现在", "立即", "立刻", "马上发", "现在发", "立刻发", "now"))

_LOOSE = re.compile(r"(?<![0-9]) | (?![0-9])")
_HOURS = "个?(?:小时|钟头)"
_AFTER = re.compile(
    rf"(?:(?P<half_hour>半){_HOURS}|(?P<hours>{NUMBER})(?P<and_half>个半)?{_HOURS}(?P<half>半)?)?"
    rf"(?:(?P<minutes>{NUMBER})分钟?|(?P<quarters>[一三])刻钟)?[以之]?后"
)
_DAYS_AFTER = re.compile(rf"(?P<count>{NUMBER})个?(?P<unit>天|周|星期|礼拜)[以之]?后")
_CLOCK = re.compile(
    rf"(?:(?P<colon>[0-9]{{1,2}}):(?P<minutes>[0-9]{{2}})(?::00)?"
    rf"|(?P<hour>{NUMBER})(?:点钟?|时)(?:(?P<half>半)|(?P<quarter>[一三])刻|过?(?P<rest>{NUMBER})分?|整)?"
    rf"|差(?P<lack>{NUMBER})分(?:钟)?(?P<next>{NUMBER})点|差一刻(?P<next_quarter>{NUMBER})点)"
)
_PART = re.compile(
    r"凌晨|清晨|清早|一大?早|大?早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|晚|夜里|夜晚|深夜|半夜|夜"
)
_LATE: Final = frozenset(("下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜里", "夜晚", "深夜", "半夜", "夜"))
_NIGHT: Final = _LATE - {"下午", "午后", "傍晚"}
_MAYBE_MORNING: Final = frozenset(("夜里", "深夜", "半夜", "夜"))
"""In these 两点 is after midnight, of which day nobody knows."""


class UnreadableTime(ValueError):
    """No time can be read from what was written."""


class PastTime(ValueError):
    """The time has passed."""


def when(text: str, now: datetime) -> datetime | None:
    """The time that is meant, in the zone of `now`; None means at once.

    Raises:
        UnreadableTime, PastTime: see there.
    """
    # A space between two digits ends a number: 12-1 10:00 is not 12-11.
    plain = re.sub(r"(?<=[0-9])t(?=[0-9])", " ", unicodedata.normalize("NFKC", text).lower())
    written = _LOOSE.sub("", " ".join(plain.split()))
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
    if (after := _AFTER.fullmatch(written)) is not None and len(written) > len("之后"):
        return now + _span(after)
    if (days := _DAYS_AFTER.fullmatch(written)) is not None:
        return now + timedelta(days=number(days["count"]) * (1 if days["unit"] == "天" else 7))
    named = day_in(written, now.date())
    day, rest = named if named is not None else (Day(now.date()), written)
    part = _PART.match(rest)
    clock = _CLOCK.fullmatch(rest[part.end() :].removeprefix("的") if part is not None else rest.removeprefix("的"))
    if clock is None:
        raise ValueError("no clock time")
    past_midnight, hour, minute = _time(clock, part.group() if part is not None else "")
    if past_midnight and (named is None or hour):
        raise ValueError("of which day is not known")
    found = [
        datetime.combine(each, now.time(), now.tzinfo).replace(
            hour=hour, minute=minute, second=0, microsecond=0, fold=0
        )
        + timedelta(days=past_midnight)
        for each in (day.day, day.again)
        if each is not None
    ]
    return found[0] if found[0] > now else found[-1]


def _span(after: re.Match[str]) -> timedelta:
    minutes = 30 * bool(after["half_hour"] or after["and_half"] or after["half"])
    if after["hours"]:
        minutes += 60 * number(after["hours"])
    if after["minutes"]:
        minutes += number(after["minutes"])
    if after["quarters"]:
        minutes += 15 * number(after["quarters"])
    return timedelta(minutes=minutes)


def _time(clock: re.Match[str], part: str) -> tuple[bool, int, int]:
    """Whether it is of the next day, the hour and the minute."""
    hour, minute = _face(clock)
    if hour == 24 and minute == 0:
        return True, 0, 0
    if part == "凌晨" and hour == 12:
        return False, 0, minute
    if part in _NIGHT and hour == 12:  # 晚上12点 ends the day
        return True, 0, minute
    if part in _MAYBE_MORNING and hour < 6:
        return True, hour, minute
    if (part in _LATE and hour < 12) or (part in ("中午", "正午") and hour < 3):
        hour += 12
    return False, hour, minute


def _face(clock: re.Match[str]) -> tuple[int, int]:
    """What the clock shows."""
    if clock["colon"]:
        return int(clock["colon"]), int(clock["minutes"])
    if clock["lack"] or clock["next_quarter"]:
        lacking = number(clock["lack"]) if clock["lack"] else 15
        total = 60 * number(clock["next"] or clock["next_quarter"]) - lacking
        if not 0 < lacking < 60 or total < 0:
            raise ValueError("no such time")
        return divmod(total, 60)
    minute = 30 if clock["half"] else number(clock["rest"]) if clock["rest"] else 0
    return number(clock["hour"]), 15 * number(clock["quarter"]) if clock["quarter"] else minute
