"""Fits the small model by which a phone hears danger itself, `seeds/danger/phone.json`; a quarter of a minute.

    python -m bot.understanding.phone_danger_fitting

It is made of the same phrases as the server's (`bot.understanding.danger_fitting`), after every change of them: runs of
one to three letters, each with its weight, and nothing that a browser would have to compute besides a sum.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import orjson
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.understanding.danger_fitting import HARMLESS, WEIGHT_OF_DANGER, phrases
from bot.understanding.shipped import shipped_featurizer
from bot.understanding.small_mind import SCALE, runs_of
from data.seeding.seed_files import seeds_folder

FEWEST: Final = 2
"""Phrases that a run stands in at least."""

MOST_RUNS: Final = 5_000
"""Runs kept, the weightiest: with 3,000 three of 220 ways of saying it are lost, with all 42,000 none is won."""

REGULARISATION: Final = 1.0


@dataclass(frozen=True, slots=True)
class PhoneDanger:
    """Weights in units of the margin, and the bias: what a phone computes, for whoever measures it."""

    bias: float
    weights: Mapping[str, float]

    def margin(self, text: str) -> float:
        """How surely a text tells of danger; the page's thresholds stand in `static/danger.js`."""
        runs = runs_of(text)
        return self.bias + sum(self.weights.get(run, 0.0) for run in runs) / math.sqrt(len(runs))

    def packed(self) -> bytes:
        """As JSON: the bias, and under each weight its runs, both in hundredths."""
        of_weight: dict[str, list[str]] = {}
        for run, weight in sorted(self.weights.items()):
            if hundredths := round(weight * SCALE / STEP) * STEP:
                of_weight.setdefault(str(hundredths), []).append(run)
        runs = {weight: " ".join(found) for weight, found in of_weight.items()}
        return orjson.dumps({"bias": round(self.bias * SCALE), "runs": runs})


STEP: Final = 5
"""Hundredths between two weights: finer ones take twice the room and move no margin by 0.03."""


def fitted_small(label: Mapping[str, str]) -> PhoneDanger:
    """The model of these phrases, each with its danger or `HARMLESS`."""
    found = [runs_of(text) for text in label]
    counted = Counter(run for runs in found for run in runs)
    known = {run: place for place, run in enumerate(run for run, count in counted.items() if count >= FEWEST)}
    rows = [row for row, runs in enumerate(found) for run in runs if run in known]
    columns = [known[run] for runs in found for run in runs if run in known]
    values = [1 / math.sqrt(len(runs)) for runs in found for run in runs if run in known]
    matrix = csr_matrix((values, (rows, columns)), shape=(len(found), len(known)))
    plane = LinearSVC(C=REGULARISATION, class_weight={True: WEIGHT_OF_DANGER, False: 1.0}, random_state=0)
    plane.fit(matrix, np.array([danger != HARMLESS for danger in label.values()]))
    weights: list[float] = plane.coef_[0].tolist()
    kept = sorted(known, key=lambda run: -abs(weights[known[run]]))[:MOST_RUNS]
    return PhoneDanger(float(plane.intercept_[0]), {run: weights[known[run]] for run in kept})


def main() -> None:
    """Writes the file."""
    small = fitted_small(phrases(shipped_featurizer()))
    (Path(str(seeds_folder())) / "danger" / "phone.json").write_bytes(small.packed())


if __name__ == "__main__":
    main()
