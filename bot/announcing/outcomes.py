"""What calls brought, on its way into the ledger, and what else follows from it."""

import logging
from collections import Counter
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcing.messenger import (
    Begun,
    Blocked,
    Done,
    Moved,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Sent,
    SlowDown,
    Unreachable,
    Why,
    WrongToken,
)
from bot.announcing.pacing import Lane, Pacer
from bot.announcing.router import Router, channel_of
from bot.announcing.states import PauseReason
from bot.announcing.subscribers import DAY
from bot.announcing.watch import Watch
from data.announcing import deliveries, subscribers
from data.announcing.deliveries import Result, Waiting

_LOGGER = logging.getLogger(__name__)

# One failing answer of the server is chance (a balancer's), so many in a row are an outage.
_SERVER_ERRORS = 3
_MOVED = "moved"


class Outcomes:
    """The outcomes of one stage, until `written`; `pause` is a reason to stop, once there is one."""

    def __init__(self, router: Router, clock: Callable[[], float], *, staff: bool, watch: Watch) -> None:
        self._router = router
        self._clock = clock
        self._staff = staff
        self._watch = watch
        self._came: list[tuple[Waiting, Outcome, int]] = []
        self._skipped: list[tuple[Waiting, Why, int]] = []
        self._taken = (0, 0)
        self._in_a_row: Counter[str] = Counter()
        self.pause: PauseReason | None = None

    @property
    def pending(self) -> bool:
        """Whether something is not written yet."""
        return bool(self._came or self._skipped)

    def skipped(self, one: Waiting, why: Why, version: int) -> None:
        """The recipient could not be written to even before the call."""
        self._skipped.append((one, why, version))

    def came(self, one: Waiting, outcome: Outcome, version: int) -> None:
        """A call brought this; what it says of the pace holds from now on."""
        self._came.append((one, outcome, version))
        if self.pause is None:
            self.pause = self._watch.judge(outcome, staff=self._staff)
        outlet = self._router.of(one.chat)
        if outlet is not None:
            self._slow_down(outlet.pacer, channel_of(one.chat), one.chat, outcome)

    def _slow_down(self, pacer: Pacer, channel: str, chat: str, outcome: Outcome) -> None:
        """What an outcome means for the pace of its channel."""
        match outcome:
            case SlowDown(seconds):
                pacer.refused(Lane.ANNOUNCEMENTS, chat, seconds)
            case NotSent():
                self._in_a_row[channel] += 1
                pacer.hold_announcements(_back_off(self._in_a_row[channel]))
            case OutcomeUnknown(Why.SERVER_ERROR):
                self._in_a_row[channel] += 1
                if self._in_a_row[channel] >= _SERVER_ERRORS:
                    pacer.hold_announcements(_back_off(self._in_a_row[channel] - _SERVER_ERRORS + 1))
            case Refused(why, words):
                self._in_a_row[channel] = 0
                _LOGGER.error("an announcement is refused (%s): %s", why, words)
            case _:
                self._in_a_row[channel] = 0

    async def write(self, connection: AsyncConnection, sqlite_used: bool, announcement: int) -> None:
        """Writes all that came, and what follows for the subscribers; `written` must follow the commit."""
        self._taken = (len(self._came), len(self._skipped))
        now = int(self._clock())
        results = [self._result(one, outcome, version, now) for one, outcome, version in self._came]
        results += [self._skip(one, why, version, now) for one, why, version in self._skipped]
        await deliveries.settle(connection, announcement, results)
        for one, outcome, _ in self._came:
            await self._follow(connection, sqlite_used, announcement, one, outcome, now)

    def written(self) -> None:
        """What was written is committed."""
        came, skipped = self._taken
        del self._came[:came], self._skipped[:skipped]
        self._taken = (0, 0)

    @staticmethod
    def _result(one: Waiting, outcome: Outcome, version: int, now: int) -> Result:
        state, reason, message_id = _state_of(one, outcome)
        earlier = outcome.earlier if isinstance(outcome, Begun) else ()
        return Result(one.chat, state, reason, message_id, version, now, earlier)

    @staticmethod
    def _skip(one: Waiting, why: Why, version: int, now: int) -> Result:
        return Result(one.chat, "blocked" if why is Why.BLOCKED else "failed", why, None, version, now)

    @staticmethod
    async def _follow(
        connection: AsyncConnection, sqlite_used: bool, announcement: int, one: Waiting, outcome: Outcome, now: int
    ) -> None:
        match outcome:
            case Blocked(Why.DEACTIVATED):
                await subscribers.note_gone(connection, one.chat, now, DAY)
            case Blocked():
                await subscribers.suppress(connection, one.chat, subscribers.BLOCKED)
            case Unreachable():
                await subscribers.suppress(connection, one.chat, subscribers.UNREACHABLE)
            case Moved(new) if one.reason != _MOVED:
                await subscribers.move_within(connection, sqlite_used, one.chat, new)
                await deliveries.queue_moved(connection, sqlite_used, announcement, one.chat, new, _MOVED)


def _state_of(one: Waiting, outcome: Outcome) -> tuple[str, str | None, int | None]:
    """The ledger's state, reason and message number."""
    match outcome:
        case Sent(message_id):
            return "sent", None, message_id
        case OutcomeUnknown(why):
            return "unknown", why, None
        case Blocked(why):
            return "blocked", why, None
        case Unreachable(why):
            return "failed", why, None
        case Moved():
            return ("moved", None, None) if one.reason != _MOVED else ("failed", Why.MOVED_AGAIN, None)
        case Refused(why, words):
            return "failed", f"{why}: {words}"[:200] if words else why, None
        case Begun() | SlowDown() | NotSent() | WrongToken():
            return "queued", one.reason, None
        case Done():
            return "sent", None, None


def _back_off(attempt: int) -> float:
    return float(min(60, 2 ** min(attempt - 1, 6)))
