"""Seeds into the database: twice is once, all or nothing, and what people changed there stays."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from data.catalogue.entries import ExamplePhrase, content_hash
from data.catalogue.whole import CatalogueRows, read_catalogue, read_passage
from data.seeding.loading import KeptEntry, LoadReport, load_seeds
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import PlacedPhrases, Seeds, WrongSeeds
from data.storage.engine import Database
from data.tables import Entry, Phrase, table_of
from tests.data.seeding.seed_folder import PAGE, PASSAGE, entry, good_files, phrases, source, write, write_article

LAW, STATION, PHRASES = "entries/legal_aid.yaml", "entries/station.yaml", "phrases/legal_aid.yaml"
ENTRY, PHRASE = table_of(Entry), table_of(Phrase)


@pytest.fixture
def files() -> dict[str, Any]:
    """Small seeds, to be changed by the test."""
    return good_files()


class Loader:
    """Loads what the files hold at that moment."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self._folder = folder
        self._loads = 0

    async def __call__(self, files: dict[str, Any], articles_dir: Path | None = None) -> LoadReport:
        self._loads += 1
        return await load_seeds(self.database, self.seeds(files), articles_dir)

    def seeds(self, files: dict[str, Any]) -> Seeds:
        return read_seeds(write(self._folder / str(self._loads), files))

    async def catalogue(self) -> CatalogueRows:
        async with self.database.read() as session:
            return await read_catalogue(session)

    async def edit(self, entry_id: str, **values: Any) -> None:
        """What an admin does in the chat."""
        async with self.database.write_rows() as connection:
            await connection.execute(update(ENTRY).where(ENTRY.c.id == entry_id).values(values))


@pytest.fixture
def load(database: Database, tmp_path: Path) -> Loader:
    return Loader(database, tmp_path / "seeds")


async def test_a_first_load_holds_just_what_the_files_hold(load: Loader, files: dict[str, Any]) -> None:
    report = await load(files)
    seeds, stored = load.seeds(files), await load.catalogue()
    assert sorted(report.added) == sorted(one.id for one in seeds.entries)
    assert (report.phrases_added, report.phrases_removed, report.subjects) == (920, 0, 2)
    assert stored.subjects == seeds.subjects
    assert set(stored.entries) == set(seeds.entries)
    assert set(stored.phrases) == set(seeds.phrases)
    assert stored.revision == 1


async def test_a_second_load_changes_nothing_and_says_so(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    before = await load.catalogue()
    assert await load(files) == LoadReport()
    assert await load.catalogue() == before


async def test_changed_seeds_reach_entries_nobody_edited(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    files[LAW][0]["summary"] = "有纠纷就来问律师。"
    files["intents.yaml"][0]["name"] = "法律帮助"
    del files[STATION][0]
    files[LAW].append(entry(id="city-new", title="新服务"))
    report = await load(files)
    assert (report.changed, report.removed, report.added) == (["city-lawyers"], ["city-stations"], ["city-new"])
    assert report.subjects == 1
    stored = await load.catalogue()
    assert set(stored.entries) == set(load.seeds(files).entries)
    assert stored.subjects[0].name == "法律帮助"
    assert stored.revision == 2


async def test_an_edited_entry_is_kept_and_its_differing_keys_are_listed(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    await load.edit("city-lawyers", summary="改过的话。", contact="12351")
    files[LAW][0]["summary"] = "有纠纷就来问律师。"
    files[LAW][1]["summary"] = "法律问题都能问。"
    report = await load(files)
    assert report.kept == [KeptEntry("city-lawyers", ("summary", "contact"))]
    assert report.changed == ["city-advice"]
    stored = {one.id: one for one in (await load.catalogue()).entries}
    assert stored["city-lawyers"].summary == "改过的话。"
    assert stored["city-advice"].summary == "法律问题都能问。"
    assert (await load(files)).kept == report.kept


async def test_an_edit_that_the_seeds_took_over_is_no_edit_any_more(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    await load.edit("city-lawyers", summary="改过的话。")
    files[LAW][0]["summary"] = "改过的话。"
    assert await load(files) == LoadReport()
    files[LAW][0]["summary"] = "又是另一句话。"
    assert (await load(files)).changed == ["city-lawyers"]


async def test_an_edited_entry_that_left_the_seeds_is_kept(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    await load.edit("city-advice", contact="12351")
    del files[LAW][1]
    report = await load(files)
    assert (report.kept, report.removed) == ([KeptEntry("city-advice", ())], [])


async def test_an_entry_made_in_the_database_is_none_of_the_seeds_business(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    own = {**entry(id="city-own", title="自己建的"), "passage": None, "loaded_hash": None}
    async with load.database.write_rows() as connection:
        await connection.execute(insert(ENTRY).values(own))
    assert await load(files) == LoadReport()
    assert "city-own" in {one.id for one in (await load.catalogue()).entries}


async def test_taught_phrases_stay_and_stand_for_seed_phrases_of_the_same_words(
    load: Loader, files: dict[str, Any]
) -> None:
    await load(files)
    ours, theirs = phrases(50, 2)
    taught: list[dict[str, Any]] = [
        {"intent": "legal_aid", "text": ours, "kind": "plain", "origin": "taught"},
        {"intent": None, "text": theirs, "kind": "plain", "origin": "taught"},
    ]
    async with load.database.write_rows() as connection:
        await connection.execute(insert(PHRASE), taught)
    removed = files[PHRASES]["phrases"]["plain"].pop()
    files[PHRASES]["phrases"]["plain"].append(ours)
    report = await load(files)
    assert (report.phrases_added, report.phrases_removed) == (0, 1)
    stored = (await load.catalogue()).phrases
    assert ExamplePhrase("legal_aid", ours, "plain", taught=True) in stored
    assert ExamplePhrase(None, theirs, "plain", taught=True) in stored
    assert removed not in {phrase.text for phrase in stored}


async def test_a_phrase_that_changed_its_kind_is_renewed(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    kinds = files[PHRASES]["phrases"]
    kinds["short"] = [kinds["plain"].pop()]
    report = await load(files)
    assert (report.phrases_added, report.phrases_removed) == (1, 1)
    assert set((await load.catalogue()).phrases) == set(load.seeds(files).phrases)


async def test_a_subject_is_dropped_once_nothing_stands_under_it(load: Loader, files: dict[str, Any]) -> None:
    await load(files)
    await load.edit("city-stations", contact="12351")
    del files["intents.yaml"][1], files[STATION], files["phrases/station.yaml"]
    await load(files)
    assert [one.id for one in (await load.catalogue()).subjects] == ["legal_aid", "station"]
    await load.edit("city-stations", contact=None)
    assert (await load(files)).removed == ["city-stations"]
    assert [one.id for one in (await load.catalogue()).subjects] == ["legal_aid"]


async def test_a_load_that_fails_half_way_leaves_everything_as_it_was(load: Loader, files: dict[str, Any]) -> None:
    """The last phrase belongs to no intent, which only the database notices."""
    await load(files)
    before = await load.catalogue()
    files[LAW][0]["summary"] = "有纠纷就来问律师。"
    seeds = load.seeds(files)
    stray = PlacedPhrases("phrases/law.yaml", "law", (ExamplePhrase("law", "找律师", "plain"),))
    with pytest.raises(IntegrityError):
        await load_seeds(load.database, replace(seeds, placed_phrases=(*seeds.placed_phrases, stray)))
    assert await load.catalogue() == before


async def test_passages_are_stored_with_the_pages_and_not_lost_without(
    load: Loader, files: dict[str, Any], tmp_path: Path
) -> None:
    await load(files)
    report = await load(files, write_article(tmp_path / "articles"))
    assert (report.passages, report.changed) == (3, [])
    files[LAW][0]["summary"] = "有纠纷就来问律师。"
    files[LAW][1]["source"] = source(start=5, end=9)
    report = await load(files)
    assert (report.passages, report.changed) == (1, ["city-lawyers", "city-advice"])
    async with load.database.read() as session:
        assert await read_passage(session, "city-lawyers") == PASSAGE
        assert await read_passage(session, "city-advice") is None, "the source moved: the old words are not its own"
    assert (await load.catalogue()).with_passage == {"city-lawyers", "city-stations"}


async def test_pages_that_do_not_prove_the_seeds_are_refused(
    load: Loader, files: dict[str, Any], tmp_path: Path
) -> None:
    folder = write_article(tmp_path / "articles")
    for page in folder.iterdir():
        page.write_text(PAGE.replace("20名", "30名"), encoding="utf-8")
    with pytest.raises(WrongSeeds, match="the figure '20'"):
        await load(files, folder)
    assert (await load.catalogue()).entries == ()


async def test_the_shipped_seeds_come_back_from_the_database_as_they_are(
    seeded_database: Database, seeds: Seeds
) -> None:
    async with seeded_database.read() as session:
        stored = await read_catalogue(session)
    assert {one.id: content_hash(one) for one in stored.entries} == {one.id: content_hash(one) for one in seeds.entries}
    assert stored.subjects == seeds.subjects
    assert set(stored.phrases) == set(seeds.phrases)
    async with seeded_database.engine.connect() as connection:
        edited = [
            row.id
            for row in await connection.execute(select(ENTRY.c.id, ENTRY.c.loaded_hash))
            if row.loaded_hash != content_hash(next(one for one in stored.entries if one.id == row.id))
        ]
    assert edited == []
