"""`run`: the channels that are configured, until a signal ends them."""

import asyncio
import logging
import signal
import time
from argparse import Namespace

from bot.cli.answering import chat
from bot.cli.ending import OK, Commands, say
from bot.cli.examining import doctor_of
from bot.conversation import forget_old
from bot.learning.opening import learning_over, teaching_over
from bot.opening import opened
from bot.people import People
from bot.settings import Settings, WrongSetting, read_settings
from bot.staff import Staff
from bot.wording import operating as words


class ChannelStopped(RuntimeError):
    """A channel cannot go on; the text says why and what to do."""


def add(commands: Commands) -> None:
    """Registers `run`."""
    run = commands.add_parser(
        "run", help="start the channels that are configured; without a Telegram token a terminal chat"
    )
    run.set_defaults(run=_serve)


def _serve(_: Namespace) -> int:
    settings = read_settings()
    if settings.telegram_token is None:
        return asyncio.run(chat(settings, None, notice=words.CONNECT_TELEGRAM))
    import uvloop  # only here: the other commands start faster without it

    return uvloop.run(_serve_telegram(settings))


async def _serve_telegram(settings: Settings) -> int:
    # Only here: importing telegram takes half a second that the other commands save.
    from bot.editing.opening import entries_over
    from handlers.telegram.errors import SecondInstance, WrongToken
    from handlers.telegram.limits import NO_LIMITS, Allowance
    from handlers.telegram.service import Time, serve_telegram

    token = settings.telegram_token
    if token is None:
        raise WrongSetting("UNIONBOT_TELEGRAM_TOKEN is missing")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with opened(settings, say, persistent=True) as parts:
        staff = Staff(parts.database, frozenset(f"tg:{number}" for number in settings.admins), time.time)
        doctor = doctor_of(settings, parts.database, staff)
        say(words.SERVING)
        beside = [
            asyncio.create_task(parts.live.follow(asyncio.sleep)),
            asyncio.create_task(forget_old(parts.memory, time.time, asyncio.sleep)),
            asyncio.create_task(doctor.backups.every_night(asyncio.sleep)),
        ]
        try:
            await serve_telegram(
                token=token.get_secret_value(),
                assistant=parts.assistant,
                people=People(parts.database, time.time),
                staff=staff,
                entries=entries_over(parts, staff, time.time),
                learning=learning_over(parts, time.time),
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
            )
        except (WrongToken, SecondInstance) as error:
            raise ChannelStopped(str(error)) from None
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
    return OK
