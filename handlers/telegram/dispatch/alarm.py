"""The owners hear of a disk that takes nothing, once each time it begins."""

from collections.abc import Callable, Collection
from typing import Final

from data.storage.troubles import Trouble
from handlers.telegram.dispatch import words as wording
from handlers.telegram.message.keys import number_of
from handlers.telegram.message.show import plain
from handlers.telegram.wire.outbox import Outbox

OVER_AFTER: Final = 3600.0
"""Seconds without the trouble after which it begins anew."""

_JOB: Final = "alarm"


class Alarm:
    """Tells the `owners`, by key; `clock` gives seconds."""

    def __init__(self, owners: Collection[str], outbox: Outbox, clock: Callable[[], float]) -> None:
        self._owners = owners
        self._outbox = outbox
        self._clock = clock
        self._last: dict[Trouble, float] = {}

    async def met(self, trouble: Trouble, by: str) -> None:
        """Somebody met this trouble; whoever that was has been told already."""
        if trouble not in wording.TO_OWNERS:
            return
        now = self._clock()
        last, self._last[trouble] = self._last.get(trouble), now
        if last is None or now - last > OVER_AFTER:
            for owner in sorted(self._owners):
                if owner != by:
                    await self._outbox.tell(_JOB, number_of(owner), plain(wording.TO_OWNERS[trouble]))
