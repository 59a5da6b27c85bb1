"""A bot that says everything back, as a process of its own: what the tests kill."""

import asyncio
import logging
import os
import signal
import time

from bot.people import People
from bot.regions import Regions
from bot.reply import Message, Outcome, Reply, Text
from data.engine import Database
from data.group_commit import GroupCommit
from handlers.telegram.limits import NO_LIMITS
from handlers.telegram.service import Time, serve_telegram


class Echo:
    async def reply(self, message: Message) -> Reply:
        return Reply(Outcome.ANSWER, (Text(f"答：{message.text}"),))

    def menu(self) -> Reply:
        return Reply(Outcome.CHOOSE, (Text("全部服务"),))

    async def start_over(self, conversation: str) -> None:
        """Nothing is remembered."""


async def main() -> None:
    logging.basicConfig(level=logging.DEBUG)
    database = Database(os.environ["DATABASE"])
    commits = GroupCommit(database)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await serve_telegram(
            token=os.environ["TOKEN"],
            server=os.environ["SERVER"],
            assistant=Echo(),
            people=People(database, time.time),
            regions=Regions("code,path,names\n100000,全国,全国\n"),
            home="全国",
            database=database,
            commits=commits,
            allowance=NO_LIMITS,
            time=Time(time.time, time.monotonic, asyncio.sleep),
            stop=stop,
        )
    finally:
        await commits.drain()
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())
