"""What is refused of an entry, in words for the person who made it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.editing.checks import Known, problems
from bot.editing.fact_lines import WrongFactLine, fact_lines, read_fact_lines
from bot.editing.fields import EDITABLE, Typed, WrongValue, shown_value
from bot.editing.phones import wrong_number
from bot.regions import Regions
from data.catalogue.entries import Conflict, Fact, ServiceEntry, Source
from data.seeding.seed_files import Seeds
from tests.small_catalogue import ENTRIES, HOHHOT, SAIHAN, SUBJECTS

SUBJECT_IDS = frozenset(subject.id for subject in SUBJECTS)
STOPS = ENTRIES[0]


def known(regions: Regions) -> Known:
    return Known.of(ENTRIES, SUBJECT_IDS, regions)


@pytest.fixture
def typed(regions: Regions) -> Typed:
    return Typed({subject.id: subject for subject in SUBJECTS}, regions, HOHHOT)


def test_every_shipped_entry_passes(seeds: Seeds, regions: Regions) -> None:
    subjects = frozenset(subject.id for subject in seeds.subjects)
    all_known = Known.of(seeds.entries, subjects, regions)
    assert {entry.id: found for entry in seeds.entries if (found := problems(entry, all_known))} == {}


def _source(**more: Any) -> dict[str, Source]:
    return {"source": replace(STOPS.source, **more)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "CityStops", "title": "新站"}, "编号"),
        ({"id": "stops", "title": "新站"}, "连字符"),
        ({"id": "a-" + "b" * 60, "title": "新站"}, "最多 60"),
        ({"title": "长" * 23}, "「标题」有 23 个字，最多 22 个"),
        ({"title": ""}, "「标题」不能空着"),
        ({"summary": " "}, "「简介」只有空白"),
        ({"how": "先登记\n再领"}, "「怎么办」里有换行"),
        ({"how": "办\x00法"}, "看不见的字符"),
        ({"intent": "weather"}, "没有「weather」这个主题"),
        ({"region": "呼市"}, "没有「呼市」这个地区"),
        ({"valid_from": "2026-13"}, "「开始日期」的日期「2026-13」不对"),
        ({"valid_from": "2026-05", "valid_until": "2026-04"}, "早于开始日期"),
        ({"contact": "电话 1234567"}, "不像电话"),
        ({"contact": "139471"}, "不像电话"),
        ({"facts": (Fact("站", "1", None, None), Fact("站", "2", None, None))}, "「站」写了 2 次"),
        ({"facts": (Fact("站", "1 2", None, None),)}, "有空格"),
        ({"facts": (Fact("站", "1", None, "去年"),)}, "「数据」的日期「去年」不对"),
        ({"facts": tuple(Fact(f"第{n}", "1", None, None) for n in range(41))}, "最多 40 条"),
        ({"region": SAIHAN, "title": "赛罕区夜间歇脚站"}, "已有同名条目"),
        ({"conflict": Conflict("no-such", "不同")}, "「no-such」不是另一个条目"),
        ({"conflict": Conflict("city-stops", "不同")}, "不是另一个条目"),
        (_source(headline=""), "要有出处"),
        (_source(article="", publication=None, as_of=None, as_of_certainty="unknown"), "要有出处"),
        (_source(as_of=None), "对不上"),
        (_source(as_of="昨天"), "「出处日期」的日期「昨天」不对"),
        (_source(start=9, end=3), "起止位置"),
    ],
)  # fmt: skip
def test_each_thing_wrong_is_said(changes: dict[str, Any], said: str, regions: Regions) -> None:
    (problem,) = problems(replace(STOPS, **changes), known(regions))
    assert said in problem


def test_everything_wrong_is_said_at_once(regions: Regions) -> None:
    wrong = replace(STOPS, title="", region="月球", contact="99999999", valid_until="明年")
    assert len(problems(wrong, known(regions))) == 4


def test_an_entry_made_here_needs_no_article(regions: Regions) -> None:
    here = Source("", "呼和浩特日报", "歇脚有地方", None, None, "unknown", 0, 0)
    assert problems(replace(STOPS, source=here), known(regions)) == ()


NUMBERS = (
    "12351", "110", "打12351或110", "13947112345", "139 4711 2345", "0471-6512345", "(0471)6512345", "010-65123456",
    "0471-6512345转801", "0471-12351", "400-123-4567", "4001234567", "+86 13947112345", "１２３５１", "2026年3月", "",
    "呼市总工会（3楼 301室）", "12351、12333、110 119 120",
)  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_that_can_be_dialled_pass(text: str) -> None:
    assert wrong_number(text) is None


@pytest.mark.parametrize(
    "text", ["6512345", "1394711234", "139471123456", "12351-99", "99999", "400-123-456", "身份证150102199001011234"]
)
def test_other_long_numbers_do_not(text: str) -> None:
    assert wrong_number(text) is not None


WORD = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="=＝@＠"), min_size=1, max_size=10)
FACTS = st.lists(st.builds(Fact, WORD, WORD, st.none() | WORD, st.none() | st.sampled_from(("2026", "2026-03"))))


@pytest.mark.slow
@given(FACTS)
def test_facts_as_lines_read_back(facts: list[Fact]) -> None:
    assert read_fact_lines(fact_lines(facts)) == tuple(facts)


@given(st.text(max_size=60))
def test_any_text_is_facts_or_refused_with_its_line(text: str) -> None:
    try:
        facts = read_fact_lines(text)
    except WrongFactLine:
        return
    assert read_fact_lines(fact_lines(facts)) == facts


@given(key=st.sampled_from(EDITABLE), text=st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it is immutable
def test_whatever_is_typed_is_a_value_or_refused_in_words(typed: Typed, key: str, text: str) -> None:
    try:
        changed = typed.with_value(STOPS, key, text)
    except WrongValue:
        return
    assert isinstance(changed, ServiceEntry)
    assert changed.id == STOPS.id


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
@pytest.mark.parametrize("key", EDITABLE)
def test_a_shown_value_typed_again_changes_nothing(typed: Typed, entry: ServiceEntry, key: str) -> None:
    shown = shown_value(entry, key)
    if shown == "（空）":
        shown = "空"
    assert typed.with_value(entry, key, shown) == entry


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("region", "赛罕区", SAIHAN),
        ("region", "呼市", HOHHOT),
        ("intent", "热饭", "hot_meal"),
        ("valid_from", "2026年3月", "2026-03"),
        ("valid_until", "2026.3.1", "2026-03-01"),
        ("how", "无", None),
        ("facts", "空", ()),
        ("facts", "床位=12 张 @2026年3月\n\n", (Fact("床位", "12", "张", "2026-03"),)),
        ("facts", "床位 = 12\n毛毯＝30 条", (Fact("床位", "12", None, None), Fact("毛毯", "30", "条", None))),
    ],
)  # fmt: skip
def test_what_people_type_becomes_a_value(typed: Typed, key: str, text: str, value: object) -> None:
    assert getattr(typed.with_value(STOPS, key, text), key) == value


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("title", "空", "「标题」不能空着"),
        ("region", "月球", "没有「月球」这个地区"),
        ("region", "鼓楼区", "不止一个"),
        ("intent", "天气", "没有「天气」这个主题"),
        ("facts", "床位十二张", "第 1 行看不懂"),
    ],
)
def test_what_is_no_value_is_refused(typed: Typed, key: str, text: str, said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        typed.with_value(STOPS, key, text)


@pytest.mark.parametrize("given", ["how", "怎么办", "办法", "HOW", " how "])
def test_a_field_has_several_names(typed: Typed, given: str) -> None:
    assert typed.field(given) == "how"


def test_an_unknown_field_names_those_there_are(typed: Typed) -> None:
    with pytest.raises(WrongValue, match="能改的有：标题、主题"):
        typed.field("颜色")
