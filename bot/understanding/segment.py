"""Words of an utterance, by jieba with the names of our services in its dictionary."""

import logging
from collections.abc import Iterable
from pathlib import Path

import jieba


class Segmenter:
    """A jieba tokenizer of its own; making one reads the dictionary (under a second, 60 MB).

    `names` are words that the dictionary lacks. jieba keeps its parsed dictionary in `folder`, which is ours alone:
    its own choice, the machine's common temporary folder, would let any local user hand us a dictionary.
    """

    def __init__(self, names: Iterable[str], folder: Path) -> None:
        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = str(folder)
        self._tokenizer.initialize()
        for name in names:
            self._tokenizer.add_word(name)

    def words(self, normalized: str) -> list[str]:
        """The words in order; unknown ones fall apart into characters."""
        # Guessing unknown words (HMM) costs three times the time and invents words that no phrase has.
        return [word for word in self._tokenizer.cut(normalized, HMM=False) if word != " "]
