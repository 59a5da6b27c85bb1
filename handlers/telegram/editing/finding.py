"""Finding entries by a word, page by page; another word goes on."""

import asyncio
from typing import Final

from bot.editing.finding import find, nearest
from bot.people.forms import Form
from bot.reply import Choice
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.save_results import SHOW, button
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "entry.find"
PAGE: Final = 8
"""Entries on one page: as many buttons as a phone shows without scrolling."""

_WORD_STEP, _LIST_STEP = "word", "list"
_NEXT, _PREVIOUS = "next", "previous"
_LONGEST_WORD = 40


async def ask_word(desk: Desk, turn: Turn) -> None:
    """Asks what to look for."""
    await desk.forms.keep(turn.conversation, Form(FORM, _WORD_STEP))
    await desk.outbox.answer(turn, plain(wording.ASK_WORD, form_keyboard()))


async def find_word(desk: Desk, turn: Turn, word: str) -> None:
    """Lists the entries that have the word; only a list of several pages leaves a form open."""
    word = word[:_LONGEST_WORD]
    form = Form(FORM, _LIST_STEP, {"word": word, "page": 1})
    drawn, pages = await _page(desk, form)
    if pages > 1:
        await desk.forms.keep(turn.conversation, form)
    await desk.outbox.answer(turn, drawn)


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in a word, or turns the page in the message that lists."""
    pressed = pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step == _WORD_STEP):
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
    elif pressed in (_NEXT, _PREVIOUS) and form.step == _LIST_STEP:
        page = form.answers["page"] + (1 if pressed == _NEXT else -1)
        form = form.answered(_LIST_STEP, page=page)
        await desk.forms.keep(turn.conversation, form)
        drawn, _ = await _page(desk, form)
        if turn.message_id is None or not await desk.outbox.rewrite(turn, turn.message_id, drawn):
            await desk.outbox.answer(turn, drawn)
    elif pressed is not None or not turn.text.strip():
        await ask_word(desk, turn)
    else:
        await desk.forms.close(turn.conversation)
        await find_word(desk, turn, turn.text)


async def _page(desk: Desk, form: Form) -> tuple[Drawn, int]:
    """One page of what is found, and how many there are."""
    word = form.answers["word"]
    found = await asyncio.to_thread(find, desk.entries.known.values(), word)
    if not found:
        return await not_found(desk, word, wording.NOTHING_LIKE.format(word=word)), 0
    pages = -(-len(found) // PAGE)
    page = min(max(1, form.answers["page"]), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    text = wording.FOUND.format(word=word, count=len(found), page=page, pages=pages)
    choices = [button(SHOW, entry.id, entry.title) for entry in shown]
    if pages == 1:
        return plain(text, inline_keyboard(tuple(choices))), pages
    turning = [Choice(_PREVIOUS, wording.PREVIOUS)] if page > 1 else []
    turning += [Choice(_NEXT, wording.NEXT)] if page < pages else []
    keyboard = inline_keyboard(tuple(choices)) or {"inline_keyboard": []}
    own = form_keyboard(turning) or {"inline_keyboard": []}
    keyboard["inline_keyboard"] += own["inline_keyboard"]
    return plain(f"{text}\n{wording.FOUND_MORE}", keyboard), pages


async def not_found(desk: Desk, given: str, said: str) -> Drawn:
    """That there is no such entry, with those that come nearest."""
    near = await asyncio.to_thread(nearest, desk.entries.known, given)
    if not near:
        return plain(said)
    choices = tuple(button(SHOW, entry.id, entry.title) for entry in near)
    return plain(f"{said}\n{wording.NEAREST}", inline_keyboard(choices))
