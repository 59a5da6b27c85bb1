"""How riders would ask for an entry and what they get, and teaching it further ways."""

from typing import Final

from bot.learning import words as learning_wording
from bot.learning.teaching import WouldChange
from bot.people.forms import Form
from bot.people.staff import NotAllowed
from bot.reply import Choice
from data.catalogue.entries import ServiceEntry
from data.catalogue.taught import EntryGone
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, marked, pressed_in_form
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.save_results import PHRASES, SHOW, TEACH, WAYS, button
from handlers.telegram.editing.would_change import change_lines
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

__all__ = ["FORM", "PHRASES", "TEACH", "WAYS", "ask_phrases", "show_ways", "step", "teach_wrong"]

FORM: Final = "entry.phrases"
_PHRASES, _CONFIRM = "phrases", "confirm"
_SURE: Final = "sure"
_MOST: Final = 12
_SHORTEST, _LONGEST = 2, 80


async def show_ways(
    desk: Desk, turn: Turn, entry: ServiceEntry, head: str = "", further: tuple[Choice, ...] = ()
) -> None:
    """Five ways to ask for an entry with the answers that they get now; `further` buttons come last."""
    asked = await desk.teaching.asked_for(entry)
    lines = [*([head] if head else []), wording.ASKED_LIKE_THIS]
    for question, answer, right in asked:
        lines.append(
            wording.ASKED_RIGHT.format(question=question)
            if right
            else wording.ASKED_WRONG.format(question=question, answer=answer)
        )
    choices = [button(PHRASES, entry.id, wording.TEACH_MORE), button(SHOW, entry.id, entry.title), *further]
    if not all(right for *_, right in asked):
        choices.insert(0, button(TEACH, entry.id, wording.TEACH))
    await desk.outbox.answer(turn, plain("\n".join(lines), inline_keyboard(tuple(choices))))


async def teach_wrong(desk: Desk, turn: Turn, entry: ServiceEntry) -> None:
    """Teaches an entry those of the five ways that are answered otherwise."""
    wrong = [question for question, _, right in await desk.teaching.asked_for(entry) if not right]
    if wrong:
        await _teach(desk, turn, entry.id, wrong, confirmed=False)
    else:
        await desk.outbox.answer(turn, plain(wording.NOTHING_TO_TEACH))


async def ask_phrases(desk: Desk, turn: Turn, entry: ServiceEntry) -> None:
    """Asks how else riders ask for an entry."""
    await desk.forms.keep(turn.conversation, Form(FORM, _PHRASES, {"entry": entry.id}))
    await desk.outbox.answer(turn, plain(wording.ASK_PHRASES.format(title=entry.title), form_keyboard()))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the ways of asking, or the word to teach them although answers change."""
    pressed = pressed_in_form(turn)
    if pressed in (BACK, CANCEL):
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
        return
    entry, kept = str(form.answers["entry"]), [str(one) for one in form.answers.get("phrases", ())]
    if form.step == _CONFIRM and pressed == marked(_SURE, "\n".join(kept)):
        await _teach(desk, turn, entry, kept, confirmed=True)
        return
    lines = [] if pressed is not None else (turn.raw or turn.text).splitlines()
    phrases = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    wrong = [one for one in phrases if not one.isprintable() or not _SHORTEST <= len(one) <= _LONGEST]
    if wrong or not 0 < len(phrases) <= _MOST:
        text = wording.PHRASES_WRONG.format(least=_SHORTEST, longest=_LONGEST, most=_MOST)
        await desk.outbox.answer(turn, plain(text, form_keyboard()))
        return
    await _teach(desk, turn, entry, phrases, confirmed=False)


async def _teach(desk: Desk, turn: Turn, entry: str, phrases: list[str], *, confirmed: bool) -> None:
    try:
        done = await desk.teaching.teach_ways(actor(turn), entry, phrases, confirmed=confirmed)
    except NotAllowed:
        await desk.outbox.answer(turn, plain(desk_wording.BUTTON_NOT_YOURS))
        return
    except EntryGone:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(learning_wording.ENTRY_GONE))
        return
    if isinstance(done, WouldChange):
        await _ask_sure(desk, turn, entry, phrases, done)
        return
    await desk.forms.close(turn.conversation)
    choices = (button(WAYS, entry, wording.SEE_WAYS), button(SHOW, entry, wording.SHOW))
    await desk.outbox.answer(turn, plain(wording.TAUGHT.format(count=len(phrases)), inline_keyboard(choices)))


async def _ask_sure(desk: Desk, turn: Turn, entry: str, phrases: list[str], done: WouldChange) -> None:
    lines = change_lines(done.answers)
    if done.may_confirm:
        await desk.forms.keep(turn.conversation, Form(FORM, _CONFIRM, {"entry": entry, "phrases": phrases}))
        sure = Choice(marked(_SURE, "\n".join(phrases)), wording.TEACH_ANYWAY)
        await desk.outbox.answer(turn, plain("\n".join(lines), form_keyboard([sure])))
    else:
        lines.append(learning_wording.MAY_NOT_CONFIRM)
        await desk.outbox.answer(turn, plain("\n".join(lines), form_keyboard()))
