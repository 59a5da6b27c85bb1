"""Changing and removing an entry, as dialogues that survive a restart."""

from typing import Final

from bot.editing import words as field_wording
from bot.editing.fields import EDITABLE, NULLABLE, WrongValue, shown_value
from bot.people.forms import Form
from bot.reply import Choice
from data.catalogue import changes as editing
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import NAMES
from data.catalogue.stored_entries import entry_json, entry_of_json
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, marked, pressed_in_form
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.new_subject import NEW, new_subject_choice, open_new_subject
from handlers.telegram.editing.save_results import (
    AGAIN,
    CONFIRM_STEP,
    VALUE_STEP,
    confirm,
    confirm_id,
    settle,
    show_entry,
)
from handlers.telegram.editing.texts import value_of
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn

EDIT_FORM: Final = "entry.edit"
REMOVE_FORM: Final = "entry.remove"
UNDO_FORM: Final = "entry.undo"
_FIELD_STEP, _SURE_STEP = "field", "sure"
_CLEAR, _SURE = "clear", "sure"
_TYPED_EMPTY = field_wording.CLEARING[0]


async def open_edit(desk: Desk, turn: Turn, entry: ServiceEntry, field: str | None = None) -> None:
    """Asks which field to change, or, with a field, for its new value."""
    form = Form(EDIT_FORM, _FIELD_STEP, {"action": editing.EDIT, "id": entry.id, "seen": entry_json(entry)})
    if field is None:
        await _ask_field(desk, turn, form)
    else:
        await _ask_value(desk, turn, form.answered(VALUE_STEP, field=field))


async def change_typed(desk: Desk, turn: Turn, entry: ServiceEntry, field: str, text: str) -> None:
    """Changes a field by a command of one line."""
    answers = {"action": editing.EDIT, "id": entry.id, "seen": entry_json(entry), "field": field, "text": text}
    outcome = await desk.entries.edit(actor(turn), entry.id, field, text)
    await settle(desk, turn, outcome, Form(EDIT_FORM, VALUE_STEP, answers), is_open=False)


async def edit_step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in the next answer of the dialogue of changing."""
    pressed = pressed_in_form(turn)
    if pressed == CANCEL:
        await _cancel(desk, turn)
    elif form.step == _FIELD_STEP:
        await _take_field(desk, turn, form, pressed)
    elif pressed == BACK and form.step == VALUE_STEP:
        await _ask_field(desk, turn, form)
    elif form.step == CONFIRM_STEP and pressed == confirm_id(form):
        await confirm(desk, turn, form)
    elif form.step == CONFIRM_STEP:
        await _ask_value(desk, turn, form)
    else:
        await _take_value(desk, turn, form, pressed)


async def _cancel(desk: Desk, turn: Turn) -> None:
    await desk.forms.close(turn.conversation)
    await desk.outbox.answer(turn, plain(wording.CANCELLED))


async def _ask_field(desk: Desk, turn: Turn, form: Form) -> None:
    await desk.forms.keep(turn.conversation, form.answered(_FIELD_STEP))
    choices = [Choice(field, NAMES[field]) for field in EDITABLE]
    text = wording.ASK_FIELD.format(title=_seen(form).title)
    await desk.outbox.answer(turn, plain(text, form_keyboard(choices)))


async def _take_field(desk: Desk, turn: Turn, form: Form, pressed: str | None) -> None:
    if pressed == BACK:
        await _back_to_entry(desk, turn, form)
        return
    try:
        field = desk.entries.typed.field(turn.text)
    except WrongValue as wrong:
        await desk.outbox.answer(turn, plain(str(wrong), form_keyboard()))
        return
    await _ask_value(desk, turn, form.answered(VALUE_STEP, field=field))


async def _ask_value(desk: Desk, turn: Turn, form: Form) -> None:
    await desk.forms.keep(turn.conversation, form.answered(VALUE_STEP))
    field, entry = form.answers["field"], _seen(form)
    clearing = field in NULLABLE and shown_value(entry, field) != field_wording.EMPTY
    choices = [Choice(_CLEAR, wording.CLEAR)] if clearing else []
    if field == "intent":
        choices = [*(Choice(one.id, one.name) for one in desk.entries.subjects.values()), new_subject_choice()]
    hint = wording.HINTS.get(field, "") + (wording.HINT_CLEAR if clearing else "")
    text = wording.ASK_VALUE.format(
        title=entry.title,
        field=NAMES[field],
        value=value_of(entry, field, desk.entries.subjects),
        hint=hint,
    )
    copied = shown_value(entry, field)
    keyboard = form_keyboard(choices, "" if copied == field_wording.EMPTY or field == "intent" else copied)
    await desk.outbox.answer(turn, plain(text, keyboard))


async def _take_value(desk: Desk, turn: Turn, form: Form, pressed: str | None) -> None:
    field = form.answers["field"]
    if field == "intent" and pressed == NEW:
        await open_new_subject(desk, turn, form.answered(VALUE_STEP))
        return
    if pressed in (_CLEAR, AGAIN):
        text = _TYPED_EMPTY if pressed == _CLEAR else str(form.answers.get("text", ""))
    elif pressed is None or (field == "intent" and pressed in desk.entries.subjects):
        text = turn.text
    else:  # a button of an earlier message: another field, or nothing that this step knows
        await _ask_value(desk, turn, form.answered(VALUE_STEP, field=pressed if pressed in EDITABLE else field))
        return
    outcome = await desk.entries.edit(actor(turn), form.answers["id"], field, text, _seen(form))
    await settle(desk, turn, outcome, form.answered(VALUE_STEP, text=text))


async def open_remove(desk: Desk, turn: Turn, entry: ServiceEntry) -> None:
    """Asks whether the entry is really to be removed."""
    answers = {"action": editing.REMOVE, "id": entry.id, "seen": entry_json(entry)}
    await desk.forms.keep(turn.conversation, Form(REMOVE_FORM, _SURE_STEP, answers))
    keyboard = form_keyboard([Choice(marked(_SURE, entry.id), wording.SURE)])
    await desk.outbox.answer(turn, plain(wording.ASK_SURE.format(title=entry.title), keyboard))


async def remove_typed(desk: Desk, turn: Turn, entry: ServiceEntry) -> None:
    """Removes an entry by a command of one line."""
    answers = {"action": editing.REMOVE, "id": entry.id, "seen": entry_json(entry)}
    outcome = await desk.entries.remove(actor(turn), entry.id)
    await settle(desk, turn, outcome, Form(REMOVE_FORM, _SURE_STEP, answers), is_open=False)


async def remove_step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in the next answer of the dialogue of removing."""
    pressed = pressed_in_form(turn)
    if pressed == CANCEL:
        await _cancel(desk, turn)
    elif form.step == CONFIRM_STEP and pressed == confirm_id(form):
        await confirm(desk, turn, form)
    elif form.step == _SURE_STEP and pressed == marked(_SURE, form.answers["id"]):
        outcome = await desk.entries.remove(actor(turn), form.answers["id"], _seen(form))
        await settle(desk, turn, outcome, form)
    elif pressed == BACK:
        await _back_to_entry(desk, turn, form)
    else:
        await open_remove(desk, turn, _seen(form))


async def undo(desk: Desk, turn: Turn, entry_id: str, number: int | None) -> None:
    """Takes back a revision of an entry, the newest without a number."""
    outcome = await desk.entries.undo(actor(turn), entry_id, number)
    form = Form(UNDO_FORM, CONFIRM_STEP, {"action": editing.UNDO, "id": entry_id})
    await settle(desk, turn, outcome, form, is_open=False)


async def undo_step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in whether an undo that changes answers is really meant."""
    pressed = pressed_in_form(turn)
    if pressed == confirm_id(form):
        await confirm(desk, turn, form)
    elif pressed == BACK:
        await _back_to_entry(desk, turn, form)
    else:
        await _cancel(desk, turn)


async def _back_to_entry(desk: Desk, turn: Turn, form: Form) -> None:
    await desk.forms.close(turn.conversation)
    entry = await desk.entries.entry(form.answers["id"])
    if entry is None:
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
    else:
        await show_entry(desk, turn, entry)


def _seen(form: Form) -> ServiceEntry:
    entry = entry_of_json(form.answers["seen"])
    if entry is None:
        raise ValueError("a form of changing without its entry")
    return entry
