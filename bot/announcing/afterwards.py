"""What can still be done about an announcement that went out."""

from dataclasses import replace
from typing import Any

from bot.announcing.records import NotNow, Records, content_of
from bot.announcing.states import State
from bot.people.roles import Right
from data.announcing import announcements, deliveries
from data.people import audit
from data.people.audit import Actor


class Afterwards:
    """Announcements by number; raises as `bot.announcing.drafts.Drafts` does."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def resend_unknown(self, actor: Actor, number: int) -> int:
        """Queues again those of whom nobody knows whether they have it; gives how many. Right: send.

        A finished announcement goes out to them now, a paused one when it goes on.
        """
        await self._records.staff.require(actor.person, Right.SEND)
        found = await self._records.find(number)
        state = State(found.state)
        if state not in (State.FINISHED, State.PAUSED):
            raise NotNow(state)
        again = {"state": State.SCHEDULED, "runs": found.runs + 1, "finished_at": None}
        async with self._records.database.write_rows() as connection:
            count = await deliveries.requeue_unknown(connection, number)
            if count:
                values = again if state is State.FINISHED else {"state": State.PAUSED}
                if not await announcements.change(connection, number, values, only_from=(state,)):
                    raise NotNow(state)
                await audit.note(connection, actor, self._records.now, "announce.resend", str(number), after=str(count))
        if count and state is State.FINISHED:
            await self._records.runner.begin(number, found.runs + 1)
        return count

    async def fix(self, actor: Actor, number: int, html: str) -> None:
        """Puts a corrected text in the place of every delivered copy, and sends it to those who wait. Right: send.

        The text is marked as a correction by whoever writes it.

        Raises:
            BadContent: it cannot be sent like this.
        """
        await self._amend(actor, number, "fix", html)

    async def recall(self, actor: Actor, number: int) -> None:
        """Takes away every copy younger than 48 hours. Right: send."""
        await self._amend(actor, number, "recall", None)

    async def _amend(self, actor: Actor, number: int, what: str, html: str | None) -> None:
        await self._records.staff.require(actor.person, Right.SEND)
        found = await self._records.find(number)
        state = State(found.state)
        allowed = {State.FINISHED, State.CANCELLED, State.EXPIRED, State.PAUSED}
        if state not in (allowed | {State.SENDING} if what == "fix" else allowed):
            raise NotNow(state)
        values: dict[str, Any] = {"version": found.version + 1, "amending": what}
        if html is not None:
            kept = content_of(found)
            values["html"] = replace(kept, html=html).checked(self._records.rooms()).html
        async with self._records.database.write_rows() as connection:
            if not await announcements.change(connection, number, values, only_from=(state,)):
                raise NotNow(state)
            now = self._records.now
            if html is None:
                await deliveries.expire(connection, number, now)  # nobody gets what is being taken back
            await audit.note(connection, actor, now, f"announce.{what}", str(number), before=found.html, after=html)
        await self._records.runner.amend(number, found.version + 1)
