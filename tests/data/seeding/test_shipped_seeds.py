"""The seeds that ship keep every rule, and are proved by the pages where those are at hand."""

import json
from pathlib import Path

import pytest

from data.catalogue.near_copies import near_copies
from data.seeding.seed_checks import check_seeds
from data.seeding.seed_files import Seeds, seeds_folder
from data.seeding.source_proof import prove_sources

SHARED = Path(__file__).parents[4] / "shared"
ARTICLES, QUESTIONS = SHARED / "articles", SHARED / "questions.jsonl"


@pytest.mark.slow
def test_the_shipped_seeds_keep_every_rule() -> None:
    assert check_seeds(seeds_folder()) == []


def test_every_region_and_office_of_the_pages_has_entries(seeds: Seeds) -> None:
    assert len(seeds.entries) >= 110
    of_pages, of_laws = {entry.intent for entry in seeds.entries}, {guide.intent for guide in seeds.guides}
    told_of = of_pages | of_laws
    assert {subject.id for subject in seeds.subjects} >= told_of
    assert all(not subject.leads for subject in seeds.subjects if subject.id not in told_of)
    regions = {entry.region for entry in seeds.entries}
    assert regions >= {
        "内蒙古自治区呼和浩特市",
        "内蒙古自治区",
        "青海省",
        "甘肃省张掖市民乐县",
        "山东省日照市莒县",
        "吉林省长春市",
    }
    providers = {entry.provider for entry in seeds.entries}
    assert providers >= {"呼和浩特市人社局", "呼和浩特市救助站"}


def test_no_title_or_summary_reads_badly(seeds: Seeds) -> None:
    """Half-width marks between Chinese characters look like slips on a phone."""
    told = [text for entry in seeds.entries for text in (entry.title, entry.summary, entry.how or "")]
    assert [text for text in told if set(text) & set(",;:?!()")] == []


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the newspaper pages are not beside the checkout")
def test_the_pages_prove_every_entry(seeds: Seeds) -> None:
    assert prove_sources(seeds, ARTICLES) == []


@pytest.mark.skipif(not QUESTIONS.is_file(), reason="the measuring questions are not beside the checkout")
def test_no_phrase_is_a_near_copy_of_a_measuring_question(seeds: Seeds) -> None:
    questions = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line]
    texts = [phrase.text for phrase in seeds.phrases]
    assert [texts[own] for own, _ in near_copies(texts, questions, 90)] == []
