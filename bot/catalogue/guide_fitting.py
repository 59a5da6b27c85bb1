"""Learns which guide a question is about, `seeds/guides/ranking.npz`, and says from what in `ranked_on.txt` beside it.

    python -m bot.catalogue.guide_fitting

Takes some seconds. Of 1,677 phrases held out, 80 % are led to their guide; by the mean likeness of the five nearest
phrases 70 %, by a linear support vector machine 75 %.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.catalogue.guide_ranking import FILE, SubjectRanking, save
from bot.catalogue.phrase_ranking import Owned, learnt
from bot.understanding.features import Featurizer
from bot.understanding.shipped import shipped_featurizer
from data.catalogue.guides import Guide
from data.seeding.guide_phrases import digest_of
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import seeds_folder

WEIGHT_OF_CASE: Final = 0.5
"""What a way of saying a case counts against a phrase that tells of the guide's trouble itself."""

FEWEST: Final = 2
"""Phrases in which a term must stand: those of one alone are two thirds of the file, and a point of 80."""


def fitted(guides: Sequence[Guide], featurizer: Featurizer) -> SubjectRanking:
    """The ranking of the guides of one subject."""
    names = [Owned(place, featurizer.utterance_of(text)) for place, one in enumerate(guides) for text in one.names]
    cases = [
        Owned(place, featurizer.utterance_of(text), WEIGHT_OF_CASE)
        for place, one in enumerate(guides)
        for variant in one.variants
        for text in variant.when
    ]
    return SubjectRanking(tuple(guide.id for guide in guides), learnt([*names, *cases], len(guides), fewest=FEWEST))


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
