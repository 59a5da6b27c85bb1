"""The regions that a reader may choose; which one is kept on the phone, not here."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.regions import Level, Regions


@dataclass(frozen=True, slots=True)
class RegionChoices:
    """Full paths with their labels: the home city and its districts, and the other cities of the province."""

    home: str
    city: str
    near: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]


def region_choices(regions: Regions, home: str) -> RegionChoices:
    """What there is to choose around the home region (a full path)."""
    parent = regions.parent(home)
    city = parent if regions.level(home) is Level.COUNTY and parent is not None else home
    province = regions.province(city)
    around = regions.children(province) if province is not None else ()
    return RegionChoices(
        home,
        city,
        [(city, regions.short(city)), *((path, path.removeprefix(city)) for path in regions.children(city))],
        [(path, regions.short(path)) for path in around if path != city],
    )


def region_given(regions: Regions, given: str | None) -> str | None:
    """The region a form names; null when it names none that there is."""
    return given if given is not None and given in regions else None
