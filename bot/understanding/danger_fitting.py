"""Fits the model of danger, `seeds/danger/model.npz`, and says on what in `fitted_on.txt` beside it.

    python -m bot.understanding.danger_fitting

Takes a minute. A plane a kind parts it from all that is harmless, the phrases of other subjects among it: one plane for
dangers of every kind took three times as many harmless lines for danger. Subjects for people in danger are left out:
their phrases are neither.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.understanding.danger_patterns import signs
from bot.understanding.features import Featurizer
from bot.understanding.model import Calibration, IntentModel
from bot.understanding.normalize import normalize
from bot.understanding.phrase_rows import PhraseRows
from bot.understanding.shipped import shipped_featurizer
from data.seeding.danger_files import digest_of, read_danger
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import WrongSeeds, seeds_folder

NEITHER: Final = frozenset({"street_rescue", "counselling"})
"""Subjects whose phrases may tell of danger."""

MOST_FEATURES: Final = 30_000
"""A block: with 230,000 the alarms on strangers' lines are the same, and the file is five times as large."""

REGULARISATION: Final = 1.0
SHARES: Final = (1.4, 0.5, 1.2)
SHARE_OF_VECTOR: Final = 0.5
"""What characters, words, syllables and the word vector count, against what they count for subjects: a danger is told
in short turns of speech, and words by themselves (死, 火) are as often harmless. Of 16 alarms 6 stayed."""

WEIGHT_OF_DANGER: Final = 2.0
"""A danger missed against an alarm too many."""

HELD_OUT_EVERY: Final = 5

_HARM_DONE: Final = re.compile(
    r"骗|偷|抢[走了]|盗刷|摔|砸|撞|压断|轧|打[了伤]我|打我|见红|抢救|中暑|触电|嘴唇|发黑|猥亵|摸"
)
"""Harm done: in a subject's phrase it may be a danger or be over, so that the phrase teaches neither."""

HARMLESS: Final = ""


def phrases(featurizer: Featurizer) -> dict[str, str]:
    """Every phrase with its danger, or `HARMLESS`; a subject's phrase that tells of danger or of harm done is neither.

    Raises:
        WrongSeeds: the files are not in order.
    """
    found, problems = read_danger(seeds_folder())
    if problems:
        raise WrongSeeds(problems)
    label = {text: one.danger or HARMLESS for one in found for text in one.texts}
    for phrase in read_seeds(seeds_folder()).phrases:
        text = normalize(phrase.text)
        named = signs(text, featurizer.syllables(text), featurizer.syllables)
        if phrase.intent not in NEITHER and not named and not _HARM_DONE.search(text):
            label.setdefault(phrase.text, HARMLESS)
    return label


def plane(rows: csr_matrix, inside: NDArray[np.bool_]) -> LinearSVC:
    """The plane between what is inside a class and what is not."""
    weight = {True: WEIGHT_OF_DANGER, False: 1.0}
    return LinearSVC(C=REGULARISATION, tol=1e-3, max_iter=5_000, class_weight=weight, random_state=0).fit(rows, inside)


def planes(rows: csr_matrix, labels: NDArray[np.str_]) -> list[LinearSVC]:
    """A plane a kind, in the order of `kinds_in`: what is of the kind on one side, what is harmless on the other."""
    return [
        plane(rows[one_of_both], labels[one_of_both] == kind)
        for kind in kinds_in(labels)
        for one_of_both in [(labels == kind) | (labels == HARMLESS)]
    ]


def kinds_in(labels: NDArray[np.str_]) -> list[str]:
    """The kinds of danger among the labels."""
    return sorted(set(labels.tolist()) - {HARMLESS})


def calibration(rows: csr_matrix, labels: NDArray[np.str_]) -> Calibration:
    """Margin to probability, by phrases that trial planes have not seen."""
    unseen = np.arange(len(labels)) % HELD_OUT_EVERY == 0
    trial = planes(rows[~unseen], labels[~unseen])
    margins = np.max([one.decision_function(rows[unseen]) for one in trial], axis=0)
    curve = LogisticRegression(C=10.0).fit(margins[:, np.newaxis], labels[unseen] != HARMLESS)
    return Calibration(float(curve.intercept_[0]), float(curve.coef_[0, 0]), 0.0, 0.0)


def fitted() -> IntentModel:
    """The model: a class a kind."""
    featurizer = shipped_featurizer()
    label = phrases(featurizer)
    rows = PhraseRows(most_features=MOST_FEATURES)
    for text in label:
        features = featurizer(text)
        rows.add(features.sparse, features.vector)
    vocabularies, taken = rows.taken()
    matrix = csr_matrix((taken.values, taken.columns, taken.ends), shape=(len(taken), taken.width))
    sizes = [len(vocabulary.row) for vocabulary in vocabularies]
    sparse = sum(sizes)
    scale = np.repeat((*SHARES, SHARE_OF_VECTOR), (*sizes, matrix.shape[1] - sparse))
    matrix = csr_matrix(matrix @ diags(scale))
    labels = np.array(list(label.values()))
    found = planes(matrix, labels)
    weights = np.vstack([one.coef_[0] for one in found]).T.astype(np.float32)
    return IntentModel(
        classes=tuple(kinds_in(labels)),
        vocabularies=tuple(
            replace(one, idf=one.idf.astype(np.float32), weight=one.weight * share)
            for one, share in zip(vocabularies, SHARES, strict=True)
        ),
        weights=weights[:sparse].astype(np.float16),
        vector_weights=weights[sparse:] * np.float32(SHARE_OF_VECTOR),
        bias=np.array([one.intercept_[0] for one in found], dtype=np.float32),
        calibration=calibration(matrix, labels),
    )


def main() -> None:
    """Writes both files."""
    here = Path(str(seeds_folder())) / "danger"
    fitted().save(here / "model.npz", compressed=True)
    (here / "fitted_on.txt").write_text(f"{digest_of(seeds_folder())}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
