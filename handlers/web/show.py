"""A Reply as the pages draw it: plain pieces, escaped by the templates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reply import Buttons, Card, Choice, Link, Place, Reply, Text
from bot.wording import web as wording
from data.geodesy import Point
from handlers.web.feedback import Feedback
from handlers.web.sketch import Sketch, direction, sketch

HOTLINE = "12351"
# 110件 is a number of cases, so the short numbers are for calling only where a danger is spoken of.
_HOTLINE = re.compile(r"(?<!\d)(12351)(?!\d)")
_IN_DANGER = re.compile(r"(?<!\d)(12351|110|119|120|122)(?!\d)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line; `call` is the number it dials when touched, null for plain words."""

    text: str
    call: str | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Part of an answer: its first line, further lines, and whence they come.

    `service` is the entry's id, if any; `links` open a navigation to the place.
    """

    lead: Line
    lines: tuple[Line, ...] = ()
    sources: tuple[str, ...] = ()
    urgent: bool = False
    service: str | None = None
    is_card: bool = False
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer; `hotline` tells whether it names the hotline, `map` shows its places (null: nothing to show).

    `feedback` is what may be pressed about it.
    """

    parts: tuple[Part, ...]
    choices: Sequence[Choice]
    hotline: bool
    map: Sketch | None = None
    feedback: Feedback | None = None


# A person without an account could say ten times that a door was shut.
_NOT_HERE = "s:shut:"


def shown(reply: Reply, here: Point | None = None, feedback: Feedback | None = None) -> Shown:
    """The reply in the order in which it is read; `here` is where the reader stands, if that is known."""
    parts: list[Part] = []
    places: list[Place] = []
    for block in reply.blocks:
        match block:
            case Text(text, urgent):
                lead, *lines = (dialled(line, in_danger=urgent) for line in text.split("\n"))
                parts.append(Part(lead, tuple(lines), urgent=urgent))
            case Card():
                service = reply.services[0].id if reply.services else None
                parts.append(card_part(block, service))
            case Place():
                places.append(block)
                parts.append(_place_part(block, here))
            case Buttons():
                pass
    choices = tuple(choice for choice in reply.choices if not choice.id.startswith(_NOT_HERE))
    named = any(piece.call == HOTLINE for part in parts for line in (part.lead, *part.lines) for piece in line)
    return Shown(tuple(parts), choices, named, sketch(places, here), feedback)


def _place_part(place: Place, here: Point | None) -> Part:
    lines = list(place.lines)
    if here is not None:
        lines.insert(0, wording.DIRECTIONS[direction(here, place)])
    links = place.links if place.pinned else place.links[:1]
    return Part(dialled(place.lead), tuple(dialled(line) for line in lines), is_card=True, links=links)


def card_part(card: Card, service: str | None) -> Part:
    """A service's card."""
    lead, *more = (line for text in (card.lead, *card.lines) for line in text.split("\n"))
    sources = tuple(line for line in card.source.split("\n") if line)
    return Part(dialled(lead), tuple(dialled(line) for line in more), sources, service=service, is_card=True)


def dialled(text: str, *, in_danger: bool = False) -> Line:
    """The line with the numbers that can be called taken out of it."""
    found = (_IN_DANGER if in_danger else _HOTLINE).split(text)
    return tuple(Piece(piece, piece if place % 2 else None) for place, piece in enumerate(found) if piece)
