"""Adding an entry, step by step, as a dialogue that survives a restart."""

from dataclasses import replace
from typing import Any, Final

from bot.editing import words as field_wording
from bot.editing.fields import NULLABLE
from bot.people.forms import Form
from bot.regions import NATION
from bot.reply import Choice
from data.catalogue import changes as editing
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import NAMES
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.new_subject import NEW, new_subject_choice, open_new_subject
from handlers.telegram.editing.save_results import CHECK_STEP, CONFIRM_STEP, SAVE, confirm, confirm_id, settle
from handlers.telegram.editing.texts import card
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn

FORM: Final = "entry.add"
_FIELDS: Final = (
    "title", "intent", "region", "summary", "source.headline", "source.publication", "source.as_of", "how", "contact",
)  # fmt: skip
_STEPS: Final = (*_FIELDS, CHECK_STEP)
_SKIP, _SKIPPED = "skip", field_wording.CLEARING[0]
_SKIPPABLE: Final = NULLABLE - {"source.as_of"}
_HERE = "here:"
_LONGEST_TITLE = 22


async def open_adding(desk: Desk, turn: Turn, title: str = "") -> None:
    """Begins a new entry; with a title, from the second step on."""
    title = "".join(c for c in title if c.isprintable()).strip()[:_LONGEST_TITLE]
    values = {"title": title} if title and not desk.entries.value_problems("title", title) else {}
    form = Form(FORM, _FIELDS[len(values)], {"action": editing.ADD, "values": values})
    await _ask(desk, turn, form)


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in the value of one field, or the word to save."""
    pressed = pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step == _STEPS[0]):
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
    elif form.step == CONFIRM_STEP:
        sure = pressed == confirm_id(form)
        await (confirm(desk, turn, form) if sure else _ask(desk, turn, form.answered(CHECK_STEP)))
    elif form.step == "intent" and pressed == NEW:
        await open_new_subject(desk, turn, form)
    elif pressed == BACK:
        await _ask(desk, turn, form.answered(_STEPS[_STEPS.index(form.step) - 1]))
    elif form.step == CHECK_STEP and pressed == SAVE:
        outcome = await desk.entries.add(actor(turn), _draft(desk, form))
        await settle(desk, turn, outcome, form)
    elif form.step == CHECK_STEP:
        await _ask(desk, turn, form)
    else:
        await _take(desk, turn, form, pressed)


async def _take(desk: Desk, turn: Turn, form: Form, pressed: str | None) -> None:
    text = turn.text if pressed is None else _pressed_value(desk, form.step, pressed)
    if text is None:
        await _ask(desk, turn, form)
        return
    problems = desk.entries.value_problems(form.step, text)
    if form.step not in _SKIPPABLE and text.strip() in field_wording.CLEARING:
        problems = (field_wording.NOT_CLEARED.format(field=NAMES[form.step]),)
    if problems:
        await desk.outbox.answer(turn, plain("\n".join(problems), form_keyboard(_choices(desk, form))))
        return
    following = _STEPS[_STEPS.index(form.step) + 1]
    await _ask(desk, turn, form.answered(following, values={**form.answers["values"], form.step: text.strip()}))


def _pressed_value(desk: Desk, at: str, pressed: str) -> str | None:
    """What a button of this step stands for; None for one of another step."""
    if pressed == _SKIP and at in _SKIPPABLE:
        return _SKIPPED
    if at == "intent" and pressed in desk.entries.subjects:
        return pressed
    if at == "region" and pressed.startswith(_HERE):
        number = pressed.removeprefix(_HERE)
        places = _places(desk)
        return places[int(number)] if number in ("0", "1", "2") and int(number) < len(places) else None
    return None


async def _ask(desk: Desk, turn: Turn, form: Form) -> None:
    await desk.forms.keep(turn.conversation, form)
    text = wording.ASK_ADD[form.step].format(title=form.answers["values"].get("title", ""))
    if form.step == CHECK_STEP:
        text = f"{text}\n{card(_draft(desk, form), desk.entries.subjects)}"
    await desk.outbox.answer(turn, plain(text, form_keyboard(_choices(desk, form))))


def _choices(desk: Desk, form: Form) -> list[Choice]:
    if form.step == "intent":
        return [Choice(one.id, one.name) for one in desk.entries.subjects.values()] + [new_subject_choice()]
    if form.step == "region":
        return [Choice(f"{_HERE}{number}", path) for number, path in enumerate(_places(desk))]
    if form.step == CHECK_STEP:
        return [Choice(SAVE, wording.SAVE)]
    return [Choice(_SKIP, wording.SKIP)] if form.step in _SKIPPABLE else []


def _places(desk: Desk) -> list[str]:
    """The regions that most entries are of: the one served, those around it."""
    return list(dict.fromkeys((desk.home, desk.regions.province(desk.home) or NATION, NATION)))


def _draft(desk: Desk, form: Form) -> ServiceEntry:
    """The entry as far as it is written; its id comes when it is saved."""
    values: dict[str, Any] = form.answers["values"]
    entry = replace(desk.entries.blank(), id="")
    for field in _FIELDS:
        if field in values:
            entry = desk.entries.typed.with_value(entry, field, values[field])
    return entry
