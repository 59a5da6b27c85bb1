"""Reading and keeping what a conversation is about."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.storage.group_read import GroupRead
from data.tables import Conversation, table_of

_TABLE = table_of(Conversation)


class Conversations:
    """States by conversation key; both directions are shared among concurrent callers."""

    def __init__(self, database: Database, commits: GroupCommit) -> None:
        self._database = database
        self._commits = commits
        self._reads = GroupRead(self._fetch)
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_TABLE)
        self._keep = insert.on_conflict_do_update(
            index_elements=[_TABLE.c.key],
            set_={"state": insert.excluded.state, "updated_at": insert.excluded.updated_at},
        )
        self._drop = delete(_TABLE).where(_TABLE.c.key == bindparam("of_key"))
        self._purge = delete(_TABLE).where(_TABLE.c.updated_at < bindparam("before"))

    async def _fetch(self, keys: Iterable[str]) -> dict[str, tuple[str, int]]:
        query = select(_TABLE.c.key, _TABLE.c.state, _TABLE.c.updated_at).where(_TABLE.c.key.in_(list(keys)))
        async with self._database.engine.connect() as connection:
            return {key: (state, updated_at) for key, state, updated_at in await connection.execute(query)}

    async def state(self, key: str) -> tuple[str, int] | None:
        """The kept text and when it was kept; None when there is none."""
        return await self._reads.get(key)

    async def keep(self, key: str, state: str, now: int) -> None:
        """Keeps the text under the key; returns once it is committed."""
        await self._commits.write((self._keep, {"key": key, "state": state, "updated_at": now}))

    async def drop(self, key: str) -> None:
        """Forgets the conversation."""
        await self._commits.write((self._drop, {"of_key": key}))

    async def purge(self, before: int) -> None:
        """Forgets every conversation last touched before this second."""
        await self._commits.write((self._purge, {"before": before}))
