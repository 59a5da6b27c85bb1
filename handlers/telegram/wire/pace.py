"""What Telegram takes, as far as anybody knows.

It says neither its limits exactly nor which of them was met. About 30 messages a second of one bot, one a second in a
private chat and 20 a minute in a group go through.
"""

from typing import Final

from bot.announcing.pacing import Limits
from handlers.telegram.message.keys import is_group, whole

FULL_RATE: Final = 29.6
"""Messages a second: just below the limit, so that no jitter of the network makes two windows one."""

_PRIVATE_GAP, _GROUP_GAP = 1.0, 3.0


def _gap(chat: str) -> float:
    return _GROUP_GAP if is_group(chat) else _PRIVATE_GAP


LIMITS: Final = Limits(
    full_rate=FULL_RATE,
    depth=10.0,
    debt=14.0,
    spacing=1 / 27,
    gap=_gap,
    longest_gap=max(_PRIVATE_GAP, _GROUP_GAP),
    whole=whole,
)
"""With the four of a transaction, depth and debt are together less than the 30 that Telegram takes at once."""
