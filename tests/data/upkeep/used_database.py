"""Databases as releases left them, after some days of use.

`used/NUMBER.jsonl` holds every row that a release left whose newest migration was NUMBER, one a line: staff who edited,
removed and took back, dialogues in the middle, a talk, subscribers, an announcement of which the process died.
`used/NUMBER-workflows.sql` is what DBOS kept beside it.
"""

import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.announcing.workflows import system_database
from data.storage.engine import Database
from data.tables import METADATA
from data.upkeep.migration_steps import upgrade

_FOLDER: Final = Path(__file__).parent / "used"
RELEASES: Final = sorted(file.stem for file in _FOLDER.glob("*.jsonl"))
"""The newest migration of each release of which a database is kept."""


async def fill_as_used(database: Database, release: str) -> None:
    """Makes an empty database what the release left."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (_FOLDER / f"{release}.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        rows[one["table"]].append(one["row"])
    async with database.write_rows() as connection:
        await connection.run_sync(upgrade, release)
        await connection.run_sync(_fill, rows)
    if database.is_sqlite:
        kept = sqlite3.connect(system_database(database).removeprefix("sqlite:///"))
        kept.executescript((_FOLDER / f"{release}-workflows.sql").read_text(encoding="utf-8"))
        kept.close()


def _fill(connection: Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Puts the rows in, into the columns that their release had."""
    for table in METADATA.sorted_tables:
        if not rows.get(table.name):
            continue
        of_then = sa.table(table.name, *(sa.column(key, table.c[key].type) for key in rows[table.name][0]))
        connection.execute(sa.delete(of_then))  # what a migration put in
        connection.execute(sa.insert(of_then), rows[table.name])
        if connection.dialect.name == "postgresql" and "id" in table.c and isinstance(table.c.id.type, sa.Integer):
            highest = max(row["id"] for row in rows[table.name])
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            connection.execute(sa.select(sa.func.setval(sequence, highest)).where(sequence.is_not(None)))
