"""Planes and curves found by our own solvers, against what they must be."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.understanding.solving import logistic, planes
from bot.understanding.sparse_rows import SparseRows

C = 0.3


def _sparse(table: NDArray[np.float32]) -> SparseRows:
    rows, columns = np.nonzero(table)
    lengths = np.bincount(rows, minlength=len(table))
    ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    return SparseRows(table[rows, columns], columns.astype(np.int32), ends, table.shape[1])


def _table(seed: int, rows: int, columns: int) -> NDArray[np.float32]:
    draw = np.random.default_rng(seed)
    table = draw.normal(size=(rows, columns)) * (draw.random((rows, columns)) < 0.4)
    table[:, 0] = 0.5  # no row is empty
    return table.astype(np.float32)


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_no_plane_can_be_moved_to_a_smaller_loss(classes: int) -> None:
    table = _table(classes, 120, 12)
    labels = np.random.default_rng(1).integers(0, classes, 120)
    weights, bias = planes(_sparse(table), labels, classes, regularisation=C, rounds=500, still=1e-4)
    margins = table @ weights + bias
    sign = np.where(labels[:, np.newaxis] == np.arange(classes), 1, -1)
    short = np.maximum(0, 1 - sign * margins)
    # The gradient of half the squared weights plus C times the squared hinge losses, the bias weighed as the rest.
    assert np.allclose(weights, 2 * C * table.T @ (sign * short), atol=0.01)
    assert np.allclose(bias, 2 * C * (sign * short).sum(axis=0), atol=0.01)


def test_rows_times_a_table_are_what_full_rows_give() -> None:
    table, other = _table(5, 2_345, 9), _table(6, 9, 4)
    mask = np.arange(len(table)) % 3 == 0
    assert np.allclose(_sparse(table).times(other), table @ other, atol=1e-5)
    assert np.allclose(_sparse(table).chosen(mask).times(other), table[mask] @ other, atol=1e-5)
    assert np.allclose(_sparse(table).squares(), (table**2).sum(axis=1), rtol=1e-5)


def test_a_logistic_curve_has_no_slope_left() -> None:
    draw = np.random.default_rng(3)
    features = draw.normal(size=(500, 3))
    right = draw.random(500) < 1 / (1 + np.exp(-(features @ [4.0, 2.0, 1.0] + 0.5)))
    bias, *weights = logistic(features, right, regularisation=10.0).tolist()
    wrong_by = 1 / (1 + np.exp(-(features @ weights + bias))) - right
    assert wrong_by.sum() == pytest.approx(0, abs=1e-4)
    assert np.allclose(features.T @ wrong_by, -np.array(weights) / 10, atol=1e-4)


def test_a_curve_that_parts_all_still_ends() -> None:
    features = np.linspace(-1, 1, 40)[:, np.newaxis]
    bias, weight = logistic(features, features[:, 0] > 0, regularisation=10.0).tolist()
    assert abs(bias) < 1
    assert weight > 1
