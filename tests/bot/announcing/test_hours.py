"""Times as staff write them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
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
    ],
)
def test_what_is_meant(written: str, meant: str) -> None:
    found = when(written, NOW)
    assert found is not None
    assert found.strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize("written", ["马上", "现在", "立即"])
def test_at_once(written: str) -> None:
    assert when(written, NOW) is None


@pytest.mark.parametrize("written", ["今天9点", "10:00", "11月24日 9:00", "2025-12-01 9:00", "周一8点", "0分钟后"])
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
    ],
)
def test_what_cannot_be_read_is_said(written: str) -> None:
    with pytest.raises(UnreadableTime):
        when(written, NOW)


@given(minutes=st.integers(1, 180 * 24 * 60), style=st.sampled_from(STYLES))
def test_every_minute_to_come_is_read_as_written(minutes: int, style: str) -> None:
    wanted = NOW + timedelta(minutes=minutes)
    assert when(style.format(wanted), NOW) == wanted


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
