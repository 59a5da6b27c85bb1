"""The catalogue as a reader browses it: subjects, the services of one, and all of them in a bundle to keep."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.answering.cards import Cards
from bot.answering.choosing import entry_candidate, whole_service
from bot.answering.guide_cards import GuideCards
from bot.answering.scene import Scene
from bot.answering.showing import NEAR_THE_BEST, by_region
from bot.answering.unlisted import nothing_told
from bot.catalogue.entry_dates import as_of
from bot.catalogue.query_terms import QueryTerms
from bot.catalogue.snapshot import Snapshot
from bot.dates import status
from bot.regions import Regions
from bot.reply import Card, Status
from bot.understanding.normalize import normalize
from data.catalogue.entries import ServiceEntry, Subject
from data.catalogue.guides import Guide

MOST_KEPT: Final = 300
"""Services in a bundle that a phone keeps: with every city in the catalogue, the nearest ones; some 150 kB."""


KEPT_ALIASES: Final = 3
"""Other names of a guide that a phone keeps; the rest would take 3 kB more."""

MOST_FOUND: Final = 12
"""Lines that a search shows."""

MOST_ON: Final = 4
"""Services named where somebody asks what is on."""

GUIDE_FROM: Final = 0.45
SERVICE_FROM: Final = 0.35
"""Likeness from which a guide, and a service, is worth a line."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A subject with how many guides and services it has."""

    subject: Subject
    count: int


@dataclass(frozen=True, slots=True)
class KeptService:
    """A service, or a guide, as it is read without a connection; `keywords` are further words to find it by."""

    id: str
    title: str
    intent: str
    subject: str
    keywords: str
    card: Card


def shelves(snapshot: Snapshot) -> Sequence[Shelf]:
    """Every subject that has anything, in the order of the closed list."""
    return [
        Shelf(
            subject,
            sum(
                len(held)
                for held in (
                    snapshot.indexes[subject.id].entries if subject.id in snapshot.indexes else (),
                    snapshot.guides[subject.id].guides if subject.id in snapshot.guides else (),
                )
            ),
        )
        for subject in snapshot.filled_subjects
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a service with its region (a full path), day and state; of a guide all three are None."""

    id: str
    title: str
    region: str | None = None
    as_of: str | None = None
    status: Status | None = None


def services_of(snapshot: Snapshot, regions: Regions, subject: str, here: str, today: date) -> Sequence[ServiceEntry]:
    """A subject's services, those that hold at `here` (a full path), are on and help most first."""
    index = snapshot.indexes.get(subject)
    return by_region(index, here, regions, today) if index is not None else ()


def listed_of(snapshot: Snapshot, regions: Regions, subject: str, here: str, today: date) -> Sequence[Listed]:
    """A subject's guides, then its services in the order of `services_of`; none where it is unknown."""
    guides = snapshot.guides[subject].guides if subject in snapshot.guides else ()
    entries = services_of(snapshot, regions, subject, here, today)
    return [*(Listed(guide.id, guide.title) for guide in guides), *(_listed(entry, today) for entry in entries)]


def search(snapshot: Snapshot, regions: Regions, text: str, here: str, today: date) -> Sequence[Listed]:
    """The guides and services that a few words find, at most `MOST_FOUND`, the best first; `here` is a full path."""
    normalized = normalize(text)
    if not normalized:
        return ()
    query = QueryTerms.of(snapshot.featurizer.utterance(normalized), snapshot.synonyms)
    found: list[tuple[float, Listed]] = []
    for guides in snapshot.guides.values():
        found += [(_score(hit.score, hit.guide.title, normalized), Listed(hit.guide.id, hit.guide.title))
                  for hit in guides.heard(query).hits if hit.score >= GUIDE_FROM]  # fmt: skip
    scores = snapshot.everything.scores(query) + snapshot.everything.region_fit(here, False, regions) / 2
    for score, entry in zip(scores.tolist(), snapshot.everything.entries, strict=True):
        found.append((_score(score, entry.title, normalized), _listed(entry, today)))
    best = max((score for score, _ in found), default=0.0)
    near = [pair for pair in found if pair[0] >= max(SERVICE_FROM, NEAR_THE_BEST * best)]
    return [one for _, one in sorted(near, key=lambda pair: -pair[0])][:MOST_FOUND]


def listed_now(snapshot: Snapshot, regions: Regions, here: str, today: date, word: str) -> Sequence[Listed]:
    """The newest services that are on at `here` (a full path) and called by the word, one a subject."""
    listed = (
        _listed(entry, today)
        for entry in snapshot.entries.values()
        if word in entry.title + entry.summary and regions.contains(entry.region, here)
    )
    on = sorted((one for one in listed if one.status is Status.RUNNING), key=lambda one: one.as_of or "", reverse=True)
    of_subject = {snapshot.intent_of[one.id]: one for one in reversed(on)}
    return sorted(of_subject.values(), key=lambda one: one.as_of or "", reverse=True)[:MOST_ON]


def _score(score: float, title: str, words: str) -> float:
    """A title that holds the words comes first."""
    return score + (1.0 if words in normalize(title) else 0.0)


def _listed(entry: ServiceEntry, today: date) -> Listed:
    stamp = as_of(entry)
    return Listed(entry.id, entry.title, entry.region, stamp, status(entry.valid_from, entry.valid_until, stamp, today))


def bundle(snapshot: Snapshot, regions: Regions, here: str, today: date) -> Sequence[KeptService]:
    """What a phone of `here` keeps for a time without a connection: guides, then services, the nearest first."""
    scene = Scene(snapshot, regions, here, today)
    guides = [_kept_guide(guide, scene) for index in snapshot.guides.values() for guide in index.guides]
    filled = {subject.id for subject in snapshot.filled_subjects}
    nothing = [_kept_nothing(subject, scene) for subject in snapshot.subjects.values() if subject.id not in filled]
    return [*guides, *(_kept(entry, scene) for entry in _nearest(snapshot, regions, here, today)), *nothing]


def _nearest(snapshot: Snapshot, regions: Regions, here: str, today: date) -> Iterator[ServiceEntry]:
    """One service of each subject after the other, so that a full bundle still holds every subject."""
    rows = [list(services_of(snapshot, regions, subject, here, today)) for subject in snapshot.subjects]
    turns = (row[place] for place in range(MOST_KEPT) for row in rows if place < len(row))
    return (entry for _, entry in zip(range(MOST_KEPT), turns, strict=False))


def _kept(entry: ServiceEntry, scene: Scene) -> KeptService:
    subject = scene.snapshot.subjects[entry.intent]
    return KeptService(
        id=entry.id,
        title=entry.title,
        intent=entry.intent,
        subject=subject.name,
        keywords=subject.scope,
        card=entry_card(entry.id, scene),
    )


def _kept_nothing(subject: Subject, scene: Scene) -> KeptService:
    """What is said of a subject that no page tells of."""
    said = nothing_told(subject.name, scene.regions.short(scene.here))
    return KeptService(subject.id, subject.name, subject.id, subject.name, subject.scope, Card(said, (), ""))


def _kept_guide(guide: Guide, scene: Scene) -> KeptService:
    return KeptService(
        id=guide.id,
        title=guide.title,
        intent=guide.intent,
        subject=scene.snapshot.subjects[guide.intent].name,
        keywords=" ".join(guide.aliases[:KEPT_ALIASES]),
        card=GuideCards(scene.regions).first(guide, None, None, disclaim=True),
    )


def entry_card(entry: str, scene: Scene) -> Card:
    """One entry's card alone.

    Raises:
        KeyError: there is no such entry.
    """
    return Cards(scene.snapshot.entries, scene.regions).card(entry_candidate(entry, scene), whole_service(scene, None))
