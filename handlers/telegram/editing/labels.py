"""Labelled questions that editors add: every later change is tried on them."""

from typing import Final

from bot.reply import Message
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.finding import not_found
from handlers.telegram.editing.save_results import button
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

REMOVE: Final = "L"
_PAGE = 20
_SHORTEST, _LONGEST = 2, 80
_OUT = ("none", "不归")
"""Typed in place of an id for a question that is none of ours."""


async def add(desk: Desk, turn: Turn, rest: str) -> None:
    """`ID QUESTION`: whoever asks this shall get that entry."""
    given, _, text = rest.partition(" ")
    text = text.strip()
    if not given or not text:
        await desk.outbox.answer(turn, plain(wording.USAGE["label"]))
        return
    entry = desk.entries.known.get(given)
    if entry is None and given not in _OUT:
        await desk.outbox.answer(turn, await not_found(desk, given, wording.NOT_FOUND.format(given=given[:60])))
        return
    if not text.isprintable() or not _SHORTEST <= len(text) <= _LONGEST:
        await desk.outbox.answer(turn, plain(wording.LABEL_WRONG))
        return
    await desk.entries.labels.add(actor(turn), text, entry)
    title = entry.title if entry is not None else wording.LABEL_OUT
    reply = await desk.assistant.reply(Message(text))
    now = reply.services[0].title if reply.services else reply.text.split("\n", 1)[0]
    lines = (wording.LABELLED.format(text=text, title=title), wording.LABEL_NOW.format(now=now))
    await desk.outbox.answer(turn, plain("\n".join(lines)))


async def listed(desk: Desk, turn: Turn, rest: str) -> None:
    """The newest added questions, each with a button that takes it away."""
    added = list(await desk.entries.labels.added())[-_PAGE:]
    shipped = desk.entries.labels.shipped
    if not added:
        await desk.outbox.answer(turn, plain(wording.LABELS_NONE.format(shipped=shipped)))
        return
    lines = [wording.LABELS_HEAD.format(shipped=shipped)]
    lines += [
        wording.LABEL_LINE.format(id=one.id, text=one.text, wanted=one.entry or one.intent or wording.LABEL_OUT)
        for one in added
    ]
    choices = tuple(button(REMOVE, one.id, wording.LABEL_REMOVE.format(id=one.id)) for one in added)
    await desk.outbox.answer(turn, plain("\n".join(lines), inline_keyboard(choices)))


async def remove(desk: Desk, turn: Turn, target: str) -> None:
    """Takes an added question away."""
    number = int(target) if target.isascii() and target.isdecimal() and len(target) <= 9 else 0
    gone = await desk.entries.labels.remove(actor(turn), number)
    text = wording.LABEL_REMOVED.format(text=gone.text) if gone is not None else wording.LABEL_GONE
    await desk.outbox.answer(turn, plain(text))
