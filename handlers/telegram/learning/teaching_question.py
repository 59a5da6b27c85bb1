"""A question taught where it is seen: under `/why`, and under an answer that an editor finds wrong."""

import re
from typing import Final

from bot.answering import why_words
from bot.learning import words as wording
from bot.learning.teaching import WouldChange, short_id
from bot.people.forms import Form
from bot.people.staff import NotAllowed
from bot.reply import Choice
from data.catalogue.entries import ServiceEntry
from data.catalogue.taught import EntryGone
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.editing.would_change import change_lines
from handlers.telegram.message.show import plain, rows_of
from handlers.telegram.message.turn import Turn

PREFIX: Final = "tq:"
"""Begins the id of the button; the id of a question that is still in mind may follow."""

FORM: Final = "teach"
_STEP: Final = "entry"
_OURS, _SURELY = "e:", "E:"
_NONE: Final = "none"
_HEAD: Final = why_words.WHY_HEAD.partition("{")[0]
_SHOWN: Final = re.compile(re.escape(_HEAD) + r"([^\n]{2,80})\n")


def teach_choice(question: str = "") -> Choice:
    """The button that begins it; without a question the one of the message it stands under is meant."""
    return Choice(f"{PREFIX}{question}", wording.TEACH_IT)


def teachable(question: str) -> bool:
    """Whether a question can be read back from what `/why` says of it."""
    return _SHOWN.match(f"{why_words.WHY_HEAD.format(text=question)}\n") is not None


async def teach_pressed(desk: Desk, turn: Turn) -> None:
    """Asks which entry is the answer."""
    known = turn.text.removeprefix(PREFIX)
    shown = _SHOWN.match(f"{turn.shown}\n")
    question = desk.learning.remembered(known) if known else shown[1] if shown is not None else None
    if question is None:
        await desk.outbox.answer(turn, plain(wording.QUESTION_GONE))
        return
    await desk.forms.keep(turn.conversation, Form(FORM, _STEP, {"question": question}))
    await _offer(
        desk, turn, question, desk.teaching.candidates(question), wording.WHICH_ENTRY.format(question=question)
    )


async def _offer(desk: Desk, turn: Turn, question: str, entries: list[ServiceEntry], text: str) -> None:
    choices = [Choice(f"{_OURS}{short_id(entry.id)}", entry.title) for entry in entries]
    await desk.outbox.answer(turn, plain(text, form_keyboard([*choices, Choice(f"{_OURS}{_NONE}", wording.NOT_OURS)])))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the entry that was pressed, or a word to find another by."""
    pressed, question = pressed_in_form(turn), str(form.answers["question"])
    if pressed in (BACK, CANCEL):
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.NOT_TAUGHT))
    elif pressed is None:
        found = desk.teaching.found(turn.text)
        said = wording.FIND_FOUND if found else wording.FIND_NONE.format(word=turn.text[:20])
        await _offer(desk, turn, question, found, said)
    elif pressed.lower().startswith(_OURS):
        await _teach(desk, turn, question, pressed[len(_OURS) :], confirmed=pressed.startswith(_SURELY))
    else:
        await _offer(desk, turn, question, [], wording.WHICH_ENTRY.format(question=question))


async def _teach(desk: Desk, turn: Turn, question: str, short: str, *, confirmed: bool) -> None:
    entry = None if short == _NONE else desk.teaching.entry_of(short)
    if entry is None and short != _NONE:
        await desk.outbox.answer(turn, plain(wording.ENTRY_GONE, form_keyboard()))
        return
    try:
        done = await desk.teaching.teach_ways(
            actor(turn), entry.id if entry is not None else None, [question], confirmed=confirmed
        )
    except (NotAllowed, EntryGone) as error:
        said = wording.MAY_NOT_CONFIRM if isinstance(error, NotAllowed) else wording.ENTRY_GONE
        await desk.outbox.answer(turn, plain(said, form_keyboard()))
        return
    if isinstance(done, WouldChange):
        sure = [Choice(f"{_SURELY}{short}", wording.CONFIRM)] if done.may_confirm else []
        lines = change_lines(done.answers) + ([] if done.may_confirm else [wording.MAY_NOT_CONFIRM])
        await desk.outbox.answer(turn, plain("\n".join(lines), form_keyboard(sure)))
        return
    await desk.forms.close(turn.conversation)
    said = wording.TAUGHT_NOT_OURS.format(question=question)
    if entry is not None:
        said = wording.TAUGHT_TO_ENTRY.format(question=question, title=entry.title)
    await desk.outbox.answer(turn, plain(said, rows_of([Choice(f"x:u:{done.number}", wording.UNDO)])))
