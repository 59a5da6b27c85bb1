"""Documents: they belong to a command in their caption, or to the form that is open."""

from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch.ask import ask, not_text
from handlers.telegram.dispatch.commands import command_said
from handlers.telegram.dispatch.forms import go_on
from handlers.telegram.message.turn import Turn


async def document(desk: Desk, turn: Turn) -> None:
    """Does what its caption says, hands it to an open form, or says that it cannot be read."""
    in_danger = desk.assistant.in_danger(turn.text) is not None
    if not in_danger and command_said(turn.text) is None and await go_on(desk, turn):
        return
    if turn.text:
        await ask(desk, turn)
    else:
        await not_text(desk, turn)
