"""Reminders as rows: one is queued in the transaction that notes that it was, so none is lost and none doubled."""

from typing import Final

from bot.cases.duty import Reachable
from bot.cases.records import Act, Records
from bot.cases.relay import Relay
from bot.cases.states import REMINDERS, WORKED_ON, State, What
from data.cases import cases
from data.tables import UnionCase

EVERY: Final = 5.0
"""Seconds between two looks at the clocks."""

_AT_ONCE = 50


class Reminders:
    """Reminds whoever has a case at half time and before its end, then the next, then those who lead."""

    def __init__(self, records: Records, relay: Relay) -> None:
        self._records = records
        self._relay = relay

    async def look(self) -> None:
        """Gives every reminder that is due; of several that were missed the last alone."""
        due = await cases.to_remind(self._records.database, self._records.now, _AT_ONCE)
        for number in due:
            reachable = await self._records.reachable(number)
            async with self._records.acting(number) as act:
                self._remind(act, reachable)
        if due:
            self._relay.kick()

    def _remind(self, act: Act, reachable: Reachable) -> None:
        case, promises = act.case, self._records.promises
        if State(case.state) not in WORKED_ON or case.due_at is None or promises is None:
            case.remind_at = None
            return
        given: What | None = None
        while case.remind_at is not None and case.remind_at <= act.now:  # another process may have been here before
            given = REMINDERS[case.reminded]
            case.reminded += 1
            case.remind_at = promises.remind_at(case.reminded, case.span, case.due_at, act.now)
        if given is not None:
            act.tell(given, _recipients(act.case, given, reachable))


def _recipients(case: UnionCase, what: What, reachable: Reachable) -> list[str]:
    others = [person for person in reachable.on_duty if person not in (case.holder, case.avoid)]
    holder = [case.holder] if case.holder is not None else []
    match what:
        case What.LEAD:
            found = [*holder, *reachable.leads]
        case What.OVER:
            found = [*holder, *others]
        case _:
            found = holder or others
    return list(dict.fromkeys(found or reachable.leads))
