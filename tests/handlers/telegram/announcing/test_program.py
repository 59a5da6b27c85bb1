"""Announcing with the program as a user starts it: riders subscribe, an owner sends, kill -9 in the middle."""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from bot.announcing.report import counts_of
from data.announcing import deliveries
from data.people import staff_names
from data.storage.engine import Database
from handlers.telegram.announcing import words as wording
from tests.fake_bot_api import FakeBotApi, Json
from tests.fake_bot_server import Hold, serving
from tests.handlers.telegram.announcing.pressing import data_of
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.test_program import ended, program, until
from tests.patience import LONGEST

pytestmark = pytest.mark.slow

OWNER = 9001
RIDERS = range(1001, 1021)
ANSWERED = 6
"""The author's own copy, and some riders'."""
TEXT = "明天发冬衣"


def copies(api: FakeBotApi) -> Counter[int]:
    """Who has the announcement, the preview of its author left out."""
    return Counter(m["chat"]["id"] for m in api.sent if m["text"] == TEXT and m["chat"]["id"] != OWNER)


def card_of(api: FakeBotApi) -> Json:
    """What stands beside the preview, and is the live card later."""
    return next(m for m in api.sent if labels_of(m)[:1] == [wording.SEND] or m["text"].startswith("公告 1 号"))


def labels_of(message: Json) -> list[str]:
    return labels(message) if message.get("reply_markup") else []


async def test_everybody_has_it_once_however_the_program_ends(
    seeded_database: Database, seeded_database_url: str, model_cache: Path
) -> None:
    api = FakeBotApi()
    await staff_names.ask(seeded_database, f"tg:{OWNER}", 0)  # a question between the copies would be one of those held

    async def written_down() -> int:
        return counts_of(await deliveries.tally(seeded_database, 1)).sent

    in_flight = len(RIDERS) + 1 - ANSWERED
    settings = {"ADMINS": str(OWNER), "ANNOUNCE_CANARY": "0"}
    async with serving(api) as (server, address):
        async with program(seeded_database_url, model_cache, address, **settings) as process:
            api.wait_in_line([api.text(rider, "/subscribe all") for rider in RIDERS])
            await until(process, lambda: len(api.sent) >= len(RIDERS))
            api.wait_in_line([api.text(OWNER, f"/announce {TEXT}")])
            # The preview and its card.
            await until(process, lambda: len(api.sent) >= len(RIDERS) + 2)
            card = card_of(api)
            # The others arrive too, and the program does not hear of it.
            server.hold, server.answer_only = Hold.DELIVERED, ANSWERED
            api.wait_in_line([api.press(OWNER, card, data_of(card, wording.SEND))])
            await until(process, lambda: server.held >= in_flight)
            async with asyncio.timeout(LONGEST):
                while await written_down() < ANSWERED:  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.02)
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
        server.release()

        async with program(seeded_database_url, model_cache, address, **settings) as process:
            await until(process, lambda: card["text"].startswith("公告 1 号：已发完"))
            await ended(process)

    assert api.misuse == []
    assert copies(api) == Counter(RIDERS)
    assert f"已送达 {ANSWERED} / {len(RIDERS) + 1}" in card["text"]
    assert card["text"].endswith(f"不确定 {in_flight}")
    assert wording.RESEND in labels(card)
