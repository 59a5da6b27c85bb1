"""What follows a change of an entry: the undo, one more question, or why not."""

import json
from collections.abc import Iterable
from typing import Any, Final

from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, SaveResult, Unchanged
from bot.people.forms import Form
from bot.people.staff import NotAllowed
from bot.reply import Choice
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import NAMES
from data.catalogue.stored_entries import entry_json, entry_of_json
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import form_keyboard, marked
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.texts import card, confirmation_text, overtaken_text, refused_text, saved_text
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

PREFIX: Final = "sv:"
"""Begins the id of each button about entries; a letter follows, then an entry's id or a number."""

SHOW, EDIT, REMOVE, HISTORY, UNDO = "s", "e", "r", "h", "u"
WAYS, TEACH, PHRASES = "q", "t", "p"
CONFIRM_STEP, VALUE_STEP, CHECK_STEP = "confirm", "value", "check"
AGAIN, SAVE = "again", "save"
_CONFIRM = "confirm"


def button(letter: str, target: str | int, label: str) -> Choice:
    """A button about an entry."""
    return Choice(f"{PREFIX}{letter}{target}", label)


async def show_entry(desk: Desk, turn: Turn, entry: ServiceEntry, before: str = "") -> None:
    """Everything of an entry, with what can be done to it; `before` is a line above it."""
    choices = (
        button(EDIT, entry.id, wording.EDIT),
        button(REMOVE, entry.id, wording.REMOVE),
        button(HISTORY, entry.id, wording.HISTORY),
        button(WAYS, entry.id, wording.SEE_WAYS),
        Choice(f"e:{entry.id}", wording.AS_RIDERS_SEE),
    )
    text = card(entry, desk.entries.subjects)
    await desk.outbox.answer(turn, plain(f"{before}\n{text}" if before else text, inline_keyboard(choices)))


async def settle(desk: Desk, turn: Turn, outcome: SaveResult, form: Form, *, is_open: bool = True) -> None:
    """Says what became of a change and keeps, takes on or closes the form that it came from.

    `form.answers` holds `action`, and for an edit `id`, `field` and the `text` typed. A change typed in one line has a
    form that `is_open` only from here on, when something is still to be decided.
    """
    match outcome:
        case Saved():
            await _close(desk, turn, is_open)
            await _tell_saved(desk, turn, outcome, form.answers["action"])
        case NeedsConfirmation():
            kept = form.answered(CONFIRM_STEP, changes=[_change_json(change) for change in outcome.changes])
            await desk.forms.keep(turn.conversation, kept)
            own = [Choice(confirm_id(kept), wording.CONFIRM)] if outcome.may_confirm else []
            await desk.outbox.answer(turn, plain(confirmation_text(outcome), form_keyboard(own)))
        case Overtaken():
            await _tell_overtaken(desk, turn, outcome, form)
        case Refused():
            keyboard = form_keyboard(_choices_after_refusal(form)) if is_open else None
            await desk.outbox.answer(turn, plain(refused_text(outcome), keyboard))
        case Unchanged():
            await _close(desk, turn, is_open)
            await desk.outbox.answer(turn, plain(refused_text(outcome)))


def confirm_id(form: Form) -> str:
    """The id of the button that confirms what the form keeps."""
    return marked(_CONFIRM, json.dumps(form.answers["changes"], sort_keys=True))


async def confirm(desk: Desk, turn: Turn, form: Form) -> None:
    """Saves what the form at its step of confirmation holds."""
    changes = changes_of(form.answers["changes"])
    try:
        outcome = await desk.entries.save(actor(turn), form.answers["action"], changes, confirmed=True)
    except NotAllowed:
        await desk.outbox.answer(turn, plain(desk_wording.BUTTON_NOT_YOURS))
        return
    await settle(desk, turn, outcome, form)


def changes_of(kept: Iterable[Any]) -> list[EntryChange]:
    """The changes that a form keeps."""
    return [EntryChange(entry_of_json(one["before"]), entry_of_json(one["after"])) for one in kept]


def _change_json(change: EntryChange) -> dict[str, Any]:
    return {
        "before": entry_json(change.before),
        "after": entry_json(change.after),
    }


def _choices_after_refusal(form: Form) -> list[Choice]:
    return [Choice(SAVE, wording.SAVE)] if form.step == CHECK_STEP else []


async def _close(desk: Desk, turn: Turn, is_open: bool) -> None:
    if is_open:
        await desk.forms.close(turn.conversation)


async def _tell_saved(desk: Desk, turn: Turn, saved: Saved, action: str) -> None:
    entry_id = saved.changes[0].id
    choices = [button(UNDO, await desk.entries.revision_row(entry_id, saved.number), wording.UNDO)]
    if saved.changes[0].after is not None:
        choices += [button(SHOW, entry_id, wording.SHOW), button(EDIT, entry_id, wording.EDIT_MORE)]
        choices.append(button(WAYS, entry_id, wording.SEE_WAYS))
    text = saved_text(saved, action, desk.entries.subjects)
    await desk.outbox.answer(turn, plain(text, inline_keyboard(tuple(choices))))


async def _tell_overtaken(desk: Desk, turn: Turn, outcome: Overtaken, form: Form) -> None:
    """An edit may be pressed on over what somebody else wrote, once that was seen; a new entry gets another id."""
    text = overtaken_text(outcome, desk.entries.subjects)
    field = form.answers.get("field")
    if field is not None and outcome.now is not None and outcome.entry_id == form.answers["id"]:
        await desk.forms.keep(turn.conversation, form.answered(VALUE_STEP, seen=entry_json(outcome.now)))
        mine = wording.OVERTAKEN_MINE.format(field=NAMES[field], value=form.answers["text"])
        keyboard = form_keyboard([Choice(AGAIN, wording.KEEP_MINE)])
        await desk.outbox.answer(turn, plain(f"{text}\n{mine}", keyboard))
        return
    if outcome.seen is None and "values" in form.answers:
        await desk.forms.keep(turn.conversation, form.answered(CHECK_STEP))
        await desk.outbox.answer(turn, plain(text, form_keyboard([Choice(SAVE, wording.SAVE)])))
        return
    await desk.forms.close(turn.conversation)
    shown = (button(SHOW, outcome.entry_id, wording.SHOW),) if outcome.now is not None else ()
    await desk.outbox.answer(turn, plain(text, inline_keyboard(shown)))
