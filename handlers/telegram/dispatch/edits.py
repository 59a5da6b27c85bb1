"""An edited message goes where the message went: to its draft, to its step of a dialogue, to its command."""

from bot.people.forms import Form
from bot.people.roles import Right
from handlers.telegram.announcing.composing import edited
from handlers.telegram.desk import traces
from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch import words as wording
from handlers.telegram.dispatch.commands import COMMANDS, Command, command_said, run, unknown_command
from handlers.telegram.dispatch.forms import FORMS
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.people.privacy import forget


async def corrected(desk: Desk, turn: Turn) -> bool:
    """Does with an edited message what was done with it before; false for a question, which is answered anew."""
    said = command_said(turn.text)
    kept = await traces.of(desk, turn) if turn.private else {}
    if traces.DRAFT in kept and await desk.staff.may(turn.person, Right.SEND):
        await edited(desk, turn.with_text(said[1] if said is not None else turn.text), int(kept[traces.DRAFT]))
        return True
    if said is not None:
        await _carry_out(said[0], desk, turn.with_text(said[1]))
        return True
    if traces.FORM in kept:
        return await _answered_anew(desk, turn, Form(*kept[traces.FORM]))
    return False


async def command_edited(desk: Desk, turn: Turn) -> None:
    """An edited command is carried out anew; `/announce` with other words changes its draft."""
    kept = await traces.of(desk, turn) if turn.private else {}
    command = next((one for one in COMMANDS if one.name == turn.job), None)
    if traces.DRAFT in kept and turn.job == "announce" and turn.text and await desk.staff.may(turn.person, Right.SEND):
        await edited(desk, turn, int(kept[traces.DRAFT]))
    elif command is not None:
        await _carry_out(command, desk, turn)
    else:
        await unknown_command(desk, turn)


async def _carry_out(command: Command, desk: Desk, turn: Turn) -> None:
    """Anew, unless it takes away what nobody can bring back: that is not done by touching an old message."""
    if command.callback is forget:
        await desk.outbox.answer(turn, plain(wording.EDIT_TAKES_NOTHING_AWAY))
        return
    await run(command, desk, turn)


async def _answered_anew(desk: Desk, turn: Turn, form: Form) -> bool:
    """The step that the message answered takes in what it says now; what came after it is asked anew."""
    right, step = FORMS[form.name]
    if right is None or not await desk.staff.may(turn.person, right):
        return False
    await desk.forms.keep(turn.conversation, form)
    await step(desk, turn, form)
    return True
