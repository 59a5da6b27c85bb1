"""What a person says while a form is open goes to that form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.forms import Form
from bot.roles import Right
from bot.wording import telegram as wording
from handlers.telegram.announcing import composing, correcting
from handlers.telegram.desk import Desk
from handlers.telegram.form_buttons import PREFIX
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

Step = Callable[[Desk, Turn, Form], Awaitable[None]]

FORMS: Final[Mapping[str, tuple[Right, Step]]] = {
    composing.FORM: (Right.SEND, composing.step),
    correcting.FORM: (Right.SEND, correcting.step),
}
"""Each form by name: the right it takes, and what takes in the next answer (`Turn.text`, pressed or written)."""


async def go_on(desk: Desk, turn: Turn) -> bool:
    """Hands a message to the form that is open in this private chat; false when none is.

    The right is asked for anew at every step: who lost it meanwhile is out of the form.
    """
    form = await desk.forms.current(turn.conversation) if turn.private else None
    if form is None:
        return False
    right, step = FORMS.get(form.name, (None, None))
    if step is None or right is None or not await desk.staff.may(turn.person, right):
        await desk.forms.close(turn.conversation)
        return False
    await step(desk, turn, form)
    return True


async def pressed(desk: Desk, turn: Turn) -> None:
    """Hands a pressed button to its form; one of a form that is over says so."""
    if not await go_on(desk, turn.with_text(turn.text.removeprefix(PREFIX))):
        await desk.outbox.answer(turn, plain(wording.FORM_OVER))
