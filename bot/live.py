"""The catalogue that answers come from follows the database: at once after saving here, else three times a second."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue import Snapshot
from bot.snapshots import Snapshots
from bot.understanding.fitted import FittingFailed

_LOGGER = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.3
"""Seconds between two looks at the revision: an edit is live within a second on every process."""


class LiveCatalogue:
    """Follows the catalogue's revision; `current` gives the snapshot in use, `take` puts another in its place."""

    def __init__(self, snapshots: Snapshots, current: Callable[[], Snapshot], take: Callable[[Snapshot], None]) -> None:
        self._snapshots = snapshots
        self._current = current
        self._take = take
        self._one_at_a_time = asyncio.Lock()
        self._examples = 0  # counts the changes of what the model is fitted on
        self._fitted = 0  # the count that the model in use, or the one being fitted, is of

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue in use."""
        return self._current()

    async def renew(self) -> None:
        """Brings the catalogue up to the database, with the model that is there; nobody waits for another model.

        A database that cannot be read is logged and leaves the catalogue as it was: the next look tries again.
        """
        async with self._one_at_a_time:
            try:
                newer = await self._snapshots.newer(self._current())
            except (SQLAlchemyError, OSError) as error:
                _LOGGER.warning("the catalogue cannot be read (%s); answering from the last one", type(error).__name__)
                return
            if newer is not None:
                self._take(newer.snapshot)
                self._examples += not newer.same_examples

    async def follow(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Looks at the revision until cancelled; the model of new phrases and titles is taken when it is fitted."""
        refit: asyncio.Task[None] | None = None
        try:
            while True:
                await sleep(LOOK_EVERY)
                await self.renew()
                if self._fitted != self._examples:
                    self._fitted = self._examples
                    if refit is not None:
                        refit.cancel()
                    refit = asyncio.create_task(self._refit(self._examples))
        finally:
            if refit is not None:
                refit.cancel()

    async def _refit(self, count: int) -> None:
        try:
            model = await self._snapshots.model(await self._snapshots.rows())
        except FittingFailed as error:
            _LOGGER.error("%s; answering with the model before", error)
            return
        except (SQLAlchemyError, OSError) as error:
            _LOGGER.warning("the phrases cannot be read (%s); answering with the model before", type(error).__name__)
            return
        async with self._one_at_a_time:
            if count == self._examples:
                self._take(replace(self._current(), model=model))
