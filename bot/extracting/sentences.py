"""The sentences of a piece of text and their clauses, each with its place in the piece."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SENTENCE: Final = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’\"）)]*|[^。！？!?；;]+$")
_COMMA: Final = re.compile(r"(?<!\d)[，,]|[，,](?!\d)|——|(?<!\d)[:：](?![\d“‘])")
_NAME: Final = re.compile(r"[“‘]([^“”‘’。！？；]{2,28})[”’]|《([^《》]{2,40})》")
_SAYS: Final = re.compile(r"(?:说|道|表示|介绍|告诉记者|[:：])[，,:：]?$")
_SPOKEN: Final = re.compile(r"我|你|他们|咱|呢|吗|啦|了。|真|太")
_NAMES: Final = re.compile(r"[一-鿿]{0,4}(?:活动|行动|计划|项目|制度|平台|工程|大赛|讲堂)")
"""What stands behind a name, be it in words that people speak: “党在我心中”系列教育活动."""

_BRACKETS: Final = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in quotation marks; `start` and `end` are those of the name itself, `document`: it stood in 《》."""

    text: str
    start: int
    end: int
    document: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause; `start` and `end` count characters of the piece."""

    text: str
    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses."""

    text: str
    start: int
    end: int
    clauses: tuple[Clause, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text without white space; a semicolon ends one too: both halves have a verb."""
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        names = tuple(_names(text, start, end))
        yield Sentence(found[0], start, end, tuple(_clauses(text, start, end, names)))


def _names(text: str, start: int, end: int) -> Iterator[Name]:
    for found in _NAME.finditer(text, start, end):
        words = found[1] or found[2]
        before = text[max(start, found.start() - 6) : found.start()]
        spoken = _SPOKEN.search(words) and not _NAMES.match(text, found.end())
        if found[1] and (_SAYS.search(before) or spoken):
            continue
        at = found.start() + 1
        yield Name(words, at, at + len(words), document=found[2] is not None)


def _clauses(text: str, start: int, end: int, names: tuple[Name, ...]) -> Iterator[Clause]:
    kept = [(name.start, name.end) for name in names] + [found.span() for found in _BRACKETS.finditer(text, start, end)]
    at = start
    for comma in _COMMA.finditer(text, start, end):
        if any(first <= comma.start() < last for first, last in kept):
            continue
        if comma.start() > at:
            yield _clause(text, at, comma.start(), names)
        at = comma.end()
    if at < end:
        yield _clause(text, at, end, names)


def _clause(text: str, start: int, end: int, names: tuple[Name, ...]) -> Clause:
    inside = tuple(name for name in names if start <= name.start and name.end <= end)
    return Clause(text[start:end], start, end, inside)
