"""Draws a Reply as one Telegram message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from bot.reply import AboutNews, Buttons, Card, Choice, NeedPlace, Place, Reply, Text
from handlers.telegram.message import words as wording

Markup = dict[str, Any]

MOST_UNITS = 4096  # of a message's text, counted in UTF-16 units, the stricter of the two readings of the limit
_HOTLINE = "12351"
_SHORT_LABEL = 10  # characters that fit half a phone's width


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map, which private chats get as a message of its own; the keyboard opens navigations there."""

    latitude: float
    longitude: float
    title: str
    address: str
    markup: Markup | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: its text as HTML and as plain text, the keyboard under it, and the pin after it (None: none).

    `urgent`: its reader is in danger, so that it goes before others.
    """

    html: str
    plain: str
    markup: Markup | None = None
    pin: Pin | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    tag: str = ""

    @property
    def html(self) -> str:
        text = escape(self.text, quote=False)
        return f"<{self.tag}>{text}</{self.tag}>" if self.tag else text


def draw(reply: Reply, before: str = "", *, private: bool = True) -> Drawn:
    """The reply with its first line bold and the 来源 line in italics; `before` is a line of ours put above it.

    `private`: nobody reads along, so that a position may be sent here.
    """
    lines: list[_Line] = []
    hotline = False
    pin: Pin | None = None
    for block in reply.blocks:
        match block:
            case Text(text):
                lines += [_Line(line) for line in text.split("\n")]
            case Card(lead, more, source):
                hotline = hotline or any(_HOTLINE in line for line in (lead, *more))
                lines += [_Line(line) for part in (lead, *more) for line in part.split("\n")]
                lines += [_Line(line, "i") for line in source.split("\n") if line]
            case Place(lead, more):
                lines += [_Line(lead, "b"), *(_Line(line) for line in more)]
                pin = _pin(block) if block.pinned else pin
            case NeedPlace():
                lines.append(_Line(wording.SEND_PLACE if private else wording.SEND_PLACE_PRIVATELY))
            case AboutNews():
                lines.append(_Line(wording.NEWS_HERE))
            case Buttons():
                pass
    if len(lines) > 1 and not lines[0].tag:
        lines[0] = _Line(lines[0].text, "b")
    if before:
        lines.insert(0, _Line(before))
    return replace(_drawn(lines, inline_keyboard(reply.choices, hotline=hotline)), pin=pin, urgent=reply.urgent)


def _pin(place: Place) -> Pin:
    buttons = [{"text": link.label, "url": link.url} for link in place.links]
    markup = {"inline_keyboard": [buttons]} if buttons else None
    return Pin(place.latitude, place.longitude, place.title, place.address, markup)


def plain(text: str, markup: Markup | None = None) -> Drawn:
    """A text of ours as it stands."""
    return _drawn([_Line(line) for line in text.split("\n")], markup)


def _drawn(lines: list[_Line], markup: Markup | None) -> Drawn:
    lines = _fitting(lines)
    return Drawn("\n".join(line.html for line in lines), "\n".join(line.text for line in lines), markup)


def _fitting(lines: list[_Line]) -> list[_Line]:
    """The lines, cut where the message would be too long; a tag is never cut."""
    kept: list[_Line] = []
    room = MOST_UNITS
    for line in lines:
        units = len(line.text.encode("utf-16-le")) // 2 + 1
        if units > room:
            text = line.text.encode("utf-16-le")[: max(0, room - 2) * 2].decode("utf-16-le", "ignore")
            return [*kept, _Line(text + "…", line.tag)] if room > 2 else kept
        kept.append(line)
        room -= units
    return kept


def inline_keyboard(choices: tuple[Choice, ...], *, hotline: bool = False) -> Markup | None:
    """Buttons in at most two columns, long labels in a row of their own; with `hotline` one that copies 12351."""
    rows: list[list[dict[str, Any]]] = []
    half_full = False
    for choice in choices:
        button = {"text": choice.label, "callback_data": choice.id}
        short = len(choice.label) <= _SHORT_LABEL
        if short and half_full:
            rows[-1].append(button)
            half_full = False
        else:
            rows.append([button])
            half_full = short
    if hotline:
        rows.append([{"text": wording.COPY_HOTLINE, "copy_text": {"text": _HOTLINE}}])
    return {"inline_keyboard": rows} if rows else None


def reply_keyboard() -> Markup:
    """The large buttons that stay under the chat: one sends where the person is, each other its label as if typed.

    For private chats alone: in groups Telegram refuses a keyboard that asks for a location.
    """
    location = {"text": wording.KEYBOARD_LOCATION, "request_location": True}
    rows = [[{"text": label} for label in row] for row in wording.KEYBOARD]
    return {
        "keyboard": [[location, *rows[0]], *rows[1:]],
        "resize_keyboard": True,
        "is_persistent": True,
        "input_field_placeholder": wording.KEYBOARD_HINT,
    }


def with_last_row(drawn: Drawn, *choices: Choice) -> Drawn:
    """The message with these buttons side by side below all others."""
    rows = (drawn.markup or {}).get("inline_keyboard", [])
    last = [{"text": choice.label, "callback_data": choice.id} for choice in choices]
    return replace(drawn, markup={"inline_keyboard": [*rows, last]})


def rows_of(*rows: Sequence[Choice]) -> Markup:
    """Buttons row by row; empty rows are left out."""
    return {
        "inline_keyboard": [
            [{"text": choice.label, "callback_data": choice.id} for choice in row] for row in rows if row
        ]
    }


def link_button(label: str, url: str) -> Markup:
    """One button that opens a link."""
    return {"inline_keyboard": [[{"text": label, "url": url}]]}
