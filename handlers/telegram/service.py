"""Runs the Telegram channel from connecting to the last answer."""

import asyncio
import logging
import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.announcing.approvals import Approval
from bot.announcing.digests import Digests
from bot.announcing.engine import Engine, Parts, running
from bot.announcing.office import Office
from bot.announcing.records import Runner
from bot.announcing.subscribers import Subscribers
from bot.forms import Forms
from bot.pacing import Pacer
from bot.people import People
from bot.regions import Regions
from bot.staff import Staff
from data.engine import Database
from data.flood import FloodRows
from data.forms import FormRows
from data.group_commit import GroupCommit
from data.telegram_ledger import MessageNumber, TelegramLedger
from handlers.telegram.announcing.cards import Cards
from handlers.telegram.announcing.messenger import TelegramMessenger
from handlers.telegram.application import TelegramApplication, build_application
from handlers.telegram.bot_api import OFFICIAL_SERVER, ApiError, BotApi, Wire
from handlers.telegram.desk import Announcing, AssistantPort, Desk
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
    announcing: Announcing
    engine: Engine


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
    runner: Runner | None = None,
    approval: Approval = Approval.AUTO,
    few: int = 50,
) -> Channel:
    """Puts the channel together; nothing is sent yet. `request` carries the library's calls, `wire` our own.

    Without a `runner` the channel's own engine sends announcements, to `few` people before everybody.

    Raises:
        WrongToken: the token has not the form of one.
    """
    api = BotApi(wire, server, token)
    ledger = TelegramLedger(database, commits, _bot_id(token))
    forms = Forms(FormRows(database, commits), time.clock)
    pacer = Pacer(time.clock, time.monotonic, time.sleep, jitter)
    outbox = Outbox(api, pacer, time.clock, time.sleep, jitter)
    subscribers = Subscribers(database, regions, time.clock)
    messenger = TelegramMessenger(api)
    engine = Engine(
        Parts(
            database=database,
            staff=staff,
            subscribers=subscribers,
            messenger=messenger,
            pacer=pacer,
            flood=FloodRows(database, commits),
            clock=time.clock,
            sleep=time.sleep,
            executor=uuid.uuid4().hex,
            few=few,
        )
    )
    office = Office(database, staff, subscribers, runner or engine.runner, time.clock, approval)
    announcing = Announcing(
        office=office,
        subscribers=subscribers,
        messenger=messenger,
        cards=Cards(database, office, outbox, time.clock, time.zone),
        clock=time.clock,
    )
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
        announcing=announcing,
        publish_menu=lambda person: publish_menu_of(api, staff, person),
    )
    application = build_application(token, server, request, desk)
    answer = _answers(application, outbox)
    poller = Poller(api, answer, ledger, time.monotonic, time.sleep, jitter)
    return Channel(api, application, ledger, answer, poller, forms, staff, announcing, engine)


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
            regions=regions,
            home=home,
            database=database,
            commits=commits,
            allowance=allowance or Allowance(),
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
                asyncio.create_task(_purge_hourly(channel.ledger, time)),
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


async def _purge_hourly(ledger: TelegramLedger, time: Time) -> None:
    while True:
        try:
            await ledger.purge(int(time.clock()) - _KEEP_NUMBERS)
        except Exception as error:
            report(error, "purge")
        await time.sleep(_PURGE_EVERY)
