"""Runs the Telegram channel from connecting to the last answer."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.forms import Forms
from bot.people import People
from bot.regions import Regions
from bot.staff import Staff
from bot.stations.attending import Attending
from bot.stations.importing import Importer
from data import shut_reports
from data.engine import Database
from data.forms import FormRows
from data.group_commit import GroupCommit
from data.telegram_ledger import MessageNumber, TelegramLedger
from handlers.telegram.application import TelegramApplication, build_application
from handlers.telegram.bot_api import OFFICIAL_SERVER, ApiError, BotApi, Wire
from handlers.telegram.desk import AssistantPort, Desk
from handlers.telegram.errors import WrongToken, report
from handlers.telegram.flood import Sleep, back_off, wait_politely
from handlers.telegram.limits import Allowance, Limits
from handlers.telegram.menus import publish_menu_of, publish_menus
from handlers.telegram.outbox import Outbox
from handlers.telegram.polling import Answer, Poller
from handlers.telegram.secrecy import token_kept_secret
from handlers.telegram.stale import Apologies
from handlers.telegram.transport import AiohttpRequest
from handlers.telegram.webhook import Door, Receiver, ask_for_updates

_LOGGER = logging.getLogger(__name__)

_KEEP_NUMBERS = 48 * 3600  # seconds; older messages Telegram does not let a bot delete
_PURGE_EVERY = 3600.0


@dataclass(frozen=True, slots=True)
class Time:
    """The clocks: seconds since 1970, seconds for measuring, waiting, and the zone that dates are shown in."""

    clock: Callable[[], float]
    monotonic: Callable[[], float]
    sleep: Sleep
    zone: tzinfo = UTC

    def today(self) -> date:
        """The day it is there."""
        return datetime.fromtimestamp(self.clock(), self.zone).date()


@dataclass(frozen=True, slots=True)
class Channel:
    """The parts of a running channel; `answer` works on one update and gives the numbers of its private messages."""

    api: BotApi
    application: TelegramApplication
    ledger: TelegramLedger
    answer: Answer
    poller: Poller
    forms: Forms
    staff: Staff


def build_channel(
    *,
    token: str,
    server: str,
    request: BaseRequest,
    wire: Wire,
    assistant: AssistantPort,
    people: People,
    staff: Staff,
    regions: Regions,
    home: str,
    database: Database,
    commits: GroupCommit,
    allowance: Allowance,
    time: Time,
    jitter: random.Random,
) -> Channel:
    """Puts the channel together; nothing is sent yet. `request` carries the library's calls, `wire` our own.

    Raises:
        WrongToken: the token has not the form of one.
    """
    api = BotApi(wire, server, token)
    ledger = TelegramLedger(database, commits, _bot_id(token))
    forms = Forms(FormRows(database, commits), time.clock)
    outbox = Outbox(api, time.clock, time.monotonic, time.sleep, jitter)
    desk = Desk(
        assistant=assistant,
        people=people,
        staff=staff,
        forms=forms,
        database=database,
        regions=regions,
        home=home,
        ledger=ledger,
        outbox=outbox,
        limits=Limits(allowance, time.monotonic),
        apologies=Apologies(time.clock),
        timezone=time.zone,
        clock=time.clock,
        attending=Attending(database, staff, time.clock, time.today),
        importer=Importer(database, regions, home, time.today),
        publish_menu=lambda person: publish_menu_of(api, staff, person),
    )
    application = build_application(token, server, request, desk)
    answer = _answers(application, outbox)
    poller = Poller(api, answer, ledger, time.monotonic, time.sleep, jitter)
    return Channel(api, application, ledger, answer, poller, forms, staff)


async def serve_telegram(
    *,
    token: str,
    assistant: AssistantPort,
    people: People,
    staff: Staff,
    regions: Regions,
    home: str,
    database: Database,
    commits: GroupCommit,
    time: Time,
    stop: asyncio.Event,
    server: str = OFFICIAL_SERVER,
    allowance: Allowance | None = None,
    jitter: random.Random | None = None,
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
            regions=regions,
            home=home,
            database=database,
            commits=commits,
            allowance=allowance or Allowance(),
            time=time,
            jitter=jitter,
        )
        try:
            if not await _connect(channel, time.sleep, jitter, stop, door):
                return
            purging = [
                asyncio.create_task(_purge_hourly(channel.ledger, database, time)),
                asyncio.create_task(channel.forms.forget_old(time.sleep)),
            ]
            try:
                if door is None:
                    await channel.poller.run(stop)
                else:
                    await _receive(channel, time, stop, door)
            finally:
                for task in purging:
                    task.cancel()
                await asyncio.gather(*purging, return_exceptions=True)
        finally:
            await channel.application.shutdown()
            await request.shutdown()


async def _receive(channel: Channel, time: Time, stop: asyncio.Event, door: Door) -> None:
    receiver = Receiver(channel.answer, channel.ledger, time.monotonic, time.sleep)
    door.open(receiver)
    try:
        await receiver.run(stop)
    finally:
        door.close()


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    if not number.isdecimal():
        raise WrongToken
    return int(number)


def _answers(application: TelegramApplication, outbox: Outbox) -> Answer:
    async def answer(raw: dict[str, Any]) -> Sequence[MessageNumber]:
        try:
            await application.process_update(Update.de_json(raw, application.bot))
        finally:
            numbers = outbox.take_numbers(raw["update_id"])
        return numbers

    return answer


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
