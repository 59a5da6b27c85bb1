"""Databases: every test gets one of its own, on SQLite and on PostgreSQL."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.bootstrap.parts import RunningParts, bootstrap, shipped_regions, shipped_synonyms
from bot.catalogue.building import Snapshots
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.settings import PREFIX, Settings
from bot.understanding.danger import DangerHearing, shipped_danger
from bot.understanding.features import Featurizer
from bot.understanding.fitted import models_in, shipped_models
from bot.understanding.shipped import shipped_featurizer, shipped_vectors
from data.seeding.loading import load_seeds
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import Seeds, seeds_folder
from data.storage.engine import Database
from data.storage.patience import Patience
from data.upkeep.migrating import migrate
from tests.databases import PostgresqlTemplates, SqliteTemplates, Templates
from tests.kept_model import KeptModel
from tests.patience import endless
from tests.postgresql import running_server
from tests.small_catalogue import small_snapshot, store_small
from tests.whole_run import WholeRun, whole_run

# A busy machine is no error: nothing here is timed. What stands between a change and main draws the same examples each
# time; `--hypothesis-profile=exploring` draws others, for whoever looks for what nobody thought of.
settings.register_profile("exploring", deadline=None)
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")

BACKENDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
LABELLED_DAY = datetime(2026, 11, 21)
"""The day that tests of answers take place on, as the labelled sets do."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker begins with what takes long: at the end there is only what is short to share out."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if item.get_closest_marker("slow")]
    quick = [item for item in items if not item.get_closest_marker("slow")]
    items[:] = [one for worker in range(workers) for some in (slow, quick) for one in _share(some, worker, workers)]


def _share(items: list[pytest.Item], worker: int, workers: int) -> list[pytest.Item]:
    return items[len(items) * worker // workers : len(items) * (worker + 1) // workers]


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_this_machine() -> Iterator[None]:
    """No test can reach the database or the bot that whoever runs it has configured."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(PREFIX)]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    """The seeds that ship with the program."""
    return read_seeds(seeds_folder())


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> WholeRun:
    """What this worker shares with the others."""
    return whole_run(tmp_path_factory)


@pytest.fixture(scope="session")
def sqlite(run: WholeRun, tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplates:
    return SqliteTemplates(run, tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql(run: WholeRun) -> Iterator[PostgresqlTemplates]:
    with running_server(run) as server:
        templates = PostgresqlTemplates(run, server)
        yield templates
        templates.close()


@pytest.fixture(scope="session", params=BACKENDS)
def templates(request: pytest.FixtureRequest) -> Templates:
    """Where databases come from; asking for it runs the test once on each backend."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Templates)
    return found


@pytest.fixture
def empty_database_url(templates: Templates) -> Iterator[str]:
    """A database without tables."""
    url = templates.make()
    yield url
    templates.remove(url)


@pytest.fixture
def database_url(templates: Templates) -> Iterator[str]:
    """A database with all tables and nothing in them."""
    url = templates.make("migrated", migrate)
    yield url
    templates.remove(url)


@pytest.fixture
def seeded_database_url(templates: Templates, seeds: Seeds) -> Iterator[str]:
    """A database that holds the shipped seeds."""
    url = templates.make("seeded", lambda database: _seeded(database, seeds))
    yield url
    templates.remove(url)


@pytest.fixture
def seeded_file(sqlite: SqliteTemplates, seeds: Seeds) -> Iterator[Path]:
    """A file of SQLite that holds the shipped seeds."""
    url = sqlite.make("seeded", lambda database: _seeded(database, seeds))
    yield Path(url.removeprefix("sqlite:///"))
    sqlite.remove(url)


async def _seeded(database: Database, seeds: Seeds) -> None:
    await migrate(database)
    await load_seeds(database, seeds)


@pytest.fixture
def small_database_url(templates: Templates) -> Iterator[str]:
    """A database that holds the small catalogue."""

    async def fill(database: Database) -> None:
        await migrate(database)
        await store_small(database)

    url = templates.make("small", fill)
    yield url
    templates.remove(url)


@pytest.fixture
def patience() -> Patience:
    """How long answers wait for a database; a test of what does not come in time parametrises it."""
    return endless()


@pytest.fixture
async def empty_database(empty_database_url: str, patience: Patience) -> AsyncIterator[Database]:
    database = Database(empty_database_url, patience)
    yield database
    await database.close()


@pytest.fixture
async def database(database_url: str, patience: Patience) -> AsyncIterator[Database]:
    database = Database(database_url, patience)
    yield database
    await database.close()


@pytest.fixture
async def seeded_database(seeded_database_url: str, patience: Patience) -> AsyncIterator[Database]:
    database = Database(seeded_database_url, patience)
    yield database
    await database.close()


@pytest.fixture
async def small_database(small_database_url: str, patience: Patience) -> AsyncIterator[Database]:
    database = Database(small_database_url, patience)
    yield database
    await database.close()


def _unheard(_: object) -> None:
    """Progress that no test looks at."""


@pytest.fixture(scope="session")
def every_region() -> Regions:
    """The regions that ship with the program."""
    return shipped_regions()


@pytest.fixture(scope="session")
def small(featurizer: Featurizer) -> Snapshot:
    """The small catalogue with its model; immutable."""
    return small_snapshot(featurizer)


@pytest.fixture(scope="session")
def featurizer() -> Featurizer:
    """The shipped featurizer, made once."""
    return shipped_featurizer()


@pytest.fixture(scope="session")
def danger(featurizer: Featurizer) -> DangerHearing:
    """The shipped hearing of danger, read once."""
    return shipped_danger(featurizer)


@dataclass(frozen=True)
class _Fitted:
    """The shipped seeds' model in a folder, and the catalogue that was built with it."""

    folder: Path
    snapshot: Snapshot


@pytest.fixture(scope="session")
def fitted(
    run: WholeRun, sqlite: SqliteTemplates, seeds: Seeds, featurizer: Featurizer, pytestconfig: pytest.Config
) -> _Fitted:
    """The model: from an earlier run over the same files, else fitted by the first worker (some 10 s)."""
    url = sqlite.make("seeded", lambda database: _seeded(database, seeds))

    async def first(folder: Path) -> Snapshot:
        database = Database(url)
        vectors = shipped_vectors()
        snapshot = await Snapshots(database, featurizer, shipped_synonyms(), vectors, folder, _unheard).first()
        await database.close()
        return snapshot

    def fit(folder: Path) -> None:
        folder.mkdir()
        kept = KeptModel(pytestconfig.cache)
        kept.bring(folder)
        for model in models_in(shipped_models()):  # whoever ran the program has it beside the seeds, fitted already
            shutil.copy(model, folder)
        asyncio.run(first(folder))
        kept.keep(folder)

    folder = run.once("cache", fit)
    snapshot = asyncio.run(first(folder))
    sqlite.remove(url)
    return _Fitted(folder, snapshot)


@pytest.fixture(scope="session")
def model_cache(fitted: _Fitted) -> Path:
    """A folder for UNIONBOT_CACHE that holds the model of the shipped seeds."""
    return fitted.folder


@pytest.fixture(scope="session")
def shipped_snapshot(fitted: _Fitted) -> Snapshot:
    """The catalogue of the shipped seeds with its model; immutable, so that every test may share it."""
    return fitted.snapshot


@pytest.fixture
async def opened_parts(seeded_database_url: str, model_cache: Path) -> AsyncIterator[RunningParts]:
    """Everything that channels need, over the shipped seeds, on each database; it is 2026-11-21.

    Opening takes two seconds; a test of answers alone is faster with an `Assistant` over `shipped_snapshot`.
    """
    chosen = Settings(database_url=seeded_database_url, cache=str(model_cache), today=LABELLED_DAY)
    async with bootstrap(chosen, _unheard, persistent=True) as parts:
        yield parts
