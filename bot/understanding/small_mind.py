"""What a phone understands by itself, without a connection: few letters and their weights, taken from the models."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.understanding.model import OUT_OF_SCOPE, IntentModel

LETTERS: Final = 3_000
"""Runs of letters kept of the subjects' model: 0.76 of 403 labelled questions find their subject by these, 0.78
by 3,200, which take 2 kB more."""

SUBJECTS: Final = 2
"""Subjects kept a run, the likeliest; a third finds one question in a hundred more and takes 4 kB."""

SCALE: Final = 100
"""Weights are whole numbers of hundredths, which take a third of the room."""

LONGEST_RUN: Final = 3
_NO_LETTER: Final = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class SmallIndex:
    """Subjects by number; `runs` holds for each run of letters subject, weight, subject, weight, …."""

    subjects: Sequence[str]
    runs: Mapping[str, Sequence[int]]


def runs_of(text: str) -> set[str]:
    """Every run of one to three letters of a text, its beginning and end marked, as `static/danger.js` cuts it."""
    framed = f"^{_NO_LETTER.sub('', unicodedata.normalize('NFKC', text).lower())}$"
    lengths = range(1, LONGEST_RUN + 1)
    return {framed[start : start + length] for length in lengths for start in range(len(framed) - length + 1)}


def small_index(model: IntentModel) -> SmallIndex:
    """The part of the model that a phone keeps: the weightiest runs of letters, with the subjects they speak for."""
    vocabulary = model.vocabularies[0]
    names = [name for name in model.classes if name != OUT_OF_SCOPE]
    columns = [model.classes.index(name) for name in names]
    table = model.weights[: len(vocabulary.row)].astype(np.float32)[:, columns] * vocabulary.idf[:, np.newaxis]
    kept = set(np.argsort(-table.max(axis=1))[:LETTERS].tolist())
    runs = {run: row for run, row in vocabulary.row.items() if row in kept}
    return SmallIndex(names, {run: _likeliest(table[row]) for run, row in runs.items()})


def _likeliest(weights: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> list[int]:
    best = np.argsort(-weights)[:SUBJECTS].tolist()
    return [number for place in best for number in (place, round(float(weights[place]) * SCALE))]
