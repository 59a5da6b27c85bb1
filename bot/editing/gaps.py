"""What is missing or out of date in the entries: the list of what editors have to do."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.catalogue.entry_dates import as_of
from bot.dates import last_day, status
from bot.reply import Status
from data.catalogue.entries import ServiceEntry

YEAR: Final = timedelta(days=365)
"""The age from which an entry should be looked at again."""


class Gap(StrEnum):
    """A kind of work; its value is short, for buttons."""

    HOW = "h"
    CONTACT = "c"
    DATE = "d"
    FINISHED = "f"
    OLD = "o"


def gaps_of(entry: ServiceEntry, today: date) -> frozenset[Gap]:
    """What this entry wants; one that is over wants only that to be looked at."""
    stamp = as_of(entry)
    if status(entry.valid_from, entry.valid_until, stamp, today) is Status.FINISHED:
        return frozenset((Gap.FINISHED,))
    found = {
        Gap.HOW: entry.how is None,
        Gap.CONTACT: entry.contact is None,
        Gap.DATE: stamp is None,
        Gap.OLD: stamp is not None and last_day(stamp) + YEAR < today,
    }
    return frozenset(gap for gap, wanting in found.items() if wanting)


def gaps(entries: Iterable[ServiceEntry], today: date) -> Mapping[Gap, tuple[ServiceEntry, ...]]:
    """The entries of each kind of work, the oldest first where age is what is wrong, else by title."""
    found: dict[Gap, list[ServiceEntry]] = {gap: [] for gap in Gap}
    for entry in entries:
        for gap in gaps_of(entry, today):
            found[gap].append(entry)
    return {gap: tuple(sorted(listed, key=_by_age if gap is Gap.OLD else _by_title)) for gap, listed in found.items()}


def _by_title(entry: ServiceEntry) -> tuple[str, str]:
    return entry.title, entry.id


def _by_age(entry: ServiceEntry) -> tuple[str, str]:
    return as_of(entry) or "", entry.id
