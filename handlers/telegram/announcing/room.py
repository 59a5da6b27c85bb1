"""What one message of Telegram holds."""

from typing import Final

from bot.announcing.messenger import Media
from bot.announcing.room import Room

TAKES_BACK: Final = 48 * 3600 - 60
"""Seconds for which Telegram lets a bot delete its message, less a minute for the way there."""

_MARKS: Final = frozenset(
    ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler", "span")
)


def _units(text: str) -> int:
    """Code units of UTF-16, which Telegram counts in."""
    return len(text.encode("utf-16-le")) // 2


ROOM: Final = Room(
    longest=4096,
    longest_caption=1024,
    marks=_MARKS,
    a_minute=29 * 60,
    length=_units,
    most_enclosed=10,
    together=(frozenset((Media.PHOTO, Media.VIDEO)), frozenset((Media.DOCUMENT,)), frozenset((Media.AUDIO,))),
)
