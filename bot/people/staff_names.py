"""What those who work for the union are called by their colleagues: a name that they give themselves."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.people import words
from data.people import staff_names
from data.storage.engine import Database

LONGEST: Final = 12
"""Characters of a name: it stands in lists and on buttons beside others."""

_NAME: Final = re.compile(r"(?=.*[^\W\d_])[\w·]+(?: [\w·]+)*")


class NameTaken(ValueError):
    """A colleague is called so."""


class UnfitName(ValueError):
    """No name: empty, too long, without a letter, or with signs that names do not have."""


def is_name(text: str) -> bool:
    """Whether somebody may be called this."""
    return len(text) <= LONGEST and _NAME.fullmatch(text) is not None


class StaffNames:
    """Names by the person's key; `clock` gives seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    async def of(self, persons: Iterable[str]) -> Mapping[str, str]:
        """What each of these persons is called in a list: the name, or the number of who gave none."""
        keys = frozenset(persons)
        known = await staff_names.names_of(self._database, keys)
        return {key: known.get(key, key.rpartition(":")[2]) for key in keys}

    async def called(self, person: str) -> str:
        """What one person is called: the name, or the number of who gave none."""
        return (await self.of((person,)))[person]

    async def given(self, person: str) -> str | None:
        """The name that this person gave; None when there is none."""
        return (await staff_names.names_of(self._database, (person,))).get(person)

    async def give(self, person: str, text: str) -> str:
        """Calls the person so from now on, and gives the name as it is kept.

        Raises:
            UnfitName, NameTaken: see there.
        """
        name = " ".join(text.split())
        if not is_name(name) or name in words.NOBODYS_NAMES:
            raise UnfitName(name)
        if not await staff_names.keep(self._database, person, name, int(self._clock())):
            raise NameTaken(name)
        return name

    async def to_ask(self, person: str) -> bool:
        """Whether this person is to be asked now; true once only, and never for who has a name."""
        return await staff_names.ask(self._database, person, int(self._clock()))
