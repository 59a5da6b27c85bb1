"""Snapshots of the catalogue: the first at the start, another whenever its revision in the database moves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.asked import Synonyms
from bot.catalogue import Snapshot
from bot.understanding.features import Featurizer
from bot.understanding.fitted import FittingFailed, FittingProcess, fitted_model
from bot.understanding.model import OUT_OF_SCOPE, IntentModel
from data.catalogue import CatalogueRows, read_catalogue, read_revision
from data.engine import Database

_LOGGER = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the revision: an edit is live within a second on every process."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Builds snapshots; `vectors` is the word vectors' file, `cache` the folder of fitted models.

    `on_fit` hears how many phrases are being fitted, when no fitted model of them is there yet.
    """

    database: Database
    featurizer: Featurizer
    synonyms: Synonyms
    vectors: bytes
    cache: Path
    on_fit: Callable[[int], None]

    async def first(self, started: FittingProcess | None = None) -> Snapshot:
        """The catalogue as it is now, with the model of its phrases; `started` fits it, if it must be fitted.

        Raises:
            FittingFailed: no model came of them.
        """
        rows = await self._read()
        return self._build(rows, await self._model(rows, started))

    async def follow(
        self,
        current: Callable[[], Snapshot],
        take: Callable[[Snapshot], None],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """Hands over a new snapshot whenever the revision moves, until cancelled.

        The new rows count at once with the model that is there; the model of the new phrases follows when it is fitted,
        and nobody waits for that.
        """
        refit: asyncio.Task[None] | None = None
        try:
            while True:
                await sleep(LOOK_EVERY)
                try:
                    async with self.database.read() as session:
                        revision = await read_revision(session)
                    if revision == current().revision:
                        continue
                    rows = await self._read()
                except (SQLAlchemyError, OSError) as error:
                    _LOGGER.warning(
                        "the catalogue cannot be read (%s); answering from the last one", type(error).__name__
                    )
                    continue
                take(await asyncio.to_thread(self._build, rows, current().model))
                if refit is not None:
                    refit.cancel()
                refit = asyncio.create_task(self._refit(rows, current, take))
        finally:
            if refit is not None:
                refit.cancel()

    async def _refit(
        self, rows: CatalogueRows, current: Callable[[], Snapshot], take: Callable[[Snapshot], None]
    ) -> None:
        try:
            model = await self._model(rows)
        except FittingFailed as error:
            _LOGGER.error("%s; answering with the model before", error)
            return
        if current().revision == rows.revision:
            take(replace(current(), model=model))

    async def _read(self) -> CatalogueRows:
        async with self.database.read() as session:
            return await read_catalogue(session)

    async def _model(self, rows: CatalogueRows, started: FittingProcess | None = None) -> IntentModel:
        return await fitted_model(examples(rows), self.vectors, self.cache, self.on_fit, started)

    def _build(self, rows: CatalogueRows, model: IntentModel) -> Snapshot:
        return Snapshot.build(rows, self.featurizer, model, self.synonyms)


def examples(rows: CatalogueRows) -> list[tuple[str, str]]:
    """What the model is fitted on: every phrase, and what entries and their facts are called."""
    found = [(phrase.text, phrase.intent or OUT_OF_SCOPE) for phrase in rows.phrases]
    for entry in rows.entries:
        found.append((entry.title, entry.intent))
        found.extend((f"{entry.title}{fact.name}", entry.intent) for fact in entry.facts)
    return found
