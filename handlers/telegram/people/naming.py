"""What somebody who works for the union is called by colleagues: asked once, changed whenever they like."""

from typing import Final

from bot.people import words as wording
from bot.people.forms import Form
from bot.people.staff_names import LONGEST, NameTaken, UnfitName
from bot.reply import Choice
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import form_keyboard, pressed_in_form
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "name"
PREFIX: Final = "name:"
"""Begins the ids of the two buttons under the question."""

_GIVE, _NOT_NOW = f"{PREFIX}give", f"{PREFIX}no"


async def name(desk: Desk, turn: Turn) -> None:
    """`/name 王姐` calls this person so; alone it asks."""
    if turn.text:
        await _take(desk, turn)
    else:
        await _ask(desk, turn)


async def ask_once(desk: Desk, turn: Turn) -> None:
    """Asks whoever uses a right for the first time, after that was done; not while something else is asked for."""
    patience = desk.database.patience
    if await patience.result(desk.forms.current(turn.conversation), None) is not None:
        return
    if await patience.result(desk.staff.names.to_ask(turn.person), False):
        choices = (Choice(_GIVE, wording.NAME_ASK_BUTTON), Choice(_NOT_NOW, wording.NAME_NOT_NOW))
        await desk.outbox.answer(turn, plain(wording.NAME_ASK, inline_keyboard(choices)))


async def name_pressed(desk: Desk, turn: Turn) -> None:
    """Begins the dialogue, or leaves it at the number."""
    form = await desk.forms.current(turn.conversation)
    if form is not None and form.name != FORM:
        await desk.outbox.answer(turn, plain(wording.NAME_LATER))
    elif turn.text == _GIVE and turn.private and await desk.staff.rights(turn.person):
        await _ask(desk, turn)
    else:
        await desk.outbox.show(turn, plain(wording.NAME_LEFT))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in the name."""
    if pressed_in_form(turn) is not None:
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, plain(wording.NAME_LEFT))
    else:
        await _take(desk, turn)


async def _ask(desk: Desk, turn: Turn) -> None:
    await desk.forms.keep(turn.conversation, Form(FORM, "name"))
    await desk.outbox.answer(turn, plain(wording.NAME_WRITE.format(most=LONGEST), form_keyboard()))


async def _take(desk: Desk, turn: Turn) -> None:
    """Keeps the name; where it cannot be one, says why and waits for another."""
    if not await desk.staff.rights(turn.person):  # taken away meanwhile
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.NAME_NO_RIGHT))
        return
    drawn: Drawn
    try:
        kept = await desk.staff.names.give(turn.person, turn.text)
    except NameTaken:
        drawn = plain(wording.NAME_TAKEN.format(name=" ".join(turn.text.split())), form_keyboard())
    except UnfitName:
        drawn = plain(wording.NAME_UNFIT.format(most=LONGEST), form_keyboard())
    else:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.NAME_KEPT.format(name=kept)))
        return
    await desk.forms.keep(turn.conversation, Form(FORM, "name"))
    await desk.outbox.answer(turn, drawn)
