"""Runs the Telegram channel from connecting to the last answer."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence

from telegram.error import InvalidToken, TelegramError

from bot.announcing.approvals import Approval
from bot.announcing.digests import Digests
from bot.announcing.engine import running
from bot.doctor import Doctor, Finding
from bot.editing.entries import Entries
from bot.learning.noting import Learning
from bot.learning.teaching import Teaching
from bot.people import People
from bot.regions import Regions
from bot.staff import Staff
from data import shut_reports
from data.engine import Database
from data.group_commit import GroupCommit
from data.telegram_ledger import TelegramLedger
from handlers.telegram.bot_api import OFFICIAL_SERVER, ApiError, BotApi
from handlers.telegram.channel import Channel, Time, build_channel
from handlers.telegram.desk import AssistantPort
from handlers.telegram.doctor import TelegramExamination
from handlers.telegram.errors import WrongToken, report
from handlers.telegram.flood import Sleep, back_off, wait_politely
from handlers.telegram.limits import Allowance
from handlers.telegram.menus import all_menus, publish_menus
from handlers.telegram.secrecy import token_kept_secret
from handlers.telegram.transport import AiohttpRequest
from handlers.telegram.webhook import Door, Receiver, ask_for_updates

_LOGGER = logging.getLogger(__name__)

_KEEP_NUMBERS = 48 * 3600  # seconds; older messages Telegram does not let a bot delete
_PURGE_EVERY = 3600.0


async def serve_telegram(
    *,
    token: str,
    assistant: AssistantPort,
    people: People,
    staff: Staff,
    learning: Learning,
    teaching: Teaching,
    entries: Entries,
    regions: Regions,
    home: str,
    database: Database,
    commits: GroupCommit,
    doctor: Doctor,
    time: Time,
    stop: asyncio.Event,
    server: str = OFFICIAL_SERVER,
    allowance: Allowance | None = None,
    jitter: random.Random | None = None,
    approval: Approval = Approval.AUTO,
    few: int = 50,
    door: Door | None = None,
) -> None:
    """Answers this bot's updates until `stop` is set, then ends within 10 s.

    `server` is `scheme://host:port` of the Bot API; `home` is the full path of the region served. Without `allowance`
    the usual limits per person hold. Updates are fetched, unless there is a `door` that Telegram brings them to.

    Raises:
        WrongToken: Telegram does not know the token.
        SecondInstance: another program fetches this bot's updates.
    """
    jitter = jitter or random.Random()
    request = AiohttpRequest()
    with token_kept_secret(token):
        channel = build_channel(
            token=token,
            server=server,
            request=request,
            wire=request,
            assistant=assistant,
            people=people,
            staff=staff,
            learning=learning,
            teaching=teaching,
            entries=entries,
            regions=regions,
            home=home,
            database=database,
            commits=commits,
            allowance=allowance or Allowance(),
            doctor=doctor,
            time=time,
            jitter=jitter,
            approval=approval,
            few=few,
        )
        try:
            if not await _connect(channel, time.sleep, jitter, stop, door):
                return
            digests = Digests(database, channel.announcing.subscribers, time.clock, time.zone)
            beside = [
                asyncio.create_task(_purge_hourly(channel.ledger, database, time)),
                asyncio.create_task(channel.forms.forget_old(time.sleep)),
                asyncio.create_task(channel.announcing.cards.follow(time.sleep)),
                asyncio.create_task(digests.follow(time.sleep, channel.announcing.cards.open, report)),
            ]
            try:
                async with running(channel.engine, stop):
                    if door is None:
                        await channel.poller.run(stop)
                    else:
                        await _receive(channel, time, stop, door)
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)
        finally:
            await channel.application.shutdown()
            await request.shutdown()


async def examine_from_outside(token: str, server: str, staff: Staff, clock: Callable[[], float]) -> Sequence[Finding]:
    """The findings at Telegram for a process that does not serve the channel itself."""
    request = AiohttpRequest()
    with token_kept_secret(token):
        await request.initialize()
        try:
            api = BotApi(request, server, token)
            return await TelegramExamination(api, staff, clock, lambda: all_menus(staff), None)()
        finally:
            await request.shutdown()


async def _receive(channel: Channel, time: Time, stop: asyncio.Event, door: Door) -> None:
    receiver = Receiver(channel.answer, channel.ledger, time.monotonic, time.sleep)
    door.open(receiver)
    try:
        await receiver.run(stop)
    finally:
        door.close()


async def _connect(
    channel: Channel, sleep: Sleep, jitter: random.Random, stop: asyncio.Event, door: Door | None
) -> bool:
    """Asks who we are, says how we get updates and publishes the menus; false when told to stop before."""
    failures = 0
    while not stop.is_set():
        try:
            await channel.application.initialize()
            if door is None:
                await channel.api.call("deleteWebhook", {"drop_pending_updates": False})
            else:
                await ask_for_updates(channel.api, door)
        except InvalidToken:
            raise WrongToken from None  # the library's own words quote the token
        except (TelegramError, ApiError) as error:
            if isinstance(error, ApiError) and error.code in (401, 404):
                raise WrongToken from None
            failures += 1
            _LOGGER.warning("no connection to Telegram (%s), trying again", type(error).__name__)
            waiting = asyncio.ensure_future(wait_politely(sleep, back_off(failures), jitter))
            stopped = asyncio.ensure_future(stop.wait())
            await asyncio.wait({waiting, stopped}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            stopped.cancel()
        else:
            await publish_menus(channel.api, channel.staff)
            return True
    return False


async def _purge_hourly(ledger: TelegramLedger, database: Database, time: Time) -> None:
    while True:
        try:
            await ledger.purge(int(time.clock()) - _KEEP_NUMBERS)
            await shut_reports.purge(database, time.today())
        except Exception as error:
            report(error, "purge")
        await time.sleep(_PURGE_EVERY)
