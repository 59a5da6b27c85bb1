"""Asking in one's own words, and correcting what was asked."""

from bot.reply import Message, Reply, Text
from bot.wording import telegram as wording
from handlers.telegram.commands import command_said, refused, run
from handlers.telegram.desk import Desk
from handlers.telegram.forms import go_on
from handlers.telegram.groups import is_personal
from handlers.telegram.show import Drawn, draw, link_button, plain
from handlers.telegram.turn import Turn

MOST_CHARACTERS = 500  # of a question that are used; nobody types more on a phone, and every step costs time by length


async def ask(desk: Desk, turn: Turn) -> None:
    """Answers a text, with an apology first when it waited while we were away."""
    if (said := command_said(turn.text)) is not None:
        command, rest = said
        await run(command, desk, turn.with_text(rest))
        return
    if await go_on(desk, turn):
        return
    if await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, turn.text)):
        return
    reply = await reply_to(desk, turn, text=turn.text)
    late = desk.apologies.is_stale(turn.at)
    before = wording.STALE if late and desk.apologies.due(turn.chat_id) else ""
    await desk.outbox.answer(turn, drawn_for(turn, reply, before), quote=late)


async def ask_again(desk: Desk, turn: Turn) -> None:
    """Puts the answer to an edited question in the place of the earlier one.

    In groups it stands below the question: which message answered is kept for private chats only, and whoever forgot
    our name and adds it has no answer yet.
    """
    if command_said(turn.text) is not None or turn.message_id is None:
        return
    if await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    drawn = drawn_for(turn, await reply_to(desk, turn, text=turn.text))
    earlier = await desk.ledger.answer_to(turn.chat_id, turn.message_id) if turn.private else None
    if earlier is None or not await desk.outbox.rewrite(turn, earlier, drawn):
        await desk.outbox.answer(turn, drawn, quote=True)


async def not_text(desk: Desk, turn: Turn) -> None:
    """Says once that only text is understood; in groups nothing, as nothing there was meant for us.

    A photo may be what an open form asks for.
    """
    if turn.photo is not None and await go_on(desk, turn):
        return
    if not turn.private or await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, "")):
        return
    await desk.outbox.answer(turn, plain(wording.NOT_TEXT))


async def reply_to(desk: Desk, turn: Turn, *, text: str = "", choice: str | None = None) -> Reply:
    """The assistant's reply to this person's words or press."""
    region = await desk.people.region(turn.person)
    asked = text[:MOST_CHARACTERS]
    return await desk.assistant.reply(Message(text=asked, conversation=turn.conversation, region=region, choice=choice))


def drawn_for(turn: Turn, reply: Reply, before: str = "") -> Drawn:
    """The reply as this chat may see it: what is personal goes to the private chat, the number for a danger stays."""
    if not turn.private and is_personal(reply):
        urgent = [block.text for block in reply.blocks if isinstance(block, Text) and block.urgent]
        text = "\n".join((*urgent, wording.PERSONAL_TOPIC))
        return plain(text, link_button(wording.OPEN_PRIVATE, turn.link))
    return draw(reply, before)
