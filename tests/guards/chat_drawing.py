"""A chat as a picture: what was said and by whom, with the buttons under it, as SVG that any browser shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from unicodedata import east_asian_width

WIDTH: Final = 440
_LETTER, _LINE, _PAD, _GAP = 15, 22, 12, 10
_WIDEST: Final = 340
_BUTTON: Final = 30
_FONT: Final = "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
_CLOSING: Final = "，。、；：！？」』）》…"
_FEW: Final = 22
"""Lines of one message at most; what is longer is shown by its beginning, and says so."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message: whether the person said it or the bot, and the rows of labels under it; `pressed` is one of them."""

    text: str
    ours: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    pressed: str | None = None


def width_of(text: str) -> float:
    """How wide a text is, in pixels: a Chinese character is as wide as high, a Latin one about half."""
    return sum(_LETTER if east_asian_width(letter) in "WFA" else _LETTER * 0.56 for letter in text)


def wrapped(text: str, widest: float) -> Iterator[str]:
    """The text in lines no wider than this, broken at any character as Chinese is; its own breaks stay.

    What closes a sentence hangs over rather than begin a line.
    """
    for line in text.split("\n"):
        begun = ""
        for letter in line:
            if begun and letter not in _CLOSING and width_of(begun + letter) > widest:
                yield begun
                begun = ""
            begun += letter
        yield begun


def drawn(talk: Sequence[Said], title: str) -> str:
    """The SVG of a talk; `title` says to who cannot see it what it shows."""
    parts: list[str] = []
    top = float(_GAP)
    for said in talk:
        drawing, height = _message(said, top)
        parts += drawing
        top += height + _GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0f}" width="{WIDTH}" height="{top:.0f}" '
        f'role="img" font-family="{_FONT}" font-size="{_LETTER}">'
    )
    ground = f'<rect width="{WIDTH}" height="{top:.0f}" rx="12" fill="#dfe7ee"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", ground, *parts, "</svg>", ""])


def _message(said: Said, top: float) -> tuple[list[str], float]:
    lines = list(wrapped(said.text, _WIDEST - 2 * _PAD))
    if len(lines) > _FEW:
        lines = [*lines[:_FEW], "……"]
    text_width = max(width_of(line) for line in lines) + 2 * _PAD
    width = min(float(_WIDEST), max(text_width, 280.0 if said.rows else 0.0))
    height = len(lines) * _LINE + 2 * _PAD - 6
    left = WIDTH - _GAP - width if said.ours else float(_GAP)
    fill = "#d5f5c3" if said.ours else "#ffffff"
    parts = [_box(left, top, width, height, fill)]
    parts += [
        _words(left + _PAD, top + _PAD + 11 + number * _LINE, line, "start")
        for number, line in enumerate(lines)
        if line
    ]
    for row in said.rows:
        each = (width - 6 * (len(row) - 1)) / len(row)
        for column, label in enumerate(row):
            at = left + column * (each + 6)
            chosen = label == said.pressed
            parts.append(_box(at, top + height + 6, each, _BUTTON, "#2f6ea5" if chosen else "#b9cbdc"))
            middle = at + each / 2
            parts.append(_words(middle, top + height + 26, _cut(label, each), "middle", chosen))
        height += _BUTTON + 6
    return parts, height


def _cut(label: str, room: float) -> str:
    shown = next(wrapped(label, room - 14))
    return label if shown == label else f"{shown[:-1]}…"


def _box(left: float, top: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="10" fill="{fill}"/>'


def _words(left: float, base: float, text: str, anchor: str, light: bool = False) -> str:
    colour = "#ffffff" if light else "#1c1c1e"
    return (
        f'<text x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text, quote=False)}</text>'
    )
