"""Where DBOS keeps what it remembers."""

import pytest

from bot.announcing.workflows import system_database
from data.storage.engine import Database


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("sqlite:////srv/union/bot.db", "sqlite:////srv/union/bot-workflows.db"),
        ("sqlite:///unionbot.db", "sqlite:///unionbot-workflows.db"),
        ("postgresql://us%40er:p%2Fw@host:5433/name", "postgresql://us%40er:p%2Fw@host:5433/name"),
        ("postgresql://user@host/name?ssl=require", "postgresql://user@host/name?sslmode=require"),
        ("postgres://user@/name?host=%2Frun", "postgresql://user@/name?host=%2Frun"),
    ],
)
async def test_it_is_beside_our_own(url: str, found: str) -> None:
    database = Database(url)
    assert system_database(database) == found
    await database.close()
