"""Beginning, and beginning again."""

import re

from bot.wording import telegram as wording
from handlers.telegram.desk import Desk
from handlers.telegram.nearby import show_station
from handlers.telegram.show import plain, reply_keyboard
from handlers.telegram.turn import Turn

_STATION = re.compile(r"st_([A-Za-z0-9-]{1,20})")


async def start(desk: Desk, turn: Turn) -> None:
    """Greets with the large buttons; the code on a station's door (`st_017`) shows that station first."""
    await desk.assistant.start_over(turn.conversation)
    if (station := _STATION.fullmatch(turn.text)) is not None:
        await show_station(desk, turn, station[1])
        return
    await desk.outbox.answer(turn, plain(wording.WELCOME, reply_keyboard()))


async def cancel(desk: Desk, turn: Turn) -> None:
    """Forgets what was talked about, whatever it was."""
    await desk.forms.close(turn.conversation)
    await desk.assistant.start_over(turn.conversation)
    await desk.outbox.answer(turn, plain(wording.CANCELLED, reply_keyboard() if turn.private else None))
