"""What is kept of a talk, in words a person understands: for whoever asks what we hold of them."""

from collections.abc import Iterable

from bot.answering import words
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.regions import Regions


def kept_in_words(state: DialogueState, snapshot: Snapshot, regions: Regions) -> str:
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
    parts += _counted(state)
    return "；".join(parts) if parts else words.KEPT_NOTHING


def _counted(state: DialogueState) -> list[str]:
    """What is told by a number, or by being there at all."""
    guide = words.KEPT_GUIDE_ALL if state.guide_told > 1 else words.KEPT_GUIDE_FIRST
    told = (
        (state.seen, words.KEPT_SEEN.format(count=state.seen)),
        (state.wanted, words.KEPT_WANTED.format(count=len(state.wanted))),
        (state.guide_told, guide),
        (state.disclaimed, words.KEPT_DISCLAIMED),
        (state.asked, words.KEPT_ASKED.format(count=len(state.asked))),
        (state.measure, words.KEPT_MEASURE.format(measure=state.measure)),
        (state.unknown, words.KEPT_UNKNOWN.format(count=state.unknown)),
        (state.announced, words.KEPT_ANNOUNCED.format(number=state.announced)),
        (state.misses, words.KEPT_MISSES.format(count=state.misses)),
    )
    return [said for kept, said in told if kept]


_NAMED = 3
"""Titles named of the services that also fit: there may be dozens."""


def _titles(ids: Iterable[str], snapshot: Snapshot) -> str:
    found = (snapshot.entries.get(one) or snapshot.guide(one) for one in ids)
    return "、".join(one.title if one is not None else words.KEPT_GONE for one in found)
