"""Dialogues of several steps that people are in the middle of."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.storage.group_read import GroupRead
from data.storage.shapes import Shape, as_it_was
from data.tables import OpenForm, table_of

_FORM = table_of(OpenForm)
_ANSWERS: Final = Shape((as_it_was,))
Row = tuple[str, str, dict[str, Any]]


class FormRows:
    """Open forms by conversation key; look-ups of concurrent callers are shared, as every private message makes one."""

    def __init__(self, database: Database, commits: GroupCommit) -> None:
        self._database = database
        self._commits = commits
        self._reads = GroupRead[str, Row](self._fetch)
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_FORM)
        changed = {name: insert.excluded[name] for name in ("form", "step", "answers", "updated_at")}
        self._keep = insert.on_conflict_do_update(index_elements=[_FORM.c.key], set_=changed)
        self._drop = delete(_FORM).where(_FORM.c.key == bindparam("of_key"))
        self._purge = delete(_FORM).where(_FORM.c.updated_at < bindparam("before"))

    async def _fetch(self, keys: Iterable[str]) -> dict[str, Row]:
        query = select(_FORM.c.key, _FORM.c.form, _FORM.c.step, _FORM.c.answers).where(_FORM.c.key.in_(list(keys)))
        async with self._database.engine.connect() as connection:
            found = await connection.execute(query)
            return {key: (form, step, _ANSWERS.read(answers)) for key, form, step, answers in found}

    async def of(self, key: str) -> Row | None:
        """Form, step and answers so far; None when none is open."""
        return await self._reads.get(key)

    async def keep(self, key: str, form: str, step: str, answers: dict[str, Any], now: int) -> None:
        """Opens a form or takes it a step on; another form of the same conversation gives way."""
        row = {"key": key, "form": form, "step": step, "answers": _ANSWERS.stamped(answers), "updated_at": now}
        await self._commits.write((self._keep, row))

    async def drop(self, key: str) -> None:
        """Forgets what is open."""
        await self._commits.write((self._drop, {"of_key": key}))

    async def purge(self, before: int) -> None:
        """Forgets forms last touched before this second."""
        await self._commits.write((self._purge, {"before": before}))
