"""The catalogue as a reader browses it: subjects, the services of one, and all of them in a bundle to keep."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.catalogue import Snapshot
from bot.presenting import Presenter, by_region
from bot.regions import Regions
from bot.reply import Card
from data.entries import ServiceEntry, Subject

MOST_KEPT: Final = 300
"""Services in a bundle that a phone keeps: with every city in the catalogue, the nearest ones; some 150 kB."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A subject with how many services it has."""

    subject: Subject
    count: int


@dataclass(frozen=True, slots=True)
class KeptService:
    """A service as it is read without a connection; `keywords` are further words to find it by."""

    id: str
    title: str
    subject: str
    keywords: str
    card: Card


def shelves(snapshot: Snapshot) -> Sequence[Shelf]:
    """Every subject, in the order of the closed list."""
    indexes = snapshot.indexes
    return [
        Shelf(subject, len(indexes[subject.id].entries) if subject.id in indexes else 0)
        for subject in snapshot.subjects.values()
    ]


def services_of(snapshot: Snapshot, regions: Regions, subject: str, here: str) -> Sequence[ServiceEntry]:
    """A subject's services, those that hold at `here` (a full path) and help most first; none where it is unknown."""
    index = snapshot.indexes.get(subject)
    return by_region(index, here, regions) if index is not None else ()


def bundle(snapshot: Snapshot, regions: Regions, here: str, today: date) -> Sequence[KeptService]:
    """What a phone of `here` keeps for a time without a connection: at most `MOST_KEPT` services, nearest first."""
    presenter = Presenter(snapshot, regions)
    return [_kept(entry, presenter, here, today) for entry in _nearest(snapshot, regions, here)]


def _nearest(snapshot: Snapshot, regions: Regions, here: str) -> Iterator[ServiceEntry]:
    """One service of each subject after the other, so that a full bundle still holds every subject."""
    rows = [list(services_of(snapshot, regions, subject, here)) for subject in snapshot.subjects]
    turns = (row[place] for place in range(MOST_KEPT) for row in rows if place < len(row))
    return (entry for _, entry in zip(range(MOST_KEPT), turns, strict=False))


def _kept(entry: ServiceEntry, presenter: Presenter, here: str, today: date) -> KeptService:
    subject = presenter.snapshot.subjects[entry.intent]
    return KeptService(
        id=entry.id,
        title=entry.title,
        subject=subject.name,
        keywords=subject.scope,
        card=presenter.card(entry.id, None, here, today),
    )
