"""Databases: every test gets one of its own, on SQLite and on PostgreSQL."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.catalogue import Snapshot
from bot.opening import Opened, opened, shipped_regions, shipped_synonyms
from bot.regions import Regions
from bot.settings import PREFIX, Settings
from bot.snapshots import Snapshots
from bot.understanding.features import Featurizer
from bot.understanding.shipped import shipped_featurizer, shipped_vectors
from data.engine import Database
from data.loading import load_seeds
from data.migrating import migrate
from data.seed_checks import read_seeds
from data.seed_files import Seeds, seeds_folder
from tests.postgresql import Postgresql, name_in, running_server
from tests.small_catalogue import small_snapshot, store_small

# A busy machine is no error: nothing here is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BACKENDS = ("sqlite", "postgresql")
LABELLED_DAY = datetime(2026, 11, 21)
"""The day that tests of answers take place on, as the labelled sets do."""


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
def postgresql() -> Iterator[Postgresql]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session", params=BACKENDS)
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Templates":
    """Where databases come from; asking for it runs the test once on each backend."""
    if request.param == "sqlite":
        return SqliteTemplates(tmp_path_factory.mktemp("sqlite"))
    return PostgresqlTemplates(request.getfixturevalue("postgresql"))


class Templates:
    """Makes databases; each kind of content is built once in a session and then copied."""

    def __init__(self) -> None:
        self._built: dict[str, str] = {}

    def make(self, content: str = "", fill: Callable[[Database], Awaitable[object]] | None = None) -> str:
        """The URL of a new database: an empty one, or a copy of the one that `fill` built under the name `content`."""
        if fill is None:
            return self.copy(None)
        if content not in self._built:
            url = self.copy(None)
            asyncio.run(_filled(url, fill))
            self._built[content] = url
        return self.copy(self._built[content])

    def copy(self, template: str | None) -> str:
        raise NotImplementedError

    def remove(self, url: str) -> None:
        raise NotImplementedError


class SqliteTemplates(Templates):
    """A database is a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._made = 0

    def copy(self, template: str | None) -> str:
        self._made += 1
        path = self._folder / f"{self._made}.db"
        if template is not None:
            shutil.copyfile(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"

    def remove(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)


class PostgresqlTemplates(Templates):
    """A database is one of the server's."""

    def __init__(self, server: Postgresql) -> None:
        super().__init__()
        self._server = server

    def copy(self, template: str | None) -> str:
        return self._server.create(name_in(template) if template else "template0")

    def remove(self, url: str) -> None:
        self._server.drop(url)


async def _filled(url: str, fill: Callable[[Database], Awaitable[object]]) -> None:
    database = Database(url)
    await fill(database)
    await database.close()


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

    async def fill(database: Database) -> None:
        await migrate(database)
        await load_seeds(database, seeds)

    url = templates.make("seeded", fill)
    yield url
    templates.remove(url)


@pytest.fixture
async def empty_database(empty_database_url: str) -> AsyncIterator[Database]:
    database = Database(empty_database_url)
    yield database
    await database.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def seeded_database(seeded_database_url: str) -> AsyncIterator[Database]:
    database = Database(seeded_database_url)
    yield database
    await database.close()


@pytest.fixture
async def small_database(templates: Templates) -> AsyncIterator[Database]:
    """A database that holds the small catalogue."""

    async def fill(database: Database) -> None:
        await migrate(database)
        await store_small(database)

    url = await asyncio.to_thread(templates.make, "small", fill)
    database = Database(url)
    yield database
    await database.close()
    await asyncio.to_thread(templates.remove, url)


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


@dataclass(frozen=True)
class _Fitted:
    """The shipped seeds' model in a folder, and the catalogue that was built with it."""

    folder: Path
    snapshot: Snapshot


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the session keeps its one fitted model."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def featurizer() -> Featurizer:
    """The shipped featurizer, made once."""
    return shipped_featurizer()


@pytest.fixture(scope="session")
def fitted(seeds: Seeds, featurizer: Featurizer, cache_folder: Path) -> _Fitted:
    """Fits the model, once in a session: some 10 s."""
    folder = cache_folder
    chosen = Settings(database_url=f"sqlite:///{folder / 'seeded.db'}", cache=str(folder))

    async def fit() -> Snapshot:
        database = Database(chosen.database_url)
        await migrate(database)
        await load_seeds(database, seeds)
        vectors = shipped_vectors()
        snapshot = await Snapshots(database, featurizer, shipped_synonyms(), vectors, folder, _unheard).first()
        await database.close()
        return snapshot

    return _Fitted(folder, asyncio.run(fit()))


@pytest.fixture(scope="session")
def model_cache(fitted: _Fitted) -> Path:
    """A folder for UNIONBOT_CACHE that holds the model of the shipped seeds."""
    return fitted.folder


@pytest.fixture(scope="session")
def shipped_snapshot(fitted: _Fitted) -> Snapshot:
    """The catalogue of the shipped seeds with its model; immutable, so that every test may share it."""
    return fitted.snapshot


@pytest.fixture
async def opened_parts(seeded_database_url: str, model_cache: Path) -> AsyncIterator[Opened]:
    """Everything that channels need, over the shipped seeds, on each database; it is 2026-11-21.

    Opening takes two seconds; a test of answers alone is faster with an `Assistant` over `shipped_snapshot`.
    """
    chosen = Settings(database_url=seeded_database_url, cache=str(model_cache), today=LABELLED_DAY)
    async with opened(chosen, _unheard, persistent=True) as parts:
        yield parts
