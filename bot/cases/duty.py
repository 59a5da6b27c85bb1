"""Who is told of a case: those on duty for it, those who lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.people.roles import Right
from bot.people.staff import NotAllowed, Staff
from data.cases import duty
from data.storage.engine import Database
from data.tables import CaseDuty

LONGEST_UNIT: Final = 40
"""Characters of a unit's name: what fits a button."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """Who can be told of a case: those on duty for it, and those who lead, in order."""

    on_duty: Sequence[str]
    leads: Sequence[str]

    def but(self, *people: str | None) -> Sequence[str]:
        """Those on duty without these people; where none are left, those who lead."""
        return [person for person in self.on_duty if person not in people] or self.leads


class WrongUnit(ValueError):
    """A unit has no name, or one that fits no button."""


class Roster:
    """Duty of the staff, by person; units by name."""

    def __init__(self, database: Database, staff: Staff) -> None:
        self._database = database
        self._staff = staff

    async def taken(self) -> bool:
        """Whether there is anybody who works on cases at all."""
        return bool(await self._staff.who_may(Right.CASES))

    async def on_duty(self, region: str, subject: str | None) -> Sequence[str]:
        """Those on duty who take cases of this region and subject, in order."""
        may = await self._staff.who_may(Right.CASES)
        return [
            one.person
            for one in await duty.all_of(self._database)
            if one.person in may and _takes(one, region, subject)
        ]

    async def leads(self) -> Sequence[str]:
        """Those who are told when a promise is broken."""
        return sorted(await self._staff.who_may(Right.LEAD))

    async def of(self, person: str) -> CaseDuty:
        """What this person takes."""
        return await duty.of(self._database, person)

    async def keep(self, person: str, *, on_duty: bool, regions: Sequence[str], subjects: Sequence[str]) -> None:
        """Keeps what this person takes: full paths and ids, everything if none are named. Right: cases.

        Raises:
            NotAllowed: the person has not the right.
        """
        await self._staff.require(person, Right.CASES)
        row = CaseDuty(person=person, on_duty=on_duty, regions=_joined(regions), subjects=_joined(subjects))
        await duty.keep(self._database, row)

    async def units(self) -> Sequence[str]:
        """The units that cases are handed over to."""
        return await duty.units(self._database)

    async def add_unit(self, person: str, name: str) -> None:
        """Lists a unit. Right: lead.

        Raises:
            WrongUnit, NotAllowed: see there.
        """
        await self._staff.require(person, Right.LEAD)
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_UNIT:
            raise WrongUnit(name[:LONGEST_UNIT])
        await duty.add_unit(self._database, name)

    async def remove_unit(self, person: str, name: str) -> bool:
        """Takes a unit off the list; false when it was not on it. Right: lead."""
        await self._staff.require(person, Right.LEAD)
        return await duty.remove_unit(self._database, name)

    async def require(self, person: str) -> None:
        """Does nothing for whoever may work on cases.

        Raises:
            NotAllowed: for anybody else.
        """
        if not await self._staff.may(person, Right.CASES):
            raise NotAllowed(f"needs the right {Right.CASES}")

    async def require_lead(self, person: str) -> None:
        """Does nothing for whoever leads.

        Raises:
            NotAllowed: for anybody else.
        """
        await self._staff.require(person, Right.LEAD)

    async def require_some(self, person: str) -> None:
        """Does nothing for whoever works on cases, or leads.

        Raises:
            NotAllowed: for anybody else.
        """
        if not await self._staff.may(person, Right.CASES):
            await self._staff.require(person, Right.LEAD)

    async def leads_cases(self, person: str) -> bool:
        """Whether this person may also take a case out of a colleague's hand."""
        return await self._staff.may(person, Right.LEAD)


def chosen(kept: str) -> tuple[str, ...]:
    """The paths or ids of a column of `CaseDuty`."""
    return tuple(filter(None, kept.split(",")))


def _joined(names: Sequence[str]) -> str:
    return f",{','.join(names)}," if names else ""


def _takes(one: CaseDuty, region: str, subject: str | None) -> bool:
    regions, subjects = chosen(one.regions), chosen(one.subjects)
    there = not regions or any(region.startswith(path) for path in regions)
    return one.on_duty and there and (not subjects or subject in subjects)
