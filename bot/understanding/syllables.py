"""Pinyin syllables of characters and of typed letters, so that homophones and pinyin typing meet."""

import re
from functools import lru_cache
from typing import Final

_RUN = re.compile(r"[a-z]+|[0-9]+|[\u3400-\u9fff]")
_LONGEST: Final = 6
_LONGEST_RUN: Final = 40
"""Letters in a row above which nothing is cut: nobody types forty letters of pinyin without a space."""


class Syllables:
    """How characters are said; made from the lines of `seeds/syllables/syllables.txt`."""

    def __init__(self, table: str) -> None:
        self._said: dict[str, str] = {}
        for line in table.splitlines():
            syllable, _, characters = line.partition(" ")
            self._said.update(dict.fromkeys(characters, syllable))
        self._known = frozenset(self._said.values())
        self._cut = lru_cache(maxsize=4096)(self._cut_letters)

    def __call__(self, normalized: str) -> list[str]:
        """The syllables of a normalised utterance in order; digits and unknown characters stay as they are."""
        found: list[str] = []
        for run in _RUN.findall(normalized):
            if not run.isascii():
                found.append(self._said.get(run, run))
            elif run.isalpha():
                found.extend(self.cut(run) or (run,))
            else:
                found.append(run)
        return found

    def cut(self, letters: str) -> tuple[str, ...] | None:
        """Letters without a space cut into the fewest syllables; None when they are no pinyin."""
        return self._cut(letters) if len(letters) <= _LONGEST_RUN else None

    def _cut_letters(self, letters: str) -> tuple[str, ...] | None:
        best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
        for start, head in enumerate(best):
            if head is None:
                continue
            for end in range(start + 1, min(start + _LONGEST, len(letters)) + 1):
                if letters[start:end] in self._known:
                    known = best[end]
                    if known is None or len(head) + 1 < len(known):
                        best[end] = (*head, letters[start:end])
        return best[-1] or None
