"""Words of an utterance, by jieba with the names of our services in its dictionary."""

import logging
import math
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files

from bot.understanding.dictionary import Dictionary


class Segmenter:
    """A jieba tokenizer of its own, which neither reads nor writes jieba's cache of the parsed dictionary.

    That cache lies in the machine's common temporary folder, where any local user could hand us another dictionary.
    `names` are words that the dictionary lacks.
    """

    def __init__(self, names: Iterable[str]) -> None:
        with _hidden("pkg_resources"):
            import jieba
        jieba.setLogLevel(logging.WARNING)
        self._dictionary = Dictionary((files("jieba") / "dict.txt").read_text(encoding="utf-8"))
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.total = self._dictionary.total
        self._tokenizer.initialized = True
        for name in names:
            self._dictionary.read_for(name, self._tokenizer.FREQ)
            self._tokenizer.add_word(name)
        self._log_total = math.log(self._tokenizer.total)

    def words(self, normalized: str) -> list[str]:
        """The words in order; unknown ones fall apart into characters, letters and digits stay together."""
        self._dictionary.read_for(normalized, self._tokenizer.FREQ)
        return [word for run in normalized.split() for word in self._likeliest(run)]

    def _likeliest(self, run: str) -> list[str]:
        """What jieba's `cut` makes of a run without spaces when it is not to guess unknown words.

        Guessing (HMM) costs three times the time and invents words that no phrase has; `cut` itself twice, for patterns
        that a normalised text has no use for, and for a graph of all words before the likeliest are looked for.
        """
        words: list[str] = []
        ends = self._ends(run)
        start, joins = 0, False
        while start < len(run):
            end = ends[start]
            word = run[start:end]
            alone = len(word) == 1 and word.isascii()
            if alone and joins:
                words[-1] += word
            else:
                words.append(word)
            start, joins = end, alone
        return words

    def _ends(self, run: str) -> list[int]:
        """For each place, where the word ends that begins the likeliest words of all that comes from there."""
        frequency, total = self._tokenizer.FREQ, self._log_total
        length = len(run)
        ends = [0] * length
        likelihoods = [0.0] * (length + 1)
        for start in range(length - 1, -1, -1):
            best = -math.inf
            for end in range(start + 1, length + 1):
                count = frequency.get(run[start:end])
                if count is None:  # nor does any longer word begin so
                    break
                if count and (likelihood := math.log(count) - total + likelihoods[end]) >= best:
                    best, ends[start] = likelihood, end
            if not ends[start]:
                best, ends[start] = likelihoods[start + 1] - total, start + 1
            likelihoods[start] = best
        return ends

    def is_name(self, word: str) -> bool:
        """Whether the dictionary knows the word as the name of a person."""
        return self._dictionary.tag(word) == "nr"


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Keeps an import from finding a module: jieba does as well without pkg_resources, which takes 0.1 s and 10 MB."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment] # what the import system documents for this
    try:
        yield
    finally:
        del sys.modules[module]
