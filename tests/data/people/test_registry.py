"""No column holds somebody's key that the registry does not know, and `/forget` does what the registry says."""

from typing import Any

import pytest
from sqlalchemy import JSON, BigInteger, Column, LargeBinary, String, insert, select
from sqlmodel import AutoString

from data.people import persons
from data.people.registry import PERSONAL
from data.storage.engine import Database
from data.tables import METADATA, Delivery, table_of
from data.tables.personal import Fate, Holds, PersonalColumn
from tests.guards.checkout import ROOT

ME, OTHER = "tg:4711", "tg:14711"

OF_NOBODY = {
    "announcement": "html media_kind media album buttons audience state pause_reason runner amending asks",
    "article": "id publication",
    "audit": "channel action before after",
    "case_account": "month figures changed",
    "case_delivery": "what state reason",
    "case_duty": "regions subjects",
    "case_file": "content",
    "case_key": "mark",
    "case_matter": "token subject title agreement agreed_token",
    "case_unit": "name",
    "case_word": "token author kind words name",
    "claimed_update": "holder",
    "conversation": "state",
    "day_asker": "day about",
    "day_count": "day intent kind",
    "day_key": "day key",
    "delivery": "state reason earlier amended",
    "entry_revision": "entry role channel action before after",
    "executor": "id",
    "granted": "name",
    "intent": "id name scope leads keys part_of helped_by",
    "labelled_question": "text intent entry region",
    "miss": "id question",
    "open_form": "form step answers",
    "page_draft": "mark page content state entry",
    "person": "region",
    "progress_card": "shown told",
    "shut_report_key": "secret",
    "signup": "state note tell",
    "staff_name": "name",
    "station": "code name kind address district system hours facilities phone manager source state fault",
    "subscriber": "topics area station state",
    "union_case": "token subject region urgency state unit",
    "entry": "id title intent region provider audience summary how contact facts "
    "valid_from valid_until conflict source passage loaded_hash",
    "guide": "id intent content",
    "phrase": "intent text kind origin entry",
}
"""Columns that could hold a key by their kind and hold none: words of the trade, states, marks of other things.

Who adds a column that holds somebody's key declares it in `data/people/registry.py`, not here.
"""


def _could_hold_a_key(column: Column[Any]) -> bool:
    text = isinstance(column.type, String | AutoString | LargeBinary | JSON)
    return text or (isinstance(column.type, BigInteger) and column.name.startswith("chat"))


def test_every_column_is_known_to_be_of_somebody_or_of_nobody() -> None:
    found = {f"{t.name}.{c.name}" for t in METADATA.sorted_tables for c in t.columns if _could_hold_a_key(c)}
    personal = {one.name for one in PERSONAL}
    of_nobody = {f"{table}.{name}" for table, names in OF_NOBODY.items() for name in names.split()}
    assert len(personal) == len(PERSONAL)
    assert personal & of_nobody == set()
    assert found == personal | of_nobody


def _row(one: PersonalColumn, key: str, number: int) -> dict[str, Any]:
    """A row that belongs to somebody by this one column, and is whole besides."""
    row: dict[str, Any] = {}
    talk = f"{key.replace(':', ':-100:')}{'#' * (one.model.__tablename__ == 'open_form')}"
    row[one.column] = talk if one.holds is Holds.TALK else key
    for column in table_of(one.model).columns:
        if column.name in row or column.nullable or (column.name == "id" and column.primary_key):
            continue
        kind = str if isinstance(column.type, AutoString) else column.type.python_type
        if column.name == "announcement" and one.model is Delivery:
            row[column.name] = 1  # whose ledger it is
        else:
            row[column.name] = {} if isinstance(column.type, JSON) else kind(number)
    return row


async def _held(database: Database, one: PersonalColumn, key: str) -> int:
    column = table_of(one.model).c[one.column]
    async with database.engine.connect() as connection:
        rows = (await connection.execute(select(column))).scalars()
        return sum(str(value).removesuffix("#").endswith(key.removeprefix("tg")) for value in rows)


BY_KEY = [one for one in PERSONAL if one.fate in (Fate.ROW, Fate.EMPTIED, Fate.RECORD)]


async def _filled(database: Database) -> None:
    """A row for each column found by a key, of one person and of another; an announcement that ledgers are of."""
    async with database.write_rows() as connection:
        (author,) = (one for one in PERSONAL if one.name == "announcement.author")
        await connection.execute(insert(table_of(author.model)).values(_row(author, "nobody", 0)))
        for number, one in enumerate(BY_KEY, 1):
            for of_other, key in enumerate((ME, OTHER)):
                await connection.execute(insert(table_of(one.model)).values(_row(one, key, 2 * number + of_other)))


async def test_forgetting_takes_what_the_registry_says_and_nothing_of_others(database: Database) -> None:
    await _filled(database)
    before = {one.name: await _held(database, one, ME) for one in BY_KEY}
    assert set(before.values()) == {1}
    recorded = await persons.on_record(database, ME)
    assert recorded == sum(one.fate is Fate.RECORD for one in PERSONAL)
    await persons.forget(database, ME)
    left = {one.name for one in BY_KEY if await _held(database, one, ME)}
    assert left == {one.name for one in PERSONAL if one.fate is Fate.RECORD}
    assert {one.name for one in BY_KEY if await _held(database, one, OTHER) != 1} == set()
    assert await persons.on_record(database, ME) == recorded


@pytest.mark.parametrize("one", PERSONAL, ids=lambda one: one.name)
def test_the_paper_has_a_row_of_each(one: PersonalColumn) -> None:
    row = f"| `{one.name}` | {one.holds} | {one.kept} | {one.fate} |"
    assert row in (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").splitlines()
