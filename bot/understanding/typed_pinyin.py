"""Whole words typed as pinyin letters, turned into the characters that they most likely stand for."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.understanding.syllables import Syllables

_LETTER = re.compile(r"[a-z]")
_SPELLED = re.compile(r"[a-z]+(?: [a-z]+)*")
_LONGEST_WORD: Final = 5
"""Syllables of a word looked up; of the words that riders use hardly any is longer."""

_LEAST: Final = 2
"""Syllables side by side from which letters are read as pinyin: ai, he and you alone may be anything."""


class TypedPinyin:
    """Words by their syllables; made from the lines `word count syllable …` of `seeds/syllables/words.txt`."""

    def __init__(self, lines: Iterable[str], syllables: Syllables) -> None:
        counted = [line.split(" ") for line in lines]
        total = sum(int(count) for _, count, *_ in counted)
        self._syllables = syllables
        self._words: dict[tuple[str, ...], tuple[str, float]] = {}
        for word, count, *said in counted:
            share = math.log(int(count) / total)
            known = self._words.setdefault(tuple(said), (word, share))
            if known[1] < share:
                self._words[tuple(said)] = (word, share)

    def __call__(self, normalized: str) -> str:
        """The normalised utterance with its pinyin in characters; letters that are no pinyin stay as they are.

        Tokens that stand side by side are read together (gong zi, gongzi); what cannot be read whole stays whole.
        """
        if not _LETTER.search(normalized):
            return normalized
        return _SPELLED.sub(self._read, normalized)

    def _read(self, run: re.Match[str]) -> str:
        """The longest stretches of the run's tokens that are pinyin, read; the others as they stand."""
        read: list[str] = []
        tokens: list[str] = []
        sounds: list[str] = []
        for token in (*run[0].split(" "), ""):
            cut = self._syllables.cut(token) if token else None
            if cut is not None:
                tokens.append(token)
                sounds.extend(cut)
                continue
            if tokens:
                read.append(self._characters(sounds) or " ".join(tokens))
            if token:
                read.append(token)
            tokens, sounds = [], []
        return " ".join(read)

    def _characters(self, sounds: Sequence[str]) -> str | None:
        """The likeliest words that sound so, by the product of their shares; None when there are none."""
        if len(sounds) < _LEAST:
            return None
        best: list[tuple[float, str]] = [(0.0, "")] + [(-math.inf, "")] * len(sounds)
        for start in range(len(sounds)):
            for end in range(start + 1, min(start + _LONGEST_WORD, len(sounds)) + 1):
                found = self._words.get(tuple(sounds[start:end]))
                if found is not None and best[start][0] + found[1] > best[end][0]:
                    best[end] = (best[start][0] + found[1], best[start][1] + found[0])
        return best[-1][1] or None
