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
class Utterance:
    """What one utterance says: the normalised text, its words, the mean of their vectors."""

    text: str
    words: tuple[str, ...]
    vector: FloatVector


@dataclass(frozen=True, slots=True)
class Features(Utterance):
    """One utterance with all that the model sees of it: its syllables too, and a list of sparse features a block."""

    sounds: tuple[str, ...]
    sparse: tuple[tuple[str, ...], ...]


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
        return self.of_normalized(normalize(utterance))

    def utterance_of(self, text: str) -> Utterance:
        """What a text says, as a person or a page wrote it."""
        return self.utterance(normalize(text))

    def utterance(self, normalized: str) -> Utterance:
        """What a normalised utterance says."""
        words = tuple(self._segmenter.words(normalized))
        return Utterance(normalized, words, self.vectors.mean(words))

    def of_normalized(self, text: str) -> Features:
        """Features of an utterance that is normalised."""
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
