"""A Reply as the pages draw it: plain pieces, escaped by the templates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.reply import AboutNews, Buttons, Card, Choice, Link, NeedPlace, Place, Reply, ServiceRef, Text
from data.stations.geodesy import Point
from handlers.web import words as wording
from handlers.web.desk import MOST_CHARACTERS
from handlers.web.feedback import Feedback
from handlers.web.sketch import Sketch, direction, sketch

_MOST_CALLS: Final = 3
"""Dial buttons under one answer."""

_LONG = r"123\d{2}|96110|1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}"
# 110件 is a number of cases: the short numbers are for calling where a danger is spoken of, or where it says 打 110.
_CALLED = re.compile(rf"(?<![\d-])({_LONG}|(?<=[打拨] )(?:110|119|120|122))(?![\d-])")
_IN_DANGER = re.compile(rf"(?<![\d-])({_LONG}|110|119|120|122)(?![\d-])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line; `call` is the number it dials when touched, None for plain words."""

    text: str
    call: str | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Part of an answer: its first line, further lines, and whence they come.

    `service` is the entry's id, if any; `links` open a navigation to the place, which stands
    behind one button, and the `further` lines behind another.
    """

    lead: Line
    lines: tuple[Line, ...] = ()
    sources: tuple[str, ...] = ()
    urgent: bool = False
    service: str | None = None
    is_card: bool = False
    links: tuple[Link, ...] = ()
    further: tuple[Line, ...] = ()
    title: str = ""

    @property
    def said(self) -> str:
        """Its first line as plain words, for whoever it is passed on to."""
        return "".join(piece.text for piece in self.lead)


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer; `calls` are the numbers to dial that it names, `map` shows its places (None: nothing to show).

    `needs_place`: where the reader is would help. `feedback` is what may be pressed about it. `cut` says that
    only the beginning of what was said was read. `news`: announcements are spoken of. `hand_over`: it may not be
    enough, and the union takes it on.
    """

    parts: tuple[Part, ...]
    choices: Sequence[Choice]
    calls: tuple[str, ...]
    map: Sketch | None = None
    needs_place: bool = False
    feedback: Feedback | None = None
    cut: str = ""
    news: bool = False
    hand_over: bool = False


# A person without an account could say ten times that a door was shut.
_NOT_HERE = "s:shut:"


def shown(reply: Reply, here: Point | None = None, feedback: Feedback | None = None, said: str = "") -> Shown:
    """The reply in the order in which it is read; `here` is where the reader stands, `said` all that was written."""
    parts: list[Part] = []
    places: list[Place] = []
    cards = 0
    alone = sum(isinstance(block, Place) for block in reply.blocks) == 1
    for block in reply.blocks:
        match block:
            case Text(text, urgent):
                lead, *lines = (dialled(line, in_danger=urgent) for line in text.split("\n"))
                parts.append(Part(lead, tuple(lines), urgent=urgent))
            case Card():
                service = reply.services[cards] if cards < len(reply.services) else None
                cards += 1
                parts.append(card_part(block, service))
            case Place():
                places.append(block)
                parts.append(_place_part(block, here, alone=alone))
            case NeedPlace() | Buttons() | AboutNews():
                pass
    choices = tuple(choice for choice in reply.choices if not choice.id.startswith(_NOT_HERE))
    needs = here is None and any(isinstance(block, NeedPlace) for block in reply.blocks)
    named = (piece.call for part in parts for line in (part.lead, *part.lines) for piece in line)
    calls = tuple(dict.fromkeys(call for call in named if call is not None))[:_MOST_CALLS]
    cut = wording.CUT.format(count=len(said), most=MOST_CHARACTERS) if len(said) > MOST_CHARACTERS else ""
    news = any(isinstance(block, AboutNews) for block in reply.blocks)
    return Shown(tuple(parts), choices, calls, sketch(places, here), needs, feedback, cut, news)


def _place_part(place: Place, here: Point | None, *, alone: bool) -> Part:
    brief, further = place.lines[: place.brief], place.lines[place.brief :]
    if alone:
        brief, further = place.lines, ()
    if here is not None:
        brief = ("，".join((wording.DIRECTIONS[direction(here, place)], *brief[:1])), *brief[1:])
    return Part(
        dialled(place.lead),
        tuple(dialled(line) for line in brief),
        is_card=True,
        links=place.links,
        further=tuple(dialled(line) for line in further),
    )


def card_part(card: Card, service: ServiceRef | None) -> Part:
    """A card; `service` is what it is of, where it may be opened and passed on."""
    lead, *more = (line for text in (card.lead, *card.lines) for line in text.split("\n"))
    sources = tuple(line for line in card.source.split("\n") if line)
    return Part(
        dialled(lead),
        tuple(dialled(line) for line in more),
        sources,
        service=service.id if service is not None else None,
        is_card=True,
        title=service.title if service is not None else "",
    )


def dialled(text: str, *, in_danger: bool = False) -> Line:
    """The line with the numbers that can be called taken out of it."""
    found = (_IN_DANGER if in_danger else _CALLED).split(text)
    return tuple(Piece(piece, piece if place % 2 else None) for place, piece in enumerate(found) if piece)
