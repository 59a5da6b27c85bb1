"""Telegram takes nothing for a while, or is not there at all."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.fake_bot_api import FakeBotApi, Json
from tests.fake_bot_server import serving
from tests.soak.running import DANGER, QUESTION, answers, running
from tests.soak.table import Came, Row

REFUSING: Final = 40.0
ASKED_WHILE_REFUSING: Final = 30
GONE: Final = 120.0
WAITING: Final = 500
_FIRST: Final = 1001


def _messages(method: str, _: Json) -> bool:
    return method.startswith("send")


def _everything(_method: str, _: Json) -> bool:
    return True


async def _away(folder: Path, seconds: float, count: int, down: Callable[[str, Json], bool]) -> Came:
    """So many ask while it lasts, the last of them in danger."""
    api = FakeBotApi()
    people = range(_FIRST, _FIRST + count)
    in_danger = people[-1]
    async with serving(api) as (_, address), running(f"sqlite:///{folder / 'bot.db'}", folder, api, address) as program:
        before, up = len(api.sent), api.down
        api.down = down
        api.wait_in_line([api.text(person, DANGER if person == in_danger else QUESTION) for person in people])
        await asyncio.sleep(seconds)
        api.down, back = up, time.monotonic()
        await program.until(lambda: all(answers(api, people).values()))
        took = time.monotonic() - back
        await asyncio.sleep(3)
        order = [message["chat"]["id"] for message in api.sent[before:]]
    given = answers(api, people)
    twice = sum(len(messages) > 1 for messages in given.values())
    place = order.index(in_danger) + 1
    told = f"all {count} came within {took:.0f} s of its return, {twice} twice; the one in danger as number {place}"
    return Came(told, twice == 0 and (place <= 2 or down is _everything))


ROWS: Final = (
    Row(
        "refusing",
        f"send* answers 502 for {REFUSING:.0f} s while polling works; {ASKED_WHILE_REFUSING} ask, the last in danger",
        "every answer comes, once, danger among the first two (one call tries whether it is back)",
        lambda folder: _away(folder, REFUSING, ASKED_WHILE_REFUSING, _messages),
    ),
    Row(
        "gone",
        f"Telegram away for {GONE:.0f} s with {WAITING} questions waiting",
        "every answer comes, once",
        lambda folder: _away(folder, GONE, WAITING, _everything),
    ),
)
