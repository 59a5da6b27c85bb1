"""Entries are proved by the pages, and what is not borne out is named."""

from pathlib import Path
from typing import Any

import pytest

from data.seeding.seed_checks import read_seeds
from data.seeding.source_proof import prove_sources
from tests.data.seeding.seed_folder import ARTICLE, HEADLINE, entry, good_files, page, source, write, write_article


def _problems(tmp_path: Path, first: dict[str, Any], headline: str = HEADLINE) -> list[str]:
    files = good_files()
    files["entries/legal_aid.yaml"][0] = first
    stories = files["articles.yaml"][0]["stories"]
    stories.append({**stories[0], "headline": headline, "byline": first["source"]["byline"]})
    return prove_sources(read_seeds(write(tmp_path / "seeds", files)), write_article(tmp_path / "articles"))


def test_a_page_proves_what_it_says_also_under_a_doubled_headline(tmp_path: Path) -> None:
    assert _problems(tmp_path, entry()) == []


def test_a_figure_beside_the_passage_is_near_enough_and_a_distant_one_is_not(tmp_path: Path) -> None:
    beside = [{"name": "站点", "value": "503", "unit": "家", "as_of": None}]
    assert _problems(tmp_path, entry(facts=beside)) == []
    files = good_files()
    files["entries/legal_aid.yaml"][0] = entry(facts=beside)
    seeds = read_seeds(write(tmp_path / "seeds", files))
    folder = write_article(tmp_path / "articles")
    distant = page().replace("另建成", "空" * 200 + "另建成")
    (folder / ARTICLE).write_text(distant, encoding="utf-8")
    (problem,) = prove_sources(seeds, folder)
    assert problem.startswith(
        "entries/legal_aid.yaml: city-lawyers: the figure '503' (站点) is not within 200 characters"
    )


@pytest.mark.parametrize(
    ("first", "headline", "part"),
    [
        (
            entry(facts=[{"name": "律师", "value": "21", "unit": "名", "as_of": None}]),
            HEADLINE,
            "the figure '21' (律师) is not",
        ),
        (entry(source=source(headline="骑手的一天")), "骑手的一天", "the headline '骑手的一天' is not on 001_page.txt"),
        (entry(source=source(byline="李四")), HEADLINE, "the byline '李四' is not on 001_page.txt"),
        (entry(source=source(end=9999)), HEADLINE, "-9999 ends beyond the page, which has"),
        (entry(summary=page()[25:47]), HEADLINE, f"`summary` copies '{page()[25:47]}' from the page; say it in"),
        (entry(audience=page()[25:47]), HEADLINE, "`audience` copies"),
    ],
)
def test_what_the_page_does_not_bear_out_is_named(
    tmp_path: Path, first: dict[str, Any], headline: str, part: str
) -> None:
    problems = _problems(tmp_path, first, headline)
    assert len(problems) == 1
    assert part in problems[0]


def test_a_run_of_21_characters_is_no_copy(tmp_path: Path) -> None:
    assert _problems(tmp_path, entry(summary=page()[25:46])) == []


def test_missing_pages_are_named_once(tmp_path: Path) -> None:
    seeds = read_seeds(write(tmp_path / "seeds", good_files()))
    (tmp_path / "articles").mkdir()
    (problem,) = prove_sources(seeds, tmp_path / "articles")
    assert problem.startswith(f"{ARTICLE}: cannot be read in")
    (tmp_path / "articles" / ARTICLE).write_bytes(b"\xff")
    assert prove_sources(seeds, tmp_path / "articles") == [f"{ARTICLE}: is not UTF-8; save it as UTF-8"]
    (problem,) = prove_sources(seeds, tmp_path / "nowhere")
    assert "no such folder" in problem
