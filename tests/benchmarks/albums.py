"""An album to a thousand by the program as it ships: who got what how often, and how fast it went."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from bot.announcing.subscribers import Subscribers
from bot.bootstrap.parts import shipped_regions
from data.announcing.deliveries import tally
from data.storage.engine import Database
from data.upkeep.migrating import migrate
from handlers.telegram.announcing import words as wording
from tests.benchmarks.programs import OWNER, Program, program
from tests.benchmarks.sheet import Sheet
from tests.benchmarks.workplace import database_url, say
from tests.fake_bot_api import Json

RECIPIENTS: Final = 1_000
PARTS: Final = 3
CAP: Final = 30
TEXT: Final = "通知：冬季送温暖活动开始报名，请到就近驿站登记。"
_FIRST: Final = 1_000
_PATIENCE: Final = 400.0
_ONLY_NOW: Final = {"UNIONBOT_ANNOUNCE_CANARY": "0"}


class Timed(list[Json]):
    """What the server delivered, with the moment of each."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: list[float] = []

    def append(self, message: Json, /) -> None:
        super().append(message)
        self.moments.append(time.perf_counter())


def to_a_thousand(sheet: Sheet, folder: Path) -> None:
    """The rows."""
    (folder / "album").mkdir()
    asyncio.run(_measure(sheet, database_url(folder / "album")))


async def _measure(sheet: Sheet, url: str) -> None:
    say(f"an album of {PARTS} to {RECIPIENTS:,}")
    database = Database(url)
    await migrate(database)
    subscribers = Subscribers(database, shipped_regions(), time.time)
    for number in range(RECIPIENTS):
        await subscribers.subscribe(f"tg:{_FIRST + number}")
    async with program(url, settings=_ONLY_NOW) as bot:
        bot.api.sent = sent = Timed()
        await _send(bot)
        start = len(sent)
        async with asyncio.timeout(_PATIENCE):
            while await _left(database):  # noqa: ASYNC110 - nothing tells when the last row is written
                await asyncio.sleep(0.5)
    await database.close()
    people = range(_FIRST, _FIRST + RECIPIENTS)
    mine = [message for message in sent[start:] if message["chat"]["id"] in people]
    seconds = sent.moments[-1] - sent.moments[start]
    of = f"an album of {PARTS} with its text to {RECIPIENTS:,}"
    sheet.at_most(f"{of}: recipients with anything but all of it once, in order", _wrong(mine, people), 0, "{:.0f}")
    sheet.at_least("messages a second, each part counted, share of the cap", len(mine) / seconds / CAP, 0.9)
    what = f"refused by a server that takes {CAP} a second and {CAP} at once"
    sheet.at_most(what, _refused(sent.moments[start:]), 0, "{:.0f}")


async def _send(bot: Program) -> None:
    """The owner writes the album, and sends it."""
    updates = bot.api.album(OWNER, *["photo"] * PARTS, caption=f"/announce {TEXT}")
    (said,) = [await _said(bot, updates[0])]
    for update in updates[1:]:
        bot.api.wait_in_line([update])
    await bot.until(lambda: said["text"] == wording.ALBUM.format(number=1, count=PARTS))
    before = len(bot.api.sent)
    bot.api.wait_in_line([bot.api.press(OWNER, said, _data(said, wording.ALBUM_WHOLE))])
    await bot.until(lambda: len(bot.api.sent) >= before + PARTS + 2)
    beside = bot.api.sent[-1]
    bot.api.wait_in_line([bot.api.press(OWNER, beside, _data(beside, wording.SEND))])


async def _said(bot: Program, update: Json) -> Json:
    before = len(bot.api.sent)
    bot.api.wait_in_line([update])
    await bot.until(lambda: len(bot.api.sent) > before)
    return bot.api.sent[before]


def _data(message: Json, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if button["text"] == label)


async def _left(database: Database) -> int:
    """How many still wait; all before the ledger is made."""
    states = Counter[str]()
    for row in await tally(database, 1, reasons=False):
        states[row.state] += row.rows
    return states["queued"] + states["sending"] if states.total() > RECIPIENTS else RECIPIENTS


def _wrong(messages: Sequence[Json], people: Sequence[int]) -> int:
    """Recipients who did not get the album and then its text, once each."""
    by_chat = {
        chat: [message["text"] or "photo" for message in theirs]
        for chat, theirs in groupby(sorted(messages, key=_chat), key=_chat)
    }
    return sum(by_chat.get(chat) != [*["photo"] * PARTS, TEXT] for chat in people)


def _chat(message: Json) -> int:
    return int(message["chat"]["id"])


def _refused(moments: Sequence[float]) -> int:
    """How many of these a server would have refused that takes `CAP` messages a second, and as many at once."""
    left, last, refused = float(CAP), moments[0], 0
    for moment in moments:
        left, last = min(float(CAP), left + (moment - last) * CAP), moment
        refused += left < 1
        left -= left >= 1
    return refused
