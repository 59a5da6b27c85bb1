"""Learns which guide a question is about, `seeds/guides/ranking.npz`, and says from what in `ranked_on.txt` beside it.

    python -m bot.catalogue.guide_fitting

Takes some seconds. Kernel ridge regression, a subject at a time: of 1,677 phrases held out, 80 % are led to their
guide; by the mean likeness of the five nearest phrases 70 %, by a linear support vector machine 75 %.
"""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bot.catalogue.guide_ranking import FILE, MEANING, WORDS, SubjectRanking, ranking_terms, save
from bot.understanding.features import Featurizer
from bot.understanding.shipped import shipped_featurizer
from data.catalogue.guides import Guide
from data.seeding.guide_phrases import digest_of
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import seeds_folder

RIDGE: Final = 1.0
WEIGHT_OF_CASE: Final = 0.5
"""What a way of saying a case counts against a phrase that tells of the guide's trouble itself."""

FEWEST: Final = 2
"""Phrases in which a term must stand: those of one alone are two thirds of the file, and a point of 80."""


def fitted(guides: Sequence[Guide], featurizer: Featurizer) -> SubjectRanking:
    """The ranking of the guides of one subject."""
    told = [(place, text, 1.0) for place, one in enumerate(guides) for text in (one.title, *one.aliases, *one.said)]
    told += [
        (place, text, WEIGHT_OF_CASE)
        for place, one in enumerate(guides)
        for variant in one.variants
        for text in variant.when
    ]
    said = [featurizer.utterance_of(text) for _, text, _ in told]
    bags = [ranking_terms(one) for one in said]
    counts = Counter(term for bag in bags for term in bag)
    rows = {term: row for row, term in enumerate(sorted(term for term, count in counts.items() if count >= FEWEST))}
    rarity = np.array([math.log(1 + len(bags) / counts[term]) for term in rows], dtype=np.float32)
    matrix = np.zeros((len(bags), len(rows)), dtype=np.float32)
    for place, bag in enumerate(bags):
        known = [rows[term] for term in bag if term in rows]
        matrix[place, known] = rarity[known] / (math.sqrt(float(rarity[known] @ rarity[known])) or 1.0)
    vectors = np.array([one.vector for one in said])
    kernel = WORDS * (matrix @ matrix.T) + MEANING * (vectors @ vectors.T)
    wanted = -np.ones((len(told), len(guides)))
    wanted[np.arange(len(told)), [place for place, _, _ in told]] = 1.0
    bias = wanted.mean(axis=0)
    shares = np.linalg.solve(kernel + RIDGE * np.diag([1 / weight for _, _, weight in told]), wanted - bias)
    return SubjectRanking(
        guides=tuple(guide.id for guide in guides),
        rows=rows,
        rarity=rarity,
        weights=(matrix.T @ shares).astype(np.float16),
        vector_weights=(vectors.T @ shares).astype(np.float32),
        bias=bias.astype(np.float32),
    )


def main() -> None:
    """Writes both files."""
    here, featurizer = Path(str(seeds_folder())) / "guides", shipped_featurizer()
    by_subject: dict[str, list[Guide]] = {}
    for guide in read_seeds(seeds_folder()).guides:
        by_subject.setdefault(guide.intent, []).append(guide)
    save({subject: fitted(guides, featurizer) for subject, guides in by_subject.items()}, here / FILE)
    (here / "ranked_on.txt").write_text(f"{digest_of(seeds_folder())}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
