"""Asking from any chat: `@bot 欠薪` gives cards to share, each with its source."""

from typing import Any

from bot.reply import Message, Outcome, Reply, Text
from handlers.telegram.answering import words as wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import Drawn, draw
from handlers.telegram.message.turn import Turn

_MOST_RESULTS = 5


async def inline(desk: Desk, turn: Turn) -> None:
    """Offers a card for each service that fits; without any, a button that opens the private chat."""
    danger = desk.assistant.in_danger(turn.text)
    results = [_first_aid(danger)] if danger is not None else await _results(desk, turn) if turn.text else []
    button = None if results else {"text": wording.INLINE_OPEN, "start_parameter": "ask"}
    await desk.outbox.offer(turn, results, button)


async def _results(desk: Desk, turn: Turn) -> list[dict[str, Any]]:
    region = await desk.database.patience.result(desk.people.region(turn.person), None)
    reply = await desk.assistant.reply(Message(text=turn.text, region=region))
    results = []
    for place, service in enumerate(reply.services[:_MOST_RESULTS]):
        card: Reply = reply
        if place > 0 or reply.outcome is not Outcome.ANSWER:
            card = await desk.assistant.reply(Message(region=region, choice=f"e:{service.id}"))
        about = " ".join(part for part in (service.region, service.as_of) if part)
        results.append(_article(str(place), service.title, about, draw(card)))
    return results


def _first_aid(danger: Reply) -> dict[str, Any]:
    """What to do in a danger, to be read as it stands in the list: it is no service to choose."""
    said = " ".join(block.text for block in danger.blocks if isinstance(block, Text) and block.urgent)
    return _article("danger", wording.INLINE_DANGER, said, draw(danger))


def _article(number: str, title: str, description: str, drawn: Drawn) -> dict[str, Any]:
    return {
        "type": "article",
        "id": number,
        "title": title,
        "description": description,
        "input_message_content": {
            "message_text": drawn.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
