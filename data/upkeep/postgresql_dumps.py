"""A PostgreSQL database as gzipped JSON lines: written in one reading transaction, read back in one writing one.

The first line is the head {unionbot, revision, made_at, tables}; then for each table {table, columns} and its rows as
arrays; the last line is {rows} with the number of rows by table. Bytes are base64. Memory is bounded by a few hundred
rows, whatever the database holds.
"""

import asyncio
import base64
import gzip
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import JSON, Connection, LargeBinary, MetaData, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from data.storage.engine import Database

MAGIC: Final = b"\x1f\x8b"
"""How every gzip file begins."""

FORMAT: Final = 1
_ROWS_AT_ONCE = 500
_LONGEST_LINE = 64 * 2**20
_VERSION = "alembic_version"


class BrokenDump(ValueError):
    """A file is no whole dump of ours; the text says what was found."""


class Head(NamedTuple):
    """What a dump says of itself."""

    revision: str
    tables: tuple[str, ...]


async def write_dump(database: Database, target: Path, made_at: int) -> None:
    """Writes everything as it stood at one moment, while others go on writing."""
    async with database.engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        tables = await connection.run_sync(_reflected)
        revision = await connection.scalar(text(f"SELECT version_num FROM {_VERSION}"))  # noqa: S608
        names = [str(table.name) for table in tables]  # reflected names are of a kind of their own, which is no JSON
        with gzip.open(target, "wb", compresslevel=6) as file:
            head = {"unionbot": FORMAT, "revision": revision, "made_at": made_at, "tables": names}
            await asyncio.to_thread(file.write, orjson.dumps(head) + b"\n")
            counts: dict[str, int] = {}
            for name, table in zip(names, tables, strict=True):
                columns = [str(column.name) for column in table.columns]
                await asyncio.to_thread(file.write, orjson.dumps({"table": name, "columns": columns}) + b"\n")
                counts[name] = 0
                async for rows in _rows(connection, table):
                    counts[name] += len(rows)
                    await asyncio.to_thread(_write_rows, file, rows)
            await asyncio.to_thread(file.write, orjson.dumps({"rows": counts}) + b"\n")


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Any]]:
    result = await connection.stream(select(table).execution_options(yield_per=_ROWS_AT_ONCE))
    async for rows in result.partitions():
        yield rows


def _write_rows(file: gzip.GzipFile, rows: Sequence[Any]) -> None:
    file.write(b"".join(orjson.dumps(list(row), default=_as_text) + b"\n" for row in rows))


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"a dump cannot hold a {type(value).__name__}")


def _reflected(connection: Connection) -> list[Table]:
    """The tables as they are there, each after those that it refers to."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True  # a JSON null and none at all read alike; ours are always none
    return [table for table in metadata.sorted_tables if table.name != _VERSION]


def read_head(file: Path) -> Head:
    """What the dump says of itself.

    Raises:
        BrokenDump: it is none of ours.
    """
    try:
        with gzip.open(file, "rb") as lines:
            first = orjson.loads(lines.readline(_LONGEST_LINE))
        if first["unionbot"] != FORMAT:
            raise BrokenDump(f"its format is {first['unionbot']}, this program reads {FORMAT}")
        return Head(str(first["revision"]), tuple(map(str, first["tables"])))
    except (OSError, EOFError, zlib.error, orjson.JSONDecodeError, TypeError, KeyError) as error:
        raise BrokenDump(f"no dump of this program ({type(error).__name__})") from None


def read_lines(file: Path) -> Iterator[Any]:
    """Every line after the head.

    Raises:
        BrokenDump: it is cut off, or damaged.
    """
    try:
        with gzip.open(file, "rb") as lines:
            lines.readline(_LONGEST_LINE)
            while line := lines.readline(_LONGEST_LINE):
                yield orjson.loads(line)
    except (OSError, EOFError, zlib.error, orjson.JSONDecodeError) as error:
        raise BrokenDump(f"it is cut off or damaged ({type(error).__name__})") from None


def look_through(file: Path) -> Head:
    """Reads the whole dump and counts; gives its head.

    Raises:
        BrokenDump: it is none of ours, cut off, or its numbers of rows differ from those it names.
    """
    head = read_head(file)
    counts: dict[str, int] = {}
    told: object = None
    table, width = "", -1
    for line in read_lines(file):
        match line:
            case list() if len(line) == width:
                counts[table] += 1
            case {"table": str(name), "columns": list(columns)}:
                table, width = name, len(columns)
                counts[table] = 0
            case {"rows": dict(rows)}:
                told = rows
            case _:
                raise BrokenDump("a line is none of a dump's")
    if told != counts or set(counts) != set(head.tables):
        raise BrokenDump("it is cut off: the numbers of rows are not those it should have")
    return head


async def others_connected(connection: AsyncConnection) -> int:
    """How many other sessions the database has."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    return int(await connection.scalar(query) or 0)


async def keep_aside(connection: AsyncConnection, schema: str) -> bool:
    """Moves every table to a schema of its own, whole; tells whether there was any."""
    query = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    names = list((await connection.execute(query)).scalars())
    if not names:
        return False
    await connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    for name in names:
        await connection.execute(text(f'ALTER TABLE "{name}" SET SCHEMA "{schema}"'))
    return True


async def load_dump(connection: AsyncConnection, file: Path) -> None:
    """Makes the tables of the dump's migration in a database that has none, and fills them.

    Raises:
        BrokenDump: it holds something that these tables do not.
    """
    from data.upkeep import migration_steps  # only here: it imports Alembic, which takes 0.2 s of every start

    head = read_head(file)
    await connection.run_sync(migration_steps.upgrade, head.revision)
    tables = {table.name: table for table in await connection.run_sync(_reflected)}
    for name in reversed(tables):  # what a migration itself put there gives way to the dump
        await connection.execute(tables[name].delete())
    lines = read_lines(file)
    table: Table | None = None
    columns: list[str] = []
    # Some hundred lines a step: a step for each would spend most of the time on changing threads.
    while batch := await asyncio.to_thread(list, islice(lines, _ROWS_AT_ONCE)):
        rows: list[dict[str, Any]] = []
        for line in batch:
            if isinstance(line, list) and table is not None:
                rows.append(_values(table, columns, line))
                continue
            await _insert(connection, table, rows)
            rows = []
            if "table" in line:
                table, columns = tables.get(line["table"]), line["columns"]
                if table is None or not set(columns) <= set(table.columns.keys()):
                    raise BrokenDump(f"the table {line['table']} is not as migration {head.revision} makes it")
        await _insert(connection, table, rows)
    for one in tables.values():
        await _go_on_counting(connection, one)


async def _insert(connection: AsyncConnection, table: Table | None, rows: Sequence[dict[str, Any]]) -> None:
    if rows and table is not None:
        await connection.execute(insert(table), rows)


def _values(table: Table, columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    values = dict(zip(columns, row, strict=True))
    for name, value in values.items():
        if value is not None and isinstance(table.columns[name].type, LargeBinary):
            values[name] = base64.b64decode(value)
    return values


async def _go_on_counting(connection: AsyncConnection, table: Table) -> None:
    """Sets the counter of new ids behind the largest that was loaded."""
    for column in table.primary_key.columns:
        find = select(func.pg_get_serial_sequence(f'"{table.name}"', column.name))
        sequence = await connection.scalar(find)
        largest = await connection.scalar(select(func.max(column))) if sequence is not None else None
        if largest is not None:
            await connection.execute(select(func.setval(sequence, largest)))
