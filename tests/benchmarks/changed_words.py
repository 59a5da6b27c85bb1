"""Questions that nobody asked before: known phrases with a word changed, so that no cache answers them."""

import logging
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import jieba

SHORTEST, LONGEST = 2, 5
RARE_FROM: Final = 40_000
"""Rank from which a word of jieba's dictionary counts as rare, by frequency."""


def dictionary_words() -> list[str]:
    """Chinese words of jieba's dictionary, most frequent first."""
    counted = []
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        if SHORTEST <= len(word) <= LONGEST and all("\u4e00" <= character <= "\u9fff" for character in word):
            counted.append((-int(count), word))
    return [word for _, word in sorted(counted)]


class WordChanger:
    """Changes words of phrases at random, always alike for a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        words = dictionary_words()
        self._frequent, self._rare = words[:RARE_FROM], words[RARE_FROM:]
        jieba.setLogLevel(logging.WARNING)

    def words(self, count: int) -> list[str]:
        """Random words, half of them frequent, half rare."""
        return [self._random.choice(self._random.choice((self._frequent, self._rare))) for _ in range(count)]

    def changed(self, parts: Sequence[str], changes: int = 1) -> str:
        """The phrase, given in parts, with a word put in the place of a part or beside it, so many times."""
        found = list(parts)
        for word in self.words(changes):
            place = self._random.randrange(len(found))
            if len(found) > 2 and self._random.random() < 0.5:
                found[place] = word
            else:
                found.insert(place, word)
        return "".join(found)

    def sample(self, phrases: Sequence[str], count: int) -> list[str]:
        """So many phrases, each with a word changed; a phrase may come back with another change."""
        return [self.changed(jieba.lcut(self._random.choice(phrases), HMM=False)) for _ in range(count)]
