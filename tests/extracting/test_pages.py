"""Invented pages of other cities and layouts: what is found there, and that nothing is said that they do not print."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.catalogue.snapshot import Snapshot
from bot.extracting.draft import Draft
from bot.extracting.drafting import Drafting
from bot.extracting.evaluation import NOTHING, Agreement, agreement
from bot.extracting.proof import unproved
from bot.extracting.stories import Page, page_of
from bot.extracting.subjects import subject_reader
from bot.regions import Regions
from data.catalogue.entries import ServiceEntry
from data.extracting.reading import read_page
from data.seeding.seed_files import SeedReader

PAGES = Path(__file__).parent / "pages"
NAMES = (
    "brief.docx",
    "briefs.txt",
    "columns.txt",
    "feature.txt",
    "kickers.txt",
    "press.pdf",
    "site.html",
    "summary.txt",
)
GOLD = tuple(SeedReader(PAGES).items("gold.yaml", TypeAdapter(ServiceEntry)))


def page(name: str) -> Page:
    content = (PAGES / name).read_bytes()
    # Kept as UTF-8, read as its program wrote it.
    return page_of(read_page(name, content.decode().encode("gb18030") if name == "kickers.txt" else content))


@pytest.fixture(scope="module")
def drafting(shipped_snapshot: Snapshot, every_region: Regions) -> Drafting:
    return Drafting(every_region, subject_reader(shipped_snapshot.featurizer, shipped_snapshot.model), None)


@pytest.fixture(scope="module")
def drafts(drafting: Drafting) -> dict[str, tuple[Draft, ...]]:
    return {name: drafting.drafts(page(name)) for name in NAMES}


def agreed(drafts: dict[str, tuple[Draft, ...]]) -> Agreement:
    return sum(
        (
            agreement(drafts[name], [one for one in GOLD if one.source.article == name], page(name).text)
            for name in NAMES
        ),
        start=NOTHING,
    )


def test_the_programmes_of_the_pages_are_found_and_their_fields_are_right(
    drafts: dict[str, tuple[Draft, ...]],
) -> None:
    found = agreed(drafts)
    assert found.pairs / found.entries >= 0.95
    assert found.pairs / found.drafts >= 0.85
    assert found.subject / found.pairs >= 0.9
    assert found.region / found.pairs >= 0.92
    assert found.provider / found.pairs >= 0.85
    assert found.signed / found.pairs >= 0.9
    assert found.figures_right / found.figures >= 0.93
    assert found.dates_right == found.dates
    assert found.elsewhere <= 0.05 * found.drafts


def test_nothing_stands_in_a_draft_that_its_page_does_not_print(drafts: dict[str, tuple[Draft, ...]]) -> None:
    assert agreed(drafts).unproved == 0
    assert all(fact.span[0] >= 0 for of_page in drafts.values() for draft in of_page for fact in draft.facts)


def test_a_value_that_the_page_does_not_print_is_found_out(drafts: dict[str, tuple[Draft, ...]]) -> None:
    text = page("columns.txt").text.replace("418", "419").replace("南通市总工会", "南通市总公会")
    wrong = {key for draft in drafts["columns.txt"] for key in unproved(draft, text)}
    assert {"source", "provider"} <= wrong
    assert any(key.startswith("facts.") for key in wrong)


@pytest.mark.parametrize("name", NAMES)
def test_headlines_and_signatures_are_those_printed(name: str) -> None:
    told = {(story.headline, "".join((story.byline or "").split())) for story in page(name).stories}
    wanted = {
        (one.source.headline, "".join((one.source.byline or "").split())) for one in GOLD if one.source.article == name
    }
    assert wanted <= told


def test_every_character_of_a_story_stands_at_its_offset() -> None:
    for name in NAMES:
        whole = page(name)
        for story in whole.stories:
            for piece in story.pieces:
                assert "".join(whole.text[at] for at in piece.offsets) == piece.text


def test_a_sentence_cut_by_a_caption_is_joined_and_the_caption_kept_apart() -> None:
    text = "\n\n".join(
        (
            "本报讯（记者 江一）滨河市总工会今年为户外劳动者建成工会驿站31个，并在里面放了",
            "图为驿站里的饮水机。",
            "微波炉和充电桩。",
        )
    )
    [story] = page_of(read_page("cut.txt", text.encode())).stories
    assert "放了微波炉和充电桩。" in story.text
    assert [piece.text for piece in story.pieces if piece.caption] == ["图为驿站里的饮水机。"]


def test_a_page_of_other_news_gives_nothing(drafting: Drafting) -> None:
    text = "港口开新航线\n\n本报讯（记者 王五）昨日，港口新开一条航线，每周一班，航程6天，完成吞吐量3000万吨。"
    assert drafting.drafts(page_of(read_page("port.txt", text.encode()))) == ()


LISTED = (
    "滨河工会简报\n2026年3月5日\n\n# 一年办了哪些事\n\n"
    "本报讯（记者 江一）赤峰市总工会新建31个工会驿站、12个职工书屋、4个职工心理咨询室。\n\n困难帮扶温暖人心。\n\n"
    "赤峰市总工会到19个园区工会开展法律体检活动。\n"
)


def test_each_item_of_a_list_is_a_thing_with_its_own_figures_and_a_heading_is_none(drafting: Drafting) -> None:
    found = drafting.drafts(page_of(read_page("listed.txt", LISTED.encode())))
    figures = {draft.title: [fact.value for fact in draft.facts] for draft in found}
    assert figures["工会驿站"] == ["31"]
    assert figures["职工书屋"] == ["12"]
    assert figures["职工心理咨询室"] == ["4"]
    assert len(found) == 4
    assert {draft.provider for draft in found} == {"赤峰市总工会"}
    assert {draft.region for draft in found} == {"内蒙古自治区赤峰市"}
