"""The first line of an answer about several stations: what is near, what has what was wanted, what there is at all."""

from collections.abc import Sequence
from typing import Final

from bot.stations import words
from bot.stations.composing import Near
from bot.stations.facilities import Facility
from bot.stations.finding import Closeness, Nearest, having

_NEAR: Final = {
    Closeness.CLOSE: words.NEAREST_OPEN,
    Closeness.FAR: words.NOTHING_CLOSE_OPEN,
    Closeness.NONE_OPEN: words.NOTHING_OPEN,
}


def named(facilities: Sequence[Facility]) -> str:
    """The facilities as people call them."""
    return "、".join(words.FACILITY_NAMES[one] for one in facilities)


def lead_of_nearest(found: Nearest, wanted: Sequence[Facility]) -> str:
    """What is said before the nearest stations."""
    if found.lacking:
        return words.NONE_NEAR_HAS.format(facilities=named(wanted))
    if wanted and found.closeness is Closeness.CLOSE:
        return words.NEAREST_HAVING.format(facilities=named(wanted))
    return _NEAR[found.closeness]


def fitting(found: Sequence[Near], wanted: Sequence[Facility], district: str) -> tuple[Sequence[Near], str]:
    """Those of a district that have everything wanted, all where none has, and what is said before them."""
    if not wanted:
        return found, words.IN_DISTRICT.format(district=district, count=len(found))
    fit = having(found, wanted)
    lead = words.IN_DISTRICT_HAVING if fit else words.IN_DISTRICT_NONE_HAS
    shown = fit or found
    return shown, lead.format(district=district, count=len(shown), facilities=named(wanted))
