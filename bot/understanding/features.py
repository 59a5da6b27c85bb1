"""What the linear model and the entry ranking see of an utterance."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.normalize import normalize
from bot.understanding.segment import Segmenter
from bot.understanding.syllables import Syllables
from bot.understanding.typed_pinyin import TypedPinyin
from bot.understanding.vectors import FloatVector, WordVectors

BLOCKS = ("characters", "words", "syllables")
"""Kinds of sparse features; each is weighted and scaled to length 1 by itself."""


@dataclass(frozen=True, slots=True)
class Features:
    """One utterance: the normalised text, its words and syllables, a list of sparse features a block, the vector."""

    text: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    sparse: tuple[tuple[str, ...], ...]
    vector: FloatVector


class Featurizer:
    """Turns utterances into features; the same object serves fitting and answering."""

    def __init__(
        self, segmenter: Segmenter, syllables: Syllables, vectors: WordVectors, typed_pinyin: TypedPinyin
    ) -> None:
        self._segmenter = segmenter
        self.syllables = syllables
        self.typed_pinyin = typed_pinyin
        self.vectors = vectors

    def __call__(self, utterance: str) -> Features:
        """Features of an utterance as a person wrote it."""
        text = normalize(utterance)
        words = self._segmenter.words(text)
        framed = f"^{text.replace(' ', '')}$"
        sounds = self.syllables(text)
        return Features(
            text=text,
            words=tuple(words),
            sounds=tuple(sounds),
            sparse=(
                tuple([framed[i : i + n] for n in (1, 2, 3) for i in range(len(framed) - n + 1)]),
                (*words, *[f"{a}|{b}" for a, b in pairwise(words)]),
                _joined(["^", *sounds, "$"]),
            ),
            vector=self.vectors.mean(words),
        )

    def is_name(self, word: str) -> bool:
        """Whether a word is a person's name by the dictionary."""
        return self._segmenter.is_name(word)


def _joined(parts: Sequence[str]) -> tuple[str, ...]:
    return (*parts, *[f"{a} {b}" for a, b in pairwise(parts)])
