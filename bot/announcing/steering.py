"""Pausing, going on, ending: what staff do while an announcement goes out."""

from collections.abc import Sequence

from bot.announcing.records import NotNow, Records
from bot.announcing.states import PauseReason, State, before
from bot.people.roles import Right
from data.announcing import announcements, deliveries
from data.people.audit import Actor


class Steering:
    """Announcements by number; raises as `bot.announcing.drafts.Drafts` does."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def pause(self, actor: Actor, number: int) -> None:
        """Stops before the next recipient. Right: send or approve."""
        values = {"state": State.PAUSED, "pause_reason": PauseReason.STAFF}
        await self._records.write(
            actor, await self._records.steered(actor, number), "announce.pause", values, before(State.PAUSED)
        )

    async def resume(self, actor: Actor, number: int) -> None:
        """Goes on with those who wait; what is unknown is not repeated. Right: send or approve."""
        found, now = await self._records.steered(actor, number), self._records.now
        # Its hour has passed, and somebody wants it sent all the same: from now on it is not late.
        late = found.started_at is None and (found.scheduled_at or now) < now
        more = {"scheduled_at": now} if late else None
        await self._records.schedule(actor, found, "announce.resume", {State.PAUSED}, more)

    async def cancel(self, actor: Actor, number: int) -> None:
        """Ends it for good; those who wait are not sent it. Right: send or approve."""
        found = await self._records.steered(actor, number)
        now = self._records.now
        values = {"state": State.CANCELLED, "finished_at": now}
        async with self._records.database.write_rows() as connection:
            await self._records.settle(connection, actor, found, "announce.cancel", values, before(State.CANCELLED))
            await deliveries.expire(connection, number, now)

    async def stop_all(self, actor: Actor) -> Sequence[int]:
        """The panic button: pauses all that goes out or is about to; gives the numbers. Right: send or approve."""
        await self._records.require_one(actor, Right.SEND, Right.APPROVE)
        stopped: list[int] = []
        for number, _ in await announcements.in_states(self._records.database, (State.SCHEDULED, State.SENDING)):
            values = {"state": State.PAUSED, "pause_reason": PauseReason.STOP_ALL}
            try:
                found = await self._records.find(number)
                await self._records.write(actor, found, "announce.stop_all", values, before(State.PAUSED))
            except NotNow:
                continue  # it ended in this moment
            stopped.append(number)
        return stopped
