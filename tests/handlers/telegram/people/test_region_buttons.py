"""The regions that buttons offer are those around the home region, wherever one can be chosen."""

import pytest

from bot.people.roles import Right
from bot.people.staff import Staff
from handlers.telegram.announcing import words as announcing_words
from handlers.telegram.people import words as wording
from tests.handlers.telegram.announcing.pressing import WRITER, hire, tap, write
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.conftest import Dialogue

RIDER = 1001

AROUND = [
    (
        "内蒙古自治区呼和浩特市",
        ["新城区", "回民区", "玉泉区", "赛罕区"],
        "呼和浩特全市",
        "其他盟市",
        "包头市",
        "赛罕区",
    ),
    ("青海省西宁市", ["城东区", "城中区", "城西区", "城北区"], "西宁全市", "其他州市", "海东市", "城北区"),
    ("内蒙古自治区包头市", ["东河区", "昆都仑区", "青山区", "石拐区"], "包头全市", "其他盟市", "呼和浩特市", "九原区"),
    ("北京市海淀区", ["东城区", "西城区", "朝阳区", "丰台区"], "北京全市", "其他省份", "天津市", "延庆区"),
]


@pytest.mark.parametrize(("home", "first", "city", "elsewhere", "beside", "example"), AROUND)
async def test_regions_are_offered_around_home(
    dialogue: Dialogue, home: str, first: list[str], city: str, elsewhere: str, beside: str, example: str
) -> None:
    for asked, data in (("/region", "r:"), ("订阅", "sub:a:")):
        (offer,) = await dialogue.say(RIDER, asked)
        offered = [label for label in labels(offer) if label.endswith(("区", "县", "旗", "全市"))]
        assert offered[: len(first)] == first
        assert city in labels(offer)
        assert elsewhere in labels(offer)
        await dialogue.press(RIDER, offer, f"{data}more")
        assert labels(offer)[0] == beside
        if asked == "/region":
            assert f"/region {example}" in offer["text"]
    (unknown,) = await dialogue.say(RIDER, "/region 火星")
    assert unknown["text"] == wording.REGION_UNKNOWN.format(example=example)


@pytest.mark.parametrize("home", ["青海省西宁市"])
async def test_audiences_are_offered_around_home(dialogue: Dialogue, staff: Staff, home: str) -> None:
    await hire(staff, WRITER, Right.SEND)
    _, beside = await write(dialogue, "明天发冬衣")
    await tap(dialogue, beside, announcing_words.CHANGE_AUDIENCE, WRITER)
    await tap(dialogue, beside, announcing_words.BY_REGION, WRITER)
    assert labels(beside)[:2] == ["城东区", "城中区"]
    await tap(dialogue, beside, "其他州市", WRITER)
    assert labels(beside)[:2] == ["海东市", "海北藏族自治州"]
    await tap(dialogue, beside, "海东市", WRITER)
    assert "青海省海东市" in beside["text"]


@pytest.mark.parametrize("home", ["青海省西宁市"])
async def test_an_old_button_of_another_home_keeps_its_meaning(dialogue: Dialogue, home: str) -> None:
    (offer,) = await dialogue.say(RIDER, "/region")
    await dialogue.press(RIDER, offer, "r:150105")
    assert offer["text"] == wording.REGION_SET.format(region="内蒙古自治区呼和浩特市赛罕区")
