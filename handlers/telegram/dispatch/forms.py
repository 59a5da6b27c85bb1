"""What a person says while a form is open goes to that form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.people.forms import Form
from bot.people.roles import Right
from handlers.telegram.announcing import composing, correcting, submitting, taking_part
from handlers.telegram.cases import account, duty, handing_over, matters, mine, saying
from handlers.telegram.desk import traces
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import PREFIX, pressed_in_form
from handlers.telegram.dispatch import words as wording
from handlers.telegram.editing import adding as entry_adding
from handlers.telegram.editing import changing as entry_changing
from handlers.telegram.editing import finding as entry_finding
from handlers.telegram.editing import new_subject, ways_to_ask
from handlers.telegram.exchange import importing
from handlers.telegram.extracting import review, taking
from handlers.telegram.learning import teaching_question, unanswered
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.people import naming, roles
from handlers.telegram.stations import lists as station_lists

Step = Callable[[Desk, Turn, Form], Awaitable[None]]

FORMS: Final[Mapping[str, tuple[Right | None, Step]]] = {
    importing.FORM: (Right.EDIT, importing.step),
    unanswered.FIND: (Right.EDIT, unanswered.find),
    entry_finding.FORM: (Right.EDIT, entry_finding.step),
    entry_adding.FORM: (Right.EDIT, entry_adding.step),
    teaching_question.FORM: (Right.EDIT, teaching_question.step),
    ways_to_ask.FORM: (Right.EDIT, ways_to_ask.step),
    new_subject.FORM: (Right.EDIT, new_subject.step),
    entry_changing.EDIT_FORM: (Right.EDIT, entry_changing.edit_step),
    entry_changing.REMOVE_FORM: (Right.EDIT, entry_changing.remove_step),
    entry_changing.UNDO_FORM: (Right.EDIT, entry_changing.undo_step),
    taking.FORM: (Right.EDIT, taking.step),
    review.FORM: (Right.EDIT, review.step),
    composing.FORM: (Right.SEND, composing.step),
    correcting.FORM: (Right.SEND, correcting.step),
    submitting.REASON: (Right.APPROVE, submitting.reason),
    taking_part.FORM: (None, taking_part.step),
    station_lists.FORM: (Right.STATIONS, station_lists.confirm),
    handing_over.FORM: (None, handing_over.step),
    mine.FORM: (None, mine.step),
    saying.FORM: (Right.CASES, saying.step),
    duty.FORM: (Right.LEAD, duty.step),
    roles.FORM: (Right.ROLES, roles.step),
    naming.FORM: (None, naming.step),  # asks for any right
    account.FORM: (Right.LEAD, account.step),
    matters.TITLE_FORM: (Right.CASES, matters.title_step),
    matters.AGREED_FORM: (Right.LEAD, matters.agreed_step),
}
"""Each form by name: the right it takes (None: everybody may), and what takes in the next answer.

That is `Turn.text`, pressed or written.
"""


_WITHOUT_WORDS: Final = frozenset(
    (importing.FORM, station_lists.FORM, entry_changing.REMOVE_FORM, entry_changing.UNDO_FORM)
)
"""Forms that wait for a file or a button: words are for them only where they name a button."""


_SHORT: Final = frozenset((naming.FORM, taking_part.FORM))
"""Forms that take a name or a word to the union, as which a question may look too."""


_SEALED: Final = (None, Right.CASES, Right.LEAD)
"""Whose forms leave no trace of what was written: riders' own, and those about cases."""


def _brings_a_file(turn: Turn) -> bool:
    return (turn.document or turn.photo or turn.voice or turn.recording) is not None


def _waits_for(form: Form, turn: Turn) -> bool:
    """Whether the form may have waited for just this; what it cannot read may be a question."""
    if turn.query_id or _brings_a_file(turn) or pressed_in_form(turn) is not None:
        return True
    if form.name == composing.FORM:
        return composing.reads(form, turn)
    if form.name == roles.FORM:
        return roles.reads(turn)
    return form.name not in _WITHOUT_WORDS | _SHORT


async def _nobody_asked() -> bool:
    return False


async def go_on(desk: Desk, turn: Turn, asked: Callable[[], Awaitable[bool]] = _nobody_asked) -> bool:
    """Hands a message to the form that is open in this private chat; false when none is that it is for.

    The right is asked for anew at every step: who lost it meanwhile is out of the form. What the open step cannot take
    is given to `asked`, which answers it where it is surely a question.
    """
    if not turn.private:
        return False
    form = await desk.database.patience.result(desk.forms.current(turn.conversation), None)
    if form is None:
        return False
    known = FORMS.get(form.name)
    if known is None or (known[0] is not None and not await desk.staff.may(turn.person, known[0])):
        await desk.forms.close(turn.conversation)
        return False
    if turn.recording is not None and form.name != composing.FORM:
        return False
    if turn.query_id and form.name == composing.FORM:
        # Its buttons have ids of their own: this one is of a form before it, and no text of an announcement.
        return False
    if not _waits_for(form, turn) and await asked():
        return True
    if known[0] not in _SEALED:
        await traces.keep(desk, turn, traces.FORM, [form.name, form.step, dict(form.answers)])
    await known[1](desk, turn, form)
    return True


async def form_pressed(desk: Desk, turn: Turn) -> None:
    """Hands a pressed button to its form; one of a form that is over says so."""
    if not await go_on(desk, turn.with_text(turn.text.removeprefix(PREFIX))):
        await desk.outbox.answer(turn, plain(wording.FORM_OVER))
