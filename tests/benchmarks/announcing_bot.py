"""Our bot as the measuring tools start it for a broadcast: their settings turned into ours, and `/broadcast TEXT`.

TG_RECIPIENTS (`1000:4000`) are subscribed before the start. `/broadcast` writes an announcement and sends it at once,
as the peers' command of that name does; all the rest is the program as it ships.
"""

import asyncio
import os
import sys

from sqlalchemy import insert

from bot.announcing.content import Content
from bot.cli import main
from data.announcing.subscribers import ACTIVE, ALL_TOPICS, SUBSCRIBER
from data.storage.engine import Database
from data.upkeep.migrating import has_tables, migrate


async def subscribe(url: str, first: int, end: int) -> None:
    """Makes these people subscribers, unless the database has tables already."""
    database = Database(url)
    try:
        if await has_tables(database):
            return
        await migrate(database)
        async with database.write_rows() as connection:
            rows = [
                {"chat": f"tg:{n}", "topics": ALL_TOPICS, "state": ACTIVE, "since": 0, "silent": False, "digest": False}
                for n in range(first, end)
            ]
            if rows:
                await connection.execute(insert(SUBSCRIBER), rows)
    finally:
        await database.close()


def _add_command() -> None:
    from handlers.telegram.desk.actors import actor
    from handlers.telegram.desk.desk import Desk
    from handlers.telegram.dispatch import commands
    from handlers.telegram.dispatch.commands import Command, Scope
    from handlers.telegram.message.turn import Turn

    async def broadcast(desk: Desk, turn: Turn) -> None:
        number = await desk.announcing.office.drafts.draft(actor(turn), Content(turn.text))
        await desk.announcing.office.approvals.submit(actor(turn), number)

    commands.COMMANDS += (Command("broadcast", (), None, (Scope.PRIVATE,), broadcast, "the bench's"),)


def run() -> int:
    """Becomes the bot."""
    first, _, end = os.environ.get("TG_RECIPIENTS", "1000:1000").partition(":")
    asyncio.run(subscribe(os.environ["UNIONBOT_DATABASE_URL"], int(first), int(end)))
    os.environ["UNIONBOT_TELEGRAM_API"] = os.environ["TG_BASE"]
    # Telegram gives one bot's updates to one poller: a second process of the bench polls under a name of its own.
    os.environ["UNIONBOT_TELEGRAM_TOKEN"] = "4243:TEST" if "TG_SECOND" in os.environ else os.environ["TG_TOKEN"]
    os.environ["UNIONBOT_ADMINS"] = os.environ.get("TG_ADMIN", "1")
    os.environ["UNIONBOT_PERSON_LIMITS"] = "false"
    os.environ.setdefault("UNIONBOT_ANNOUNCE_CANARY", "0")
    _add_command()
    return main(["run"])


if __name__ == "__main__":
    sys.exit(run())
