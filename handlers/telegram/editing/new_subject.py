"""A subject made in the chat: its name, what it is for, three ways in which riders ask; then back to what needed it."""

from typing import Any, Final

from bot.learning.subjects import NewSubjects
from bot.people.forms import Form
from bot.people.staff import NotAllowed
from bot.reply import Choice
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.save_results import button
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "entry.subject"
NEW: Final = "new-subject"
"""The id of the button that begins one, in a form that asks for a subject."""

TAKE_BACK: Final = "B"
_NAME, _SCOPE, _PHRASES = "name", "scope", "phrases"
_STEPS: Final = (_NAME, _SCOPE, _PHRASES)


def new_subject_choice() -> Choice:
    """The button among the subjects of a form."""
    return Choice(NEW, wording.NEW_SUBJECT)


async def open_new_subject(desk: Desk, turn: Turn, waiting: Form | None = None) -> None:
    """Begins a subject; `waiting` is the form that goes on with it, at the step that takes a subject."""
    kept = [waiting.name, waiting.step, dict(waiting.answers)] if waiting is not None else None
    await _ask(desk, turn, Form(FORM, _NAME, {"waiting": kept}))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in one of the three answers."""
    pressed = pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step == _NAME):
        await _leave(desk, turn, form)
    elif pressed == BACK:
        await _ask(desk, turn, form.answered(_STEPS[_STEPS.index(form.step) - 1]))
    elif pressed is not None:
        await _ask(desk, turn, form)
    else:
        await _take(desk, turn, form, (turn.raw or turn.text).strip())


async def _take(desk: Desk, turn: Turn, form: Form, text: str) -> None:
    subjects = NewSubjects(desk.teaching)
    name = str(form.answers.get(_NAME, ""))
    phrases = [line.strip() for line in text.splitlines() if line.strip()]
    if form.step == _NAME:
        problems, value = subjects.name_problems(text), text
    elif form.step == _SCOPE:
        problems, value = subjects.scope_problems(text), text
    else:
        await _make(desk, turn, form, name, phrases)
        return
    if problems:
        await desk.outbox.answer(turn, plain("\n".join(problems), form_keyboard()))
        return
    await _ask(desk, turn, form.answered(_STEPS[_STEPS.index(form.step) + 1], **{form.step: value}))


async def _make(desk: Desk, turn: Turn, form: Form, name: str, phrases: list[str]) -> None:
    try:
        made = await NewSubjects(desk.teaching).add(actor(turn), name, str(form.answers[_SCOPE]), phrases)
    except NotAllowed:
        await desk.outbox.answer(turn, plain(desk_wording.BUTTON_NOT_YOURS))
        return
    if isinstance(made, tuple):
        await desk.outbox.answer(turn, plain("\n".join(made), form_keyboard()))
        return
    said = wording.SUBJECT_MADE.format(name=made.name)
    waiting = form.answers.get("waiting")
    if waiting is not None:
        await desk.forms.keep(turn.conversation, _waiting(waiting))
        own = form_keyboard([Choice(made.id, made.name)])
        await desk.outbox.answer(turn, plain(f"{said}\n{wording.SUBJECT_GO_ON}", own))
        return
    await desk.forms.close(turn.conversation)
    choices = (button(TAKE_BACK, made.id, wording.SUBJECT_TAKE_BACK),)
    await desk.outbox.answer(turn, plain(f"{said}\n{wording.SUBJECT_EMPTY}", inline_keyboard(choices)))


async def take_subject_back(desk: Desk, turn: Turn, subject: str) -> None:
    """Takes a subject away under which nothing stands yet."""
    name = await NewSubjects(desk.teaching).take_back(actor(turn), subject)
    said = wording.SUBJECT_TAKEN_BACK.format(name=name) if name is not None else wording.SUBJECT_STAYS
    await desk.outbox.answer(turn, plain(said))


async def _leave(desk: Desk, turn: Turn, form: Form) -> None:
    """Goes back to the form that waits, or to none."""
    waiting = form.answers.get("waiting")
    if waiting is None:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
        return
    await desk.forms.keep(turn.conversation, _waiting(waiting))
    choices = [Choice(subject.id, subject.name) for subject in desk.entries.subjects.values()]
    keyboard = form_keyboard([*choices, new_subject_choice()])
    await desk.outbox.answer(turn, plain(wording.SUBJECT_WHICH, keyboard))


def _waiting(kept: list[Any]) -> Form:
    return Form(str(kept[0]), str(kept[1]), kept[2])


async def _ask(desk: Desk, turn: Turn, form: Form) -> None:
    await desk.forms.keep(turn.conversation, form)
    text = wording.ASK_SUBJECT[form.step].format(name=form.answers.get(_NAME, ""))
    await desk.outbox.answer(turn, plain(text, form_keyboard()))
