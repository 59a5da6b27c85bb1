"""A database of PostgreSQL made again what it was when it was copied: a twentieth of the work of another copy."""

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString, cast

import psycopg
from psycopg.sql import SQL, Composable, Identifier

Connection = psycopg.Connection[tuple[object, ...]]
Content = tuple[int, object]
"""Of a table: how many rows, and the sum of their hashes."""

MOST_TIMES: Final = 40
"""What was deleted goes on filling pages; so often a database is used again, then another copy is made."""
MOST_ROWS: Final = 2_000
"""Beyond so many rows a copy is quicker."""

_MADE_HERE: Final = 16_384  # the first number of what is not PostgreSQL's own
_ALONE: LiteralString = """
SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_SHAPE: LiteralString = """
SELECT count(*), sum(hashtextextended(part, 0)) FROM (
    SELECT concat_ws('|', oid, relname, relnamespace, relkind, relnatts, relchecks, relhastriggers, relhasrules)
        AS part FROM pg_class WHERE oid >= %(first)s
    UNION ALL SELECT concat_ws('|', attrelid, attnum, attname, atttypid, atttypmod, attnotnull, atthasdef, attisdropped)
        FROM pg_attribute WHERE attrelid >= %(first)s
    UNION ALL SELECT concat_ws('|', oid, adbin::text) FROM pg_attrdef WHERE oid >= %(first)s
    UNION ALL SELECT concat_ws('|', oid, conname, convalidated) FROM pg_constraint WHERE oid >= %(first)s
    UNION ALL SELECT concat_ws('|', oid, tgname, tgenabled) FROM pg_trigger WHERE oid >= %(first)s
    UNION ALL SELECT concat_ws('|', oid, proname, prosrc) FROM pg_proc WHERE oid >= %(first)s
    UNION ALL SELECT concat_ws('|', oid, nspname) FROM pg_namespace WHERE oid >= %(first)s
    UNION ALL SELECT concat_ws('|', oid, extname) FROM pg_extension
    UNION ALL SELECT concat_ws('|', setdatabase, setconfig::text) FROM pg_db_role_setting
) AS parts
"""
_TABLES: LiteralString = """
SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE pg_class.oid >= %(first)s AND relkind = 'r' AND nspname !~ '^pg_' ORDER BY 1, 2
"""
_SEQUENCES: LiteralString = "SELECT schemaname, sequencename, last_value, start_value FROM pg_sequences"


class Restoring:
    """One copy of a template, looked at before anybody uses it."""

    def __init__(self, uri: str) -> None:
        self._connection: Connection = psycopg.connect(uri, autocommit=True)
        self._times = 0
        self._shape = self._shape_now()
        tables = self._connection.execute(_TABLES, {"first": _MADE_HERE}).fetchall()
        self._tables: Sequence[Identifier] = [Identifier(str(schema), str(name)) for schema, name in tables]
        self._looking = SQL(" UNION ALL ").join(
            SQL("SELECT {}::int, count(*), sum(hashtextextended(one::text, 0)) FROM {} AS one").format(number, table)
            for number, table in enumerate(self._tables)
        )
        self._content = self._content_now()
        self._rows = {number: self._copied(self._tables[number]) for number, (rows, _) in self._content.items() if rows}
        self._sequences = self._sequences_now()

    def close(self) -> None:
        self._connection.close()

    def restored(self) -> bool:
        """Makes it what it was, with nobody connected; false where another copy is the better way."""
        self._times += 1
        self._connection.execute(_ALONE)
        if self._times > MOST_TIMES or self._shape_now() != self._shape:
            return False
        now = self._content_now()
        changed = [number for number, content in now.items() if content != self._content[number]]
        if sum(max(now[number][0], self._content[number][0]) for number in changed) > MOST_ROWS:
            return False
        with self._connection.transaction():
            self._connection.execute("SET LOCAL session_replication_role = replica")  # references hold again at the end
            for number in changed:
                self._refill(number)
            for sequence, value in self._sequences_now().items():
                if value != self._sequences[sequence]:
                    last, start = self._sequences[sequence]
                    name = ".".join(f'"{part}"' for part in sequence)
                    self._connection.execute(
                        "SELECT setval(%s::regclass, %s, %s)", (name, start if last is None else last, last is not None)
                    )
        return True

    def _refill(self, number: int) -> None:
        table = self._tables[number]
        self._connection.execute(SQL("DELETE FROM {}").format(table))
        if number in self._rows:
            with self._connection.cursor().copy(SQL("COPY {} FROM STDIN").format(table)) as copy:
                copy.write(self._rows[number])

    def _copied(self, table: Composable) -> bytes:
        with self._connection.cursor().copy(SQL("COPY {} TO STDOUT").format(table)) as copy:
            return b"".join(bytes(part) for part in copy)

    def _shape_now(self) -> object:
        return self._connection.execute(_SHAPE, {"first": _MADE_HERE}, prepare=True).fetchone()

    def _content_now(self) -> Mapping[int, Content]:
        rows = self._connection.execute(self._looking, prepare=True).fetchall()
        return {cast("int", number): (cast("int", count), total) for number, count, total in rows}

    def _sequences_now(self) -> Mapping[tuple[str, str], tuple[object, object]]:
        rows = self._connection.execute(_SEQUENCES, prepare=True).fetchall()
        return {(str(schema), str(name)): (last, start) for schema, name, last, start in rows}
