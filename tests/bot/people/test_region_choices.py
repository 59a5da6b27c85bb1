"""The regions to choose from around any home."""

import pytest

from bot.bootstrap.parts import shipped_regions
from bot.people.region_choices import region_choices
from bot.regions import Level

REGIONS = shipped_regions()


def test_every_region_can_be_a_home() -> None:
    for home in REGIONS.paths:
        around = region_choices(REGIONS, home)
        inside, beside = around.districts, around.others
        listed = [around.city, *inside, *beside]
        assert around.city.path == home or home in [one.path for one in inside], home
        assert len({one.path for one in listed}) == len(listed), home
        assert [one.code for one in inside] == sorted(one.code for one in inside), home
        assert [one.code for one in beside] == sorted(one.code for one in beside), home
        assert all(REGIONS.parent(one.path) == around.city.path for one in inside), home
        assert all(REGIONS.parent(one.path) == REGIONS.parent(around.city.path) for one in beside), home
        assert all(REGIONS.coded(one.code) == one.path and one.path.endswith(one.name) for one in listed), home
        assert all(len(one.code) == 6 and one.code.isdigit() for one in listed), home
        assert REGIONS.level(home) is Level.NATION or beside, home


@pytest.mark.parametrize(
    ("home", "city", "inside", "beside", "kinds", "example"),
    [
        ("内蒙古自治区呼和浩特市", "呼和浩特全市", "新城区", "包头市", "盟市", "赛罕区"),
        ("内蒙古自治区呼和浩特市赛罕区", "呼和浩特全市", "新城区", "包头市", "盟市", "赛罕区"),
        ("内蒙古自治区包头市", "包头全市", "东河区", "呼和浩特市", "盟市", "九原区"),
        ("内蒙古自治区兴安盟", "兴安全盟", "乌兰浩特市", "呼和浩特市", "盟市", "乌兰浩特市"),
        ("内蒙古自治区", "内蒙古全区", "呼和浩特市", "北京市", "省份", "呼和浩特市"),
        ("青海省西宁市", "西宁全市", "城东区", "海东市", "州市", "城北区"),
        ("青海省海西蒙古族藏族自治州", "海西全州", "格尔木市", "西宁市", "州市", "格尔木市"),
        ("北京市海淀区", "北京全市", "东城区", "天津市", "省份", "延庆区"),
        ("河南省济源市", "济源全市", "", "郑州市", "市", "济源市"),
        ("全国", "全国", "北京市", "", "区县", "澳门特别行政区"),
    ],
)
def test_choices_around_a_home(home: str, city: str, inside: str, beside: str, kinds: str, example: str) -> None:
    around = region_choices(REGIONS, home)
    assert f"{around.city_name}全{around.city_kind}" == city
    assert [one.name for one in around.districts][:1] == [inside][: bool(inside)]
    assert [one.name for one in around.others][:1] == [beside][: bool(beside)]
    assert (around.other_kinds, around.example) == (kinds, example)
