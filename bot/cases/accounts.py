"""Accounts of months: reckoned for the staff, and published with words that a person writes about what changed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import tzinfo
from typing import Final

import orjson

from bot.cases.account import Account, Group, Month, Solved, WrongMonth, account_of
from bot.cases.limits import TooMuch
from bot.cases.records import Records
from data.cases import accounts
from data.people import audit
from data.people.audit import Actor
from data.tables import CaseAccount

LONGEST_CHANGED: Final = 500
"""Characters about what changed."""

_LISTED: Final = 60


@dataclass(frozen=True, slots=True)
class Published:
    """An account as everybody reads it: its figures as they were then, and what changed."""

    account: Account
    changed: str
    at: int


class Accounts:
    """The accounts of one union; months are those of `zone`."""

    def __init__(self, records: Records, zone: tzinfo) -> None:
        self._records = records
        self._zone = zone

    @property
    def last(self) -> Month:
        """The last month that is over."""
        return Month.of(self._records.now, self._zone).moved(-1)

    async def of(self, person: str, month: Month) -> Account:
        """The account of a month. Right: cases or lead.

        Raises:
            NotAllowed: without one of them.
        """
        await self._records.roster.require_some(person)
        return await self._reckoned(month)

    async def _reckoned(self, month: Month) -> Account:
        first, end = month.span(self._zone)
        received = await accounts.received(self._records.database, first, end)
        solved = [Solved(*row) for row in await accounts.solved(self._records.database, first, end)]
        return account_of(month, received, solved)

    async def publish(self, actor: Actor, month: Month, changed: str) -> None:
        """Publishes a month as it stands now, in the place of what was published of it. Right: lead.

        Raises:
            NotAllowed: without the right.
            WrongMonth: it is not over, or has too few cases to be told of.
            TooMuch: the words are none, or too many.
        """
        changed = changed.strip()
        if not changed or len(changed) > LONGEST_CHANGED:
            raise TooMuch
        await self._records.roster.require_lead(actor.person)
        now = self._records.now
        account = await self._reckoned(month)
        if month.span(self._zone)[1] > now or not account:
            raise WrongMonth(str(month))
        row = CaseAccount(
            month=str(month), figures=orjson.dumps(asdict(account)).decode(), changed=changed, by=actor.person, at=now
        )
        async with self._records.database.write() as session:
            await session.merge(row)
            await audit.note(await session.connection(), actor, now, "account.publish", str(month), after=changed)

    async def published(self, month: Month) -> Published | None:
        """What was published of a month; None when nothing was."""
        row = await accounts.published(self._records.database, str(month))
        if row is None:
            return None
        kept = orjson.loads(row.figures)
        total = Group(**kept["total"]) if kept["total"] is not None else None
        account = Account(kept["month"], total, tuple(Group(**group) for group in kept["groups"]))
        return Published(account, row.changed, row.at)

    async def months(self) -> Sequence[Month]:
        """The months that were published, newest first."""
        return [Month.read(month) for month in await accounts.months(self._records.database, _LISTED)]
