"""The assistant's reply to what a person did, as this chat may see it."""

import asyncio
from dataclasses import replace
from typing import Final

from bot.answering.enough import may_not_be_enough
from bot.reply import Choice, Message, Outcome, Reply, Text
from handlers.telegram.answering import words as wording
from handlers.telegram.answering.feedback import with_feedback
from handlers.telegram.cases import words as case_wording
from handlers.telegram.cases.prefix import HAND_OVER
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import Drawn, draw, link_button, plain, with_last_row
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.errors import report

PATIENCE: Final = 0.2
"""Seconds that somebody in danger waits for what the talk and the region add to the number to dial."""

MOST_CHARACTERS = 500  # of a question that are used; nobody types more on a phone, and every step costs time by length


async def reply_to(desk: Desk, turn: Turn, *, text: str = "", choice: str | None = None) -> Reply:
    """The assistant's reply to this person's words or press."""
    region = await desk.database.patience.result(desk.people.region(turn.person), None)
    question = text[:MOST_CHARACTERS]
    message = Message(
        text=question,
        conversation=turn.conversation,
        region=region,
        choice=choice,
        location=turn.location if turn.private else None,
        person=turn.person,
        quoted=turn.quoted,
    )
    reply = await desk.assistant.reply(message)
    desk.totals.answers[reply.outcome.value] += 1
    return reply


async def at_once(desk: Desk, turn: Turn, known: Reply) -> Reply:
    """The reply to somebody in danger: the one `known` from memory, where the whole one does not come in time."""
    try:
        reply = await asyncio.wait_for(reply_to(desk, turn, text=turn.text), PATIENCE)
    except Exception as error:
        report(error, "danger")
        return known
    return reply if reply.urgent else known


async def drawn_for(desk: Desk, turn: Turn, reply: Reply, before: str = "") -> Drawn:
    """The reply as this chat may see it: what is personal goes to the private chat, the number for a danger stays.

    Company people sit in workers' groups: there the question is not quoted either. In private chats the last row asks
    what the person thinks of it.
    """
    if not turn.private and reply.personal:
        urgent = [block.text for block in reply.blocks if isinstance(block, Text) and block.urgent]
        text = "\n".join((*urgent, wording.PERSONAL_TOPIC))
        return replace(plain(text, link_button(desk_wording.OPEN_PRIVATE, turn.link)), urgent=reply.urgent)
    drawn = draw(reply, before, private=turn.private)
    if not turn.private:
        return drawn
    takes_cases = may_not_be_enough(turn.text, reply) and await desk.database.patience.result(
        desk.cases.roster.taken(), False
    )
    if takes_cases:
        subject = reply.intent if reply.outcome is not Outcome.UNKNOWN and reply.intent is not None else ""
        drawn = with_last_row(drawn, Choice(f"{HAND_OVER}:{subject}", case_wording.HAND_OVER))
    return with_feedback(drawn, desk.learning.offer(turn.text, reply))
