"""Fits the intent model. Runs as a process of its own, because the fit takes half a minute and 600 MB.

    python -m bot.understanding.fitting < WORK

WORK is a line with the path of the model to write, then a JSON list of [text, intent or ""].
"""

import gc
import multiprocessing
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray

from bot.understanding.features import Featurizer
from bot.understanding.model import NO_CLASS, OUT_OF_SCOPE, Calibration, IntentModel, Vocabulary
from bot.understanding.phrase_rows import STORY, PhraseRows
from bot.understanding.shipped import shipped_featurizer
from bot.understanding.solving import logistic, planes
from bot.understanding.sparse_rows import SparseRows

REGULARISATION: Final = 0.3
"""C, chosen among a few by SMP2017's develop part, the labelled questions and our own phrases."""

HELD_OUT_EVERY: Final = 5
"""Every fifth phrase of a class is held out once, to learn how far a margin can be trusted."""

EASY_FIT: Final = 60_000
"""Phrases up to which the solver goes on until hardly anything moves, and has a second process copy them."""

ROUNDS: Final = 20
FEW_ROUNDS: Final = 5
"""Rounds at most, and for more phrases than that."""

_START_METHOD: Final = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"

UNCALIBRATED: Final = Calibration(bias=0.0, best=2.0, gap=2.0, scope=2.0)
"""Where there are too few phrases to hold some out: a margin of 1 over everything else counts as nearly certain."""


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
    held_out = _held_out(labels, [len(example.text) < STORY for example in examples])
    tried = set(labels[~held_out].tolist()) == set(classes)

    def task() -> tuple[SparseRows, NDArray[np.str_], Sequence[str], tuple[Vocabulary, ...]]:
        return matrix.chosen(~held_out), labels[~held_out], classes, vocabularies

    # More phrases would be copied twice on their way to another process.
    easy = len(labels) <= EASY_FIT
    trial = beside.submit(_fit_linear, *task()) if tried and easy and beside is not None else None
    model = _fit_linear(matrix, labels, classes, vocabularies)
    if not tried:
        return model
    trial_model = trial.result() if trial is not None else _fit_linear(*task())
    return replace(model, calibration=_calibrate(trial_model, matrix.chosen(held_out), labels[held_out]))


def _held_out(labels: NDArray[np.str_], may_be: Sequence[bool]) -> NDArray[np.bool_]:
    seen: Counter[str] = Counter()
    chosen = np.zeros(len(labels), dtype=np.bool_)
    for position, (label, may) in enumerate(zip(labels.tolist(), may_be, strict=True)):
        seen[label] += may
        chosen[position] = may and seen[label] % HELD_OUT_EVERY == 0
    return chosen


def _fit_linear(
    matrix: SparseRows, labels: NDArray[np.str_], classes: Sequence[str], vocabularies: tuple[Vocabulary, ...]
) -> IntentModel:
    weights, bias = planes(
        matrix,
        np.searchsorted(np.array(classes), labels),
        len(classes),
        regularisation=REGULARISATION,
        rounds=ROUNDS if len(labels) <= EASY_FIT else FEW_ROUNDS,
    )
    features = sum(len(vocabulary.row) for vocabulary in vocabularies)
    return IntentModel(
        classes=tuple(classes),
        vocabularies=vocabularies,
        weights=weights[:features].astype(np.float16),
        vector_weights=weights[features:],
        bias=bias,
        calibration=UNCALIBRATED,
    )


def _calibrate(model: IntentModel, unseen: SparseRows, labels: NDArray[np.str_]) -> Calibration:
    """Logistic curve of "the best intent is right" over the margins of phrases that the model has not seen."""
    margins = unseen.times(np.vstack([model.weights, model.vector_weights]).astype(np.float32)) + model.bias
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
    curve = logistic(
        np.column_stack([first, first - second, first - out]).astype(np.float64), right, regularisation=10.0
    )
    bias, best_weight, gap_weight, scope_weight = curve.tolist()
    return Calibration(bias, best_weight, gap_weight, scope_weight)


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
