"""When Telegram says "too many requests": who waits, and how long."""

import random
from collections.abc import Awaitable, Callable

Sleep = Callable[[float], Awaitable[None]]

# The answer does not say which limit was met, one chat's or the bot's. One chat alone waits alone; a second chat within
# this many seconds means the bot's.
_SECOND_CHAT_WITHIN = 5.0
# After the bot's limit was met, sends go out at this spacing (Telegram's limit is about 30 a second) for this long.
_SPACING = 1 / 27
_CAREFUL_FOR = 60.0


class FloodGate:
    """Holds sends back until the announced waits have passed; costs nothing while none was announced.

    `monotonic` gives seconds; `sleep` waits that many.
    """

    def __init__(self, monotonic: Callable[[], float], sleep: Sleep, jitter: random.Random) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
        self._chats: dict[int, float] = {}
        self._all_until = 0.0
        self._careful_until = 0.0
        self._next_slot = 0.0
        self._last: tuple[int, float] | None = None

    @property
    def quiet(self) -> bool:
        """Whether nobody has to wait."""
        return not self._chats and self._monotonic() >= self._careful_until

    def refused(self, chat: int, retry_after: float) -> None:
        """Notes that a send to this chat was refused for so many seconds."""
        now = self._monotonic()
        self._chats = {c: until for c, until in self._chats.items() if until > now}
        self._chats[chat] = now + retry_after
        if self._last is not None and self._last[0] != chat and now - self._last[1] < _SECOND_CHAT_WITHIN:
            self._all_until = max(self._all_until, now + retry_after)
            self._careful_until = self._all_until + _CAREFUL_FOR
        self._last = (chat, now)

    async def ready(self, chat: int) -> None:
        """Returns when a send to this chat may be tried."""
        while True:
            now = self._monotonic()
            until = max(self._chats.get(chat, 0.0), self._all_until)
            if until > now:
                # A little later than told, and not all at the same moment.
                await self._sleep(until - now + self._jitter.uniform(0.05, 0.25))
                continue
            self._chats.pop(chat, None)
            if now >= self._careful_until:
                return
            slot = max(self._next_slot, now)
            self._next_slot = slot + _SPACING
            if slot > now:
                await self._sleep(slot - now)
                if self._monotonic() < self._all_until:
                    continue
            return


async def wait_politely(sleep: Sleep, seconds: float, jitter: random.Random) -> None:
    """Waits that long and up to a quarter more, so that many who failed together do not come back together."""
    await sleep(seconds * (1 + jitter.random() / 4))


def back_off(attempt: int) -> float:
    """Seconds to wait after so many failures in a row (1 or more): 1, 2, 4 … 60."""
    return float(min(60, 2 ** (attempt - 1))) if attempt < 7 else 60.0
