"""Which stations answer: the nearest open ones, those of a region, those that a few words name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from rapidfuzz import fuzz, process

from bot.stations.composing import Near, StationComposer
from bot.stations.facilities import Facility
from bot.stations.hours import Calendar
from bot.stations.opening_now import OpeningStatus
from data.stations import directory as rows
from data.stations.geodesy import Point
from data.stations.nearest import nearest
from data.storage.engine import Database

SHOWN: Final = 3
"""Stations in one answer."""

TOO_FAR: Final = 100_000.0
"""Metres: nobody goes so far for a rest; whoever asks from there is in a region whose stations are not known."""

CLOSE: Final = 5_000.0
"""Metres: half an hour's ride there and back. What is farther is named, but not as near."""

LOOKED_AT: Final = (40, 400)
"""Nearest stations among which open ones are looked for; the second time where too few of the first are open."""

SOUNDS_LIKE: Final = 78.0
"""Likeness of a station's name, 0 to 100, from which it is taken for the one typed."""

_MOST_NAMES: Final = 5_000
_LIST: Final = 200


class Closeness(Enum):
    """How well the nearest stations serve somebody now."""

    CLOSE = "close"
    FAR = "far"
    NONE_OPEN = "none_open"


@dataclass(frozen=True, slots=True)
class Nearest:
    """The stations around a place, those to show first at the beginning; `shown` of them are to be shown.

    `lacking`: none of those looked at has everything that was wanted.
    """

    stations: tuple[Near, ...]
    closeness: Closeness
    shown: int
    lacking: bool = False


class StationFinder:
    """Finds stations; `now` gives the local time by which they are open or shut."""

    def __init__(self, database: Database, now: Callable[[], datetime], calendar: Calendar) -> None:
        self._database = database
        self._now = now
        self._calendar = calendar

    @property
    def composer(self) -> StationComposer:
        """Words for stations as they are at this moment."""
        return StationComposer(self._now(), self._calendar)

    async def near(self, here: Point, wanted: Sequence[Facility]) -> Nearest | None:
        """Three that are open and close; else the nearest one; None: none at all.

        Only those with everything wanted, where there are any. Where fewer than three are open close by, those whose
        hours nobody wrote down fill up.
        """
        composer = self.composer
        found: list[Near] = []
        of_state: dict[OpeningStatus, list[Near]] = {}
        for most in LOOKED_AT:
            around = await self._around(here, most)
            found = having(around, wanted) or around
            of_state = {state: [] for state in OpeningStatus}
            for one in found:
                of_state[composer.state(one.station).state].append(one)
            if len(of_state[OpeningStatus.OPEN]) >= SHOWN or len(around) < most:
                break
        if not found:
            return None
        lacking = len(having(found, wanted)) < len(found)
        usable = (*of_state[OpeningStatus.OPEN], *of_state[OpeningStatus.UNKNOWN])
        close = [one for one in of_state[OpeningStatus.OPEN] if _metres(one) <= CLOSE]
        if len(close) < SHOWN:
            close += [one for one in of_state[OpeningStatus.UNKNOWN] if _metres(one) <= CLOSE]
        if close:
            rest = sorted((one for one in usable if one not in close[:SHOWN]), key=_metres)
            return Nearest((*close[:SHOWN], *rest), Closeness.CLOSE, min(SHOWN, len(close)), lacking)
        first = of_state[OpeningStatus.OPEN][:1] or found[:1]
        others = [one for one in found if one not in first]
        far = Closeness.FAR if of_state[OpeningStatus.OPEN] else Closeness.NONE_OPEN
        return Nearest((*first, *others), far, 1, lacking)

    async def in_region(self, region: str, wanted: Sequence[Facility]) -> list[Near]:
        """Stations of a region (a full path), the most useful first; at most 200."""
        return self._best_first([Near(one) for one in await rows.in_district(self._database, region, _LIST)], wanted)

    async def named(self, words: str, within: str, wanted: Sequence[Facility], *, loosely: bool) -> list[Near]:
        """Stations of a region whose name or address holds the words, `loosely` also those like them.

        After them those around the first, as the words may be those of a square with one station on it.
        """
        found = await rows.naming(self._database, words, within, _LIST)
        if not found and loosely and len(words) >= SHOWN:
            names = dict(await rows.names(self._database, within, _MOST_NAMES))
            like = process.extract(words, names, scorer=fuzz.partial_ratio, score_cutoff=SOUNDS_LIKE, limit=SHOWN)
            found = await rows.by_codes(self._database, [code for _, _, code in like])
        if not found:
            return []
        centre = Point(found[0].latitude, found[0].longitude)
        known = {one.code for one in found}
        around = [one for one in await self._around(centre, SHOWN * 3, CLOSE) if one.station.code not in known]
        # How far they are from the first says nothing of how far they are from the person.
        others = [Near(one.station) for one in around]
        return [*self._best_first([Near(one) for one in found], wanted), *self._best_first(others, wanted)]

    async def _around(self, here: Point, most: int, within: float | None = None) -> list[Near]:
        near = await (nearest(self._database, here, most, within) if within else nearest(self._database, here, most))
        records = await rows.by_ids(self._database, [one.id for one in near])
        return [Near(records[one.id], one.metres) for one in near if one.id in records]

    def _best_first(self, found: Sequence[Near], wanted: Sequence[Facility]) -> list[Near]:
        """Those with everything wanted before the others, of both the open ones first."""
        composer = self.composer
        return sorted(found, key=lambda one: (_lacks(one, wanted), composer.state(one.station).state.value))


def having(found: Sequence[Near], wanted: Sequence[Facility]) -> list[Near]:
    """Those that have everything wanted, by the list."""
    return [one for one in found if not _lacks(one, wanted)]


def _lacks(one: Near, wanted: Sequence[Facility]) -> bool:
    return not all(facility in one.station.facilities for facility in wanted)


def _metres(one: Near) -> float:
    return one.metres if one.metres is not None else 0.0
