"""Ways out for tests: what one message holds, and the pace, are those of Telegram."""

from dataclasses import replace

from bot.announcing.messenger import Messenger
from bot.announcing.pacing import Limits, Pacer
from bot.announcing.room import Room
from bot.announcing.router import Outlet, Router
from handlers.telegram.announcing.room import ROOM, TAKES_BACK
from handlers.telegram.message.keys import TELEGRAM
from handlers.telegram.wire.pace import LIMITS

IN_A_HURRY: Limits = replace(LIMITS, full_rate=500)


def rooms() -> tuple[Room, ...]:
    """What the office checks announcements by."""
    return (ROOM,)


def outlet_of(messenger: Messenger, pacer: Pacer) -> Outlet:
    """A way out that takes messages back as Telegram does."""
    return Outlet(messenger, pacer, TAKES_BACK)


def router_of(messenger: Messenger, pacer: Pacer) -> Router:
    """A router whose one channel delivers so."""
    router = Router({TELEGRAM: ROOM})
    router.give(TELEGRAM, outlet_of(messenger, pacer))
    return router
