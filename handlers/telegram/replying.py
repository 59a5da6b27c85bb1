"""The assistant's reply to what a person did, as this chat may see it."""

from bot.reply import Message, Reply, Text
from bot.wording import telegram as wording
from handlers.telegram.desk import Desk
from handlers.telegram.groups import is_personal
from handlers.telegram.show import Drawn, draw, link_button, plain
from handlers.telegram.turn import Turn

MOST_CHARACTERS = 500  # of a question that are used; nobody types more on a phone, and every step costs time by length


async def reply_to(desk: Desk, turn: Turn, *, text: str = "", choice: str | None = None) -> Reply:
    """The assistant's reply to this person's words or press."""
    region = await desk.people.region(turn.person)
    asked = text[:MOST_CHARACTERS]
    message = Message(
        text=asked,
        conversation=turn.conversation,
        region=region,
        choice=choice,
        location=turn.location if turn.private else None,
        person=turn.person,
    )
    return await desk.assistant.reply(message)


def drawn_for(turn: Turn, reply: Reply, before: str = "") -> Drawn:
    """The reply as this chat may see it: what is personal goes to the private chat, the number for a danger stays."""
    if not turn.private and is_personal(reply):
        urgent = [block.text for block in reply.blocks if isinstance(block, Text) and block.urgent]
        text = "\n".join((*urgent, wording.PERSONAL_TOPIC))
        return plain(text, link_button(wording.OPEN_PRIVATE, turn.link))
    return draw(reply, before)
