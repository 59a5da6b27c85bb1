"""A linear model over sparse features and the mean word vector, scored by direct look-ups.

Fitting lives in `fitting` and needs scikit-learn; scoring needs numpy alone, so that the serving process stays small.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import BLOCKS, Features
from bot.understanding.vectors import FloatVector

OUT_OF_SCOPE = ""
"""The class of utterances that are none of ours; every other class is an intent's id."""

NO_CLASS = -2.0
"""The margin of a class that the model does not have: farther out than any that it has."""

VERSION = 2
"""Moves when the file's form or the features change, so that an older file is not read."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known features of one block with their inverse document frequency and the block's weight."""

    row: dict[str, int]
    idf: FloatVector
    weight: float

    def weigh(self, features: Sequence[str]) -> tuple[NDArray[np.intp], FloatVector]:
        """Rows and weights of the known ones: sublinear term frequency times idf, scaled to the block's weight."""
        found = [row for row in map(self.row.get, features) if row is not None]
        counts = Counter(found) if len(set(found)) < len(found) else None
        rows = np.array(found if counts is None else list(counts), dtype=np.intp)
        if not found:
            return rows, np.zeros(0, dtype=np.float32)
        weights: FloatVector = self.idf[rows]
        if counts is not None:
            weights *= np.log(np.fromiter(counts.values(), dtype=np.float32)) + np.float32(1)
        return rows, weights * np.float32(self.weight / math.sqrt(float(weights @ weights)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns margins into the probability that the best intent is right: a logistic curve over three of them."""

    bias: float
    best: float
    gap: float
    scope: float

    def probability(self, best: float, second: float, out: float) -> float:
        """From the best intent's margin, the second's, and out-of-scope's; in (0, 1)."""
        z = self.bias + self.best * best + self.gap * (best - second) + self.scope * (best - out)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


@dataclass(frozen=True, slots=True)
class IntentModel:
    """One row of class weights a feature, block after block, in half precision (16 MB less).

    `classes` are in the order of the columns.
    """

    classes: tuple[str, ...]
    vocabularies: tuple[Vocabulary, ...]
    weights: NDArray[np.float16]
    vector_weights: NDArray[np.float32]
    bias: FloatVector
    calibration: Calibration

    def margins(self, features: Features) -> FloatVector:
        """One number a class: the signed distance from its plane."""
        rows, weights, first = [], [], 0
        for vocabulary, found in zip(self.vocabularies, features.sparse, strict=True):
            of_block, weight = vocabulary.weigh(found)
            rows.append(of_block + first)
            weights.append(weight)
            first += len(vocabulary.row)
        table = self.weights.take(np.concatenate(rows), axis=0).astype(np.float32)
        total: FloatVector = self.bias + features.vector @ self.vector_weights + np.concatenate(weights) @ table
        return total

    def best_class(self, features: Features) -> str:
        """The class with the largest margin, out-of-scope among them."""
        return self.classes[int(np.argmax(self.margins(features)))]

    def top(self, features: Features) -> tuple[str, float, float, float]:
        """The best intent, its margin, the second intent's, and out-of-scope's (`NO_CLASS` where it has none)."""
        out, ranked = NO_CLASS, []
        for name, margin in zip(self.classes, self.margins(features).tolist(), strict=True):
            if name == OUT_OF_SCOPE:
                out = margin
            else:
                ranked.append((margin, name))
        ranked.sort(reverse=True)
        return ranked[0][1], ranked[0][0], ranked[1][0] if len(ranked) > 1 else NO_CLASS, out

    def save(self, path: Path, *, compressed: bool = False) -> None:
        """Writes the model whole or not at all; `compressed` takes a third of the room and twice the time to read."""
        arrays: dict[str, NDArray[np.generic]] = {
            "version": np.array([VERSION]),
            "classes": _packed(self.classes),
            "vector_weights": self.vector_weights,
            "bias": self.bias,
            "calibration": np.array(
                [self.calibration.bias, self.calibration.best, self.calibration.gap, self.calibration.scope]
            ),
        }
        first = 0
        for block, vocabulary in zip(BLOCKS, self.vocabularies, strict=True):
            arrays[f"{block}_features"] = _packed(list(vocabulary.row))
            arrays[f"{block}_idf"] = vocabulary.idf
            arrays[f"{block}_weight"] = np.array([vocabulary.weight])
            arrays[f"{block}_table"] = self.weights[first : first + len(vocabulary.row)]
            first += len(vocabulary.row)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished.npz")
        with unfinished.open("wb") as stream:
            write = np.savez_compressed if compressed else np.savez
            write(stream, **arrays)  # type: ignore[arg-type] # numpy's stub takes a bool keyword into the same names
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path | Traversable) -> "IntentModel | None":
        """The model in the file; None when there is none, it is broken, or of another version."""
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
                if int(arrays["version"][0]) != VERSION:
                    return None
                vocabularies, weights = [], []
                features = {block: _unpacked(arrays[f"{block}_features"]) for block in BLOCKS}
                rows = list(range(max(map(len, features.values()))))  # one object a number, not one a block
                for block, names in features.items():
                    vocabularies.append(
                        Vocabulary(
                            row=dict(zip(names, rows, strict=False)),
                            idf=arrays[f"{block}_idf"],
                            weight=float(arrays[f"{block}_weight"][0]),
                        )
                    )
                    weights.append(arrays[f"{block}_table"])
                return cls(
                    classes=tuple(_unpacked(arrays["classes"])),
                    vocabularies=tuple(vocabularies),
                    weights=np.concatenate(weights),
                    vector_weights=arrays["vector_weights"],
                    bias=arrays["bias"],
                    calibration=Calibration(*(float(x) for x in arrays["calibration"])),
                )
        except (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile):
            return None


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def _unpacked(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode("utf-8").split("\n")
