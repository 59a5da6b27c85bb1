"""`run`: the channels that are configured, until a signal ends them."""

import asyncio
import os
import signal
import socket
import sys
import time
from argparse import Namespace
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.announcing.room import Room
from bot.bootstrap import words
from bot.bootstrap.parts import RunningParts, bootstrap, default_place
from bot.cli.ending import OK, Commands, say
from bot.logs.tracing import tracing
from bot.logs.writing import write_log
from bot.people.region_choices import region_choices
from bot.settings import LogStyle, Settings, WrongSetting, read_settings
from bot.timing import Time
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.message.keys import TELEGRAM, key_of
from handlers.telegram.wire import words as telegram_words

if TYPE_CHECKING:
    from bot.bootstrap.offices import Offices
    from handlers.telegram.wire.webhook import Door


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
    write_log(sys.stderr, settings.log_level, time.monotonic, as_json=settings.log is LogStyle.JSON)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    listening = _listening(settings)
    if (place := default_place(settings)) is not None:
        say(place)
    from bot.bootstrap.jobs import jobs_of  # only here: the other commands start faster without them
    from bot.bootstrap.offices import offices_over

    with tracing(os.environ, say) as traced:
        async with _closed_at_the_end(listening), bootstrap(settings, say, persistent=True, traced=traced) as parts:
            owners = frozenset(key_of(number) for number in settings.admins)
            offices = offices_over(parts, owners, _clocks(settings), _announcing_channels(settings))
            async with offices.keeper.keeping(*jobs_of(parts, offices)):
                await _all_until(stop, _channels(parts, offices, listening, stop))
    return OK


@asynccontextmanager
async def _closed_at_the_end(listening: socket.socket | None) -> AsyncIterator[None]:
    try:
        yield
    finally:
        if listening is not None:
            listening.close()


def _listening(settings: Settings) -> socket.socket | None:
    """The web page's port, taken before anything slow begins; None when it is taken and Telegram can do without it.

    Raises:
        ChannelStopped: it is taken and nothing works without it.
    """
    from handlers.web.serving import PortTaken, listen  # only here: the web framework takes a fifth of a second

    try:
        return listen(settings.web_host, settings.web_port)
    except PortTaken as taken:
        if settings.telegram_token is None or settings.webhook_url:
            raise ChannelStopped(str(taken)) from None
        say(f"warning: {taken}; serving Telegram alone")
        return None


def _announcing_channels(settings: Settings) -> dict[str, Room]:
    """The channels that announcements go out through."""
    return {TELEGRAM: ROOM} if settings.telegram_token is not None else {}


def _clocks(settings: Settings) -> Time:
    return Time(time.time, time.monotonic, asyncio.sleep, settings.timezone, lambda: settings.moment(time.time()))


def _channels(
    parts: RunningParts, offices: "Offices", listening: socket.socket | None, stop: asyncio.Event
) -> list[Coroutine[Any, Any, None]]:
    settings = parts.settings
    door = _door(settings)
    found: list[Coroutine[Any, Any, None]] = []
    if listening is not None:
        found.append(_web(parts, offices, listening, stop, door))
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        found.append(_telegram(parts, offices, token, stop, door))
    return found


def _door(settings: Settings) -> "Door | None":
    """Where Telegram brings updates to; None when they are fetched."""
    if settings.telegram_token is None or not settings.webhook_url:
        return None
    from handlers.telegram.wire.webhook import Door

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
    parts: RunningParts, offices: "Offices", listening: socket.socket, stop: asyncio.Event, door: "Door | None"
) -> None:
    from bot.cases.telling import Teller
    from handlers.web.application import build_application
    from handlers.web.case_desk import CaseDesk
    from handlers.web.desk import Desk
    from handlers.web.limits import NO_LIMITS, Allowance, Limits, OtherReplicas
    from handlers.web.metrics import Metrics
    from handlers.web.pages import Pages
    from handlers.web.serving import address_of, serve_web
    from handlers.web.sessions import new_session
    from handlers.web.watching import Watching
    from handlers.web.webhook import Webhook

    settings = parts.settings
    names = offices.teaching.subject_names
    teller = Teller(names, parts.regions, offices.cases.promises, time.time, settings.timezone)
    # A file of SQLite has one process, whose memory knows all.
    others = None
    if not parts.database.is_sqlite:
        others = OtherReplicas(parts.database, lambda: offices.learning.key_of_today("limits"), time.time)
    desk = Desk(
        assistant=parts.assistant,
        stations=parts.stations,
        learning=offices.learning,
        database=parts.database,
        regions=parts.regions,
        home=parts.home,
        pages=Pages.shipped(region_choices(parts.regions, parts.home), settings.operator, settings.web_url.rstrip("/")),
        limits=Limits(Allowance() if settings.person_limits else NO_LIMITS, time.monotonic, others),
        keeper=offices.keeper,
        metrics=Metrics(offices.keeper, offices.watched),
        watching=Watching(parts.database, offices.doctor, offices.watched),
        clock=time.time,
        today=lambda: settings.day(time.time()),
        new_session=new_session,
        zone=settings.timezone,
        public_url=settings.web_url,
        cases=CaseDesk(offices.cases, teller, offices.staff),
        way_in=lambda: offices.announcing.router.address,
    )
    webhook = Webhook(door.path, door.secret, door.take) if door is not None else None
    _announce(address_of(listening, settings.web_url), settings)
    await serve_web(build_application(desk, time.monotonic, webhook), listening, stop, settings.web_proxies)


def _announce(address: str, settings: Settings) -> None:
    """Prints where the web page is, with the code that a phone's camera reads."""
    import segno

    if sys.stdout.isatty():  # in a log the code would be a page of blocks
        print(words.WEB_READY_WITH_CODE.format(address=address))
        segno.make(address, error="m").terminal(compact=True)
    else:
        print(words.WEB_READY.format(address=address))
    if not settings.web_url and settings.web_host in ("127.0.0.1", "localhost", "::1"):
        print(words.WEB_ONLY_HERE)
    if settings.telegram_token is None:
        print(telegram_words.CONNECT)
    print(end="", flush=True)


async def _telegram(
    parts: RunningParts, offices: "Offices", token: str, stop: asyncio.Event, door: "Door | None"
) -> None:
    # Only here: importing telegram takes half a second that the other commands save.
    from handlers.telegram.channel import Needs
    from handlers.telegram.desk.limits import NO_LIMITS, Allowance
    from handlers.telegram.serving import serve_telegram
    from handlers.telegram.wire.errors import SecondInstance, WrongToken

    settings = parts.settings
    needs = Needs(
        offices=offices,
        assistant=parts.assistant,
        token=token,
        server=settings.telegram_api,
        allowance=Allowance() if settings.person_limits else NO_LIMITS,
        connected=lambda: say(telegram_words.SERVING),
        paced=settings.person_limits,
    )
    say(telegram_words.CONNECTING)
    try:
        await serve_telegram(needs, stop, door)
    except (WrongToken, SecondInstance) as error:
        raise ChannelStopped(str(error)) from None
