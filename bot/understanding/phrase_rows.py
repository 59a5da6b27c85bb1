"""Phrases as rows of numbers: read one by one, so that half a million of them fit into memory."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import BLOCKS, Featurizer
from bot.understanding.model import Vocabulary
from bot.understanding.sparse_rows import SparseRows
from bot.understanding.vectors import FloatMatrix, FloatVector

BLOCK_WEIGHTS: Final = (1.0, 1.0, 0.7)
"""Of a block's features against the word vector's 1.0; chosen as `fitting.REGULARISATION` was."""

MOST_FEATURES: Final = 300_000
"""Features kept a block at most: 11,600 phrases have 147,000 in the largest. The rarest go first; memory is bounded."""

MANY: Final = 10_000
FEWEST: Final = 2
"""Phrases from which a feature must stand in so many of them: those of one phrase alone are two thirds of the model (66
MB, 24 without), and without them 0.974 for 0.965 of our own questions find their subject. In three: 0.968."""

MOST_SEEN: Final = 1_000_000
"""Features remembered a block while the phrases are read, 180 bytes each; beyond it the rarer half is forgotten."""

STORY: Final = 24
"""Characters from which an utterance is a story: learnt from, and never held out. A story's margins are those of its
many words; with stories among the held out, the few words of a follow-up were trusted less (own talks 0.957 → 0.924).
"""

SLAB: Final = 20_000
"""Phrases counted at a time."""


class PhraseRows:
    """The features of phrases, a number each: four bytes where the text of a feature takes eighty.

    Counts are exact up to `most_seen` features a block; from there on a rare one counts from when it came back last.
    """

    def __init__(self, most_features: int = MOST_FEATURES, most_seen: int = MOST_SEEN) -> None:
        self._most_features = most_features
        self._blocks = tuple(_Block(most_seen) for _ in BLOCKS)
        self._vectors = array("f")
        self._count = 0

    @classmethod
    def of(cls, featurizer: Featurizer, texts: Iterable[str]) -> "PhraseRows":
        """The rows of the texts, in their order."""
        rows = cls()
        for text in texts:
            features = featurizer(text)
            rows.add(features.sparse, features.vector)
        return rows

    def add(self, sparse: Sequence[Sequence[str]], vector: FloatVector) -> None:
        """One more phrase: its features block by block, and its mean word vector."""
        for block, features in zip(self._blocks, sparse, strict=True):
            block.add(features)
        self._vectors.frombytes(vector.astype(np.float32).tobytes())
        self._count += 1

    def taken(self) -> tuple[tuple[Vocabulary, ...], SparseRows]:
        """The features kept and one row a phrase; nothing is left in here, which halves the memory at the peak.

        Features are in the order of their frequency, those seen earlier first among equals. A row is what
        `Vocabulary.weigh` makes of each block, side by side, then the word vector.
        """
        vocabularies, columns = [], []
        for block, weight in zip(self._blocks, BLOCK_WEIGHTS, strict=True):
            vocabulary, weighed = block.taken(self._most_features, weight)
            vocabularies.append(vocabulary)
            columns.append(weighed)
        vectors = np.frombuffer(self._vectors, dtype=np.float32).reshape(self._count, -1)
        self._vectors, self._count = array("f"), 0
        return tuple(vocabularies), _side_by_side(columns, vectors)


class _Block:
    """One block's features of every phrase."""

    def __init__(self, most_seen: int) -> None:
        self._most_seen = most_seen
        self._empty()

    def _empty(self) -> None:
        self._number: dict[str, int] = {}
        self._phrases_with = array("i")
        self._numbers = array("i")
        self._ends = array("q", [0])

    def add(self, features: Iterable[str]) -> None:
        number, phrases_with = self._number, self._phrases_with
        found = [number.setdefault(feature, len(number)) for feature in features]
        phrases_with.extend([0] * (len(number) - len(phrases_with)))
        for known in set(found):
            phrases_with[known] += 1
        self._numbers.extend(found)
        self._ends.append(len(self._numbers))
        if len(number) > self._most_seen:
            self._forget_rarest()

    def taken(self, most: int, weight: float) -> tuple[Vocabulary, SparseRows]:
        phrases = len(self._ends) - 1
        kept = self._most_frequent(most, FEWEST if phrases >= MANY else 1)
        counts = np.frombuffer(self._phrases_with, dtype=np.int32)[kept].astype(np.float64)
        names = list(self._number)
        row = {names[number]: row for row, number in enumerate(kept.tolist())}
        vocabulary = Vocabulary(row, _float32(np.log((1 + phrases) / (1 + counts)) + 1), weight)
        columns, ends = self._renumbered(kept)
        self._empty()
        counted = _counted(columns, ends, len(row))
        counted.values[:] = (np.log(counted.values) + np.float32(1)) * vocabulary.idf[counted.columns]
        lengths = np.sqrt(counted.squares())
        shares = _float32(vocabulary.weight / np.maximum(lengths, np.finfo(np.float32).tiny))
        counted.values[:] *= shares[counted.row_of_each()]
        return vocabulary, counted

    def _most_frequent(self, most: int, fewest: int = 1) -> NDArray[np.int64]:
        counts = np.frombuffer(self._phrases_with, dtype=np.int32)
        return np.argsort(-counts, kind="stable")[: min(most, int((counts >= fewest).sum()))]

    def _renumbered(self, kept: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The features of every phrase by their places among those kept, without the others, and where each ends."""
        place = np.full(len(self._number), -1, dtype=np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        found = place[np.frombuffer(self._numbers, dtype=np.int32)]
        known = found >= 0
        before = np.concatenate(([0], np.cumsum(known)))
        return found[known], before[np.frombuffer(self._ends, dtype=np.int64)]

    def _forget_rarest(self) -> None:
        kept = np.sort(self._most_frequent(self._most_seen // 2))
        numbers, ends = self._renumbered(kept)
        names = list(self._number)
        self._number = {names[number]: place for place, number in enumerate(kept.tolist())}
        self._phrases_with = array("i", np.frombuffer(self._phrases_with, dtype=np.int32)[kept].tobytes())
        self._numbers, self._ends = array("i", numbers.tobytes()), array("q", ends.tobytes())


def _counted(columns: NDArray[np.int32], ends: NDArray[np.int64], width: int) -> SparseRows:
    """How often each column stands in each row, columns in order; by slabs, because a place takes eight bytes."""
    phrases = len(ends) - 1
    lengths, found, counts = np.diff(ends), [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.float32)]
    for start in range(0, phrases, SLAB):
        slab = slice(start, min(start + SLAB, phrases))
        rows = np.repeat(np.arange(slab.stop - start, dtype=np.int64), lengths[slab])
        places, count = np.unique(rows * width + columns[ends[start] : ends[slab.stop]], return_counts=True)
        lengths[slab] = np.bincount(places // width, minlength=slab.stop - start)
        found.append((places % width).astype(np.int32))
        counts.append(count.astype(np.float32))
    return SparseRows(np.concatenate(counts), np.concatenate(found), np.concatenate(([0], np.cumsum(lengths))), width)


def _side_by_side(blocks: Sequence[SparseRows], vectors: FloatMatrix) -> SparseRows:
    """The blocks' columns, then the vectors' (zeros too); filled block by block, so that nothing is there twice."""
    phrases, dimensions = vectors.shape
    ends = sum((block.ends for block in blocks), np.arange(phrases + 1) * dimensions)
    values = np.empty(ends[-1], dtype=np.float32)
    columns = np.empty(ends[-1], dtype=np.int32)
    begins, first = ends[:-1].copy(), 0
    for block in blocks:
        lengths = np.diff(block.ends)
        places = np.repeat(begins - block.ends[:-1], lengths) + np.arange(len(block.values))
        values[places] = block.values
        columns[places] = block.columns + first
        begins += lengths
        first += block.width
    places = begins[:, np.newaxis] + np.arange(dimensions)
    values[places] = vectors
    columns[places] = first + np.arange(dimensions, dtype=np.int32)
    return SparseRows(values, columns, ends, first + dimensions)


def _float32(array_: NDArray[np.float64]) -> FloatVector:
    return array_.astype(np.float32)
