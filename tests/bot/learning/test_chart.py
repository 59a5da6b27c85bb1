"""The picture of the statistics."""

import pytest

from bot.learning.chart import chart
from bot.learning.statistics import Day, Statistics

pytestmark = pytest.mark.slow

SIGNATURE = b"\x89PNG\r\n\x1a\n"


async def test_a_chart_is_a_png_whatever_there_is_to_show() -> None:
    days = tuple(Day(f"2027-01-{n:02}", n, 1, 2, 3, 1) for n in range(1, 8))
    full = Statistics(days, (("工会驿站与户外劳动者服务站点", 40), ("法律援助与法律咨询", 20)), 12, False)
    picture = await chart(full)
    assert picture.startswith(SIGNATURE)
    assert int.from_bytes(picture[16:20]) >= 1000
    empty = await chart(Statistics((Day("2027-01-01", 0, 0, 1, 0, 0),), (), None, True))
    assert empty.startswith(SIGNATURE)
    assert empty != picture
