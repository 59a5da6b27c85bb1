"""The regions to choose from, by the place of the home region in the tree: the same on every channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.people import words
from bot.regions import NATION, Level, Regions


class NamedRegion(NamedTuple):
    """A region to choose: its full path, its six digits (GB/T 2260), and its own name."""

    path: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionChoices:
    """In official order the city of the home region (a full path), what lies in it, and what lies beside it.

    The city is the prefecture or municipality that the home region lies in; where it lies in none, or holds some, it is
    the home region itself. `city_name` is the city's without its kind: 呼和浩特, 海西; of the whole country
    nothing. `other_kinds` is what kinds of regions lie beside it: 盟市, 州市; 省份 beside a province or a municipality.
    """

    home: str
    city: NamedRegion
    city_name: str
    districts: tuple[NamedRegion, ...]
    others: tuple[NamedRegion, ...]
    other_kinds: str

    @property
    def city_kind(self) -> str:
        """What kind of region the city is, in one character, as in 全市, 全盟, 全区."""
        return self.city.name[-1]

    @property
    def example(self) -> str:
        """A district as somebody would write it: the last that is a 区, which seldom is one of another city too."""
        names = [district.name for district in self.districts]
        return next((name for name in reversed(names) if name.endswith("区")), (*names, self.city.name)[0])


def region_choices(regions: Regions, home: str) -> RegionChoices:
    """What there is to choose around the home region, a full path.

    Raises:
        UnknownRegion: no region has this path.
    """
    city = regions.city(home) or home
    holder = regions.parent(city)
    others = tuple(path for path in regions.children(holder) if path != city) if holder is not None else ()
    return RegionChoices(
        home=home,
        city=_named(regions, [city])[0],
        city_name=regions.bare_name(city) if city != NATION else "",
        districts=_named(regions, regions.children(city)),
        others=_named(regions, others),
        other_kinds=_kinds(regions, others),
    )


def _named(regions: Regions, paths: Sequence[str]) -> tuple[NamedRegion, ...]:
    return tuple(NamedRegion(path, regions.code(path), regions.name(path)) for path in paths)


def _kinds(regions: Regions, paths: Sequence[str]) -> str:
    """The kinds of these regions, which are provinces, or prefectures and the counties that lie in none."""
    prefectures = [path for path in paths if regions.level(path) is Level.PREFECTURE]
    if any(regions.level(path) is Level.PROVINCE for path in paths):
        return words.PROVINCES
    kinds = {"地" if path.endswith("地区") else path[-1] for path in prefectures}
    return "".join(kind for kind in words.PREFECTURES if kind in kinds) or words.COUNTIES
