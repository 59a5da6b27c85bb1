"""Regions to choose from, for riders who subscribe and staff who address them."""

from typing import Final

from bot.reply import Choice
from bot.wording import announcing as wording
from bot.wording import telegram as telegram_wording
from handlers.telegram.region import CITY, DISTRICTS, LEAGUES, path_of

ELSEWHERE: Final = "more"
NATION: Final = "0"
"""The code of the whole country."""


def home_choices(prefix: str) -> tuple[Choice, ...]:
    """The districts, the city, and the way to the other page; ids are the prefix and a code."""
    districts = [Choice(f"{prefix}{code}", name) for code, name in DISTRICTS.items()]
    city = Choice(f"{prefix}{CITY}", telegram_wording.REGION_WHOLE_CITY)
    return (*districts, city, Choice(f"{prefix}{ELSEWHERE}", telegram_wording.REGION_ELSEWHERE))


def other_choices(prefix: str) -> tuple[Choice, ...]:
    """The other leagues and cities, and the whole country."""
    leagues = [Choice(f"{prefix}{code}", name) for code, name in LEAGUES.items()]
    return (*leagues, Choice(f"{prefix}{NATION}", wording.EVERYWHERE))


def chosen(code: str) -> tuple[bool, str | None]:
    """Whether a button's code stands for a region, and its full path; null is the whole country."""
    path = path_of(code)
    return code == NATION or path is not None, path
