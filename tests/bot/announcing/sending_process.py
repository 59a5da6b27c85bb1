"""A process of its own that sends announcements into its standard output, a chat a line; ends when it is killed.

python -m tests.bot.announcing.sending_process URL NAME
"""

import asyncio
import random
import sys
import time
from collections.abc import Sequence

from bot.announcing.engine import Engine, Parts
from bot.announcing.messenger import Done, Notice, Outcome, Sent
from bot.announcing.pacing import Pacer
from bot.announcing.router import Router
from bot.announcing.subscribers import Subscribers
from bot.people.staff import Staff
from bot.regions import Regions
from data.storage.engine import Database
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.message.keys import TELEGRAM
from handlers.telegram.wire.pace import LIMITS
from tests.bot.announcing.at_work import at_work
from tests.bot.announcing.conftest import OWNER, REGIONS_TABLE
from tests.bot.announcing.outlets import outlet_of


class Printer:
    """A channel in which everything arrives."""

    async def send(self, chat: str, notice: Notice) -> Outcome:
        await asyncio.sleep(0)
        sys.stdout.write(f"{chat}\n")
        sys.stdout.flush()
        return Sent(1)

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        return Done()

    async def delete(self, chat: str, messages: Sequence[int]) -> Outcome:
        return Done()


async def main(url: str, name: str) -> None:
    database = Database(url)
    staff = Staff(database, frozenset({OWNER.person}), time.time)
    subscribers = Subscribers(database, Regions(REGIONS_TABLE), time.time)
    outlet = outlet_of(Printer(), Pacer(time.time, time.monotonic, asyncio.sleep, random.Random(), LIMITS))
    router = Router({TELEGRAM: ROOM})
    engine = Engine(Parts(database, staff, subscribers, router, time.time, asyncio.sleep, name, few=0))
    async with at_work(engine, outlet):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
