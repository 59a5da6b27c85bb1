"""What is deleted when its time is over, and what goes back when somebody leaves."""

from collections.abc import Callable
from typing import Final

from bot.cases.records import Records
from bot.cases.states import GOING_ON, State
from bot.cases.work import give_back
from bot.people.roles import Right
from bot.people.staff import Staff
from data.cases import cases, duty

EVERY: Final = 10.0
"""Seconds between two looks at who may still work on cases."""

TIDY_EVERY: Final = 3600.0

UNSAID: Final = 7 * 86_400
"""Seconds after which what the union calls solved is closed when the person says nothing."""

_DAY = 86_400
_AT_ONCE = 200


class Keeping:
    """`days` is how long words and files of closed cases are kept; the counts stay."""

    def __init__(self, records: Records, staff: Staff, kick: Callable[[], None], days: int) -> None:
        self._records = records
        self._staff = staff
        self._kick = kick
        self.days = days

    async def give_back(self) -> None:
        """Puts the cases back of whoever lost the right, or left."""
        may = await self._staff.who_may(Right.CASES)
        for person in await cases.holders(self._records.database) - may:
            await self._leave(person)

    async def left(self, person: str) -> None:
        """Puts back the cases of somebody who leaves, and forgets their duty."""
        await self._leave(person)
        await duty.forget(self._records.database, person)

    async def _leave(self, person: str) -> None:
        for number in await cases.held_by(self._records.database, person):
            reachable = await self._records.reachable(number)
            async with self._records.acting(number) as act:
                if act.case.holder == person:
                    give_back(act, reachable)
        self._kick()

    async def tidy(self) -> None:
        """Closes what was solved and not spoken of for a week, and deletes words whose time is over."""
        database, now = self._records.database, self._records.now
        while found := await cases.solved_before(database, now - UNSAID, _AT_ONCE):
            for number in found:
                async with self._records.acting(number) as act:
                    if act.case.state == State.SOLVED:
                        self._records.close(act, State.CLOSED)
        while found := await cases.to_empty(database, now - self.days * _DAY, _AT_ONCE):
            for number in found:
                async with self._records.acting(number) as act:
                    if State(act.case.state) not in GOING_ON:
                        act.case.owner = act.case.address = None
                        act.case.emptied = True
                        await cases.empty(act.session, number)
        await cases.forget_pauses(database, now)
