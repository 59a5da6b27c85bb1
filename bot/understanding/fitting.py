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
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.svm import LinearSVC

from bot.understanding.features import Featurizer
from bot.understanding.model import NO_CLASS, OUT_OF_SCOPE, Calibration, IntentModel, Vocabulary
from bot.understanding.phrase_rows import PhraseRows
from bot.understanding.shipped import shipped_featurizer

REGULARISATION: Final = 0.3
"""C, chosen among a few by SMP2017's develop part, the labelled questions and our own phrases."""

HELD_OUT_EVERY: Final = 5
"""Every fifth phrase of a class is held out once, to learn how far a margin can be trusted."""

EASY_FIT: Final = 60_000
"""Phrases up to which the solver may go on until nothing moves and copy them, 24 bytes a feature."""

ROUNDS: Final = 3
STEP: Final = 0.1
"""Above that, rounds over the phrases as they lie and the length of a step, the steps being averaged. A phrase's
features have a squared length of 3.5 at most, so that steps below 0.28 cannot run away. 74,000 phrases: held-out
accuracy 0.867 against 0.868 by the other solver, in 4 tenths of its time."""

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
    labels = np.array([example.label for example in examples])
    classes = sorted(set(labels.tolist()))
    if len(classes) < 2:
        raise ValueError("a model needs phrases of at least two intents")
    vocabularies, matrix = PhraseRows.of(featurizer, (example.text for example in examples)).taken()
    held_out = _held_out(labels)
    tried = set(labels[~held_out].tolist()) == set(classes)

    def task() -> tuple[csr_matrix, NDArray[np.str_], Sequence[str], tuple[Vocabulary, ...]]:
        return matrix[~held_out], labels[~held_out], classes, vocabularies

    # More phrases would be copied twice on their way to another process; they keep two threads busy in this one.
    easy = len(labels) <= EASY_FIT
    trial = beside.submit(_fit_linear, *task()) if tried and easy and beside is not None else None
    model = _fit_linear(matrix, labels, classes, vocabularies)
    if not tried:
        return model
    trial_model = trial.result() if trial is not None else _fit_linear(*task())
    return replace(model, calibration=_calibrate(trial_model, matrix[held_out], labels[held_out]))


def _held_out(labels: NDArray[np.str_]) -> NDArray[np.bool_]:
    seen: Counter[str] = Counter()
    chosen = np.zeros(len(labels), dtype=np.bool_)
    for position, label in enumerate(labels.tolist()):
        seen[label] += 1
        chosen[position] = seen[label] % HELD_OUT_EVERY == 0
    return chosen


def _fit_linear(
    matrix: csr_matrix, labels: NDArray[np.str_], classes: Sequence[str], vocabularies: tuple[Vocabulary, ...]
) -> IntentModel:
    if len(labels) <= EASY_FIT:
        solver = LinearSVC(C=REGULARISATION, tol=TOLERANCE, max_iter=1_000, random_state=0)
    else:
        # The same loss and the same regularisation.
        solver = SGDClassifier(
            loss="squared_hinge", alpha=1 / (REGULARISATION * len(labels)), learning_rate="constant", eta0=STEP,
            average=True, max_iter=ROUNDS, tol=None, n_jobs=2, random_state=0,
        )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        solver.fit(matrix, labels)
    weights = solver.coef_.T.astype(np.float32)
    bias = solver.intercept_.astype(np.float32)
    if len(classes) == 2:
        weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
    features = sum(len(vocabulary.row) for vocabulary in vocabularies)
    return IntentModel(
        classes=tuple(classes),
        vocabularies=vocabularies,
        weights=weights[:features].astype(np.float16),
        vector_weights=weights[features:],
        bias=bias,
        calibration=UNCALIBRATED,
    )


def _calibrate(model: IntentModel, unseen: csr_matrix, labels: NDArray[np.str_]) -> Calibration:
    """Logistic curve of "the best intent is right" over the margins of phrases that the model has not seen."""
    margins = unseen @ np.vstack([model.weights, model.vector_weights]).astype(np.float32) + model.bias
    classes = np.array(model.classes)
    out = np.full(len(labels), NO_CLASS, dtype=np.float32)
    if OUT_OF_SCOPE in model.classes:
        out = margins[:, model.classes.index(OUT_OF_SCOPE)].copy()
    of_intents = margins[:, classes != OUT_OF_SCOPE]
    best = of_intents.argmax(axis=1)
    if of_intents.shape[1] > 1:
        second, first = np.partition(of_intents, -2, axis=1)[:, -2:].T
    else:
        second, first = np.full(len(labels), NO_CLASS, dtype=np.float32), of_intents[:, 0]
    right = classes[classes != OUT_OF_SCOPE][best] == labels
    if len(set(right.tolist())) < 2:
        return UNCALIBRATED
    curve = LogisticRegression(C=10.0).fit(np.column_stack([first, first - second, first - out]), right)
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
