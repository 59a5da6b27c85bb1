"""Times as staff write them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.announcing.hours import PastTime, UnreadableTime, when

ZONE = ZoneInfo("Asia/Shanghai")
STYLES = ("{0:%Y-%m-%d %H:%M}", "{0.month}月{0.day}日{0:%H:%M}", "{0.month}-{0.day} {0.hour}点{0.minute}分")
OF_TIMES = "0123456789零一两十点半刻分时:：今明后天早晚上下午周月日号年-/小后 １٣"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZONE)  # a Wednesday


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("明早8点", "2026-11-26 08:00"),
        ("明天早上 8:30", "2026-11-26 08:30"),
        ("11月27日 9:00", "2026-11-27 09:00"),
        ("11月27号上午九点半", "2026-11-27 09:30"),
        ("11-27 9：00", "2026-11-27 09:00"),
        ("2026年12月1日下午3点一刻", "2026-12-01 15:15"),
        ("今晚7点20", "2026-11-25 19:20"),
        ("下午三点", "2026-11-25 15:00"),
        ("中午12点", "2026-11-25 12:00"),
        ("中午1点", "2026-11-25 13:00"),
        ("后天十二点", "2026-11-27 12:00"),
        ("大后天晚上8点", "2026-11-28 20:00"),
        ("周五9点", "2026-11-27 09:00"),
        ("下周一 8:30", "2026-11-30 08:30"),
        ("下星期天二十点", "2026-12-06 20:00"),
        ("1月3日9点", "2027-01-03 09:00"),
        ("明天１６：３０", "2026-11-26 16:30"),
        ("半小时后", "2026-11-25 10:30"),
        ("两小时后", "2026-11-25 12:00"),
        ("45分钟以后", "2026-11-25 10:45"),
        ("三天后", "2026-11-28 10:00"),
        ("十二月一日上午十点", "2026-12-01 10:00"),
        ("十一月二十七号上午九点", "2026-11-27 09:00"),
        ("本周日10点", "2026-11-29 10:00"),
        ("这周五下午三点半", "2026-11-27 15:30"),
        ("周一8点", "2026-11-30 08:00"),
        ("周三9点", "2026-12-02 09:00"),
        ("下下周三9点", "2026-12-09 09:00"),
        ("27号9点", "2026-11-27 09:00"),
        ("5号9点", "2026-12-05 09:00"),
        ("25号9点", "2026-12-25 09:00"),
        ("31号9点", "2026-12-31 09:00"),
        ("3天后上午9点", "2026-11-28 09:00"),
        ("两周后9点", "2026-12-09 09:00"),
        ("一个半小时后", "2026-11-25 11:30"),
        ("两个半钟头以后", "2026-11-25 12:30"),
        ("1小时30分钟后", "2026-11-25 11:30"),
        ("一刻钟后", "2026-11-25 10:15"),
        ("下个月1号9点", "2026-12-01 09:00"),
        ("本月30日14:00", "2026-11-30 14:00"),
        ("明年1月3日9点", "2027-01-03 09:00"),
        ("元旦上午9点", "2027-01-01 09:00"),
        ("国庆9点", "2027-10-01 09:00"),
        ("12月1日（周二）上午9点", "2026-12-01 09:00"),
        ("明晚12点", "2026-11-27 00:00"),
        ("明天凌晨12点半", "2026-11-26 00:30"),
        ("今天24:00", "2026-11-26 00:00"),
        ("今夜11点", "2026-11-25 23:00"),
        ("明儿早上差一刻九点", "2026-11-26 08:45"),
        ("2026-12-01T10:00", "2026-12-01 10:00"),
    ],
)
def test_what_is_meant(written: str, meant: str) -> None:
    found = when(written, NOW)
    assert found is not None
    assert found.strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize("written", ["马上", "现在", "立即"])
def test_at_once(written: str) -> None:
    assert when(written, NOW) is None


@pytest.mark.parametrize(
    "written", ["今天9点", "10:00", "11月24日 9:00", "2025-12-01 9:00", "本周一8点", "0分钟后", "差5分九点"]
)
def test_the_past_is_refused(written: str) -> None:
    with pytest.raises(PastTime):
        when(written, NOW)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "后天",
        "25:00",
        "9:60",
        "13月1日9点",
        "2月30日9点",
        "有空",
        "明天明天8点",
        "8点8点",
        "十十点",
        "9999天后",
        "٣点",
        "12月1日（周三）上午9点",
        "半夜2点",
        "月底9点",
        "春节9点",
        "32号9点",
        "下午",
        "后",
    ],
)
def test_what_cannot_be_read_is_said(written: str) -> None:
    with pytest.raises(UnreadableTime):
        when(written, NOW)


@given(minutes=st.integers(1, 180 * 24 * 60), style=st.sampled_from(STYLES))
def test_every_minute_to_come_is_read_as_written(minutes: int, style: str) -> None:
    wanted = NOW + timedelta(minutes=minutes)
    assert when(style.format(wanted), NOW) == wanted


_ONES = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A number up to ninety-nine in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _ONES[ones]
    return ("" if tens == 1 else _ONES[tens]) + "十" + (_ONES[ones] if ones else "")


def part_of_day(hour: int) -> tuple[str, int]:
    """What people call that part of the day, and the hour they say."""
    if hour < 12:
        return ("凌晨" if hour < 6 else "上午"), hour
    if hour == 12:
        return "中午", 12
    return ("下午" if hour < 18 else "晚上"), hour - 12


DAYS: dict[str, Callable[[date], bool]] = {
    "{month}月{day}日": lambda day: True,
    "{month}月{day}号": lambda day: True,
    "{day}号": lambda day: NOW.date() < day < NOW.date() + timedelta(days=28),
    "下个月{day}号": lambda day: (day.year, day.month) == (2026, 12),
    "周{weekday}": lambda day: NOW.date() < day < NOW.date() + timedelta(days=7),
    "本周{weekday}": lambda day: NOW.date() < day <= date(2026, 11, 29),
    "下星期{weekday}": lambda day: date(2026, 11, 30) <= day <= date(2026, 12, 6),
    "{ahead}天后": lambda day: NOW.date() < day < NOW.date() + timedelta(days=99),
}
"""Ways to name a day, and the days that may be named so on a Wednesday, 2026-11-25."""


@given(
    ahead=st.integers(1, 98),
    clock=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    style=st.sampled_from(sorted(DAYS)),
    chinese=st.booleans(),
    parted=st.booleans(),
)
def test_a_day_and_an_hour_are_read_however_they_are_said(
    ahead: int, clock: time, style: str, chinese: bool, parted: bool
) -> None:
    day = NOW.date() + timedelta(days=ahead)
    assume(DAYS[style](day))
    say: Callable[[int], str] = spoken if chinese else str
    part, hour = part_of_day(clock.hour) if parted else ("", clock.hour)
    weekday = "一二三四五六日"[day.weekday()]
    named = style.format(month=say(day.month), day=say(day.day), weekday=weekday, ahead=say(ahead))
    written = f"{named}{part}{say(hour)}点{f'{say(clock.minute)}分' if clock.minute else ''}"
    assert when(written, NOW) == datetime.combine(day, clock, ZONE)


@given(
    st.text(alphabet="0123456789零一两十点半刻分时:：今明后天早晚上下午周月日号年-/小后 ", max_size=14)
    | st.text(max_size=30)
)
def test_whatever_is_written_gives_a_time_to_come_or_is_refused(written: str) -> None:
    try:
        found = when(written, NOW)
    except (UnreadableTime, PastTime):
        return
    assert found is None or found > NOW
