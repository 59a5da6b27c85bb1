"""Opens everything an assistant needs, in order: database, catalogue, model; and closes it again."""

import gc
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from bot.announced.asking import AnnouncedAnswers
from bot.answering.assistant import Assistant
from bot.answering.memory import Memory, PatientMemory, PersistentMemory, ProcessMemory
from bot.bootstrap import words
from bot.catalogue.building import Snapshots
from bot.catalogue.live import LiveCatalogue
from bot.catalogue.query_terms import Synonyms, read_synonyms
from bot.regions import Regions
from bot.settings import Settings, WrongSetting, data_folder
from bot.stations.asking import StationAnswers
from bot.stations.finding import StationFinder
from bot.stations.holidays import ChineseHolidays
from bot.understanding.fitted import fitting_ahead, shipped_models
from bot.understanding.shipped import shipped_featurizer, shipped_vectors
from data.catalogue.entries import SubjectKey
from data.people.conversations import Conversations
from data.seeding.loading import load_seeds
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import seeds_folder
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.storage.spans import Traced, untraced
from data.upkeep.backups import database_file
from data.upkeep.migrating import prepare_database


@dataclass(frozen=True, slots=True)
class RunningParts:
    """The running parts that channels need."""

    settings: Settings
    database: Database
    commits: GroupCommit
    regions: Regions
    home: str
    memory: Memory
    assistant: Assistant
    stations: StationFinder
    snapshots: Snapshots
    live: LiveCatalogue


@cache
def shipped_regions() -> Regions:
    """The regions of `seeds/regions.csv`, read once."""
    return Regions((files("seeds") / "regions.csv").read_text(encoding="utf-8"))


def home_region(settings: Settings, regions: Regions) -> str:
    """The full path of the region of people who chose none.

    Raises:
        WrongSetting: no region, or several, have the name set.
    """
    try:
        return regions.parse(settings.region)
    except ValueError as error:
        raise WrongSetting(f"UNIONBOT_REGION: {error}") from None


def cache_folder(settings: Settings) -> Path:
    """Where fitted models are kept: the folder set, else `unionbot` in the user's cache folder."""
    if settings.cache:
        return Path(settings.cache)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "unionbot"


def default_place(settings: Settings) -> str | None:
    """Where the database lies, for the operator; None where the address was set."""
    if "database_url" in settings.model_fields_set:
        return None
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    said = words.DATABASE_THERE if file.is_absolute() else words.DATABASE_HERE
    return said.format(file=file.absolute())


def make_data_folder(database: Database) -> None:
    """Makes the user's data folder, for its owner alone, where the database is to lie there."""
    file = database_file(database)
    if file is not None and file.parent == data_folder():
        with suppress(OSError):  # whoever opens the database says what is wrong
            file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)


async def prepare(database: Database, say: Callable[[str], None]) -> None:
    """Migrates and loads a database without tables; refuses one with pending migrations (see `prepare_database`)."""

    async def load(empty: Database) -> None:
        say(words.LOADING)
        await load_seeds(empty, read_seeds(seeds_folder()))

    make_data_folder(database)
    await prepare_database(database, load)


@cache
def shipped_synonyms() -> Synonyms:
    """The synonyms of `seeds/synonyms.txt`, read once."""
    return read_synonyms((files("seeds") / "synonyms.txt").read_text(encoding="utf-8"))


def usable_cache(settings: Settings) -> Path:
    """The cache folder, made when it was not there.

    Raises:
        WrongSetting: it cannot be made.
    """
    folder = cache_folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(
            f"UNIONBOT_CACHE: cannot write there ({error.strerror}); set it to a writable folder"
        ) from None
    return folder


@asynccontextmanager
async def bootstrap(
    settings: Settings,
    say: Callable[[str], None],
    *,
    persistent: bool,
    clock: Callable[[], float] = time.time,
    traced: Traced = untraced,
) -> AsyncIterator[RunningParts]:
    """Everything running; `persistent` conversations are kept in the database, others end with the process.

    Raises:
        WrongSetting, PendingMigrations, DatabaseTooNew, DatabaseUnreachable, WrongSeeds, FittingFailed: each names its
            fix.
    """
    regions = shipped_regions()
    home = home_region(settings, regions)
    cache = usable_cache(settings)
    database = Database(settings.database_url, traced=traced)
    commits = GroupCommit(database)
    try:
        async with fitting_ahead(cache, shipped_models()) as started:
            await prepare(database, say)
            snapshots = Snapshots(
                database,
                shipped_featurizer(),
                shipped_synonyms(),
                shipped_vectors(),
                cache,
                lambda count: say(words.FITTING.format(count=count)),
            )
            first = await snapshots.first(started)
        gc.freeze()  # the catalogue, the model and the libraries stay: no collection need go over them
        gc.enable()  # switched off by `__main__` for the start
        memory: Memory = ProcessMemory()
        if persistent:
            memory = PatientMemory(PersistentMemory(Conversations(database, commits)), database.patience)

        def today() -> date:
            return settings.day(clock())

        def now() -> datetime:
            return settings.moment(clock())

        calendar = ChineseHolidays()
        about_stations = first.subject_for(SubjectKey.ABOUT_STATIONS)
        intent = about_stations.id if about_stations is not None else ""
        stations = StationAnswers(database, regions, home, now, calendar, intent)
        assistant = Assistant(
            first,
            regions,
            home,
            memory,
            database,
            clock,
            today,
            stations,
            operator=settings.operator,
            announced=AnnouncedAnswers(database, clock, settings.timezone),
            zone=settings.timezone,
        )
        live = LiveCatalogue(snapshots, lambda: assistant.snapshot, assistant.take)
        finder = StationFinder(database, now, calendar)
        try:
            yield RunningParts(settings, database, commits, regions, home, memory, assistant, finder, snapshots, live)
        finally:
            live.close()
        await commits.drain()
    finally:
        await database.close()
