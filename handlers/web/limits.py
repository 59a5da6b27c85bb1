"""How much one session and one address may ask, so that nobody can make the page slow for the others."""

import math
from collections.abc import Callable
from dataclasses import dataclass

_MINUTE, _DAY = 60.0, 86_400.0
_MOST_REMEMBERED = 20_000  # sessions, and as many addresses; about 5 MB


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


class Limits:
    """Counts in memory only, each process for itself; `monotonic` gives seconds."""

    def __init__(self, allowance: Allowance, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._sessions = _Buckets(allowance.session_a_minute)
        self._addresses = _Buckets(allowance.address_a_minute)
        self._tells = _Buckets(allowance.tells_a_day, _DAY)

    def count(self, address: str, session: str | None) -> None:
        """Counts one question.

        Raises:
            TooMany: it is not to be answered.
        """
        now = self._monotonic()
        waits = [self._addresses.take(address, now)]
        if session is not None:
            waits.append(self._sessions.take(session, now))
        if max(waits) > 0:
            raise TooMany(math.ceil(max(waits)))

    def may_tell(self, address: str) -> bool:
        """Counts one question that is brought before the staff; false when this address brought enough today."""
        return self._tells.take(address, self._monotonic()) == 0


class _Buckets:
    """What each key has left: all that is allowed in so many seconds at first, refilled evenly."""

    def __init__(self, most: int | None, seconds: float = _MINUTE) -> None:
        self._most = most
        self._seconds = seconds
        self._left: dict[str, tuple[float, float]] = {}

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
