"""Our migrations as Alembic sees them; a module of its own, because importing Alembic takes 0.2 s of every start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from sqlalchemy import Connection

FOLDER = Path(__file__).parent.parent / "migrations"


class UnknownRevision(LookupError):
    """No migration of this program has this revision."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings for our migrations, which it runs on the connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, to: str = "head") -> None:
    """Takes every step that the database lacks, up to the migration `to`."""
    command.upgrade(alembic_config(connection), to)


def steps(after: str | None) -> list[str]:
    """The migrations after a revision (None: from the beginning), oldest first, as `0001 Create the first tables`.

    Raises:
        UnknownRevision: none of ours.
    """
    scripts = ScriptDirectory.from_config(alembic_config())
    try:
        found = [f"{step.revision} {step.doc.rstrip('.')}" for step in scripts.iterate_revisions("head", after)]
    except RevisionError:
        raise UnknownRevision(after) from None
    return found[::-1]
