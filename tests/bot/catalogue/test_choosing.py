"""Which entry of a subject answers, and which of its facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.catalogue.choosing import SHORT_LIST, Candidate, Question, candidate_of, choose
from bot.catalogue.entry_dates import as_of, entry_years
from bot.catalogue.entry_words import entry_words
from bot.catalogue.query_terms import QueryTerms, read_synonyms
from bot.catalogue.ranking import EntryIndex
from bot.catalogue.snapshot import Snapshot
from bot.dates import years_named
from bot.regions import Regions
from bot.reply import Status
from bot.understanding.aspects import Aspect, aspects_of, measure_asked
from bot.understanding.features import Featurizer
from data.catalogue.entries import Fact, ServiceEntry
from tests.bot.answering.talking import TODAY
from tests.small_catalogue import BAOTOU, ENTRIES, HOHHOT, INNER_MONGOLIA, QINGHAI, XINING, entry, source

BY_ID = {one.id: one for one in ENTRIES}


def question(
    featurizer: Featurizer, text: str, *, here: str = HOHHOT, named: str | None = None, today: date = TODAY
) -> Question:
    """What a text asks."""
    features = featurizer(text)
    return Question(
        aspects=aspects_of(features.text), measure=measure_asked(features.text),
        years=years_named(text, today), here=here, named=named, names=(), today=today,
    )  # fmt: skip


def indexed(featurizer: Featurizer, *entries: ServiceEntry, leads: Sequence[str] = ()) -> EntryIndex:
    """An index of these entries."""
    return EntryIndex([entry_words(entry, featurizer) for entry in entries], (leads,), featurizer.vectors)


def chosen(
    featurizer: Featurizer, text: str, index: EntryIndex, regions: Regions, *, here: str = HOHHOT
) -> list[Candidate]:
    """The candidates of an index for what a text asks."""
    return choose(QueryTerms.of(featurizer(text), {}), question(featurizer, text, here=here), index, regions)


def ranked(small: Snapshot, regions: Regions, intent: str, text: str, here: str = HOHHOT) -> list[Candidate]:
    """The candidates of an intent of the small catalogue."""
    return chosen(small.featurizer, text, small.indexes[intent], regions, here=here)


@pytest.mark.parametrize(
    ("here", "best"),
    [(HOHHOT, "city-stops"), (BAOTOU, "region-stops"), (QINGHAI, "qinghai-stops"), (XINING, "qinghai-stops")],
)
def test_a_service_here_comes_before_one_of_elsewhere(small: Snapshot, regions: Regions, here: str, best: str) -> None:
    found = ranked(small, regions, "rest_stop", "歇脚站有多少个", here)
    assert found[0].entry.id == best
    assert len(found) == 4
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("法律援助多少件", "lawyers-2025"),
        ("2017年法律援助多少件", "lawyers-2017"),
        ("讨回多少钱", "wages-there"),  # its page is the more exactly dated
    ],
)
def test_the_entry_with_the_figure_and_the_year_asked_for_comes_first(
    small: Snapshot, regions: Regions, text: str, best: str
) -> None:
    assert ranked(small, regions, "lawyers", text)[0].entry.id == best


def test_a_telling_word_decides_against_the_lead(small: Snapshot, regions: Regions) -> None:
    assert ranked(small, regions, "rest_stop", "歇脚")[0].entry.id == "city-stops"
    assert ranked(small, regions, "rest_stop", "赛罕区夜间歇脚站")[0].entry.id == "district-stop"


def test_a_general_question_gets_the_lead_that_holds_in_the_region(featurizer: Featurizer, regions: Regions) -> None:
    share = entry("share", "入会率", "members", INNER_MONGOLIA, "入会率", "2026")
    leads = [
        entry("in-qinghai", "集中入会", "members", QINGHAI, "入会", "2026"),
        entry("in-city", "集中入会", "members", HOHHOT, "入会", "2026"),
        entry("in-region", "集中入会", "members", INNER_MONGOLIA, "入会", "2026"),
    ]
    index = indexed(featurizer, share, *leads, leads=[lead.id for lead in leads])

    def best(region: str) -> str:
        return chosen(featurizer, "我想入会", index, regions, here=region)[0].entry.id

    assert {region: best(region) for region in (HOHHOT, BAOTOU, XINING)} == {
        HOHHOT: "in-city",
        BAOTOU: "in-region",
        XINING: "in-qinghai",
    }


def test_what_is_over_comes_behind_what_is_on_when_no_figure_is_asked_for(
    featurizer: Featurizer, regions: Regions
) -> None:
    over = entry("over", "读书会", "books", HOHHOT, "读书", "2026", valid_until="2026-10")
    on = replace(over, id="on", valid_until="2026-12")
    index = indexed(featurizer, over, on)
    assert [c.entry.id for c in chosen(featurizer, "读书会", index, regions)] == ["on", "over"]


def test_the_newer_page_comes_first_when_no_year_is_named(featurizer: Featurizer, regions: Regions) -> None:
    pages = [entry(f"of-{year}", "读书会", "books", HOHHOT, "读书", str(year)) for year in (2024, 2026, 2025)]
    found = chosen(featurizer, "读书会", indexed(featurizer, *pages), regions)
    assert [c.entry.id for c in found] == ["of-2026", "of-2025", "of-2024"]


def test_a_name_in_the_question_lifts_its_entry(small: Snapshot, regions: Regions) -> None:
    asked = question(small.featurizer, "歇脚")
    hits = tuple(small.titles.find(small.featurizer("全区歇脚站").sounds))
    assert hits[0].owner == "region-stops"
    words = QueryTerms.of(small.featurizer("歇脚"), {})
    without = choose(words, asked, small.indexes["rest_stop"], regions)
    lifted = choose(words, replace(asked, names=hits), small.indexes["rest_stop"], regions)
    score = {c.entry.id: c.score for c in without}
    assert {c.entry.id: c.score for c in lifted}["region-stops"] > score["region-stops"]


def test_the_list_is_short(featurizer: Featurizer, regions: Regions) -> None:
    many = [entry(f"book-{n}", f"读书会{n}", "books", HOHHOT, "读书", "2026") for n in range(3 * SHORT_LIST)]
    assert len(chosen(featurizer, "读书会", indexed(featurizer, *many), regions)) == SHORT_LIST


def test_one_entry_whatever_its_score(small: Snapshot, regions: Regions) -> None:
    asked = question(small.featurizer, "热饭")
    assert candidate_of(asked, small.indexes["rest_stop"], "qinghai-stops", regions).entry.id == "qinghai-stops"
    with pytest.raises(KeyError):
        candidate_of(asked, small.indexes["rest_stop"], "qinghai-meal", regions)


FACTS = (
    Fact("驿站", "503", "家", "2025"),
    Fact("投入资金", "300", "万元", "2025"),
    Fact("满意度", "96%", None, "2025"),
    Fact("服务骑手", "2", "万人次", "2025"),
    Fact("建成时间", "2016年", None, "2016"),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("驿站有多少家", "503"),
        ("投入了多少钱", "300"),
        ("满意度多高 占百分之几", "96%"),
        ("服务了多少骑手", "2"),
        ("哪年建成的", "2016年"),
    ],
)
def test_the_fact_asked_for_is_found_by_its_name_and_kind(
    featurizer: Featurizer, regions: Regions, text: str, value: str
) -> None:
    one = entry("stations", "户外站点", "rest_stop", HOHHOT, "站", "2025", facts=FACTS)
    found = chosen(featurizer, text, indexed(featurizer, one), regions)[0]
    assert [fact.value for fact in found.facts] == [value]


def test_a_kind_that_no_fact_has_finds_none(featurizer: Featurizer, regions: Regions) -> None:
    one = entry("stations", "户外站点", "rest_stop", HOHHOT, "站", "2025", facts=FACTS[2:3])
    index = indexed(featurizer, one)
    assert chosen(featurizer, "补贴多少钱", index, regions)[0].facts == ()
    assert chosen(featurizer, "几点开门", index, regions)[0].facts == ()


def test_an_entry_without_facts_has_none_to_show(small: Snapshot, regions: Regions) -> None:
    assert ranked(small, regions, "eye_check", "查视力的有多少人")[0].facts == ()


@pytest.mark.parametrize(
    ("entry_id", "years"),
    [("lawyers-2017", {2017}), ("camp-2025", {2025}), ("camp-2027", {2027}), ("eye-check", {2019})],
)
def test_the_years_that_an_entry_tells_of(entry_id: str, years: set[int]) -> None:
    assert entry_years(BY_ID[entry_id]) == years


def test_a_span_of_years_tells_of_each() -> None:
    assert entry_years(replace(BY_ID["eye-check"], valid_from="2015", valid_until="2017-02")) == {2015, 2016, 2017}


@pytest.mark.parametrize(
    ("facts", "of_source", "newest"),
    [
        ((), "2019", "2019"),
        (("2017", "2020-03"), "2019", "2020-03"),
        (("2019-05",), "2019", "2019"),
        ((None,), None, None),
    ],
)
def test_an_entry_is_of_its_newest_date(
    facts: tuple[str | None, ...], of_source: str | None, newest: str | None
) -> None:
    dated = tuple(Fact("数", "1", "个", of) for of in facts)
    one: ServiceEntry = replace(BY_ID["eye-check"], facts=dated, source=source("页", of_source))
    found = as_of(one)
    assert (found[: len(newest)] if found is not None and newest is not None else found) == newest


def test_a_region_named_is_the_one_asked_about(featurizer: Featurizer) -> None:
    assert question(featurizer, "歇脚").region == HOHHOT
    assert question(featurizer, "歇脚", named=QINGHAI).region == QINGHAI
    assert question(featurizer, "歇脚").aspect is None
    assert question(featurizer, "歇脚在哪").aspect is Aspect.WHERE


def test_status_goes_with_the_day(small: Snapshot, regions: Regions) -> None:
    index = small.indexes["camp"]
    for day, status in ((date(2025, 7, 5), Status.RUNNING), (TODAY, Status.FINISHED)):
        asked = question(small.featurizer, "夏令营", today=day)
        assert candidate_of(asked, index, "camp-2025", regions).status is status


def test_synonyms_are_read_by_line() -> None:
    read = read_synonyms("# 注\n工钱: 工资 薪水\n\n没有冒号\n娃:孩子\n")
    assert read == {"工钱": ("工资", "薪水"), "娃": ("孩子",)}
