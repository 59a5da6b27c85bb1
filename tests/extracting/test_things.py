"""What newspaper Chinese makes a thing of its own, and what it does not."""

import pytest

from bot.catalogue.snapshot import Snapshot
from bot.extracting.draft import Draft
from bot.extracting.drafting import Drafting
from bot.extracting.stories import page_of
from bot.extracting.subjects import subject_reader
from bot.regions import Regions
from data.extracting.reading import read_page


@pytest.fixture(scope="module")
def drafting(shipped_snapshot: Snapshot, every_region: Regions) -> Drafting:
    return Drafting(every_region, subject_reader(shipped_snapshot.featurizer, shipped_snapshot.model), None)


def drafts(drafting: Drafting, body: str) -> tuple[Draft, ...]:
    text = f"江城晚报\n2025年3月12日\n\n# 工会这样做\n\n本报讯（记者 江一）{body}\n"
    return drafting.drafts(page_of(read_page("things.txt", text.encode())))


def titles(drafting: Drafting, body: str) -> list[str]:
    return [draft.title for draft in drafts(drafting, body)]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "赤峰市总工会加强协调劳动关系三方机制建设，建立和谐企业联合激励机制，举办劳动关系宣传周。",
            ["协调劳动关系三方机制", "和谐企业联合激励机制", "劳动关系宣传周"],
        ),
        ("赤峰市总工会组建“司机工会”“骑手工会”“保洁工会”等的力度不减。", ["司机工会", "骑手工会", "保洁工会"]),
        ("赤峰市总工会组建职工法律服务队伍。", ["职工法律服务队伍"]),
        ("2019年，赤峰市职工互助保障协会成立。", ["赤峰市职工互助保障"]),
        ("赤峰市总工会大力发展。全市建立新业态工会组织78个。", ["新业态工会组织"]),
    ],
    ids=["enumerated", "names_mark_to_mark", "founded", "verb_behind", "counted"],
)
def test_each_work_is_a_thing(drafting: Drafting, body: str, wanted: list[str]) -> None:
    assert titles(drafting, body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "赤峰市总工会完善向上级工会请示报告制度，严明政治纪律。",
        "围绕“三北”工程劳动竞赛等重大任务，赤峰市总工会服务大局。",
        "赤峰市总工会助力实施“六个工程”。",
    ],
    ids=["life_of_the_party", "on_what", "summed_up"],
)
def test_what_offers_nothing_gives_no_draft(drafting: Drafting, body: str) -> None:
    assert titles(drafting, body) == []


def test_what_people_got_of_a_thing_belongs_to_it(drafting: Drafting) -> None:
    [draft] = drafts(
        drafting,
        "赤峰市总工会举办职工技能大赛，310名选手参赛，12名选手获颁“赤峰工匠”称号，每人补助500元。",
    )
    assert [fact.value for fact in draft.facts] == ["310", "12", "500"]


def test_a_thing_at_which_a_scene_plays_begins_where_it_is_made(drafting: Drafting) -> None:
    [draft] = drafts(
        drafting, "11月2日，在工会驿站里，骑手刘强一边充电一边说。今年，赤峰市总工会新建工会驿站52个，配备饮水机。"
    )
    assert "刘强" not in draft.passage
    assert [fact.value for fact in draft.facts] == ["52"]


def test_an_item_of_a_list_has_the_opening_of_its_sentence_and_ends_where_it_ends(drafting: Drafting) -> None:
    first, second = drafts(drafting, "今年，赤峰市总工会建成12个职工书屋、4个职工心理咨询室，天天开放。")
    assert first.passage.endswith("12个职工书屋")
    assert "今年" in first.passage
    assert "今年" in second.passage
    assert second.passage.endswith("天天开放。")


def test_people_without_a_measure_and_years_that_something_lasted_are_figures(drafting: Drafting) -> None:
    [draft] = drafts(drafting, "赤峰市总工会连续14年开展法律援助服务，办理案件53件，为3.16万职工挽回损失。")
    assert [fact.value for fact in draft.facts] == ["14年", "53", "3.16万"]


@pytest.mark.parametrize("words", ["指导13个园区工会联合会达标，", "与公安、各区民政局联合，"])
def test_what_is_of_many_places_is_no_provider(drafting: Drafting, words: str) -> None:
    found = drafts(drafting, f"赤峰市总工会服务职工。{words}开展法律体检活动。")
    assert {draft.provider for draft in found} == {"赤峰市总工会"}


@pytest.mark.parametrize("name", ["中建城投集团工会", "赤峰市职工服务中心"])
def test_a_company_s_union_and_a_service_centre_offer_what_their_story_tells(drafting: Drafting, name: str) -> None:
    found = drafts(drafting, f"近日，{name}公布服务清单。\n\n开通“工友热线”，每周二接听。{name}欢迎来电。")
    assert {draft.provider for draft in found} == {name}


def test_hours_stand_as_they_are_printed_and_a_telephone_is_no_part_of_a_figure_s_name(drafting: Drafting) -> None:
    [draft] = drafts(
        drafting, "赤峰市总工会开通“心灵热线”24小时心理咨询0476-2345678，窗口周一至周五10:30至19:00接待职工。"
    )
    assert [(fact.name, fact.value) for fact in draft.facts][1:] == [("几点到几点", "周一至周五10:30至19:00")]
    assert not any(character.isdigit() for character in draft.facts[0].name)


def test_an_address_of_something_else_ends_what_is_told(drafting: Drafting) -> None:
    [draft] = drafts(
        drafting,
        "赤峰市总工会开通“心灵热线”接听。中心地址：赤峰市松山区木兰街58号，咨询电话：0476-8801234。",
    )
    assert draft.contact is None
