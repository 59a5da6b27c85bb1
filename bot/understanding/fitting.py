"""Fits the intent model. Runs as a process of its own, because scikit-learn alone takes 100 MB and the fit 600.

    python -m bot.understanding.fitting < WORK

WORK is a line with the path of the model to write, then a JSON list of [text, intent or ""].
"""

import gc
import multiprocessing
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.understanding.features import BLOCKS, Features, Featurizer
from bot.understanding.model import Calibration, IntentModel, Vocabulary
from bot.understanding.shipped import shipped_featurizer

BLOCK_WEIGHTS: Final = (1.0, 1.0, 0.7)
VECTOR_WEIGHT: Final = 1.0
REGULARISATION: Final = 0.3
"""Block weights and C chosen among a few by SMP2017's develop part, the labelled questions and our own phrases."""

MOST_FEATURES: Final = 300_000
"""Features kept a block at most: 8,000 phrases have 110,000 in the largest. The rarest go first; memory is bounded."""

HELD_OUT_EVERY: Final = 5
"""Every fifth phrase of a class is held out once, to learn how far a margin can be trusted."""

EASY_FIT: Final = 100_000
"""Above this many phrases the solver may stop earlier: its time grows with phrases times rounds."""


_START_METHOD: Final = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"

UNCALIBRATED: Final = Calibration(bias=0.0, best=2.0, gap=2.0, scope=2.0)
"""Where there are too few phrases to hold some out: a margin of 1 over everything else counts as nearly certain."""

TOLERANCE: Final = 3e-2
"""Where the solver stops: after 12 rounds, at 1e-3 after 20; margins differ by 0.003, the labelled rates not at all."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled utterance; `label` is an intent's id or `OUT_OF_SCOPE`."""

    text: str
    label: str


def fit(featurizer: Featurizer, examples: Sequence[Example], beside: Executor | None = None) -> IntentModel:
    """The model of the examples, with its confidence calibrated on a held-out fifth.

    The trial fit for that runs on `beside` meanwhile: half the time on two cores.

    Raises:
        ValueError: fewer than two classes.
    """
    features = [featurizer(example.text) for example in examples]
    labels = np.array([example.label for example in examples])
    classes = sorted(set(labels.tolist()))
    if len(classes) < 2:
        raise ValueError("a model needs phrases of at least two intents")
    vocabularies = tuple(_vocabulary(features, block) for block in range(len(BLOCKS)))
    matrix = _whole_matrix(features, vocabularies)
    held_out = _held_out(labels)
    tried = set(labels[~held_out].tolist()) == set(classes)
    task = (matrix[~held_out], labels[~held_out], classes, vocabularies)
    trial = beside.submit(_fit_linear, *task) if tried and beside is not None else None
    model = _fit_linear(matrix, labels, classes, vocabularies)
    if not tried:
        return model
    trial_model = trial.result() if trial is not None else _fit_linear(*task)
    unseen = [f for f, held in zip(features, held_out, strict=True) if held]
    return replace(model, calibration=_calibrate(trial_model, unseen, labels[held_out]))


def _held_out(labels: NDArray[np.str_]) -> NDArray[np.bool_]:
    seen: Counter[str] = Counter()
    chosen = np.zeros(len(labels), dtype=np.bool_)
    for position, label in enumerate(labels.tolist()):
        seen[label] += 1
        chosen[position] = seen[label] % HELD_OUT_EVERY == 0
    return chosen


def _whole_matrix(features: Sequence[Features], vocabularies: Sequence[Vocabulary]) -> csr_matrix:
    blocks = [_matrix(features, block, vocabulary) for block, vocabulary in enumerate(vocabularies)]
    vectors = csr_matrix(np.array([f.vector for f in features], dtype=np.float32) * VECTOR_WEIGHT)
    return hstack([*blocks, vectors], format="csr")


def _fit_linear(
    matrix: csr_matrix, labels: NDArray[np.str_], classes: Sequence[str], vocabularies: tuple[Vocabulary, ...]
) -> IntentModel:
    rounds = 1_000 if len(labels) <= EASY_FIT else 60
    solver = LinearSVC(C=REGULARISATION, tol=TOLERANCE, max_iter=rounds, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        solver.fit(matrix, labels)
    weights = solver.coef_.T.astype(np.float32)
    bias = solver.intercept_.astype(np.float32)
    if len(classes) == 2:
        weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
    tables, start = [], 0
    for vocabulary in vocabularies:
        tables.append(weights[start : start + len(vocabulary.row)].astype(np.float16))
        start += len(vocabulary.row)
    return IntentModel(
        classes=tuple(classes),
        vocabularies=vocabularies,
        weights=tuple(tables),
        vector_weights=weights[start:] * np.float32(VECTOR_WEIGHT),
        bias=bias,
        calibration=UNCALIBRATED,
    )


def _vocabulary(features: Sequence[Features], block: int) -> Vocabulary:
    documents: Counter[str] = Counter()
    for f in features:
        documents.update(set(f.sparse[block]))
    kept = documents.most_common(MOST_FEATURES)
    counts = np.array([count for _, count in kept], dtype=np.float64)
    idf = np.log((1 + len(features)) / (1 + counts)) + 1
    return Vocabulary(
        row={name: row for row, (name, _) in enumerate(kept)},
        idf=idf.astype(np.float32),
        weight=BLOCK_WEIGHTS[block],
    )


def _matrix(features: Sequence[Features], block: int, vocabulary: Vocabulary) -> csr_matrix:
    columns: list[NDArray[np.int32]] = []
    weights: list[NDArray[np.float32]] = []
    ends = [0]
    for f in features:
        rows, values = vocabulary.weigh(f.sparse[block])
        columns.append(np.asarray(rows, dtype=np.int32))
        weights.append(values)
        ends.append(ends[-1] + len(rows))
    return csr_matrix(
        (np.concatenate(weights), np.concatenate(columns), np.asarray(ends)), shape=(len(features), len(vocabulary.row))
    )


def _calibrate(model: IntentModel, unseen: Sequence[Features], labels: NDArray[np.str_]) -> Calibration:
    """Logistic curve of "the best intent is right" over the margins of phrases that the model has not seen."""
    inputs, right = [], []
    for features, label in zip(unseen, labels.tolist(), strict=True):
        intent, best, second, out = model.top(features)
        inputs.append((best, best - second, best - out))
        right.append(intent == label)
    if len(set(right)) < 2:
        return UNCALIBRATED
    curve = LogisticRegression(C=10.0).fit(np.array(inputs), np.array(right))
    best_weight, gap_weight, scope_weight = (float(x) for x in curve.coef_[0])
    return Calibration(float(curve.intercept_[0]), best_weight, gap_weight, scope_weight)


def main() -> int:
    """Gets ready, waits for the path and the examples on standard input, and writes the model."""
    gc.disable()  # millions of small objects, none in a cycle
    featurizer = shipped_featurizer()
    output = Path(sys.stdin.buffer.readline().decode().removesuffix("\n"))
    # The same utterance under two classes teaches nothing; the first label stands.
    unique: dict[str, Example] = {}
    for text, label in orjson.loads(sys.stdin.buffer.read()):
        unique.setdefault(text, Example(text, label))
    # Forked before the phrases are worked on, so that the second process need not import all this again.
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context(_START_METHOD)) as beside:
        fit(featurizer, list(unique.values()), beside).save(output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
