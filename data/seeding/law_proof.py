"""Proof that what a guide says is borne out by the article of the law it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.catalogue.guides import Guide, Passage
from data.seeding.seed_files import Seeds

_ARTICLE = re.compile(r"第([零〇一二三四五六七八九十百千]+)条")


@dataclass(frozen=True)
class _Law:
    """A text without white space, and where each article stands in it; a number may stand in several parts."""

    text: str
    articles: dict[str, list[tuple[int, int]]]

    @classmethod
    def of(cls, text: str) -> "_Law":
        begins: list[tuple[str, int]] = []
        at = 0
        for line in text.splitlines():
            squeezed = "".join(line.split())
            if (match := _ARTICLE.match(squeezed)) is not None:
                begins.append((match[1], at))
            at += len(squeezed)
        ends = [*(start for _, start in begins[1:]), at]
        articles: dict[str, list[tuple[int, int]]] = {}
        for (number, start), end in zip(begins, ends, strict=True):
            articles.setdefault(number, []).append((start, end))
        return cls("".join(text.split()), articles)


def prove_guides(seeds: Seeds, laws_dir: Path) -> list[str]:
    """What the laws in a folder do not bear out: one message each, with file, id and what to do.

    A passage is proved when it lies inside the article that it names; a fact, when its passage prints its value and
    its date is that of the law's version. Notices have no text to prove them by.
    """
    if not laws_dir.is_dir():
        return [f"{laws_dir}: no such folder; name the folder that holds the laws' text files"]

    @cache
    def law(name: str) -> _Law | None:
        path = laws_dir / name
        return _Law.of(path.read_text(encoding="utf-8")) if path.is_file() else None

    problems: list[str] = []
    for file, guide in seeds.placed_guides:
        texts = {name: law(name) for name in {one.law for one in guide.refs.values() if one.law is not None}}
        problems.extend(f"{file}: {guide.id}: {problem}" for problem in _unproved(guide, texts))
    return problems


def _unproved(guide: Guide, laws: dict[str, _Law | None]) -> Iterator[str]:
    for ref, passage in guide.refs.items():
        if passage.law is None:
            continue
        text = laws[passage.law]
        if text is None:
            yield f"{ref}: there is no text {passage.law!r} in the folder"
        elif not _inside(passage, text):
            yield f"{ref}: the passage {passage.start}-{passage.end} does not lie in article {passage.article}"
    for fact in guide.facts:
        passage = guide.refs[fact.ref]
        text = laws[passage.law] if passage.law is not None else None
        if text is not None and fact.value not in text.text[passage.start : passage.end]:
            yield f"the figure {fact.value!r} ({fact.name}) is not in its passage"
        if passage.version not in (None, fact.as_of):
            yield f"the fact {fact.name!r} is dated {fact.as_of}, its law {passage.version}; make them equal"


def _inside(passage: Passage, law: _Law) -> bool:
    if passage.start is None or passage.end is None:
        return False
    places = law.articles.get(passage.article or "", [])
    return any(start <= passage.start < passage.end <= end for start, end in places)
