"""Proof that what an entry says is written on the page it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import OWN_WORDS
from data.seeding.seed_files import Seeds

NEARBY = 200
LONGEST_COPY = 21
# The PDFs print bold headlines twice, a few characters at a time: 呼和浩特呼和浩特：：凝聚众力凝聚众力.
_DOUBLED = re.compile(r"(.{1,40}?)\1")


def page_text(path: Path) -> str:
    """An article's text without white space: what the offsets of sources count in.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    return "".join(path.read_text(encoding="utf-8").split())


def prove_sources(seeds: Seeds, articles_dir: Path) -> list[str]:
    """What the pages in a folder do not bear out: one message each, with file, id and what to do.

    An entry is proved when its article is there, headline and byline stand on the page, its passage lies inside the
    page, every figure as printed lies inside the passage or within 200 characters beside it, and its own words copy no
    run of 22 characters from the page.
    """
    if not articles_dir.is_dir():
        return [f"{articles_dir}: no such folder; name the folder that holds the articles' text files"]
    problems: list[str] = []
    pages: dict[str, _Page] = {}
    for name in sorted({entry.source.article for entry in seeds.entries}):
        try:
            pages[name] = _Page.of(page_text(articles_dir / name))
        except OSError as error:
            problems.append(f"{name}: cannot be read in {articles_dir} ({error.strerror}); put the article there")
        except UnicodeDecodeError:
            problems.append(f"{name}: is not UTF-8; save it as UTF-8")
    for file, entry in seeds.placed_entries:
        page = pages.get(entry.source.article)
        if page is not None:
            problems.extend(f"{file}: {entry.id}: {problem}" for problem in _unproved(entry, page))
    return problems


@dataclass(frozen=True)
class _Page:
    """A page as it stands, and what its headlines are looked up in."""

    text: str
    undoubled: str

    @classmethod
    def of(cls, text: str) -> "_Page":
        return cls(text, _undoubled(text))

    def prints(self, line: str) -> bool:
        plain = "".join(line.split())
        return plain in self.text or _undoubled(plain) in self.undoubled


def _undoubled(text: str) -> str:
    """The text with every immediate repetition collapsed, until none is left."""
    while (once := _DOUBLED.sub(r"\1", text)) != text:
        text = once
    return text


def _unproved(entry: ServiceEntry, page: _Page) -> Iterator[str]:
    source, text = entry.source, page.text
    if not page.prints(source.headline):
        yield f"the headline {source.headline!r} is not on {source.article}; copy it as printed"
    if source.byline is not None and not page.prints(source.byline):
        yield f"the byline {source.byline!r} is not on {source.article}; copy it as printed, or write null"
    if source.end > len(text):
        passage = f"the passage {source.start}-{source.end}"
        yield f"{passage} ends beyond the page, which has {len(text)} characters; correct `start` and `end`"
        return
    around = text[max(0, source.start - NEARBY) : source.end + NEARBY]
    for fact in entry.facts:
        if fact.value not in around:
            advice = "correct the figure or the passage's `start` and `end`"
            yield f"the figure {fact.value!r} ({fact.name}) is not within {NEARBY} characters of the passage; {advice}"
    for key in OWN_WORDS:
        words = "".join((getattr(entry, key) or "").split())
        copied = _copied_run(words, text)
        if copied:
            yield f"`{key}` copies {copied!r} from the page; say it in other words"


def _copied_run(words: str, page: str) -> str | None:
    """The first run of more than LONGEST_COPY characters that the page has too."""
    size = LONGEST_COPY + 1
    runs = (words[at : at + size] for at in range(len(words) - size + 1))
    return next((run for run in runs if run in page), None)
