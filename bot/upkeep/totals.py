"""What a channel did since the start, and when it last heard from its server: numbers only, no persons, no words."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
"""Upper bounds of the latency histogram; what takes longer is counted beyond the last."""


@dataclass(slots=True)
class ChannelTotals:
    """The totals of one channel of one process; `clock` gives seconds since 1970.

    `updates` came by kind, `answers` went out by outcome, `refused` calls met a limit of the server (429). `waiting`
    tells how many updates are under way now. Moments are seconds since 1970, None before the first.
    """

    clock: Callable[[], float]
    updates: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    last_update: float | None = None
    last_success: float | None = None
    waiting: int = 0
    buckets: list[int] = field(default_factory=lambda: [0] * (len(SECONDS) + 1))
    seconds: float = 0.0

    def arrived(self, kind: str) -> None:
        """An update of this kind came."""
        self.updates[kind] += 1
        self.waiting += 1
        self.last_update = self.clock()

    def done(self, seconds: float) -> None:
        """Work on an update ended after so many seconds."""
        self.waiting -= 1
        self.seconds += seconds
        self.buckets[bisect_left(SECONDS, seconds)] += 1

    def heard(self) -> None:
        """A call of ours succeeded."""
        self.last_success = self.clock()


class Watched:
    """The channels of this process that speak with a server, by name; which of them are up is what watchers ask."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.channels: dict[str, ChannelTotals] = {}

    def totals(self, channel: str) -> ChannelTotals:
        """The totals of a channel, from nothing the first time."""
        if (found := self.channels.get(channel)) is None:
            found = self.channels[channel] = ChannelTotals(self._clock)
        return found
