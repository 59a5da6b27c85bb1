"""Begins a migration: what the tables in `data/tables/` have that the newest migration does not make."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from data.engine import Database
from data.migrating import migrate, released
from data.migration_steps import alembic_config


async def _begin(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'begun.db'}")
        await migrate(database)

        def compare(connection: Connection) -> None:
            number = f"{len(released()) + 1:04}"
            command.revision(alembic_config(connection), message, autogenerate=True, rev_id=number)

        async with database.write_rows() as connection:
            await connection.run_sync(compare)
        await database.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('Say in a few words what the migration does: python -m data.migrations "add tickets"')
    asyncio.run(_begin(sys.argv[1]))
