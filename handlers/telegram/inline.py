"""Asking from any chat: `@bot 欠薪` gives cards to share, each with its source."""

from typing import Any

from bot.reply import Message, Outcome, Reply, ServiceRef
from bot.wording import telegram as wording
from handlers.telegram.desk import Desk
from handlers.telegram.show import Drawn, draw
from handlers.telegram.turn import Turn

_MOST_RESULTS = 5


async def inline(desk: Desk, turn: Turn) -> None:
    """Offers a card for each service that fits; without any, a button that opens the private chat."""
    results = await _results(desk, turn) if turn.text else []
    button = None if results else {"text": wording.INLINE_OPEN, "start_parameter": "ask"}
    await desk.outbox.offer(turn, results, button)


async def _results(desk: Desk, turn: Turn) -> list[dict[str, Any]]:
    region = await desk.people.region(turn.person)
    reply = await desk.assistant.reply(Message(text=turn.text, region=region))
    results = []
    for place, service in enumerate(reply.services[:_MOST_RESULTS]):
        card: Reply = reply
        if place > 0 or reply.outcome is not Outcome.ANSWER:
            card = await desk.assistant.reply(Message(region=region, choice=f"e:{service.id}"))
        results.append(_article(str(place), service, draw(card)))
    return results


def _article(number: str, service: ServiceRef, drawn: Drawn) -> dict[str, Any]:
    return {
        "type": "article",
        "id": number,
        "title": service.title,
        "description": " ".join(part for part in (service.region, service.as_of) if part),
        "input_message_content": {
            "message_text": drawn.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
