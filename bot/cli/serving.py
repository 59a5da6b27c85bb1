"""`run`: the channels that are configured, until a signal ends them."""

import asyncio
import logging
import signal
import socket
import time
from argparse import Namespace
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.cli.ending import OK, Commands, say
from bot.cli.examining import doctor_of
from bot.conversation import forget_old
from bot.doctor import Doctor
from bot.learning.noting import Learning
from bot.learning.opening import learning_over, teaching_over
from bot.opening import Opened, opened
from bot.people import People
from bot.settings import Settings, WrongSetting, read_settings
from bot.staff import Staff
from bot.wording import operating as words

if TYPE_CHECKING:
    from handlers.telegram.webhook import Door


class ChannelStopped(RuntimeError):
    """A channel cannot go on; the text says why and what to do."""


def add(commands: Commands) -> None:
    """Registers `run`."""
    run = commands.add_parser("run", help="start the channels that are configured: the web page, and Telegram")
    run.set_defaults(run=_run)


def _run(_: Namespace) -> int:
    settings = read_settings()
    if settings.webhook_url and settings.telegram_token is None:
        raise WrongSetting("UNIONBOT_WEBHOOK_URL: needs UNIONBOT_TELEGRAM_TOKEN too")
    import uvloop  # only here: the other commands start faster without it

    return uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    listening = _listening(settings)
    async with _closed_at_the_end(listening), opened(settings, say, persistent=True) as parts:
        staff = Staff(parts.database, frozenset(f"tg:{number}" for number in settings.admins), time.time)
        learning = learning_over(parts, time.time)
        doctor = doctor_of(settings, parts.database, staff)
        beside = [
            asyncio.create_task(parts.live.follow(asyncio.sleep)),
            asyncio.create_task(forget_old(parts.memory, time.time, asyncio.sleep)),
            asyncio.create_task(doctor.backups.every_night(asyncio.sleep)),
            asyncio.create_task(learning.keep_tidy(asyncio.sleep)),
        ]
        try:
            await _all_until(stop, _channels(parts, staff, learning, doctor, listening, stop))
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
    return OK


@asynccontextmanager
async def _closed_at_the_end(listening: socket.socket | None) -> AsyncIterator[None]:
    try:
        yield
    finally:
        if listening is not None:
            listening.close()


def _listening(settings: Settings) -> socket.socket | None:
    """The web page's port, taken before anything slow begins; null when it is taken and Telegram can do without it.

    Raises:
        ChannelStopped: it is taken and nothing works without it.
    """
    from handlers.web.service import PortTaken, listen  # only here: the web framework takes a fifth of a second

    try:
        return listen(settings.web_host, settings.web_port)
    except PortTaken as taken:
        if settings.telegram_token is None or settings.webhook_url:
            raise ChannelStopped(str(taken)) from None
        say(f"warning: {taken}; serving Telegram alone")
        return None


def _channels(
    parts: Opened,
    staff: Staff,
    learning: Learning,
    doctor: Doctor,
    listening: socket.socket | None,
    stop: asyncio.Event,
) -> list[Coroutine[Any, Any, None]]:
    settings = parts.settings
    door = _door(settings)
    found: list[Coroutine[Any, Any, None]] = []
    if listening is not None:
        found.append(_web(parts, learning, listening, stop, door))
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        found.append(_telegram(parts, staff, learning, doctor, token, stop, door))
    return found


def _door(settings: Settings) -> "Door | None":
    """Where Telegram brings updates to; null when they are fetched."""
    if settings.telegram_token is None or not settings.webhook_url:
        return None
    from handlers.telegram.webhook import Door

    return Door(settings.webhook_url, settings.telegram_token.get_secret_value())


async def _all_until(stop: asyncio.Event, channels: list[Coroutine[Any, Any, None]]) -> None:
    """Runs the channels until they end; when one ends, of itself or by an error, the others are told to stop."""
    tasks = [asyncio.create_task(channel) for channel in channels]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result


async def _web(
    parts: Opened, learning: Learning, listening: socket.socket, stop: asyncio.Event, door: "Door | None"
) -> None:
    from handlers.web.application import build_application
    from handlers.web.desk import Desk
    from handlers.web.limits import NO_LIMITS, Allowance, Limits
    from handlers.web.metrics import Metrics
    from handlers.web.pages import Pages
    from handlers.web.regions import region_choices
    from handlers.web.service import address_of, serve_web
    from handlers.web.sessions import new_session
    from handlers.web.webhook import Webhook

    settings = parts.settings
    desk = Desk(
        assistant=parts.assistant,
        stations=parts.stations,
        learning=learning,
        database=parts.database,
        regions=parts.regions,
        home=parts.home,
        pages=Pages.shipped(region_choices(parts.regions, parts.home)),
        limits=Limits(Allowance() if settings.person_limits else NO_LIMITS, time.monotonic),
        metrics=Metrics(),
        clock=time.time,
        today=lambda: settings.day(time.time()),
        new_session=new_session,
        zone=settings.timezone,
        public_url=settings.web_url,
    )
    webhook = Webhook(door.path, door.secret, door.take) if door is not None else None
    _announce(address_of(listening, settings.web_url), settings)
    await serve_web(build_application(desk, time.monotonic, webhook), listening, stop, settings.web_proxies)


def _announce(address: str, settings: Settings) -> None:
    """Prints where the web page is, with the code that a phone's camera reads."""
    import segno

    print(words.WEB_READY.format(address=address))
    segno.make(address, error="m").terminal(compact=True)
    if not settings.web_url and settings.web_host in ("127.0.0.1", "localhost", "::1"):
        print(words.WEB_ONLY_HERE)
    if settings.telegram_token is None:
        print(words.CONNECT_TELEGRAM)
    print(end="", flush=True)


async def _telegram(
    parts: Opened,
    staff: Staff,
    learning: Learning,
    doctor: Doctor,
    token: str,
    stop: asyncio.Event,
    door: "Door | None",
) -> None:
    # Only here: importing telegram takes half a second that the other commands save.
    from bot.editing.opening import entries_over
    from handlers.telegram.channel import Time
    from handlers.telegram.errors import SecondInstance, WrongToken
    from handlers.telegram.limits import NO_LIMITS, Allowance
    from handlers.telegram.service import serve_telegram

    settings = parts.settings
    say(words.SERVING)
    try:
        await serve_telegram(
            token=token,
            assistant=parts.assistant,
            people=People(parts.database, time.time),
            staff=staff,
            entries=entries_over(parts, staff, time.time),
            learning=learning,
            teaching=teaching_over(parts, staff, time.time),
            doctor=doctor,
            regions=parts.regions,
            home=parts.home,
            database=parts.database,
            commits=parts.commits,
            time=Time(
                time.time, time.monotonic, asyncio.sleep, settings.timezone, lambda: settings.moment(time.time())
            ),
            stop=stop,
            server=settings.telegram_api,
            allowance=Allowance() if settings.person_limits else NO_LIMITS,
            approval=settings.announce_approval,
            few=settings.announce_canary,
            door=door,
        )
    except (WrongToken, SecondInstance) as error:
        raise ChannelStopped(str(error)) from None
