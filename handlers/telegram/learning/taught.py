"""What editors taught, and taking it back."""

import re
from typing import Final

from bot.answering.explaining import target_name
from bot.learning import words as wording
from bot.reply import Choice
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import Drawn, plain, rows_of
from handlers.telegram.message.turn import Turn

PREFIX: Final = "x:"

_PAGE = 8
_PRESSED = re.compile(r"x:(?:u:(?P<number>[0-9]{1,9})(?::(?P<of>[0-9]{1,5}))?|p:(?P<page>[0-9]{1,5}))")


async def taught(desk: Desk, turn: Turn) -> None:
    """`/taught`: the taught phrases, newest first, each with a button that takes it back."""
    await desk.outbox.answer(turn, await _listed(desk, 0))


async def taught_pressed(desk: Desk, turn: Turn) -> None:
    """Takes a phrase back, or turns the page."""
    found = _PRESSED.fullmatch(turn.text)
    number = found["number"] if found is not None else None
    page = (found["of"] if number is not None else found["page"]) if found is not None else "0"
    if number is not None:
        phrase = await desk.teaching.take_back(actor(turn), int(number))
        said = wording.TAKEN_BACK_BEFORE if phrase is None else wording.TAKEN_BACK.format(text=phrase.text)
        await desk.outbox.answer(turn, plain(said))
    if page is not None:
        drawn = await _listed(desk, int(page))
        if turn.message_id is None or not await desk.outbox.rewrite(turn, turn.message_id, drawn):
            await desk.outbox.answer(turn, drawn)


async def _listed(desk: Desk, page: int) -> Drawn:
    phrases, count = await desk.teaching.taught(_PAGE, page * _PAGE)
    if not count:
        return plain(wording.TAUGHT_NONE)
    last = (count - 1) // _PAGE
    if page > last:
        return await _listed(desk, last)
    lines = [wording.TAUGHT_HEAD.format(count=count, page=page + 1, pages=last + 1)]
    undo = []
    for number, phrase in enumerate(phrases, page * _PAGE + 1):
        target = target_name(desk.teaching.snapshot, phrase.intent, phrase.entry)
        lines.append(wording.TAUGHT_LINE.format(number=number, text=phrase.text, target=target))
        undo.append(Choice(f"{PREFIX}u:{phrase.id}:{page}", wording.UNDO_NUMBER.format(number=number)))
    turning = []
    if page > 0:
        turning.append(Choice(f"{PREFIX}p:{page - 1}", wording.PAGE_BEFORE))
    if page < last:
        turning.append(Choice(f"{PREFIX}p:{page + 1}", wording.NEXT_PAGE))
    return plain("\n".join(lines), rows_of(*(undo[n : n + 2] for n in range(0, len(undo), 2)), turning))
