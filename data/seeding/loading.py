"""Seeds into the database: idempotent, all or nothing; what was edited or taught there is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from data.catalogue.changes import removed_by_hand
from data.catalogue.entries import ServiceEntry, content_hash, differing_keys, entry_columns, entry_from_columns
from data.catalogue.guides import guide_columns
from data.catalogue.whole import SEEDED, hold_catalogue, move_revision
from data.seeding.seed_files import Seeds, WrongSeeds
from data.seeding.source_proof import page_text, prove_sources
from data.storage.engine import Database
from data.tables import Article, Entry, GuideRow, Intent, Phrase, table_of

_ARTICLE, _ENTRY, _INTENT, _PHRASE, _GUIDE = (table_of(model) for model in (Article, Entry, Intent, Phrase, GuideRow))
# Drivers take some 30,000 parameters a statement.
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry edited in the database, which the seeds did not touch.

    `keys` are those whose values differ from the seeds; none when the seeds no longer hold the entry, or when it was
    `removed` here and the seeds still hold it.
    """

    id: str
    keys: tuple[str, ...]
    removed: bool = False


@dataclass(slots=True)
class LoadReport:
    """What a load did: ids of entries, and how many subjects, phrases and passages it touched."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[KeptEntry] = field(default_factory=list)
    subjects: int = 0
    articles: int = 0
    phrases_added: int = 0
    phrases_removed: int = 0
    passages: int = 0
    guides: int = 0

    @property
    def catalogue_changed(self) -> bool:
        """Whether a matcher would see another catalogue now."""
        entries = len(self.added) + len(self.changed) + len(self.removed) + self.passages + self.guides
        return entries + self.subjects + self.phrases_added + self.phrases_removed > 0


async def load_seeds(database: Database, seeds: Seeds, articles_dir: Path | None = None) -> LoadReport:
    """Makes the database hold the seeds, in one transaction.

    With the folder of articles the passages are stored too; without it those stored earlier stay, unless the entry's
    source moved.

    Raises:
        WrongSeeds: the articles do not prove the entries; nothing was changed.
    """
    pages: dict[str, str] = {}
    if articles_dir is not None:
        problems = prove_sources(seeds, articles_dir)
        if problems:
            raise WrongSeeds(problems)
        pages = {name: page_text(articles_dir / name) for name in {entry.source.article for entry in seeds.entries}}
    report = LoadReport()
    async with database.write_rows() as connection:
        await hold_catalogue(connection)
        await _load_subjects(connection, seeds, report)
        await _load_articles(connection, seeds, report)
        await _EntryLoad(connection, pages, report).run(seeds)
        await _load_guides(connection, seeds, report)
        await _load_phrases(connection, seeds, report)
        await _remove_unused_subjects(connection, seeds, report)
        if report.catalogue_changed:
            await move_revision(connection)
    return report


async def _load_subjects(connection: AsyncConnection, seeds: Seeds, report: LoadReport) -> None:
    stored = {row["id"]: dict(row) for row in (await connection.execute(select(_INTENT))).mappings()}
    for position, subject in enumerate(seeds.subjects):
        row = {
            "id": subject.id,
            "name": subject.name,
            "scope": subject.scope,
            "leads": list(subject.leads),
            "keys": [str(key) for key in subject.keys],
            "position": position,
            "part_of": subject.part_of,
            "helped_by": subject.helped_by,
        }
        if stored.get(subject.id) == row:
            continue
        report.subjects += 1
        if subject.id in stored:
            await connection.execute(update(_INTENT).where(_INTENT.c.id == subject.id).values(row))
        else:
            await connection.execute(insert(_INTENT).values(row))


async def _remove_unused_subjects(connection: AsyncConnection, seeds: Seeds, report: LoadReport) -> None:
    """Deletes subjects that the seeds dropped, but for those under which an entry or a taught phrase still stands."""
    taught = select(_PHRASE.c.intent).where(_PHRASE.c.intent.is_not(None))
    in_use = select(_ENTRY.c.intent).union(select(_GUIDE.c.intent), taught)
    dropped = _INTENT.c.id.not_in([subject.id for subject in seeds.subjects])
    report.subjects += (await connection.execute(delete(_INTENT).where(dropped, _INTENT.c.id.not_in(in_use)))).rowcount


async def _load_guides(connection: AsyncConnection, seeds: Seeds, report: LoadReport) -> None:
    """Guides are reviewed files alone: nothing in the database changes them, so they are as the seeds have them."""
    stored = {row["id"]: dict(row) for row in (await connection.execute(select(_GUIDE))).mappings()}
    wanted = {guide.id: guide_columns(guide, position) for position, guide in enumerate(seeds.guides)}
    changed = [guide for guide, row in wanted.items() if stored.get(guide) != row]
    gone = [guide for guide in stored if wanted.get(guide) != stored[guide]]
    if gone:
        await connection.execute(delete(_GUIDE).where(_GUIDE.c.id.in_(gone)))
    if changed:
        await connection.execute(insert(_GUIDE), [wanted[guide] for guide in changed])
    report.guides = len({*changed, *gone})


async def _load_articles(connection: AsyncConnection, seeds: Seeds, report: LoadReport) -> None:
    stored = {row.id: row.publication for row in await connection.execute(select(_ARTICLE))}
    for article in seeds.articles:
        if article.id not in stored:
            await connection.execute(insert(_ARTICLE).values(id=article.id, publication=article.publication))
        elif stored[article.id] != article.publication:
            changed = update(_ARTICLE).where(_ARTICLE.c.id == article.id).values(publication=article.publication)
            await connection.execute(changed)
        else:
            continue
        report.articles += 1


@dataclass(frozen=True, slots=True)
class _Stored:
    """An entry of the database; `loaded_hash` is None when it was made there."""

    entry: ServiceEntry
    passage: str | None
    loaded_hash: str | None

    @property
    def edited(self) -> bool:
        return content_hash(self.entry) != self.loaded_hash


@dataclass(frozen=True, slots=True)
class _EntryLoad:
    """One load's entries; `pages` holds the articles' text by name, nothing when they were not given."""

    connection: AsyncConnection
    pages: Mapping[str, str]
    report: LoadReport

    async def run(self, seeds: Seeds) -> None:
        """Adds, renews and removes entries."""
        rows = await self.connection.execute(select(_ENTRY))
        stored = {row.id: _Stored(entry_from_columns(row._asdict()), row.passage, row.loaded_hash) for row in rows}
        gone = await removed_by_hand(self.connection)
        new = [entry for entry in seeds.entries if entry.id not in stored]
        await self._add([entry for entry in new if entry.id not in gone])
        self.report.kept += [KeptEntry(entry.id, (), removed=True) for entry in new if entry.id in gone]
        # In the order of the files: a database gives its rows in none, and what is told would change from run to run.
        for entry in seeds.entries:
            if entry.id in stored:
                await self._renew(stored[entry.id], entry)
        for entry_id in sorted(stored.keys() - {entry.id for entry in seeds.entries}):
            if stored[entry_id].loaded_hash is not None:
                await self._remove(stored[entry_id])

    async def _add(self, entries: list[ServiceEntry]) -> None:
        rows = [{**_loaded(entry), "passage": self._passage(entry, None)} for entry in entries]
        if rows:
            await self.connection.execute(insert(_ENTRY), rows)
        self.report.added += [entry.id for entry in entries]
        self.report.passages += sum(row["passage"] is not None for row in rows)

    async def _renew(self, old: _Stored, entry: ServiceEntry) -> None:
        """Brings an entry up to the seeds unless it was edited; an edit that the seeds took over is one no more."""
        differing, edited = differing_keys(old.entry, entry), old.edited
        values: dict[str, Any] = {}
        if differing and edited:
            self.report.kept.append(KeptEntry(entry.id, differing))
            entry = old.entry
        elif differing or edited:
            values = _loaded(entry)
            self.report.changed += [entry.id] if differing else []
        passage = self._passage(entry, old)
        if passage != old.passage:
            values["passage"] = passage
            self.report.passages += 1
        if values:
            await self.connection.execute(update(_ENTRY).where(_ENTRY.c.id == entry.id).values(values))

    async def _remove(self, old: _Stored) -> None:
        if old.edited:
            self.report.kept.append(KeptEntry(old.entry.id, ()))
            return
        await self.connection.execute(delete(_ENTRY).where(_ENTRY.c.id == old.entry.id))
        self.report.removed.append(old.entry.id)

    def _passage(self, entry: ServiceEntry, old: _Stored | None) -> str | None:
        """The words at the entry's offsets; without its page those stored before, if they are from that place."""
        source = entry.source
        page = self.pages.get(source.article)
        if page is not None:
            return page[source.start : source.end]
        if old is None:
            return None
        before = old.entry.source
        same = (before.article, before.start, before.end) == (source.article, source.start, source.end)
        return old.passage if same else None


def _loaded(entry: ServiceEntry) -> dict[str, Any]:
    return {**entry_columns(entry), "loaded_hash": content_hash(entry)}


async def _load_phrases(connection: AsyncConnection, seeds: Seeds, report: LoadReport) -> None:
    """Adds and removes seed phrases; a taught one stays, and stands for a seed phrase of the same words."""
    rows = await connection.execute(select(_PHRASE))
    stored = {(row.intent, row.text): row for row in rows}
    wanted = {(phrase.intent, phrase.text): phrase.kind for phrase in seeds.phrases}
    gone = {key: row.id for key, row in stored.items() if row.origin == SEEDED and wanted.get(key) != row.kind}
    new = [
        {"intent": intent, "text": text, "kind": kind, "origin": SEEDED}
        for (intent, text), kind in wanted.items()
        if (intent, text) not in stored or (intent, text) in gone
    ]
    ids = list(gone.values())
    for start in range(0, len(ids), _BATCH):
        await connection.execute(delete(_PHRASE).where(_PHRASE.c.id.in_(ids[start : start + _BATCH])))
    for start in range(0, len(new), _BATCH):
        await connection.execute(insert(_PHRASE), new[start : start + _BATCH])
    report.phrases_added, report.phrases_removed = len(new), len(ids)
