"""How much two cases say the same: the pairs of characters that they have in common."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.understanding.normalize import normalize

LEAST: Final = 0.12
"""Below this nothing is in common but 的 and 了: two complaints of other things share one pair in ten."""


def pairs_in(texts: Iterable[str]) -> frozenset[str]:
    """The pairs of characters of these texts, in any order."""
    return frozenset(f"{one}{other}" for text in texts for one, other in pairwise(normalize(text).replace(" ", "")))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 for nothing in common to 1 for the same; the shorter one counts, so that a long story meets a short one."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
