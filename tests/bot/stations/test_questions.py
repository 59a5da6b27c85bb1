"""What a text asks about stations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stations.facilities import Facility, Kind, facilities_of, kind_of
from bot.stations.questions import Follow, StationQuestion, question_of
from bot.understanding.normalize import normalize
from bot.understanding.not_ours import not_ours


def asked(text: str) -> StationQuestion:
    return question_of(text, normalize(text))


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("菜鸟驿站在哪", False),
        ("驿站取快递", False),
        ("顺丰驿站几点关门", False),
        ("我是顺丰的，驿站在哪", True),
        ("快递员能去驿站吗", True),
        ("快递小哥歇脚的驿站", True),
        ("工会驿站在哪", True),
    ],
)
def test_parcels_are_not_ours_and_couriers_are(text: str, ours: bool) -> None:
    assert not_ours(normalize(text)) is not ours


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("017", "017"),
        ("17号驿站", "017"),
        ("驿站 3012", "3012"),
        ("st_017", "017"),
        ("demo-013", "DEMO-013"),
        ("请问17号站几点关门", "017"),
        ("120", None),
        ("12351", None),
        ("1", None),
        ("欠了3个月工资", None),
    ],
)
def test_a_number_of_a_station_is_told_from_others(text: str, number: str | None) -> None:
    assert asked(text).number == number


@pytest.mark.parametrize(
    ("text", "facilities"),
    [
        ("哪个能充电", (Facility.CHARGE,)),
        ("附近哪能喝口热水", (Facility.WATER,)),
        ("哪能热饭还能充电", (Facility.CHARGE, Facility.MEAL)),
        ("想找个地方歇会儿", (Facility.REST,)),
        ("歇会儿再充个电", (Facility.CHARGE,)),
        ("驿站在哪", ()),
    ],
)
def test_facilities_are_heard(text: str, facilities: tuple[Facility, ...]) -> None:
    assert set(asked(text).facilities) == set(facilities)


@pytest.mark.parametrize(
    ("text", "follow"),
    [
        ("下一个", Follow.MORE),
        ("远一点的也行", Follow.MORE),
        ("换一个", Follow.MORE),
        ("还有别的吗", Follow.MORE),
        ("现在还开着吗", Follow.OPEN),
        ("几点关门", Follow.OPEN),
        ("哪个能充电", Follow.FACILITY),
        ("没开门", Follow.SHUT),
        ("到了，这个站关着门", Follow.SHUT),
        ("几点开门", Follow.OPEN),
        ("我想问一下我们单位拖欠了工资现在该找谁", None),
    ],
)
def test_follow_ups_are_heard(text: str, follow: Follow | None) -> None:
    assert asked(text).follow is follow


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("新华广场附近", "新华广场"),
        ("诺和木勒大街有驿站吗", "诺和木勒大街"),
        ("我在展览馆东路，最近的驿站在哪", "展览馆东路"),
        ("腿都冻麻了手机也快没电，附近有没有能暖和的地儿，我在新华广场这块", "新华广场"),
        ("驿站在哪", ""),
        ("附近哪能喝热水", ""),
    ],
)
def test_the_words_that_name_a_place_are_left(text: str, place: str) -> None:
    assert asked(text).place == place


@pytest.mark.parametrize(
    "text", ["工会驿站有多少个", "驿站哪年开始建的", "驿站是谁建的", "驿站要钱吗", "驿站微波炉坏了没人修"]
)
def test_what_the_pages_answer_is_left_to_them(text: str) -> None:
    assert asked(text).of_programme


def test_lists_of_facilities_are_read_as_staff_write_them() -> None:
    found, unknown = facilities_of("饮水机、手机充电；微波炉 WIFI/雨伞，冰箱")
    assert found == (Facility.WATER, Facility.CHARGE, Facility.MEAL, Facility.RAIN, Facility.WIFI)
    assert unknown == ("冰箱",)
    assert [kind_of(word) for word in ("移动驿站", "司机之家", "户外劳动者服务站点", "工会驿站", "超市")] == [
        Kind.MOVABLE, Kind.DRIVERS, Kind.SITE, Kind.STATION, None,
    ]  # fmt: skip


@given(st.text(max_size=60) | st.text(alphabet="驿站附近在我哪能充电喝水号017新华广场 开门", max_size=30))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = asked(text)
    assert len(found.place) <= len(normalize(text))
    assert not (found.wants_one and found.of_programme)
