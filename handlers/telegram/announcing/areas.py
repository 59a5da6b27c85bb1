"""Areas to choose from, for riders who subscribe and staff who address them: regions, or the whole country."""

from typing import Final

from bot.people.region_choices import RegionChoices
from bot.regions import Regions
from bot.reply import Choice
from handlers.telegram.announcing import words as wording
from handlers.telegram.desk import region_buttons

EVERYWHERE: Final = "0"
"""Stands for the whole country where a region has its code."""


def other_choices(around: RegionChoices, prefix: str) -> tuple[Choice, ...]:
    """What lies beside the city, and the whole country."""
    return (*region_buttons.other_choices(around, prefix), Choice(f"{prefix}{EVERYWHERE}", wording.EVERYWHERE))


def chosen(regions: Regions, code: str) -> tuple[bool, str | None]:
    """Whether a button's code stands for an area, and its full path; None is the whole country."""
    path = regions.coded(code)
    return code == EVERYWHERE or path is not None, path
