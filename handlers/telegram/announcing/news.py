"""The last announcements, for whoever wants to read them without subscribing."""

from datetime import datetime
from typing import Final

from bot.announcing.archive import is_public
from bot.announcing.states import State
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.telling import gist
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn

_SHOWN: Final = 10
_LOOKED_AT: Final = 40
"""Some are for staff or for the people of one station, and some were recalled."""
_CHARACTERS: Final = 300  # of each, so that ten fit into one message


async def news(desk: Desk, turn: Turn) -> None:
    """Shows the last ten that went out to the public, newest first."""
    found = await desk.announcing.office.listed(_LOOKED_AT, states=(State.SENDING, State.FINISHED))
    recalled = await desk.announcing.office.recalled()
    lines: list[str] = []
    for one in found:
        if is_public(one) and one.id not in recalled and len(lines) < _SHOWN:
            day = datetime.fromtimestamp(one.started_at or one.created_at, desk.timezone).strftime("%m-%d")
            lines.append(wording.NEWS_LINE.format(date=day, text=gist(one, _CHARACTERS)))
    text = "\n".join((wording.NEWS_HEAD, *lines)) if lines else wording.NEWS_NONE
    await desk.outbox.answer(turn, plain(text))
