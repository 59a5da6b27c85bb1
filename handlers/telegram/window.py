"""Which fetched updates are answered, and how far Telegram may forget them."""

from collections import deque
from collections.abc import Iterable


class Window:
    """The updates that Telegram still keeps for us, in its order.

    Asking with an offset makes Telegram forget everything before it, so the offset is the first unanswered update.
    Ids are compared for equality only: after a week of silence they go on at a random number.
    """

    SIZE = 100  # the most updates that one getUpdates gives, so the furthest we can see beyond an unanswered one

    def __init__(self) -> None:
        self._order: deque[int] = deque()
        self._kept: set[int] = set()
        self._open: set[int] = set()

    def __contains__(self, update_id: int) -> bool:
        """Whether Telegram may give this update again."""
        return update_id in self._kept

    def offset(self) -> int:
        """What to ask Telegram for next: the first unanswered update, else what follows the last, else 0."""
        for update_id in self._order:
            if update_id in self._open:
                return update_id
        return self._order[-1] + 1 if self._order else 0

    @property
    def open(self) -> frozenset[int]:
        """The updates not yet answered."""
        return frozenset(self._open)

    @property
    def idle(self) -> bool:
        """Whether all are answered."""
        return not self._open

    @property
    def room(self) -> int:
        """How many updates beyond those known could be fetched now."""
        answered_first = 0
        for update_id in self._order:
            if update_id in self._open:
                break
            answered_first += 1
        return self.SIZE - (len(self._order) - answered_first)

    def fetched(self, offset: int, ids: Iterable[int]) -> tuple[list[int], list[int]]:
        """Takes in what Telegram gave for this offset: the updates that are new, and those it has forgotten since."""
        forgotten = []
        while self._order and self._order[0] != offset and self._order[0] not in self._open:
            forgotten.append(self._order.popleft())
        self._kept.difference_update(forgotten)
        new = [update_id for update_id in dict.fromkeys(ids) if update_id not in self._kept]
        self._order.extend(new)
        self._kept.update(new)
        self._open.update(new)
        return new, forgotten

    def answered(self, update_id: int) -> None:
        """Marks one update as answered."""
        self._open.discard(update_id)

    def let_go(self, update_id: int) -> None:
        """Lets Telegram forget an update that is not answered yet."""
        self._open.discard(update_id)
        self._kept.discard(update_id)
