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
        self._lead = 0  # so many at the beginning are answered
        self._asked = 0  # so many of these were answered when we asked last

    def __contains__(self, update_id: int) -> bool:
        """Whether Telegram may give this update again."""
        return update_id in self._kept

    @property
    def open(self) -> frozenset[int]:
        """The updates not yet answered."""
        return frozenset(self._open)

    @property
    def idle(self) -> bool:
        """Whether all are answered."""
        return not self._open

    @property
    def gain(self) -> int:
        """How many updates further the next offset is than the last."""
        return self._lead - self._asked

    @property
    def room(self) -> int:
        """How many updates beyond those known could be fetched now."""
        return self.SIZE - (len(self._order) - self._lead)

    def ask(self) -> int:
        """The offset to fetch from: the first unanswered update, else what follows the last, else 0."""
        self._asked = self._lead
        if self._lead < len(self._order):
            return self._order[self._lead]
        return self._order[-1] + 1 if self._order else 0

    def fetched(self, offset: int, ids: Iterable[int]) -> tuple[list[int], list[int]]:
        """Takes in what Telegram gave for this offset: the updates that are new, and those it has forgotten since.

        Answers must be taken in the order of asking; one that comes late is to be thrown away.
        """
        forgotten = []
        while self._lead and self._order[0] != offset:
            forgotten.append(self._order.popleft())
            self._lead -= 1
        self._asked = max(0, self._asked - len(forgotten))
        self._kept.difference_update(forgotten)
        new = [update_id for update_id in dict.fromkeys(ids) if update_id not in self._kept]
        self._order.extend(new)
        self._kept.update(new)
        self._open.update(new)
        return new, forgotten

    def answered(self, update_id: int) -> None:
        """Marks one update as answered."""
        self._open.discard(update_id)
        while self._lead < len(self._order) and self._order[self._lead] not in self._open:
            self._lead += 1

    def let_go(self, update_id: int) -> None:
        """Lets Telegram forget an update that is not answered yet."""
        self._kept.discard(update_id)
        self.answered(update_id)
