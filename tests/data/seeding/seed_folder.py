"""A small seeds folder that keeps every rule, to be broken in one place by a test."""

import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

ARTICLE = "001_page.txt"
HEADLINE, BYLINE = "工会办实事 骑手点头赞", "本报记者 张三"
# Headline printed twice a few characters at a time, as the PDFs do.
PAGE = (
    "工会办实事工会办实事 骑手点头赞骑手点头赞\n本报记者 张三\n"
    "市总工会聘请律师\n20名,为职工提供法律咨询294起。另建成驿站503家,骑手可以歇脚喝水。\n"
)
PASSAGE = "市总工会聘请律师20名,为职工提供法律咨询294起。"
KINDS = ("plain", "slang", "situation", "keyword", "typo", "voice")


def page() -> str:
    """The page without white space, in which passages are counted."""
    return "".join(PAGE.split())


def entry(**changes: Any) -> dict[str, Any]:
    """An entry that keeps every rule, with changes."""
    start = page().index(PASSAGE)
    one: dict[str, Any] = {
        "id": "city-lawyers",
        "title": "职工律师",
        "intent": "legal_aid",
        "region": "甲省乙市",
        "provider": "乙市总工会",
        "audience": "职工",
        "summary": "有纠纷可以免费问工会的律师。",
        "how": None,
        "contact": None,
        "facts": [{"name": "律师人数", "value": "20", "unit": "名", "as_of": "2025"}],
        "valid_from": "2024",
        "valid_until": "2025-02",
        "conflict": None,
        "source": {
            "article": ARTICLE,
            "publication": None,
            "headline": HEADLINE,
            "byline": BYLINE,
            "as_of": "2025",
            "as_of_certainty": "inferred",
            "start": start,
            "end": start + len(PASSAGE),
        },
    }
    return deepcopy({**one, **changes})


def source(**changes: Any) -> dict[str, Any]:
    """The source of `entry`, with changes."""
    found: dict[str, Any] = entry()["source"]
    return {**found, **changes}


def phrases(seed: int, number: int) -> list[str]:
    """Made-up phrases of ten random characters: near copies of each other they cannot be."""
    chance = random.Random(seed)
    return ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(10)) for _ in range(number)]


def of_kinds(texts: list[str]) -> dict[str, list[str]]:
    """The texts dealt out to the kinds."""
    return {kind: texts[number :: len(KINDS)] for number, kind in enumerate(KINDS)}


def good_files() -> dict[str, Any]:
    """What the files hold, by path; a text stands as it is, anything else is written as YAML."""
    return {
        "intents.yaml": [
            {"id": "legal_aid", "name": "法律援助", "scope": "欠薪和纠纷"},
            {"id": "station", "name": "工会驿站", "scope": "歇脚的地方"},
        ],
        "articles.yaml": [
            {
                "id": ARTICLE,
                "publication": None,
                "stories": [
                    {"headline": HEADLINE, "byline": BYLINE, "as_of": "2025", "as_of_certainty": "inferred"},
                ],
            }
        ],
        "entries/legal_aid.yaml": [entry(), entry(id="city-advice", title="法律咨询", facts=[])],
        "entries/station.yaml": [entry(id="city-stations", title="驿站", intent="station", facts=[])],
        "phrases/legal_aid.yaml": {"intent": "legal_aid", "phrases": of_kinds(phrases(1, 60))},
        "phrases/station.yaml": {"intent": "station", "phrases": of_kinds(phrases(2, 60))},
        "out_of_scope.yaml": {"intent": None, "phrases": of_kinds(phrases(3, 800))},
        "regions.csv": "code,path,names\n1,甲省,甲\n2,甲省乙市,乙\n",
    }


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Writes the files below a folder and returns it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def write_article(folder: Path) -> Path:
    """Writes the page into a folder and returns it."""
    folder.mkdir(exist_ok=True)
    (folder / ARTICLE).write_text(PAGE, encoding="utf-8")
    return folder
