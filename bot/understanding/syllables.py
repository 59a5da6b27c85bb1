"""Pinyin syllables of characters and of typed letters, so that homophones and pinyin typing meet."""

import re
from functools import cache, lru_cache

from pypinyin import lazy_pinyin

_RUN = re.compile(r"[a-z]+|[0-9]+|[\u3400-\u9fff]")
_LONGEST = 6


@cache
def _of_character(character: str) -> str:
    return lazy_pinyin(character)[0]


@cache
def _known() -> frozenset[str]:
    """All syllables without tone: those of the 20,902 basic characters."""
    found = (_of_character(chr(point)) for point in range(0x4E00, 0x9FA6))
    return frozenset(s for s in found if s.isascii() and s.isalpha())


@lru_cache(maxsize=4096)
def _of_letters(letters: str) -> tuple[str, ...]:
    """The letters cut into the fewest syllables, or left whole when they are no pinyin."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for start, head in enumerate(best):
        if head is None:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1):
            if letters[start:end] in _known():
                cut = (*head, letters[start:end])
                known = best[end]
                if known is None or len(cut) < len(known):
                    best[end] = cut
    return best[-1] or (letters,)


def syllables(normalized: str) -> list[str]:
    """The syllables of a normalised utterance in order; digits stay as they are."""
    found: list[str] = []
    for run in _RUN.findall(normalized):
        if not run.isascii():
            found.append(_of_character(run))
        elif run.isalpha() and len(run) <= 40:
            found.extend(_of_letters(run))
        else:
            found.append(run)
    return found
