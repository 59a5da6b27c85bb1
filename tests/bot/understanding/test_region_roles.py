"""What part a region plays: asked about, where somebody stands, denied, part of a name."""

import pytest

from bot.regions import Regions
from bot.understanding.normalize import normalize
from bot.understanding.region_roles import RegionsSaid, regions_said
from tests.small_catalogue import BAOTOU, HOHHOT, INNER_MONGOLIA, QINGHAI


def said(text: str, regions: Regions) -> RegionsSaid:
    """The parts that the regions of a text play for somebody of Hohhot."""
    normal = normalize(text)
    return regions_said(normal, regions.find(normal, near=HOHHOT))


@pytest.mark.parametrize(
    ("text", "here", "asked"),
    [
        ("青海的暖心早餐怎么领", None, QINGHAI),
        ("我在包头，青海的早餐能送来不", BAOTOU, QINGHAI),
        ("我在包头，有早餐吗", BAOTOU, BAOTOU),
        ("青海有早餐，我们包头有没有", BAOTOU, BAOTOU),
        ("我是安徽人，困在呼市了", HOHHOT, HOHHOT),
        ("不是呼市的，是包头的", None, BAOTOU),
        ("除了青海还有哪有", None, None),
        ("拿了自治区的奖的有几项", None, None),
        ("自治区一共有几个驿站", None, INNER_MONGOLIA),
        ("早餐在哪", None, None),
    ],
)
def test_the_part_that_a_region_plays(regions: Regions, text: str, here: str | None, asked: str | None) -> None:
    assert said(text, regions) == RegionsSaid(here, asked)
