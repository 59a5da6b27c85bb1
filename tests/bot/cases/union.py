"""A union that works on cases: its office over a database, a channel that fails as told, a clock that tests move."""

import secrets
from collections import deque
from datetime import UTC, datetime
from pathlib import Path

from bot.announcing.messenger import Outcome, Sent
from bot.cases.office import CaseOffice
from bot.cases.records import Piece
from bot.cases.relay import Told
from bot.cases.riders import Draft, Receipt
from bot.cases.states import Kind, Urgency
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.timing import Time
from data.people.audit import Actor
from data.storage.engine import Database
from tests.small_offices import cases_in

OWNER, ANNA, BOB, LEAD, RIDER = "tg:9001", "tg:9101", "tg:9102", "tg:9103", "tg:1001"
REGION = "内蒙古自治区呼和浩特市玉泉区"
FRIDAY_AT_TEN = datetime(2026, 11, 27, 10, 0, tzinfo=UTC).timestamp()


def by(person: str) -> Actor:
    return Actor(person, "telegram")


class Channel:
    """Delivers at once, or ends as `outcomes` say, one a call."""

    def __init__(self) -> None:
        self.delivered: list[tuple[str, Told]] = []
        self.outcomes: deque[Outcome] = deque()

    async def carry(self, chat: str, told: Told) -> Outcome:
        outcome = self.outcomes.popleft() if self.outcomes else Sent(1)
        if isinstance(outcome, Sent):
            self.delivered.append((chat, told))
        return outcome

    def to(self, chat: str) -> list[str]:
        """What somebody was told, in order."""
        return [str(told.what) for to, told in self.delivered if to == chat]

    def words_to(self, chat: str) -> list[str]:
        return [told.word.text for to, told in self.delivered if to == chat and told.word is not None]


class Union:
    """`office` is one process; `another` makes one more over the same database."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.now = FRIDAY_AT_TEN
        self.database = database
        self._key = folder / "case.key"
        self.staff = Staff(database, frozenset({OWNER}), lambda: self.now)
        self.channel = Channel()
        self.office = self.another(self.channel)

    def another(self, channel: Channel) -> CaseOffice:
        async def sleep(seconds: float) -> None:
            self.now += seconds

        time = Time(lambda: self.now, lambda: self.now, sleep, UTC)
        office = cases_in(self.database, self.staff, time, self._key)
        office.relay.give(channel)
        return office

    async def hire(self, *people: str, right: Right = Right.CASES, on_duty: bool = True) -> None:
        for person in people:
            await self.staff.grant(by(OWNER), person, right)
            if right is Right.CASES:
                await self.office.roster.keep(person, on_duty=on_duty, regions=(), subjects=())

    async def hand_over(
        self, words: str = "站长扣钱", person: str = RIDER, urgency: Urgency = Urgency.DAYS, token: str = ""
    ) -> Receipt:
        draft = Draft(None, REGION, urgency, (Piece(Kind.SAID, words),))
        receipt = await self.office.riders.hand_over(person, draft, token or secrets.token_hex(8), person)
        await self.office.relay.idle()
        return receipt

    async def settle(self) -> None:
        """Everything that is due now happens."""
        await self.office.reminders.look()
        await self.office.keeping.give_back()
        await self.office.relay.look()
        await self.office.relay.idle()
