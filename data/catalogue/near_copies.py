"""Phrases that are copies of each other but for a character or two."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from rapidfuzz import fuzz, process

_BLOCK = 256


def letters(text: str) -> str:
    """The letters and digits of a text alone, in lower case and half width: what is compared."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if c.isalnum())


def near_copies(texts: Sequence[str], others: Sequence[str], at_least: float) -> Iterator[tuple[int, int]]:
    """Pairs (index in `texts`, index in `others`) whose rapidfuzz `ratio` on `letters` is `at_least` (0 to 100)."""
    own, theirs = [letters(t) for t in texts], [letters(t) for t in others]
    if own and theirs:
        scores = process.cdist(own, theirs, scorer=fuzz.ratio, score_cutoff=at_least, dtype=np.float32)
        yield from ((int(a), int(b)) for a, b in np.argwhere(scores >= at_least) if own[a] or theirs[b])


def copies_of_earlier(texts: Sequence[str], at_least: float) -> list[tuple[int, int]]:
    """Pairs (index, an earlier index) whose rapidfuzz `ratio` on `letters` is `at_least` (0 to 100), by index.

    Only texts are compared whose lengths allow the ratio: a shorter and a longer one share at most twice the shorter's
    letters, so 3,000 phrases take a tenth of a second and not half of one.
    """
    plain = [letters(t) for t in texts]
    order = sorted((i for i in range(len(plain)) if plain[i]), key=lambda i: len(plain[i]))
    lengths = [len(plain[i]) for i in order]
    longest_by_shorter = 200 / at_least - 1
    pairs: set[tuple[int, int]] = set()
    for start in range(0, len(order), _BLOCK):
        block = order[start : start + _BLOCK]
        reach = bisect_right(lengths, lengths[min(start + _BLOCK, len(order)) - 1] * longest_by_shorter)
        rest = order[start:reach]
        for a, b in near_copies([texts[i] for i in block], [texts[i] for i in rest], at_least):
            if block[a] != rest[b]:
                pairs.add((max(block[a], rest[b]), min(block[a], rest[b])))
    first: dict[int, int] = {}
    for later, earlier in sorted(chain(pairs)):
        first.setdefault(later, earlier)
    return sorted(first.items())
