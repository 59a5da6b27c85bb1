"""Browsing the services by subject."""

import re

from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import draw
from handlers.telegram.message.turn import Turn

# The menu, and a further page of a list: such a press turns the page of the message it stands under.
_TURNS_PAGE = re.compile(r"m|i:[a-z_]+:\d+")


async def services(desk: Desk, turn: Turn) -> None:
    """Lists the subjects."""
    await desk.outbox.answer(turn, draw(desk.assistant.menu()))


def turns_page(choice: str) -> bool:
    """Whether a pressed choice shows another page of the same list."""
    return _TURNS_PAGE.fullmatch(choice) is not None
