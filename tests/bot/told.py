"""Whether a line that people read is made of nothing but stored words and our fixed wording."""

import re
from collections.abc import Iterable
from functools import cache

from bot.answering import words as wording
from bot.dates import show
from bot.regions import Regions
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import FIELDS

_HOLE = re.compile(r"\{\w+\}")
_BETWEEN = frozenset(("· ", "。", "；", "、"))


@cache
def fixed_words() -> frozenset[str]:
    """What stands between the holes of our patterns, and the whole sentences."""
    texts = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]
    texts += wording.NOT_WRITTEN.values()
    texts += (wording.FIELD.format(label=field.label, value="{value}") for field in FIELDS)
    return frozenset(piece for text in texts for piece in _HOLE.split(text) if piece) | _BETWEEN


def stored_words(entry: ServiceEntry, regions: Regions) -> set[str]:
    """Every text of the entry, whole and without its full stop; its dates and region as people say them."""
    texts = [entry.title, entry.summary, entry.audience, entry.how, entry.contact, entry.provider]
    dates = [entry.valid_from, entry.valid_until, entry.source.as_of]
    texts += [entry.source.headline, entry.source.byline]
    for fact in entry.facts:
        texts += [fact.name, fact.value, fact.unit]
        dates.append(fact.as_of)
    if entry.conflict is not None:
        texts.append(entry.conflict.note)
    found = {text for text in texts if text}
    found |= {text.rstrip("。！？!?") for text in found}
    return found | {show(day) for day in dates if day} | {entry.region, regions.short(entry.region)}


def untold(line: str, pieces: Iterable[str]) -> str:
    """What is left of the line behind the longest start that the pieces make up; empty when they make up all of it."""
    known = [piece for piece in pieces if piece]
    reached, furthest, seen = [0], 0, {0}
    while reached:
        start = reached.pop()
        furthest = max(furthest, start)
        for piece in known:
            end = start + len(piece)
            if end not in seen and line.startswith(piece, start):
                seen.add(end)
                reached.append(end)
    return "" if len(line) in seen else line[furthest:]
