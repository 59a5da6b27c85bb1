"""How much one session and one address may ask, so that nobody can make the page slow for the others."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from data.storage.engine import Database
from data.web.allowances import SharedAllowances, Wanted

_MINUTE, _DAY = 60.0, 86_400.0
_MOST_REMEMBERED = 20_000  # sessions, and as many addresses; about 5 MB
_PATIENCE: Final = 0.3  # seconds that a question waits for what other replicas counted


@dataclass(frozen=True, slots=True)
class Allowance:
    """Questions a minute, and questions a day that one address may bring before the staff; None lifts a limit.

    Whole stations and mobile networks stand behind one address, so it may ask as often as many sessions together.
    """

    session_a_minute: int | None = 20
    address_a_minute: int | None = 300
    tells_a_day: int | None = 20


NO_LIMITS = Allowance(None, None, None)


class TooMany(Exception):
    """The allowance is used up; `seconds` (1 or more) until one more question is let through."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class OtherReplicas:
    """What all replicas of one database counted together; `clock` gives seconds since 1970.

    `key` gives the key of the day that addresses and sessions are hashed with, None while there is none to be had.
    """

    def __init__(
        self, database: Database, key: Callable[[], Awaitable[bytes | None]], clock: Callable[[], float]
    ) -> None:
        self._allowances = SharedAllowances(database)
        self._patience = database.patience
        self._key = key
        self._clock = clock

    async def take(self, *wanted: Wanted) -> float:
        """Takes one of each; gives 0, or the seconds until there is one. Does neither while the database is away."""
        if not wanted or (key := await self._key()) is None:
            return 0.0
        taking = self._allowances.take(key, wanted, self._clock())
        return await self._patience.result(taking, 0.0, _PATIENCE)


class Limits:
    """Counts in memory, and with the `others` where there are replicas; `monotonic` gives seconds.

    What this process alone has used up asks no database: whoever floods it costs no more than before.
    """

    def __init__(
        self, allowance: Allowance, monotonic: Callable[[], float], others: OtherReplicas | None = None
    ) -> None:
        self._monotonic = monotonic
        self._others = others
        self._sessions = _Buckets("session", allowance.session_a_minute)
        self._addresses = _Buckets("address", allowance.address_a_minute)
        self._tells = _Buckets("tells", allowance.tells_a_day, _DAY)

    async def count(self, address: str, session: str | None) -> None:
        """Counts one question.

        Raises:
            TooMany: it is not to be answered.
        """
        asked = [(self._addresses, address)]
        if session is not None:
            asked.append((self._sessions, session))
        if (wait := await self._take(asked)) > 0:
            raise TooMany(math.ceil(wait))

    async def may_tell(self, address: str) -> bool:
        """Counts one question that is brought before the staff; false when this address brought enough today."""
        return await self._take([(self._tells, address)]) == 0

    async def _take(self, asked: list[tuple["_Buckets", str]]) -> float:
        now = self._monotonic()
        wait = max(buckets.take(key, now) for buckets, key in asked)
        if wait > 0 or self._others is None:
            return wait
        wanted = (buckets.wanted(key) for buckets, key in asked)
        return await self._others.take(*(one for one in wanted if one is not None))


class _Buckets:
    """What each key has left: all that is allowed in so many seconds at first, refilled evenly."""

    def __init__(self, kind: str, most: int | None, seconds: float = _MINUTE) -> None:
        self._kind = kind
        self._most = most
        self._seconds = seconds
        self._left: dict[str, tuple[float, float]] = {}

    def wanted(self, key: str) -> Wanted | None:
        """One more of this key, for others to count; None where there is no limit."""
        return None if self._most is None else Wanted(f"{self._kind} {key}", self._most, self._seconds)

    def take(self, key: str, now: float) -> float:
        """Takes one and gives 0, or the seconds until there is one."""
        if self._most is None:
            return 0.0
        rate = self._most / self._seconds
        left, at = self._left.pop(key, (float(self._most), now))
        left = min(float(self._most), left + (now - at) * rate)
        taken = left >= 1.0
        self._left[key] = (left - 1.0 if taken else left, now)  # the last in the row is the last seen
        if len(self._left) > _MOST_REMEMBERED:
            del self._left[next(iter(self._left))]
        return 0.0 if taken else (1.0 - left) / rate
