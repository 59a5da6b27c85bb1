"""Messages that waited while the bot was away."""

from collections.abc import Callable

STALE_AFTER = 120  # seconds that a message may wait before its answer says sorry
_ONE_OUTAGE = 600.0  # seconds within which one apology a chat is enough
_MOST_CHATS = 10_000  # remembered before those past their time are let go


class Apologies:
    """Says whether an answer comes late, and whether that chat has read the apology; `clock` counts as `Turn.at`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._said: dict[int, float] = {}

    def is_stale(self, at: int) -> bool:
        """Whether a message of that second has waited too long."""
        return self._clock() - at > STALE_AFTER

    def due(self, chat: int) -> bool:
        """Whether this chat has yet to read the apology; it counts as read from now on."""
        now = self._clock()
        if now - self._said.get(chat, 0.0) < _ONE_OUTAGE:
            return False
        if len(self._said) >= _MOST_CHATS:
            self._said = {c: at for c, at in self._said.items() if now - at < _ONE_OUTAGE}
        self._said[chat] = now
        return True
