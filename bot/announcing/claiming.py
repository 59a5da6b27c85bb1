"""The transactions of one stage: outcomes are written and the next recipients claimed, on the disk before any call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcing.outcomes import Outcomes
from bot.announcing.preparing import SYSTEM
from bot.announcing.states import PauseReason, State
from data.announcing import announcements, deliveries
from data.announcing.announcements import Standing
from data.announcing.deliveries import Waiting
from data.people import audit
from data.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Committed:
    """What one transaction brought: whom to call, by which version of the announcement, and whether the stage ends.

    `claimed` says of each chat to call whether the album stands there already.
    """

    claimed: Mapping[str, bool] = field(default_factory=dict)
    version: int = -1
    ended: bool = False


class Claims:
    """Claims for one run under one fencing token; `clock` gives seconds since 1970."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float],
        outcomes: Outcomes,
        number: int,
        run: int,
        fence: int,
    ) -> None:
        self._database = database
        self._clock = clock
        self._outcomes = outcomes
        self._number = number
        self._run = run
        self._fence = fence
        self._perhaps: set[str] = set()

    @property
    def uncertain(self) -> bool:
        """Whether somebody may be claimed whom nobody will call."""
        return bool(self._perhaps)

    async def commit(self, batch: Sequence[Waiting], *, stopping: bool) -> Committed:
        """Writes what came, and claims the batch if the announcement still goes out and the process does not end.

        Where it raises, it may have been committed all the same: nobody was called for it, so the next one lets go of
        whom it claimed.
        """
        now = int(self._clock())
        chats = [one.chat for one in batch]
        let_go, self._perhaps = self._perhaps, self._perhaps | set(chats)
        # A claim is on the disk before its call, by one sync a batch: after a power cut nobody is called again.
        async with self._database.write_rows(durable=bool(batch)) as connection:
            standing = await announcements.hold(connection, self._number)
            await self._outcomes.write(connection, self._database.is_sqlite, self._number)
            if let_go and standing is not None and self._ours(standing):
                await deliveries.let_go(connection, self._number, sorted(let_go))
            done = await self._claim(connection, standing, chats, now, stopping)
        self._perhaps = set()
        self._outcomes.written()
        return done

    async def _claim(
        self, connection: AsyncConnection, standing: Standing | None, chats: Sequence[str], now: int, stopping: bool
    ) -> Committed:
        if standing is None or stopping or standing.state != State.SENDING or not self._ours(standing):
            return Committed(ended=True)
        if standing.not_after is not None and now >= standing.not_after:
            await deliveries.expire(connection, self._number, now)
            await announcements.change(connection, self._number, {"state": State.EXPIRED, "finished_at": now})
            return Committed(ended=True)
        if (reason := self._outcomes.pause) is not None:
            await self._pause(connection, reason, now)
            return Committed(ended=True)
        claimed = await deliveries.claim(connection, self._number, chats, now) if chats else {}
        return Committed(claimed, standing.version)

    def _ours(self, standing: Standing) -> bool:
        """Whether it is still this run, of this process, that sends."""
        return standing.fence == self._fence and standing.runs == self._run

    async def _pause(self, connection: AsyncConnection, reason: PauseReason, now: int) -> None:
        values = {"state": State.PAUSED, "pause_reason": reason}
        if await announcements.change(connection, self._number, values, only_from=(State.SENDING,)):
            before, number = State.SENDING, str(self._number)
            await audit.note(connection, SYSTEM, now, "announce.pause", number, before=before, after=reason)
