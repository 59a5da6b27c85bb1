"""`/drafts`: the drafts that wait, one card each, decided with a press."""

from typing import Final

from bot.editing.fields import EDITABLE
from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, SaveResult
from bot.extracting.office import DraftGone
from bot.people.forms import Form
from bot.people.staff import NotAllowed
from bot.reply import Choice
from data.catalogue.fields import NAMES
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.editing.new_subject import NEW, new_subject_choice, open_new_subject
from handlers.telegram.editing.texts import confirmation_text, overtaken_text, refused_text, value_of
from handlers.telegram.editing.ways_to_ask import show_ways
from handlers.telegram.extracting import words as wording
from handlers.telegram.extracting.cards import (
    ACCEPT,
    BRING,
    CORRECT,
    DROP,
    MERGE,
    NEXT,
    PREFIX,
    SURELY_ACCEPT,
    SURELY_MERGE,
    button,
    draft_card,
)  # fmt: skip
from handlers.telegram.extracting.taking import FEWEST_PASTED, ask_for_page, take_document, take_text
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

__all__ = ["FORM", "PREFIX", "draft_pressed", "drafts", "step"]

FORM: Final = "drafts.field"
_FIELD, _VALUE = "field", "value"


async def drafts(desk: Desk, turn: Turn) -> None:
    """Takes the page that came with the command, or shows the next draft that waits."""
    if turn.document is not None:
        await take_document(desk, turn, turn.document)
    elif len(turn.text) >= FEWEST_PASTED:
        await take_text(desk, turn, turn.text)
    else:
        await _show_next(desk, turn, 0)


async def _show_next(desk: Desk, turn: Turn, after: int, before: str = "") -> None:
    number = await desk.extraction.next_open(after)
    if number is not None:
        await desk.outbox.answer(turn, await draft_card(desk, number, before))
        return
    text = f"{before}\n{wording.NONE_LEFT}" if before else wording.NONE_LEFT
    await desk.outbox.answer(turn, plain(text, inline_keyboard((button(BRING, 0, wording.BRING),))))


async def draft_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button of drafts says."""
    letter, target = turn.text.removeprefix(PREFIX)[:1], turn.text.removeprefix(PREFIX)[1:]
    if not (target.isascii() and target.isdecimal() and len(target) <= 9):
        await _show_next(desk, turn, 0)
        return
    number = int(target)
    try:
        await _decide(desk, turn, letter, number)
    except DraftGone:
        await _show_next(desk, turn, number, wording.GONE)
    except NotAllowed:
        await desk.outbox.answer(turn, plain(desk_wording.BUTTON_NOT_YOURS))


async def _decide(desk: Desk, turn: Turn, letter: str, number: int) -> None:
    match letter:
        case str() if letter in (ACCEPT, SURELY_ACCEPT):
            outcome = await desk.extraction.accept(actor(turn), number, confirmed=letter == SURELY_ACCEPT)
            await _tell(desk, turn, number, outcome, wording.ACCEPTED, SURELY_ACCEPT, wording.ACCEPT_ANYWAY)
        case str() if letter in (MERGE, SURELY_MERGE):
            outcome = await desk.extraction.merge(actor(turn), number, confirmed=letter == SURELY_MERGE)
            await _tell(desk, turn, number, outcome, wording.MERGED, SURELY_MERGE, wording.MERGE_ANYWAY)
        case str() if letter == DROP:
            await desk.extraction.drop(actor(turn), number)
            await _show_next(desk, turn, number, wording.DROPPED)
        case str() if letter == CORRECT:
            await _ask_field(desk, turn, number)
        case str() if letter == BRING:
            await ask_for_page(desk, turn)
        case _:
            await _show_next(desk, turn, number)


async def _tell(desk: Desk, turn: Turn, number: int, outcome: SaveResult, done: str, letter: str, label: str) -> None:
    """What became of a decision: how riders ask for it now, or why it was not done."""
    match outcome:
        case Saved(changes) if changes[0].after is not None:
            following = (button(NEXT, number, wording.NEXT),)
            await show_ways(desk, turn, changes[0].after, done.format(title=changes[0].after.title), following)
        case NeedsConfirmation():
            sure = (button(letter, number, label),) if outcome.may_confirm else ()
            await desk.outbox.answer(turn, plain(confirmation_text(outcome), inline_keyboard(sure)))
        case Overtaken():
            await desk.outbox.answer(turn, plain(overtaken_text(outcome, desk.entries.subjects)))
        case Refused():
            choices = (button(CORRECT, number, wording.CORRECT), button(NEXT, number, wording.NEXT))
            await desk.outbox.answer(turn, plain(refused_text(outcome), inline_keyboard(choices)))
        case _:
            await _show_next(desk, turn, number)


async def _ask_field(desk: Desk, turn: Turn, number: int) -> None:
    draft = await desk.extraction.draft(number)
    await desk.forms.keep(turn.conversation, Form(FORM, _FIELD, {"number": number}))
    ordered = sorted(EDITABLE, key=lambda key: key not in draft.evidence.doubtful)
    await desk.outbox.answer(turn, plain(wording.WHICH_FIELD, form_keyboard([Choice(k, NAMES[k]) for k in ordered])))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the field to be corrected, then its value."""
    number = int(form.answers["number"])
    pressed = pressed_in_form(turn)
    try:
        if pressed in (BACK, CANCEL):
            await desk.forms.close(turn.conversation)
            await desk.outbox.answer(turn, await draft_card(desk, number))
        elif form.step == _FIELD and pressed in EDITABLE:
            await _ask_value(desk, turn, form, number, pressed)
        elif form.step == _VALUE and pressed == NEW:
            await open_new_subject(desk, turn, form)
        elif form.step == _VALUE:
            await _take_value(desk, turn, form, number)
        else:
            await _ask_field(desk, turn, number)
    except DraftGone:
        await desk.forms.close(turn.conversation)
        await _show_next(desk, turn, number, wording.GONE)


async def _ask_value(desk: Desk, turn: Turn, form: Form, number: int, field: str) -> None:
    draft = await desk.extraction.draft(number)
    await desk.forms.keep(turn.conversation, form.answered(_VALUE, field=field))
    value = value_of(draft.entry, field, desk.entries.subjects)
    choices: list[Choice] = []
    if field == "intent":
        choices = [Choice(one.id, one.name) for one in desk.entries.subjects.values()] + [new_subject_choice()]
    text = wording.NEW_VALUE.format(field=NAMES[field], value=value)
    await desk.outbox.answer(turn, plain(text, form_keyboard(choices)))


async def _take_value(desk: Desk, turn: Turn, form: Form, number: int) -> None:
    problems = await desk.extraction.correct(actor(turn), number, form.answers["field"], turn.text)
    if problems:
        await desk.outbox.answer(turn, plain("\n".join(problems), form_keyboard()))
        return
    await desk.forms.close(turn.conversation)
    await desk.outbox.answer(turn, await draft_card(desk, number))
