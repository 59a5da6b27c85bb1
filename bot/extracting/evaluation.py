"""How well drafts of pages agree with what people read there: found, and each field right."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extracting.draft import Draft
from bot.extracting.proof import unproved
from data.catalogue.entries import ServiceEntry
from data.catalogue.near_copies import letters
from data.seeding.source_proof import NEARBY

_LEAST_OVERLAP: Final = 0.5
"""Share of the shorter of two passages that they must have in common to tell of one thing."""

_PROVIDERS: Final = re.compile(r"[、和（(]")
_DIGITS: Final = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A draft and the entry that tells of the same thing."""

    draft: Draft
    entry: ServiceEntry


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over one page or several."""

    entries: int
    drafts: int
    pairs: int
    subject: int
    region: int
    provider: int
    signed: int
    figures: int
    figures_right: int
    dates: int
    dates_right: int
    unproved: int
    elsewhere: int
    """Drafts from stories that no entry is taken from."""

    def __add__(self, other: "Agreement") -> "Agreement":
        mine, theirs = ([getattr(one, name) for name in self.__slots__] for one in (self, other))
        return Agreement(*(a + b for a, b in zip(mine, theirs, strict=True)))


NOTHING: Final = Agreement(*([0] * 13))


def agreement(drafts: Sequence[Draft], entries: Sequence[ServiceEntry], page: str) -> Agreement:
    """How the drafts of a page (given without white space) agree with the entries taken from it by people."""
    pairs = matched(drafts, entries)
    headlines = {_plain(entry.source.headline) for entry in entries}
    figures = [list(_figures(pair)) for pair in pairs]
    dated = [pair for pair in pairs if pair.entry.valid_from or pair.entry.valid_until]
    return Agreement(
        entries=len(entries),
        drafts=len(drafts),
        pairs=len(pairs),
        subject=sum(pair.draft.intent == pair.entry.intent for pair in pairs),
        region=sum(pair.draft.region == pair.entry.region for pair in pairs),
        provider=sum(same_provider(pair.draft.provider, pair.entry.provider) for pair in pairs),
        signed=sum(_same_story(pair) for pair in pairs),
        figures=sum(len(each) for each in figures),
        figures_right=sum(sum(each) for each in figures),
        dates=len(dated),
        dates_right=sum(_same_dates(pair) for pair in dated),
        unproved=sum(len(unproved(draft, page)) for draft in drafts),
        elsewhere=sum(not _headline_in(draft.source.headline, headlines) for draft in drafts),
    )


def matched(drafts: Sequence[Draft], entries: Sequence[ServiceEntry]) -> list[Pair]:
    """Drafts and entries of the same thing, strictly one to one, those that have most in common first."""
    likely = sorted(
        ((score, -d, -e) for d, draft in enumerate(drafts) for e, entry in enumerate(entries)
         if (score := _in_common(draft, entry)) > 0),
        reverse=True,
    )  # fmt: skip
    taken: set[int] = set()
    told: set[int] = set()
    pairs: list[Pair] = []
    for _, d, e in likely:
        if -d not in taken and -e not in told:
            taken.add(-d)
            told.add(-e)
            pairs.append(Pair(drafts[-d], entries[-e]))
    return pairs


def _in_common(draft: Draft, entry: ServiceEntry) -> float:
    """How much of one thing both tell; 0 where they do not."""
    one, other = draft.source, entry.source
    shared = min(one.end, other.end) - max(one.start, other.start)
    overlap = shared / min(one.end - one.start, other.end - other.start)
    if overlap < _LEAST_OVERLAP:
        return 0.0
    mine, theirs = _pairs(f"{draft.title}{''.join(draft.aliases)}"), _pairs(entry.title)
    title = len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
    printed = {_DIGITS.findall(fact.value)[0] for fact in entry.facts if _DIGITS.search(fact.value)}
    got = {_DIGITS.findall(fact.value)[0] for fact in draft.facts if _DIGITS.search(fact.value)}
    figures = len(printed & got) / len(printed) if printed else 0.0
    if title == 0 and figures == 0 and shared < 0.7 * max(one.end - one.start, other.end - other.start):
        return 0.0
    return overlap + 2 * title + figures


def _pairs(text: str) -> set[str]:
    plain = letters(text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def same_provider(one: str | None, other: str | None) -> bool:
    """Whether both name the same organisation first; further ones are as the page joins them."""
    if one is None or other is None:
        return one is other
    return _PROVIDERS.split(one)[0] == _PROVIDERS.split(other)[0]


def _plain(text: str) -> str:
    return letters(text)


def _headline_in(headline: str, known: Iterable[str]) -> bool:
    plain = _plain(headline)
    return any(plain in one or one in plain for one in known) if plain else False


def _same_story(pair: Pair) -> bool:
    """Headline and byline as printed; a line above the headline may be counted to it."""
    mine, theirs = _plain(pair.draft.source.headline), _plain(pair.entry.source.headline)
    byline = "".join((pair.draft.source.byline or "").split()) == "".join((pair.entry.source.byline or "").split())
    return byline and bool(mine) and (theirs.endswith(mine) or mine.endswith(theirs))


def _figures(pair: Pair) -> Iterator[bool]:
    """For each figure that the entry has: whether the draft has it, at a place in or beside the entry's passage."""
    for fact in pair.entry.facts:
        digits = _DIGITS.search(fact.value)
        if digits is None or re.match(r"(?:19|20)\d\d(?:年|$)", fact.value):
            continue
        source = pair.entry.source
        yield any(
            digits[0] in one.value and source.start - NEARBY <= one.span[0] and one.span[1] <= source.end + NEARBY
            for one in pair.draft.facts
        )


def _same_dates(pair: Pair) -> bool:
    mine = (pair.draft.valid_from or "", pair.draft.valid_until or "")
    theirs = (pair.entry.valid_from or "", pair.entry.valid_until or "")
    return mine == theirs
