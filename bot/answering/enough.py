"""Whether a reply may not be enough, so that a person of the union had better take it on."""

import re
from typing import Final

from bot.answering import words
from bot.reply import Card, Reply, Text

_WANTS_SOMEBODY: Final = re.compile(
    r"转?人工|真人|投诉|举报|反映|反应(?:问题|情况)|找(?:工会|你们)(?:的?人|领导)|没人(?:管|理|接)|12351.{0,6}(?:打不通|不通|占线|没人|不接|不管)"
)
_AT_A_LOSS: Final = frozenset(
    {words.NOT_UNDERSTOOD_AGAIN, words.NOT_OURS_AGAIN, words.NOT_OURS_THIRD, words.UNION_PERSON}
)
"""What is said when somebody was not helped a second time, or asks for a person."""


def may_not_be_enough(said: str, reply: Reply) -> bool:
    """Whether the page tells no way, nothing was understood twice, or somebody is asked for.

    Never for a danger: there a number is called, and nobody waits for an office.
    """
    texts = [block.text for block in reply.blocks if isinstance(block, Text)]
    if any(block.urgent for block in reply.blocks if isinstance(block, Text)):
        return False
    lines = [line for block in reply.blocks if isinstance(block, Card) for line in (block.lead, *block.lines)]
    no_way = any(words.HOW_UNKNOWN in line for line in lines)
    at_a_loss = any(text in _AT_A_LOSS for text in (*texts, *lines))
    return no_way or at_a_loss or _WANTS_SOMEBODY.search(said) is not None
