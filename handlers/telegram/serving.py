"""Runs the Telegram channel from connecting to the last answer."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from telegram.error import InvalidToken, TelegramError

from bot.announcing.router import Outlet
from bot.bootstrap.offices import Offices
from bot.people.staff import Staff
from bot.upkeep.doctor import Finding
from data.telegram.claims import Claims
from handlers.telegram.announcing.opening import LINK
from handlers.telegram.channel import Channel, Needs, build_channel
from handlers.telegram.dispatch.menus import all_menus, publish_menus
from handlers.telegram.jobs import jobs_of, updates_jobs
from handlers.telegram.message.keys import TELEGRAM
from handlers.telegram.upkeep.doctor import TelegramExamination
from handlers.telegram.wire.bot_api import ApiError, BotApi
from handlers.telegram.wire.errors import WrongToken
from handlers.telegram.wire.flood import back_off, wait_politely
from handlers.telegram.wire.secrecy import token_kept_secret
from handlers.telegram.wire.transport import AiohttpRequest
from handlers.telegram.wire.webhook import Door, Receiver, ask_for_updates

_LOGGER = logging.getLogger(__name__)


def _found_at_its_name(channel: Channel) -> Outlet:
    """The way out, and where people find this bot: its name is known once it is connected."""
    return replace(channel.outlet, address=LINK.format(bot=channel.application.bot.username))


async def serve_telegram(needs: Needs, stop: asyncio.Event, door: Door | None = None) -> None:
    """Answers this bot's updates until `stop` is set, then ends within 10 s.

    Updates are fetched, unless there is a `door` that Telegram brings them to.

    Raises:
        WrongToken: Telegram does not know the token.
        SecondInstance: another program fetches this bot's updates.
    """
    offices = needs.offices
    request = AiohttpRequest()
    with token_kept_secret(needs.token):
        channel = build_channel(needs, request, request)
        try:
            if not await _connect(channel, needs, stop, door):
                return
            needs.connected()
            announcing = offices.announcing
            announcing.digests.hearers.append(channel.cards.open)
            async with (
                channel.waits.kept(),
                announcing.engine.joined(TELEGRAM, _found_at_its_name(channel), stop),
                _carrying(channel),
                offices.keeper.keeping(*jobs_of(channel, offices)),
            ):
                if door is None:
                    await channel.poller.run(stop)
                else:
                    await _receive(channel, offices, stop, door)
        finally:
            await channel.application.shutdown()
            await request.shutdown()


@asynccontextmanager
async def _carrying(channel: Channel) -> AsyncIterator[None]:
    """Carries what riders and staff say to each other until the block ends, and waits for the calls under way."""
    channel.relay.give(channel.carrier)
    try:
        yield
    finally:
        await channel.relay.close()


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


async def _receive(channel: Channel, offices: Offices, stop: asyncio.Event, door: Door) -> None:
    time = offices.time
    claims = Claims(offices.database, channel.ledger.bot, secrets.token_hex(8))
    receiver = Receiver(
        channel.answer, channel.ledger, claims, time.clock, time.monotonic, time.sleep, channel.overtakes
    )
    door.open(receiver)
    try:
        async with offices.keeper.keeping(*updates_jobs(receiver)):
            await receiver.run(stop)
    finally:
        door.close()


async def _connect(channel: Channel, needs: Needs, stop: asyncio.Event, door: Door | None) -> bool:
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
            waiting = asyncio.ensure_future(wait_politely(needs.offices.time.sleep, back_off(failures), needs.jitter))
            stopped = asyncio.ensure_future(stop.wait())
            await asyncio.wait({waiting, stopped}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            stopped.cancel()
        else:
            await publish_menus(channel.api, needs.offices.staff)
            return True
    return False
