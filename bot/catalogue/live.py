"""The catalogue that answers come from follows the database: at once after saving here, else three times a second."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.building import Snapshots
from bot.catalogue.snapshot import Snapshot
from bot.logs.reporting import report_place
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
        self._refitting: asyncio.Task[None] | None = None
        self._fitted = 0  # the count that the model in use, or the one being fitted, is of

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue in use."""
        return self._current()

    async def renew(self) -> None:
        """Brings the catalogue up to the database, with the model that is there; nobody waits for another model.

        A database that cannot be read is logged and leaves the catalogue as it was: the next look tries again.
        """
        try:
            await self._renew()
        except (SQLAlchemyError, OSError) as error:
            report_place(error, "catalogue")

    async def _renew(self) -> None:
        async with self._one_at_a_time:
            newer = await self._snapshots.newer(self._current())
            if newer is not None:
                self._take(newer.snapshot)
                self._examples += not newer.same_examples

    async def look(self) -> None:
        """As `renew`, but raises what the database does; a model of new phrases and titles is taken once it is fitted.

        Fitting goes on after this returns, until `close`.
        """
        await self._renew()
        if self._fitted != self._examples:
            self._fitted = self._examples
            self.close()
            self._refitting = asyncio.create_task(self._refit(self._examples))

    def close(self) -> None:
        """Gives up the model that is being fitted."""
        if self._refitting is not None:
            self._refitting.cancel()
            self._refitting = None

    async def _refit(self, count: int) -> None:
        try:
            model = await self._snapshots.model(await self._snapshots.rows())
        except FittingFailed as error:
            _LOGGER.error("%s; answering with the model before", error)
            return
        except (SQLAlchemyError, OSError) as error:
            report_place(error, "phrases")
            return
        async with self._one_at_a_time:
            if count == self._examples:
                self._take(replace(self._current(), model=model))
