"""What the pages of cases work with."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from bot.cases.office import CaseOffice
from bot.cases.telling import Teller
from bot.people.roles import Right
from bot.people.staff import Staff

MOST_UPLOADS: Final = 8
"""Forms that may bring a file read at once: together 120 MB at the most."""


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """The office, its sentences, who of the staff reads cases, and room for the files that come."""

    office: CaseOffice
    teller: Teller
    staff: Staff

    uploads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_UPLOADS))

    async def people(self) -> int:
        """How many of the staff may read cases."""
        return len(await self.staff.who_may(Right.CASES))
