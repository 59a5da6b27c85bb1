"""Syllables, words and the other features of an utterance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.features import BLOCKS, Featurizer
from bot.understanding.normalize import normalize
from bot.understanding.shipped import shipped_vectors


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("欠薪", ["qian", "xin"]),
        ("qianxin", ["qian", "xin"]),
        ("qian xin", ["qian", "xin"]),
        ("zhufang", ["zhu", "fang"]),
        ("xiangangwan", ["xian", "gang", "wan"]),
        ("hello", ["hello"]),
        ("app", ["app"]),
        ("驿站503家", ["yi", "zhan", "503", "jia"]),
        ("", []),
    ],
)
def test_characters_and_typed_letters_sound_alike(featurizer: Featurizer, text: str, sounds: list[str]) -> None:
    assert list(featurizer.syllables(text)) == sounds


def test_forty_letters_without_a_space_are_no_pinyin(featurizer: Featurizer) -> None:
    assert len(featurizer.syllables("ma" * 20)) == 20
    assert list(featurizer.syllables("ma" * 21)) == ["ma" * 21]


@pytest.mark.parametrize(("one", "other"), [("北疆工惠", "beijiang工惠"), ("北疆工惠", "北江公会"), ("驿站", "译站")])
def test_homophones_share_their_syllables(featurizer: Featurizer, one: str, other: str) -> None:
    assert featurizer(one).sounds == featurizer(other).sounds
    assert featurizer(one).sparse[2] == featurizer(other).sparse[2]
    assert featurizer(one).sparse[0] != featurizer(other).sparse[0]


def test_an_utterance_as_the_model_sees_it(featurizer: Featurizer) -> None:
    found = featurizer("驛站，在哪？")
    assert (found.text, found.words, found.sounds) == ("驿站 在哪", ("驿站", "在", "哪"), ("yi", "zhan", "zai", "na"))
    assert len(found.sparse) == len(BLOCKS)
    characters, words, syllables = found.sparse
    assert {"^", "驿站", "^驿站", "哪$", "站在哪"} <= set(characters)
    assert {"驿站", "驿站|在", "在|哪"} <= set(words)
    assert {"yi", "yi zhan", "zhan zai", "zai na"} <= set(syllables)


def test_the_services_names_are_words(featurizer: Featurizer) -> None:
    assert "北疆工惠" in featurizer("北疆工惠怎么下载").words
    assert "医疗互助" in "".join(featurizer("职工医疗互助").words)


@given(text=st.text(max_size=60))
def test_any_text_has_features(featurizer: Featurizer, text: str) -> None:
    found = featurizer(text)
    assert found.text == normalize(text)
    assert "".join(found.words).replace(" ", "") == found.text.replace(" ", "")
    length = float(np.sqrt(found.vector @ found.vector))
    assert length == pytest.approx(1.0, abs=1e-4) or length == 0.0
    assert found.sparse == featurizer(text).sparse


# Word vectors


def _cosine(featurizer: Featurizer, one: str, other: str) -> float:
    mean = featurizer.vectors.mean
    return float(mean([one]) @ mean([other]))


@pytest.mark.parametrize(
    ("word", "alike", "other"), [("工资", "薪水", "天气"), ("孩子", "儿童", "律师"), ("医院", "看病", "竞赛")]
)
def test_words_that_mean_the_same_point_the_same_way(featurizer: Featurizer, word: str, alike: str, other: str) -> None:
    assert _cosine(featurizer, word, alike) > 0.3 > _cosine(featurizer, word, other)


def test_a_word_without_a_vector_is_its_characters_or_nothing(featurizer: Featurizer) -> None:
    vectors = featurizer.vectors
    assert not vectors.mean(["zzzz"]).any()
    assert not vectors.mean([]).any()
    made_up = "驿骑饭"
    rows, rarity = vectors.each([made_up, "zzzz", "工资"])
    assert rows.shape == (3, vectors.dimensions)
    assert np.allclose(rows[0], vectors.mean(list(made_up)))
    assert not rows[1].any()
    assert float(rows[2] @ rows[2]) == pytest.approx(1.0, abs=1e-5)
    assert ((rarity >= 0) & (rarity <= 1)).all()


def test_rare_words_weigh_more(featurizer: Featurizer) -> None:
    _, (common, rare) = featurizer.vectors.each(["的", "氧吧"])
    assert common < 0.1 < rare


def test_the_shipped_vectors_are_small() -> None:
    assert len(shipped_vectors()) < 16_000_000
