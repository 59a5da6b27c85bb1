"""What one of several processes may take of the pace that all answers keep together."""

from collections.abc import Callable


class Part:
    """An even part, as each process is brought as many questions; alone, a process has no bounds here.

    All together send `rate` messages a second, and `burst` at once after a rest; `monotonic` gives seconds.
    """

    def __init__(self, rate: float, burst: float, monotonic: Callable[[], float]) -> None:
        self._rate, self._burst = rate, burst
        self._monotonic = monotonic
        self._processes = 1
        self._left, self._filled_at = burst, monotonic()

    def among(self, processes: int) -> None:
        """So many processes answer now, this one among them."""
        self._processes = processes
        self._left = min(self._left, self._burst / processes)

    def take(self) -> float:
        """Takes one message's place; seconds until it is there."""
        if self._processes == 1:
            return 0.0
        now, rate = self._monotonic(), self._rate / self._processes
        self._left = min(self._burst / self._processes, self._left + (now - self._filled_at) * rate) - 1
        self._filled_at = now
        return max(0.0, -self._left / rate)
