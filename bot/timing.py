"""The clocks of a running program, as one value that is passed to whoever needs the time or waits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Time:
    """The clocks: seconds since 1970, seconds for measuring, waiting, and the zone that dates are shown in."""

    clock: Callable[[], float]
    monotonic: Callable[[], float]
    sleep: Sleep
    zone: tzinfo = UTC
    moment: Callable[[], datetime] | None = None
    """The local time where it is set for a demonstration."""

    def today(self) -> date:
        """The day it is there."""
        return (self.moment() if self.moment is not None else datetime.fromtimestamp(self.clock(), self.zone)).date()
