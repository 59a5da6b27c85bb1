"""jieba's dictionary, read where it lies: of its 350,000 words only those that some text may hold are parsed.

Parsed whole, as jieba does it, it takes one to two seconds of every start and 70 MB for good.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_PAIRS: Final = 200_000
"""Pairs of characters remembered as read, 20 MB; 12,000 phrases have 48,000. Above that they are read anew, so that no
text makes us grow without end."""

_NEW_LINE, _SPACE, _ZERO = 10, 32, 48


class Dictionary:
    """The words of `text`, lines of `word frequency tag`, by their first two characters.

    `total` is the sum of all frequencies. The text is kept, with 12 bytes a line. After `most_pairs` pairs it is
    forgotten which were read.
    """

    def __init__(self, text: str, most_pairs: int = MOST_PAIRS) -> None:
        self._text = text if text.endswith("\n") else f"{text}\n"
        codes = np.frombuffer(self._text.encode("utf-32-le"), dtype="<u4")
        ends = np.flatnonzero(codes == _NEW_LINE)
        starts = np.concatenate(([0], ends[:-1] + 1))
        keys = _keys(codes[starts], codes[starts + 1])
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._starts = starts[order].astype(np.uint32)
        self.total = _sum_of_frequencies(codes, starts)
        self._read: set[str] = set()
        self._most_pairs = most_pairs

    def read_for(self, text: str, into: dict[str, int]) -> None:
        """Puts every word that the text can hold into a prefix dictionary as jieba has it.

        That is the word with its frequency, and 0 for each of its beginnings that is no word; what is there stays.
        """
        new = {a + b for a, b in pairwise(f"{text} ")} - self._read
        if not new:
            return
        # A character by itself stands before a space, as the last one of the text does.
        new |= {f"{pair[0]} " for pair in new} - self._read
        codes = np.frombuffer("".join(new).encode("utf-32-le"), dtype="<u4")
        keys = _keys(codes[::2], codes[1::2])
        firsts, lasts = (np.searchsorted(self._keys, keys, side) for side in ("left", "right"))
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            for start in self._starts[first:last].tolist():
                word, frequency, *_ = self._text[start : self._text.index("\n", start)].split(" ")
                into[word] = into.get(word) or int(frequency)
                for end in range(1, len(word)):
                    into.setdefault(word[:end], 0)
        if len(self._read) >= self._most_pairs:
            self._read = set()
        self._read |= new

    def tag(self, word: str) -> str:
        """The tag of a word (`nr`: a person's name); empty when the dictionary has no such word."""
        codes = np.frombuffer(f"{word} "[:2].encode("utf-32-le"), dtype="<u4")
        first, last = (np.searchsorted(self._keys, _keys(codes[:1], codes[1:]), side)[0] for side in ("left", "right"))
        for start in self._starts[first:last].tolist():
            if self._text.startswith(f"{word} ", start):
                return self._text[start : self._text.index("\n", start)].split(" ")[-1]
        return ""


def _keys(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint64]:
    return first.astype(np.uint64) << np.uint64(32) | second


def _sum_of_frequencies(codes: NDArray[np.uint32], starts: NDArray[np.intp]) -> int:
    """Digit by digit over all lines at once: parsing each line takes ten times as long."""
    spaces = np.flatnonzero((codes == _SPACE) | (codes == _NEW_LINE))
    before = np.searchsorted(spaces, starts)
    place, until = spaces[before] + 1, spaces[before + 1]
    total = 0
    sums = np.zeros(len(starts), dtype=np.int64)
    while len(place):
        open_ = place < until
        total += int(sums[~open_].sum())
        place, until, sums = place[open_], until[open_], sums[open_]
        sums = sums * 10 + codes[place] - _ZERO
        place = place + 1
    return total
