"""What was learnt of the guides: that it belongs to what is said of them, and leads to them."""

from pathlib import Path

import numpy as np
import pytest

from bot.catalogue.guide_fitting import fitted
from bot.catalogue.guide_ranking import SubjectRanking, load, save, shipped_rankings
from bot.catalogue.guides import GuideIndex
from bot.catalogue.query_terms import QueryTerms
from bot.understanding.features import Featurizer
from data.catalogue.guides import Guide
from data.seeding.guide_phrases import digest_of
from data.seeding.seed_files import Seeds, seeds_folder

SUBJECT = "wages_owed"


@pytest.fixture(scope="module")
def guides(seeds: Seeds) -> list[Guide]:
    return [guide for guide in seeds.guides if guide.intent == SUBJECT]


@pytest.fixture(scope="module")
def ranking(guides: list[Guide], featurizer: Featurizer) -> SubjectRanking:
    return fitted(guides, featurizer)


def test_the_ranking_was_learnt_from_what_stands_there() -> None:
    learnt_from = (seeds_folder() / "guides" / "ranked_on.txt").read_text(encoding="utf-8").strip()
    assert learnt_from == digest_of(seeds_folder()), "python -m bot.catalogue.guide_fitting learns it anew"


def test_it_knows_every_guide_of_every_subject(seeds: Seeds) -> None:
    known = {guide for one in shipped_rankings().values() for guide in one.guides}
    assert known == {guide.id for guide in seeds.guides}


def test_what_is_said_of_a_guide_leads_to_it(
    guides: list[Guide], ranking: SubjectRanking, featurizer: Featurizer
) -> None:
    said = [(guide.id, text) for guide in guides for text in guide.said]
    led = [ranking.guides[int(np.argmax(ranking.ranking.margins(featurizer.utterance_of(text))))] for _, text in said]
    assert sum(one == guide for one, (guide, _) in zip(led, said, strict=True)) > 0.9 * len(said)


def test_nothing_known_is_about_no_guide(ranking: SubjectRanking, featurizer: Featurizer) -> None:
    assert np.all(ranking.ranking.margins(featurizer.utterance_of("")) < 0)


def test_a_kept_ranking_is_the_same(
    guides: list[Guide], ranking: SubjectRanking, featurizer: Featurizer, tmp_path: Path
) -> None:
    save({SUBJECT: ranking}, tmp_path / "ranking.npz")
    kept = load(tmp_path / "ranking.npz")[SUBJECT]
    said = featurizer.utterance_of(guides[0].said[0])
    assert kept.guides == ranking.guides
    assert np.allclose(kept.ranking.margins(said), ranking.ranking.margins(said), atol=1e-2)


def test_guides_that_it_does_not_know_are_compared_by_likeness(
    guides: list[Guide], ranking: SubjectRanking, featurizer: Featurizer
) -> None:
    index = GuideIndex(guides[:2], featurizer, ranking)
    query = QueryTerms.of(featurizer.utterance_of(guides[1].said[0]), {})
    assert index.heard(query).best is guides[1]


def test_a_phrase_word_for_word_is_enough(guides: list[Guide], featurizer: Featurizer, ranking: SubjectRanking) -> None:
    index = GuideIndex(guides, featurizer, ranking)
    for guide in guides[1:]:
        query = QueryTerms.of(featurizer.utterance_of(guide.title), {})
        assert index.heard(query).best is guide
