"""Rows of mostly zeros: for each row its columns and values, one row after another."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.understanding.vectors import FloatMatrix, FloatVector

SLAB: Final = 1_000
"""Rows multiplied at a time: each value takes as many numbers meanwhile as there are classes."""


@dataclass(frozen=True, slots=True)
class SparseRows:
    """`values` and their `columns`; row i is what stands from `ends[i]` to `ends[i + 1]`; `width` columns in all."""

    values: FloatVector
    columns: NDArray[np.int32]
    ends: NDArray[np.int64]
    width: int

    def __len__(self) -> int:
        return len(self.ends) - 1

    def chosen(self, mask: NDArray[np.bool_]) -> "SparseRows":
        """The rows that the mask holds true, in their order."""
        lengths = np.diff(self.ends)
        kept = np.repeat(mask, lengths)
        ends = np.concatenate(([0], np.cumsum(lengths[mask])))
        return SparseRows(self.values[kept], self.columns[kept], ends, self.width)

    def row_of_each(self) -> NDArray[np.int64]:
        """The row that each value stands in."""
        return np.repeat(np.arange(len(self)), np.diff(self.ends))

    def squares(self) -> NDArray[np.float64]:
        """The sum of squares of each row."""
        squared = self.values.astype(np.float64) ** 2
        return np.bincount(self.row_of_each(), weights=squared, minlength=len(self)).astype(np.float64, copy=False)

    def times(self, table: FloatMatrix) -> FloatMatrix:
        """The product with a table of `width` rows; every row of ours has a value at least."""
        product = np.empty((len(self), table.shape[1]), dtype=np.float32)
        for start in range(0, len(self), SLAB):
            ends = self.ends[start : start + SLAB + 1]
            part = slice(ends[0], ends[-1])
            weighed = self.values[part, np.newaxis] * table[self.columns[part]]
            product[start : start + len(ends) - 1] = np.add.reduceat(weighed, ends[:-1] - ends[0], axis=0)
        return product
