"""Files to and from the program as a user starts it, over HTTP: a backup comes, an import goes in."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from bot.exchange import files
from bot.exchange import words as wording
from data.catalogue import changes as editing
from data.storage.engine import Database
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_server import serving
from tests.handlers.telegram.conftest import OWNER
from tests.handlers.telegram.exchange.test_importing import button
from tests.handlers.telegram.test_program import ended, program, until

pytestmark = pytest.mark.slow


async def test_a_backup_is_sent_and_a_file_imported(
    seeded_database: Database, model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNIONBOT_ADMINS", str(OWNER))
    monkeypatch.setenv("UNIONBOT_BACKUPS", str(tmp_path))
    url = seeded_database.url.render_as_string(hide_password=False).replace("+aiosqlite", "").replace("+asyncpg", "")
    async with seeded_database.engine.connect() as connection:
        stored = await editing.all_entries(connection)
    changed = replace(next(entry for entry in stored.values() if entry.how is None), how="到窗口去办")
    api = FakeBotApi()
    async with serving(api) as (_, address), program(url, model_cache, address) as process:
        api.wait_in_line([api.text(OWNER, "/backup")])
        await until(process, lambda: any("document" in one for one in api.sent))
        backup = next(one["document"] for one in api.sent if "document" in one)
        content = api.files[backup["file_id"]]
        assert content.startswith(b"SQLite") if seeded_database.is_sqlite else gzip.decompress(content)

        file = files.write([changed], "xlsx")
        api.wait_in_line([api.document(OWNER, "改.xlsx", file, caption="/import")])
        change = wording.CHANGED_FIELD.format(field="怎么办", before="（空）", after="到窗口去办")
        await until(process, lambda: any(change in one.get("text", "") for one in api.sent))
        shown = next(one for one in api.sent if change in one.get("text", ""))
        api.wait_in_line([api.press(OWNER, shown, button(shown, wording.IMPORT_ALL))])
        await until(process, lambda: any(one.get("text", "").startswith("已导入") for one in api.sent))
        assert "ERROR" not in await ended(process)
    async with seeded_database.engine.connect() as connection:
        assert await editing.entry_by_id(connection, changed.id) == changed
    assert api.misuse == []
