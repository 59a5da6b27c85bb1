"""The buttons of regions to choose from: for riders, for those who subscribe, for staff who address them."""

from typing import Final

from bot.people.region_choices import NamedRegion, RegionChoices
from bot.reply import Choice
from handlers.telegram.desk import words as wording

ELSEWHERE: Final = "more"


def home_choices(around: RegionChoices, prefix: str) -> tuple[Choice, ...]:
    """What lies in the city, the city, and the way to the other page if there is one; ids are the prefix and a code."""
    city = wording.REGION_WHOLE_CITY.format(city=around.city_name, kind=around.city_kind)
    choices = [*_choices(around.districts, prefix), Choice(f"{prefix}{around.city.code}", city)]
    if around.others:
        choices.append(Choice(f"{prefix}{ELSEWHERE}", wording.REGION_ELSEWHERE.format(kinds=around.other_kinds)))
    return tuple(choices)


def other_choices(around: RegionChoices, prefix: str) -> tuple[Choice, ...]:
    """What lies beside the city."""
    return _choices(around.others, prefix)


def _choices(regions: tuple[NamedRegion, ...], prefix: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"{prefix}{region.code}", region.name) for region in regions)
