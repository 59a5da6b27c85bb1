"""A process of its own that sends announcements into its standard output, a chat a line; ends when it is killed.

python -m tests.bot.announcing.sending_process URL NAME
"""

import asyncio
import random
import sys
import time

from bot.announcing.engine import Engine, Parts, running
from bot.announcing.messenger import Done, Notice, Outcome, Sent
from bot.announcing.subscribers import Subscribers
from bot.pacing import Pacer
from bot.regions import Regions
from bot.staff import Staff
from data.engine import Database
from data.flood import FloodRows
from data.group_commit import GroupCommit
from tests.bot.announcing.conftest import OWNER, REGIONS_TABLE


class Printer:
    """A channel in which everything arrives."""

    async def send(self, chat: str, notice: Notice) -> Outcome:
        await asyncio.sleep(0)
        sys.stdout.write(f"{chat}\n")
        sys.stdout.flush()
        return Sent(1)

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        return Done()

    async def delete(self, chat: str, message_id: int) -> Outcome:
        return Done()


async def main(url: str, name: str) -> None:
    database = Database(url)
    staff = Staff(database, frozenset({OWNER.person}), time.time)
    subscribers = Subscribers(database, Regions(REGIONS_TABLE), time.time)
    pacer = Pacer(time.time, time.monotonic, asyncio.sleep, random.Random())
    flood = FloodRows(database, GroupCommit(database))
    engine = Engine(Parts(database, staff, subscribers, Printer(), pacer, flood, time.time, asyncio.sleep, name, few=0))
    async with running(engine):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
