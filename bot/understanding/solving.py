"""Planes between classes: squared hinge loss, a plane a class, all of them found in one go; numpy alone.

The method is dual coordinate descent (Hsieh and others, ICML 2008): one phrase after another is put on its side of
every plane, and its steps, one a class, are one operation on a row of numbers. That makes it as fast as a compiled
solver that finds one plane after the other, and the program needs none.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.understanding.sparse_rows import SparseRows
from bot.understanding.vectors import FloatMatrix, FloatVector

STILL: Final = 3e-3
"""A round that moves no multiplier farther is the last: margins are then within 0.004 of where they would end."""

_NEWTON_STEPS: Final = 100
_NEWTON_STILL: Final = 1e-8
_LONGEST_STEP: Final = 2.0


def planes(
    rows: SparseRows,
    labels: NDArray[np.intp],
    classes: int,
    *,
    regularisation: float,
    rounds: int,
    still: float = STILL,
) -> tuple[FloatMatrix, FloatVector]:
    """Weights (a row a column of ours, a column a class) and biases; `labels` are columns, at most so many `rounds`.

    The same rows give the same planes.
    """
    slack = np.float32(1 / (2 * regularisation))
    # Each row has a one more, which the bias weighs.
    steps = (1 / (rows.squares() + 1 + slack)).astype(np.float32)
    weights = np.zeros((rows.width, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    multipliers = np.zeros((len(rows), classes), dtype=np.float32)
    signs = np.full((classes, classes), -1, dtype=np.float32)
    np.fill_diagonal(signs, 1)
    ends, order = rows.ends.tolist(), np.random.default_rng(0)
    for _ in range(rounds):
        farthest = np.float32(0)
        for one in order.permutation(len(rows)).tolist():
            part = slice(ends[one], ends[one + 1])
            columns, values = rows.columns[part], rows.values[part]
            sign, before = signs[labels[one]], multipliers[one]
            table = weights[columns]
            short = sign * (values @ table + bias) - 1 + slack * before
            after = np.maximum(before - short * steps[one], 0)
            moved = after - before
            farthest = max(farthest, np.abs(moved).max())
            moved *= sign
            table += values[:, np.newaxis] * moved
            weights[columns] = table
            bias += moved
            multipliers[one] = after
        if farthest <= still:
            break
    return weights, bias


def logistic(features: NDArray[np.float64], right: NDArray[np.bool_], *, regularisation: float) -> NDArray[np.float64]:
    """The logistic curve of "right" over a few features: the bias, then a weight a feature (Newton's method)."""
    given = np.column_stack([np.ones(len(features)), features])
    penalty = np.diag([0.0, *([1 / regularisation] * features.shape[1])])
    found = np.zeros(given.shape[1])
    for _ in range(_NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(given @ found, -30, 30)))
        slope = given.T @ (likely - right) + penalty @ found
        curvature = (given.T * (likely * (1 - likely))) @ given + penalty
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(found)), slope)
        farthest = np.abs(step).max()
        found -= step / max(1, farthest / _LONGEST_STEP)
        if farthest < _NEWTON_STILL:
            break
    return found
