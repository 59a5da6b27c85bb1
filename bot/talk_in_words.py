"""What is kept of a talk, in words a person understands: for whoever asks what we hold of them."""

from collections.abc import Iterable

from bot.catalogue import Snapshot
from bot.conversation import State
from bot.regions import Regions
from bot.wording import answering as words


def talk_in_words(state: State, snapshot: Snapshot, regions: Regions) -> str:
    """Everything that the state holds: subject, services by title, region, choices on the screen, misses."""
    parts: list[str] = []
    if state.intent is not None:
        subject = snapshot.subjects.get(state.intent)
        parts.append(words.KEPT_SUBJECT.format(subject=subject.name if subject is not None else state.intent))
    if state.shown:
        parts.append(words.KEPT_SHOWN.format(titles=_titles(state.shown, snapshot)))
    if state.rest:
        parts.append(words.KEPT_REST.format(titles=_titles(state.rest[:_NAMED], snapshot), count=len(state.rest)))
    if state.region is not None:
        parts.append(words.KEPT_REGION.format(region=regions.short(state.region)))
    if state.offered:
        parts.append(words.KEPT_OFFERED.format(count=len(state.offered)))
    if state.stations:
        codes = "、".join(state.stations[:_NAMED])
        parts.append(words.KEPT_STATIONS.format(codes=codes, count=len(state.stations)))
    if state.seen:
        parts.append(words.KEPT_SEEN.format(count=state.seen))
    if state.wanted:
        parts.append(words.KEPT_WANTED.format(count=len(state.wanted)))
    if state.misses:
        parts.append(words.KEPT_MISSES.format(count=state.misses))
    return "；".join(parts) if parts else words.KEPT_NOTHING


_NAMED = 3
"""Titles named of the services that also fit: there may be dozens."""


def _titles(ids: Iterable[str], snapshot: Snapshot) -> str:
    entries = snapshot.entries
    return "、".join(entries[entry].title if entry in entries else words.KEPT_GONE for entry in ids)
