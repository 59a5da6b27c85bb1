"""The union of these tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.storage.engine import Database
from tests.bot.cases.union import Union


@pytest.fixture
async def union(database: Database, tmp_path: Path) -> AsyncIterator[Union]:
    union = Union(database, tmp_path)
    yield union
    await union.office.relay.close()
