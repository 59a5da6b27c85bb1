"""Where databases come from: each kind of content is built once in a run of the suite and then copied."""

import asyncio
import shutil
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path

from data.storage.engine import Database
from tests.postgresql import Postgresql
from tests.restoring import Restoring
from tests.whole_run import WholeRun

Fill = Callable[[Database], Awaitable[object]]


class Templates(ABC):
    """Makes databases of one backend, for one worker."""

    def make(self, content: str = "", fill: Fill | None = None) -> str:
        """The URL of a new database: an empty one, or a copy of the one that `fill` built under the name `content`."""
        return self.empty() if fill is None else self.copy(self.built(content, fill))

    @abstractmethod
    def empty(self) -> str:
        """The URL of a new database without tables."""

    @abstractmethod
    def built(self, content: str, fill: Fill) -> str:
        """The template of this content, filled by whichever worker needs it first."""

    @abstractmethod
    def copy(self, template: str) -> str:
        """The URL of a new database that holds what the template does."""

    @abstractmethod
    def remove(self, url: str) -> None:
        """Removes a database, whoever is still connected."""

    @abstractmethod
    def leave(self, url: str) -> None:
        """Ends what connection the suite itself has with a database, for tests of who is connected."""


class SqliteTemplates(Templates):
    """A database is a file in this worker's folder."""

    def __init__(self, run: WholeRun, folder: Path) -> None:
        self._run = run
        self._folder = folder
        self._made = 0

    def empty(self) -> str:
        self._made += 1
        return f"sqlite:///{self._folder / f'{self._made}.db'}"

    def built(self, content: str, fill: Fill) -> str:
        return str(self._run.once(f"{content}.db", lambda path: _filled(f"sqlite:///{path}", fill)))

    def copy(self, template: str) -> str:
        url = self.empty()
        shutil.copyfile(template, url.removeprefix("sqlite:///"))
        return url

    def remove(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)

    def leave(self, url: str) -> None:
        """The suite has no connection of its own with a file."""


class PostgresqlTemplates(Templates):
    """A database is one of the run's server, named for this worker; one that a test leaves is made what it was.

    Making and dropping a copy takes a tenth of a second of the processor, making it what it was a hundredth.
    """

    def __init__(self, run: WholeRun, server: Postgresql) -> None:
        self._run = run
        self._server = server
        self._made = 0
        self._in_use: dict[str, tuple[str, Restoring]] = {}
        self._spare: dict[str, list[tuple[str, Restoring]]] = {}

    def empty(self) -> str:
        return self._another("template0")

    def built(self, content: str, fill: Fill) -> str:
        # The server knows what there is: had the other workers ended with it, this is a new one with nothing built.
        name = f"template_{content}"
        with self._run.alone(name):
            if not self._server.has(name):
                _filled(self._server.create(f"unfinished_{content}"), fill)
                self._server.rename(f"unfinished_{content}", name)
        return name

    def copy(self, template: str) -> str:
        spare = self._spare.setdefault(template, [])
        if spare:
            url, restoring = spare.pop()
        else:
            url = self._another(template)
            restoring = Restoring(url)
        self._in_use[url] = template, restoring
        return url

    def remove(self, url: str) -> None:
        if url in self._in_use:
            template, restoring = self._in_use.pop(url)
            if restoring.restored():
                self._spare[template].append((url, restoring))
                return
            restoring.close()
        self._server.drop(url)

    def leave(self, url: str) -> None:
        _, restoring = self._in_use.pop(url)
        restoring.close()

    def close(self) -> None:
        """Lets go of what is kept for the next test."""
        for spare in self._spare.values():
            for url, restoring in spare:
                restoring.close()
                self._server.drop(url)

    def _another(self, template: str) -> str:
        self._made += 1
        return self._server.create(f"test_{self._run.worker}_{self._made}", template)


def _filled(url: str, fill: Fill) -> None:
    async def filling() -> None:
        database = Database(url)
        await fill(database)
        await database.close()

    asyncio.run(filling())
