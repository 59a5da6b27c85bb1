"""An office for teaching over the small catalogue."""

from collections.abc import AsyncIterator

import pytest

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit


@pytest.fixture
async def commits(database: Database) -> AsyncIterator[GroupCommit]:
    commits = GroupCommit(database)
    yield commits
    await commits.drain()
