"""`/todo`: what is missing or out of date in the entries, each a button that asks for just that."""

import asyncio
from typing import Final

from bot.editing.gaps import Gap, gaps
from bot.reply import Choice
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.save_results import SHOW, button
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

PREFIX: Final = "td:"
"""Begins the id of each button here; a kind of work and a page follow."""

OVERVIEW: Final = f"{PREFIX}all"
_PAGE: Final = 8
_LETTERS: Final = {Gap.HOW: "w", Gap.CONTACT: "c", Gap.DATE: "d", Gap.FINISHED: SHOW, Gap.OLD: "d"}
"""What the button of an entry does, as in `entry_command.entry_pressed`."""


async def todo(desk: Desk, turn: Turn) -> None:
    """Counts, with a button that opens each list."""
    found = await asyncio.to_thread(gaps, desk.entries.known.values(), desk.entries.today)
    choices = tuple(
        Choice(f"{PREFIX}{gap}.1", wording.GAP_COUNT.format(gap=wording.GAPS[gap], count=len(listed)))
        for gap, listed in found.items()
        if listed
    )
    drawn = plain(wording.TODO_HEAD, inline_keyboard(choices)) if choices else plain(wording.TODO_NONE)
    await desk.outbox.answer(turn, drawn)


async def todo_pressed(desk: Desk, turn: Turn) -> None:
    """Opens a list or turns its page in place; counts anew for any other button."""
    kind, _, page = turn.text.removeprefix(PREFIX).partition(".")
    if kind not in frozenset(Gap) or not (page.isascii() and page.isdecimal() and len(page) <= 4):
        await todo(desk, turn)
        return
    drawn = await _page(desk, Gap(kind), int(page))
    if drawn is None:
        await todo(desk, turn)
    elif turn.message_id is None or not await desk.outbox.rewrite(turn, turn.message_id, drawn):
        await desk.outbox.answer(turn, drawn)


async def _page(desk: Desk, gap: Gap, page: int) -> Drawn | None:
    """One page of a list; None when there is nothing left to do."""
    listed = (await asyncio.to_thread(gaps, desk.entries.known.values(), desk.entries.today))[gap]
    if not listed:
        return None
    pages = -(-len(listed) // _PAGE)
    page = min(max(1, page), pages)
    choices = [button(_LETTERS[gap], entry.id, entry.title) for entry in listed[(page - 1) * _PAGE : page * _PAGE]]
    choices += [Choice(f"{PREFIX}{gap}.{page - 1}", wording.PREVIOUS)] if page > 1 else []
    choices += [Choice(f"{PREFIX}{gap}.{page + 1}", wording.NEXT)] if page < pages else []
    choices.append(Choice(OVERVIEW, desk_wording.BACK))
    return plain(wording.GAP_HEAD[gap].format(page=page, pages=pages), inline_keyboard(tuple(choices)))
