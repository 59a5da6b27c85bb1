"""Entries by a word, and the nearest ones to a word that is no entry's."""

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from bot.understanding.normalize import normalize
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import MATCHED

MOST: Final = 200
"""Entries that a search gives: nobody turns more pages."""

ALIKE: Final = 70.0
"""rapidfuzz `partial_ratio` from which a title is like the word."""


def find(entries: Iterable[ServiceEntry], word: str) -> tuple[ServiceEntry, ...]:
    """The entries that have the word in id or title, then elsewhere, then those with a title like it; best first."""
    wanted = normalize(word).replace(" ", "")
    if not wanted:
        return ()
    scored = [(_score(entry, wanted, word.strip().lower()), entry) for entry in entries]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(entry for _, entry in found[:MOST])


def _score(entry: ServiceEntry, wanted: str, typed: str) -> float:
    title = normalize(entry.title).replace(" ", "")
    if typed == entry.id or wanted == title:
        return 100
    if wanted in title or typed in entry.id:
        return 90
    rest: list[str | None] = [getattr(entry, key) for key in MATCHED]
    rest += [entry.region, entry.source.headline, *(fact.name for fact in entry.facts)]
    if any(typed in part.lower() for part in rest if part):
        return 70
    like = fuzz.partial_ratio(wanted, title) if len(wanted) > 1 else 0.0
    return like / 2 if like >= ALIKE else 0.0


def nearest(entries: Mapping[str, ServiceEntry], given: str, most: int = 5) -> tuple[ServiceEntry, ...]:
    """The entries whose ids or titles come nearest to what was typed, best first; none for nothing typed."""
    typed = given.strip().lower()
    if not typed:
        return ()
    names = {entry_id: entry_id for entry_id in entries} | {f" {e.id}": e.title for e in entries.values()}
    best = process.extract(typed[:80], names, scorer=fuzz.WRatio, limit=most * 2, score_cutoff=45)
    ids = dict.fromkeys(key.strip() for _, _, key in best)
    return tuple(entries[entry_id] for entry_id in list(ids)[:most])
