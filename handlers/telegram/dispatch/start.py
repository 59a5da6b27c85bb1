"""Beginning, and beginning again."""

import re

from handlers.telegram.announcing.opening import ANNOUNCEMENT, open_announcement
from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch import words as wording
from handlers.telegram.message.show import plain, reply_keyboard
from handlers.telegram.message.turn import Turn
from handlers.telegram.stations.nearby import show_station

_STATION = re.compile(r"st_([A-Za-z0-9-]{1,20})")


async def start(desk: Desk, turn: Turn) -> None:
    """Greets with the large buttons; the code on a station's door (`st_017`) shows that station, `news_12` that one."""
    await desk.assistant.start_over(turn.conversation)
    if (announcement := ANNOUNCEMENT.fullmatch(turn.text)) is not None:
        await open_announcement(desk, turn, int(announcement[1]))
        return
    if (station := _STATION.fullmatch(turn.text)) is not None:
        await show_station(desk, turn, station[1])
        return
    await desk.outbox.answer(turn, plain(f"{wording.WELCOME}\n{whose(desk)}", reply_keyboard()))


def whose(desk: Desk) -> str:
    """Whose assistant this is, and how its operator is reached."""
    operator = desk.assistant.operator
    return wording.WHOSE.format(operator="；".join(filter(None, (operator.line, operator.reach))))


async def cancel(desk: Desk, turn: Turn) -> None:
    """Forgets what was talked about, whatever it was."""
    await desk.forms.close(turn.conversation)
    await desk.assistant.start_over(turn.conversation)
    await desk.outbox.answer(turn, plain(wording.CANCELLED, reply_keyboard() if turn.private else None))
