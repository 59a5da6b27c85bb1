"""Guides keep their rules, are borne out by the article they name, and come out of the database as they went in."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from data.catalogue.guides import Passage, guide_columns, guide_from_columns
from data.catalogue.whole import read_catalogue
from data.seeding.guide_checks import HOTLINES
from data.seeding.law_proof import prove_guides
from data.seeding.loading import load_seeds
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import Seeds, WrongSeeds
from data.storage.engine import Database
from tests.data.seeding.seed_folder import good_files, write

LAW = "某法(2020-01-01).txt"
TEXT = "第一章 总则\n第一条 工资按月给。\n第二条 申请的期限是一年，不收费。\n再一段。\n"
FLAT = "".join(TEXT.split())
SHARED_LAWS = Path(__file__).parents[4] / "shared" / "laws"


def passage(words: str, article: str) -> dict[str, Any]:
    start = FLAT.index(words)
    return {"law": LAW, "article": article, "start": start, "end": start + len(words)}


def guide(**changes: Any) -> dict[str, Any]:
    one: dict[str, Any] = {
        "id": "guide-wages",
        "title": "工资不给怎么要",
        "intent": "legal_aid",
        "aliases": ["欠薪", "工资拖着", "不发钱"],
        "answer": "工资该按月给。",
        "answer_refs": ["monthly"],
        "steps": [{"text": f"先做第{n}件事", "refs": ["limit"]} for n in "一二三"],
        "facts": [{"name": "期限", "value": "一年", "say": "1年", "unit": None, "as_of": "2020-01-01", "ref": "limit"}],
        "papers": "身份证",
        "contact": ["12333"],
        "where": None,
        "cost": "不收费",
        "riders": None,
        "unsettled": None,
        "variants": [
            {"when": [f"没{n}"], "answer": "也能要。", "step": None, "refs": ["limit"]} for n in ("合同", "工牌")
        ],
        "refs": {"monthly": passage("工资按月给", "一"), "limit": passage("期限是一年", "二")},
    }
    return deepcopy({**one, **changes})


def seeds_with(tmp_path: Path, one: dict[str, Any]) -> Seeds:
    files = {**good_files(), "guides/legal_aid.yaml": [one]}
    return read_seeds(write(tmp_path / "seeds", files))


def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / LAW).write_text(TEXT, encoding="utf-8")
    return folder


def test_a_guide_that_keeps_every_rule_is_proved(tmp_path: Path) -> None:
    seeds = seeds_with(tmp_path, guide())
    assert [one.id for one in seeds.guides] == ["guide-wages"]
    assert prove_guides(seeds, laws(tmp_path)) == []


def test_a_guide_knows_the_phrases_of_its_subject_that_tell_of_it(tmp_path: Path) -> None:
    files = {**good_files(), "guides/legal_aid.yaml": [guide()]}
    files["phrases/legal_aid.yaml"]["guides"] = {"guide-wages": {"plain": ["三个月没开支了"], "slang": ["钱毛都没见"]}}
    seeds = read_seeds(write(tmp_path / "seeds", files))
    assert seeds.guides[0].said == ("三个月没开支了", "钱毛都没见")
    assert {"三个月没开支了", "钱毛都没见"} <= {phrase.text for phrase in seeds.phrases}


def test_phrases_of_a_guide_that_is_not_there_are_told(tmp_path: Path) -> None:
    files = good_files()
    files["phrases/legal_aid.yaml"]["guides"] = {"guide-gone": {"plain": ["三个月没开支了"]}}
    with pytest.raises(WrongSeeds, match="'guide-gone' is no guide of legal_aid"):
        read_seeds(write(tmp_path / "seeds", files))


STEP = {"text": "先做一件事", "refs": ["limit"]}


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"steps": [STEP, STEP]}, "has 2 steps; write three to five"),
        ({"answer": "长" * 41}, "`answer` has 41 characters"),
        ({"contact": []}, "names no number to dial"),
        ({"contact": ["10000"]}, "10000 is no public number"),
        ({"answer": "打 88888 问。"}, "tells to dial 88888"),
        ({"answer": "你该按月拿钱。"}, "says 你"),
        ({"answer_refs": ["elsewhere"]}, "'elsewhere' is not among `refs`"),
        ({"answer_refs": ["limit"]}, "'monthly' bears nothing out"),
        ({"intent": "station"}, "stands in a file named for another intent"),
    ],
)
def test_each_rule_has_its_message(tmp_path: Path, changes: dict[str, Any], part: str) -> None:
    with pytest.raises(WrongSeeds) as wrong:
        seeds_with(tmp_path, guide(**changes))
    assert any(part in problem and "guide-wages" in problem for problem in wrong.value.problems)


@pytest.mark.parametrize(
    ("refs", "facts", "part"),
    [
        ({"limit": {**passage("期限是一年", "一")}}, None, "does not lie in article 一"),
        ({"limit": {**passage("期限是一年", "二"), "law": "别的法.txt"}}, None, "there is no text '别的法.txt'"),
        (None, "两年", "the figure '两年' (期限) is not in its passage"),
    ],
)
def test_what_the_law_does_not_bear_out_is_named(
    tmp_path: Path, refs: dict[str, Any] | None, facts: str | None, part: str
) -> None:
    one = guide()
    one["refs"] |= refs or {}
    one["facts"][0]["value"] = facts or one["facts"][0]["value"]
    problems = prove_guides(seeds_with(tmp_path, one), laws(tmp_path))
    assert any(part in problem for problem in problems)


def test_a_fact_is_dated_by_its_law(tmp_path: Path) -> None:
    one = guide()
    one["facts"][0]["as_of"] = "2019-01-01"
    (problem,) = prove_guides(seeds_with(tmp_path, one), laws(tmp_path))
    assert "is dated 2019-01-01, its law 2020-01-01" in problem


def test_the_law_and_its_version_are_told_by_the_name_of_its_file() -> None:
    one = Passage(law="解释（一）(2020-12-29).txt", article="一", start=0, end=1)
    assert (one.title, one.version) == ("解释（一）", "2020-12-29")
    assert (Passage(law="侵权责任编.txt").title, Passage(law="侵权责任编.txt").version) == ("侵权责任编", None)
    assert Passage(notice="新华社, 2025-07-08").title == "新华社, 2025-07-08"


@pytest.mark.skipif(not SHARED_LAWS.is_dir(), reason="the laws are not beside the checkout")
def test_every_guide_that_ships_is_proved(seeds: Seeds) -> None:
    assert len(seeds.guides) >= 60
    assert prove_guides(seeds, SHARED_LAWS) == []


def test_what_ships_names_no_number_but_public_ones(seeds: Seeds) -> None:
    assert {number for one in seeds.guides for number in one.contact} <= HOTLINES


def test_a_row_gives_back_its_guide_and_ignores_what_a_later_release_adds(seeds: Seeds) -> None:
    for place, one in enumerate(seeds.guides):
        row = guide_columns(one, place)
        assert guide_from_columns(row) == one
        row["content"]["of_a_later_release"] = 1
        assert guide_from_columns(row) == one


async def test_guides_are_loaded_changed_and_removed(database: Database, tmp_path: Path) -> None:
    first = seeds_with(tmp_path / "1", guide())
    assert (await load_seeds(database, first)).guides == 1
    assert (await load_seeds(database, first)).guides == 0
    changed = seeds_with(tmp_path / "2", guide(answer="该月月给。"))
    report = await load_seeds(database, changed)
    assert (report.guides, report.catalogue_changed) == (1, True)
    async with database.read() as session:
        assert [one.answer for one in (await read_catalogue(session)).guides] == ["该月月给。"]
    none = read_seeds(write(tmp_path / "3", good_files()))
    assert (await load_seeds(database, none)).guides == 1
    async with database.read() as session:
        assert (await read_catalogue(session)).guides == ()
