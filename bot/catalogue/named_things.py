"""Names that entries give to things, as riders repeat them: quoted names, titles without their region, persons."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.catalogue.fact_traits import traits_of
from bot.understanding.normalize import normalize
from data.catalogue.entries import ServiceEntry

SHORTEST: Final = 3
LONGEST: Final = 16
"""Characters of a name; shorter ones are too many other words, longer ones nobody repeats. A person's may have two."""

MOST_OWNERS: Final = 8
"""Entries from which a name tells none of them from the others."""

RARE: Final = 3
"""Entries up to which a long word of their own stands for them like a name."""

_QUOTED = re.compile("[“‘《]([^”’》]{3,30})[”’》]")
_NAMING = re.compile("名称|全名|也叫|称号|主题|规范|方案|品牌|口号")
_PARTS = re.compile("[、；，和]")
_PLACE = re.compile("[\u4e00-\u9fff]{2,5}?(?:村|社区|十字|步行街|广场)")
_ASIDE = re.compile(r"[（(].*?[）)]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that is said, and the entries that speak of it; `word`: no name, but a word that few entries have."""

    name: str
    owners: tuple[str, ...]
    word: bool = False


class NamedThings:
    """The names of all entries, by their ids: what each calls things by, and its whole text; immutable.

    `words` are words that count as names where few entries have them.
    """

    def __init__(self, entries: Mapping[str, tuple[frozenset[str], str]], words: frozenset[str] = frozenset()) -> None:
        self._names = frozenset(name for own, _ in entries.values() for name in own)
        names = self._names | words
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._owners: dict[str, tuple[str, ...]] = dict.fromkeys(names, ())
        for name in names:
            self._lengths[name[:2]].add(len(name))
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for entry_id, (_, whole) in entries.items():
            for name in {*self._said(whole, longest_only=False)}:
                owners[name].append(entry_id)
        most = dict.fromkeys(words, RARE) | dict.fromkeys(self._names, MOST_OWNERS)
        self._owners = {name: tuple(ids) for name, ids in owners.items() if len(ids) <= most[name]}

    def find(self, normalized: str) -> tuple[Named, ...]:
        """The names that a text says, the longest where they overlap, in order."""
        said = self._said(normalized.replace(" ", ""))
        return tuple(Named(name, self._owners[name], name not in self._names) for name in said)

    def _said(self, text: str, *, longest_only: bool = True) -> Iterator[str]:
        start = 0
        while start < len(text) - 1:
            step = 1
            for length in sorted(self._lengths.get(text[start : start + 2], ()), reverse=True):
                name = text[start : start + length]
                if name in self._owners and not (name[0].isdigit() and text[start - 1 : start].isdigit()):
                    yield name
                    if longest_only:
                        step = length
                        break
            start += step


def names_in(entry: ServiceEntry) -> Iterator[str]:
    """What an entry calls things by, normalised and without spaces."""
    for text in (entry.title, entry.summary, entry.audience or "", *(fact.value for fact in entry.facts)):
        for quoted in _QUOTED.findall(text):
            yield from _fit(quoted)
    yield from _fit(_without_region(_ASIDE.sub("", entry.title), entry.region))
    yield from _places(entry)
    for fact in entry.facts:
        if _NAMING.search(fact.name):
            for part in _PARTS.split(fact.value):
                yield from _fit(part)
        if fact.value.endswith("+"):
            yield from _fit(fact.value)
        if traits_of(fact).person:
            yield from _fit(fact.value, shortest=2)


def _places(entry: ServiceEntry) -> Iterator[str]:
    """The villages, neighbourhoods and squares that an entry's title begins with, or that its facts give."""
    facts = (fact.value for fact in entry.facts if traits_of(fact).place)
    for text in (entry.title, *facts):
        for part in _PARTS.split(text):
            if (place := _PLACE.match(part)) is not None:
                yield from _fit(place[0])


def _fit(name: str, shortest: int = SHORTEST) -> Iterator[str]:
    said = normalize(name).replace(" ", "")
    if shortest <= len(said) <= LONGEST:
        yield said


def _without_region(title: str, region: str) -> str:
    """A title without the region, and the union, that it begins with: 青海工会夏令营 is 夏令营."""
    length = next((n for n in range(6, 1, -1) if title[:n] in region), 0)
    return title[length:].removeprefix("省").removeprefix("市").removeprefix("工会").removeprefix("职工")


def whole_text(entry: ServiceEntry) -> str:
    """What names are looked for in."""
    facts = (text for fact in entry.facts for text in (fact.name, fact.value))
    texts = (entry.title, entry.summary, entry.audience or "", *facts)
    return " ".join(normalize(text).replace(" ", "") for text in texts)
