"""jieba's dictionary read piece by piece cuts as the whole one does."""

from importlib.resources import files
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dictionary import Dictionary
from bot.understanding.segment import Segmenter

NAMES = ["北疆工惠", "爱心互献", "暖新保"]
LINES = "工会 50 n\n工会会员 7 n\n站 9 n\n驿站 120 n\na站 3 n\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    """A tokenizer with jieba's dictionary parsed by itself, and our names."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    for name in NAMES:
        tokenizer.add_word(name)
    return tokenizer


@pytest.fixture(scope="module")
def pieces() -> Segmenter:
    return Segmenter(NAMES)


@pytest.fixture(scope="module")
def frequent() -> list[str]:
    """Every fiftieth word of jieba's dictionary."""
    return [line.split(" ")[0] for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines()[::50]]


@pytest.mark.slow
@given(data=st.data())
def test_words_are_those_of_the_whole_dictionary(
    whole: jieba.Tokenizer, pieces: Segmenter, frequent: list[str], data: st.DataObject
) -> None:
    parts = st.one_of(st.sampled_from(frequent), st.sampled_from(NAMES), st.text("的工会站员app不大小0 龥", max_size=4))
    text = "".join(data.draw(st.lists(parts, max_size=12)))
    assert pieces.words(text) == [word for word in whole.cut(text, HMM=False) if word != " "]


def test_only_what_a_text_can_hold_is_read() -> None:
    found: dict[str, int] = {}
    dictionary = Dictionary(LINES)
    dictionary.read_for("工会", found)
    assert found == {"工": 0, "工会": 50, "工会会": 0, "工会会员": 7}
    dictionary.read_for("a站", found)
    assert {"a": 0, "a站": 3, "站": 9}.items() <= found.items()
    assert "驿站" not in found


def test_what_is_there_already_stays() -> None:
    found = {"工会": 1000, "驿": 0}
    Dictionary(LINES).read_for("工会驿站", found)
    assert (found["工会"], found["驿站"], found["驿"]) == (1000, 120, 0)


def test_what_was_forgotten_is_read_again() -> None:
    dictionary = Dictionary(LINES, most_pairs=1)
    for _ in range(3):
        found: dict[str, int] = {}
        dictionary.read_for("工会", found)
        dictionary.read_for("驿站", found)
        assert found["驿站"] == 120


@pytest.mark.parametrize("text", [LINES, LINES.rstrip()])
def test_the_total_is_the_sum_of_all_frequencies(text: str) -> None:
    assert Dictionary(text).total == 50 + 7 + 9 + 120 + 3


def test_the_common_temporary_folder_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Segmenter(NAMES).words("北疆工惠") == ["北疆工惠"]
    assert not list(tmp_path.iterdir())


def test_a_word_has_its_tag_and_what_is_none_has_none() -> None:
    dictionary = Dictionary("王 5 nr\n王小明 3 nr\n王府井 7 ns\n工会 9 n\n")
    words = ("王小明", "王府井", "工会", "王", "王小", "王小明天", "工")
    assert [dictionary.tag(word) for word in words] == ["nr", "ns", "n", "nr", "", "", ""]
