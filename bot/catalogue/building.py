"""Builds snapshots of the catalogue from the database."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.query_terms import Synonyms
from bot.catalogue.snapshot import Snapshot
from bot.understanding.features import Featurizer
from bot.understanding.fitted import FittingProcess, fitted_model
from bot.understanding.model import OUT_OF_SCOPE, IntentModel
from bot.understanding.phrase_rows import STORY
from data.catalogue.changes import EntryChange, changes_between
from data.catalogue.entries import ServiceEntry
from data.catalogue.whole import CatalogueRows, read_catalogue, read_revision
from data.storage.engine import Database


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
        rows = await self.rows()
        return self.build(rows, await self.model(rows, started))

    async def newer(self, current: Snapshot) -> "Newer | None":
        """The catalogue as it is stored now, with the model of the one given; None when that is it.

        Changes of entries alone are taken over one by one, some milliseconds each; after any other everything is read
        and built anew, tenths of a second in a thread.
        """
        async with self.database.read() as session:
            revision = await read_revision(session)
            if revision == current.revision:
                return None
            changes = await changes_between(await session.connection(), current.revision, revision)
        if changes is None:
            built = await asyncio.to_thread(self.build, await self.rows(), current.model)
            return Newer(built, same_examples=False)
        changed = await asyncio.to_thread(current.with_changes, changes, revision)
        return Newer(changed, same_examples=all(_same_examples(change) for change in changes))

    async def rows(self) -> CatalogueRows:
        """The catalogue as it is stored now."""
        async with self.database.read() as session:
            return await read_catalogue(session)

    async def model(self, rows: CatalogueRows, started: FittingProcess | None = None) -> IntentModel:
        """The model of these rows, fitted in a process of its own unless it is kept already.

        Raises:
            FittingFailed: no model came of them.
        """
        return await fitted_model(examples(rows), self.vectors, self.cache, self.on_fit, started)

    def build(self, rows: CatalogueRows, model: IntentModel) -> Snapshot:
        """A snapshot of these rows; takes tenths of a second, so call it in a thread while others are served."""
        return Snapshot.build(rows, self.featurizer, model, self.synonyms)


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer snapshot; `same_examples`: the model that it has was fitted on just what it holds."""

    snapshot: Snapshot
    same_examples: bool


def _same_examples(change: EntryChange) -> bool:
    if change.before is None or change.after is None:
        return False
    return _examples_of(change.before) == _examples_of(change.after)


def _examples_of(entry: ServiceEntry) -> list[tuple[str, str]]:
    return [(entry.title, entry.intent), *((f"{entry.title}{fact.name}", entry.intent) for fact in entry.facts)]


def examples(rows: CatalogueRows) -> list[tuple[str, str]]:
    """What the model is fitted on: every phrase, what entries and their facts are called, and stories of guides' cases.

    A short way of saying a case (没合同也行吗) may be of several subjects; a story tells which.
    """
    found = [(phrase.text, phrase.intent or OUT_OF_SCOPE) for phrase in rows.phrases]
    for guide in rows.guides:
        said = (text for variant in guide.variants for text in variant.when)
        found.extend((text, guide.intent) for text in said if len(text) >= STORY)
    for entry in rows.entries:
        found.extend(_examples_of(entry))
    return found
