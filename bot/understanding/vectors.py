"""Static word vectors: what a word means, in a few microseconds."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatVector = NDArray[np.float32]
FloatMatrix = NDArray[np.float32]

UNKNOWN_WORD_SHARE: Final = 0.5
"""Weight of a character that stands in for a word without a vector."""

_UNKNOWN: Final = -1


class WordVectors:
    """Int8 vectors of unit length with a rarity weight in [0, 1] a word; `dimensions` numbers each."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.int8], rarity: NDArray[np.float32]) -> None:
        self._row = {word: row for row, word in enumerate(words)}
        self._vectors = vectors
        self._rarity = rarity
        self.dimensions = int(vectors.shape[1])

    @classmethod
    def read(cls, file: Traversable) -> "WordVectors":
        """Reads the file that `seeds/vectors/make.py` wrote."""
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode("utf-8").split("\n")
            return cls(words, arrays["vectors"], arrays["rarity"].astype(np.float32) / 255.0)

    def each(self, words: Sequence[str]) -> tuple[FloatMatrix, FloatVector]:
        """One unit row and one rarity a word; a word without a vector is the mean of its characters, or zeros."""
        found = np.array([self._row.get(word, _UNKNOWN) for word in words], dtype=np.intp)
        directions: FloatMatrix = self._vectors[found].astype(np.float32)
        directions /= np.sqrt(np.einsum("ij,ij->i", directions, directions))[:, np.newaxis]
        rarity = self._rarity[found]
        for place in np.flatnonzero(found == _UNKNOWN).tolist():
            directions[place] = self.mean(list(words[place]))
            rarity[place] = 1.0
        return directions, rarity

    def mean(self, words: Sequence[str]) -> FloatVector:
        """The rarity-weighted mean direction of the words, of length 1; all zeros when no word is known."""
        rows: list[int] = []
        shares: list[float] = []
        known = self._row.get
        for word in words:
            row = known(word)
            if row is not None:
                rows.append(row)
                shares.append(1.0)
                continue
            for character in word:
                row = known(character)
                if row is not None:
                    rows.append(row)
                    shares.append(UNKNOWN_WORD_SHARE)
        if not rows:
            return np.zeros(self.dimensions, dtype=np.float32)
        found = np.array(rows, dtype=np.intp)
        weights = self._rarity[found] * np.array(shares, dtype=np.float32)
        total: FloatVector = weights @ self._vectors[found].astype(np.float32)
        length = float(np.sqrt(total @ total))
        return total / length if length > 0 else total
