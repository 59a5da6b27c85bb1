"""An engine at work as the program has it: a channel that joined, and its beat kept by the keeper of jobs."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.announcing.engine import BEAT, Engine
from bot.announcing.router import Outlet
from bot.upkeep.jobs import Job, Keeper
from handlers.telegram.message.keys import TELEGRAM


@asynccontextmanager
async def at_work(engine: Engine, outlet: Outlet, stop: asyncio.Event | None = None) -> AsyncIterator[None]:
    """Sends what is due until the block ends."""
    beat = Job("announcements", "", BEAT, engine.follow, slowest=BEAT)
    async with Keeper(time.time, asyncio.sleep).keeping(beat), engine.joined(TELEGRAM, outlet, stop):
        yield
