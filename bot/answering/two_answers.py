"""Two needs of one message: both in short, or the first whole and the second, perhaps only touched on, in a line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answering import words
from bot.answering.choosing import Chosen
from bot.answering.guide_cards import GuideCards, dial_line
from bot.answering.scene import Scene
from bot.dialogue import Response
from bot.reply import Block, Buttons, Card, Choice, Reply, Text
from bot.words import HOTLINE

SHORT_LINES: Final = 2
"""Lines below the first of a service's card."""

_NUMBERS: Final = 2
"""Numbers to dial that each guide brings in."""


def both(chosen: Chosen, first: Response, other: Response, scene: Scene) -> Response:
    """The reply to both needs; the talk goes on with the first, and a button opens either whole."""
    parts = (_told(chosen, first, scene), _told(chosen.second, other, scene))
    marks = (words.FIRST_OF_TWO, words.SECOND_OF_TWO)
    told = [block for mark, part in zip(marks, parts, strict=True) for block in _marked(mark, part)]
    choices = tuple(_opening(response.reply) for response in (first, other) if response.reply.services)
    danger = tuple(block for block in first.reply.blocks if isinstance(block, Text) and block.urgent)
    blocks: tuple[Block, ...] = (*danger, *told, Text(dial_line(_numbers(chosen))), Buttons(choices))
    services = (*first.reply.services[:1], *other.reply.services[:1])
    state = replace(first.state, offered=tuple(choice.id for choice in choices))
    return Response(replace(first.reply, blocks=blocks, services=services), state)


def beside(chosen: Chosen, first: Response, other: Response, scene: Scene) -> Response:
    """The reply to the first need, and below it what answers the second; a button opens that whole."""
    told = _told(chosen.second, other, scene)
    buttons = tuple(block for block in first.reply.blocks if isinstance(block, Buttons))
    rest = tuple(block for block in first.reply.blocks if not isinstance(block, Buttons))
    lines = tuple(Card(words.ALSO_SAID.format(lead=one.lead), (), one.source) for one in told if isinstance(one, Card))
    if not other.reply.services or not lines:
        return first
    choices = (*(choice for block in buttons for choice in block.choices), _opening(other.reply))
    services = (*first.reply.services[:1], *other.reply.services[:1])
    state = replace(first.state, offered=tuple(choice.id for choice in choices))
    reply = replace(first.reply, blocks=(*rest, *lines[:1], Buttons(choices)), services=services)
    return Response(reply, state)


def _told(chosen: Chosen | None, response: Response, scene: Scene) -> list[Card | Text]:
    if chosen is not None and chosen.guide is not None:
        return [GuideCards(scene.regions).brief(chosen.guide.guide, chosen.guide.variant)]
    cards = [_short(block) for block in response.reply.blocks if isinstance(block, Card)]
    # A subject that no page tells of has no card, and its one sentence says so.
    said = [block for block in response.reply.blocks if isinstance(block, Text) and not block.urgent]
    return [*cards] or [*said[:1]]


def _marked(mark: str, told: Sequence[Card | Text]) -> list[Card | Text]:
    """Which need it is about stands before it."""
    first, *rest = told
    if isinstance(first, Card):
        return [replace(first, lead=mark.format(told=first.lead)), *rest]
    return [replace(first, text=mark.format(told=first.text)), *rest]


def _short(card: Card) -> Card:
    return Card(card.lead, card.lines[:SHORT_LINES], card.source.split("\n")[0])


def _numbers(chosen: Chosen) -> tuple[str, ...]:
    guides = [one.guide.guide for one in (chosen, chosen.second) if one is not None and one.guide is not None]
    found = dict.fromkeys(number for guide in guides for number in guide.contact[:_NUMBERS])
    return tuple(found) or (HOTLINE,)


def _opening(reply: Reply) -> Choice:
    """Opens what the reply names first."""
    service = reply.services[0]
    return Choice(f"{'g' if service.id.startswith('guide-') else 'e'}:{service.id}", service.title)
