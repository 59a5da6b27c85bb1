"""Begins a migration: what the tables in `data/tables/` have that the newest migration does not make."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from alembic import command
from sqlalchemy import Connection

from data.storage.engine import Database
from data.upkeep.migrating import migrate, released
from data.upkeep.migration_steps import FOLDER, alembic_config

_VERSIONS: Final = FOLDER / "versions"
_NUMBERED: Final = re.compile(r"(\d{4})_\w+\.py")


def _next_number() -> str:
    """One more than the highest number that a file has: numbers may be left out, and none is given twice."""
    taken = [int(found[1]) for file in _VERSIONS.iterdir() if (found := _NUMBERED.fullmatch(file.name))]
    return f"{max(taken, default=0) + 1:04}"


async def _begin(message: str) -> None:
    """Writes the file of the next migration, and takes it away again where the steps do not stand with it."""
    number = _next_number()

    def compare(connection: Connection) -> None:
        command.revision(alembic_config(connection), message, autogenerate=True, rev_id=number)

    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'begun.db'}")
        await migrate(database)
        try:
            async with database.write_rows() as connection:
                await connection.run_sync(compare)
            released()
        except BaseException:
            for file in _VERSIONS.glob(f"{number}_*.py"):
                file.unlink()
            raise
        finally:
            await database.close()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say in a few words what the migration does: python -m data.migrations "add tickets"')
    asyncio.run(_begin(sys.argv[1].strip()))
