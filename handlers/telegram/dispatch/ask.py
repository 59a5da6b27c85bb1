"""Asking in one's own words, and correcting what was asked."""

from bot.reply import Outcome, Reply
from handlers.telegram.announcing.composing import cannot_carry
from handlers.telegram.answering.replying import MOST_CHARACTERS, at_once, drawn_for, reply_to
from handlers.telegram.desk import traces
from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch import words as wording
from handlers.telegram.dispatch.commands import command_said, refused, run
from handlers.telegram.dispatch.edits import corrected
from handlers.telegram.dispatch.forms import go_on
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn


async def ask(desk: Desk, turn: Turn) -> None:
    """Answers a text, with an apology first when it waited while we were away."""
    if (said := command_said(turn.text)) is not None:
        command, rest = said
        await run(command, desk, turn.with_text(rest))
        return
    if (danger := desk.assistant.in_danger(turn.text[:MOST_CHARACTERS])) is not None:
        await _answer(desk, turn, await at_once(desk, turn, danger))
        await go_on(desk, turn)  # what staff write into a form may speak of a danger that nobody is in
        return
    if await go_on(desk, turn, lambda: _surely_asked(desk, turn)):
        return
    if await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, turn.text)):
        return
    await _answer(desk, turn, await reply_to(desk, turn, text=turn.text))


async def _surely_asked(desk: Desk, turn: Turn) -> bool:
    """Answers what is surely a question, written while a dialogue waits for something else."""
    reply = await reply_to(desk, turn, text=turn.text)
    if reply.outcome is not Outcome.ANSWER:
        return False
    await _answer(desk, turn, reply)
    return True


async def _answer(desk: Desk, turn: Turn, reply: Reply) -> None:
    late = desk.apologies.is_stale(turn.at)
    before = wording.STALE if late and desk.apologies.due(turn.chat_id) else ""
    await desk.outbox.answer(turn, await drawn_for(desk, turn, reply, before), quote=late)
    await desk.learning.note(turn.person, turn.text, reply)


async def ask_again(desk: Desk, turn: Turn) -> None:
    """Puts the answer to an edited question in the place of the earlier one; what staff wrote goes where it went.

    In groups it stands below the question: which message answered is kept for private chats only, and whoever forgot
    our name and adds it has no answer yet.
    """
    if turn.message_id is None:
        return
    danger = desk.assistant.in_danger(turn.text[:MOST_CHARACTERS])
    if danger is None and await corrected(desk, turn):
        return
    if danger is None and await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    reply = await (reply_to(desk, turn, text=turn.text) if danger is None else at_once(desk, turn, danger))
    drawn = await drawn_for(desk, turn, reply)
    of_ours = turn.private and not await traces.of(desk, turn)  # a list or a draft stays what it is
    earlier = await desk.ledger.answer_to(turn.chat_id, turn.message_id) if of_ours else None
    if earlier is None or not await desk.outbox.rewrite(turn, earlier, drawn):
        await desk.outbox.answer(turn, drawn, quote=True)
    await desk.learning.note(turn.person, turn.text, reply)
    if danger is not None:
        await corrected(desk, turn)  # a draft may speak of a danger that nobody is in


async def not_text(desk: Desk, turn: Turn) -> None:
    """Says once that only text is understood; in groups nothing, as nothing there was meant for us.

    A photo, a voice message or a video may be what an open form asks for.
    """
    sent = turn.photo or turn.voice or turn.recording
    if (sent is not None and await go_on(desk, turn)) or (turn.private and await cannot_carry(desk, turn)):
        return
    if not turn.private or await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, "")):
        return
    await desk.outbox.answer(turn, plain(wording.NOT_TEXT))
