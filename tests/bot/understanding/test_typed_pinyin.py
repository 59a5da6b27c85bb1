"""Letters typed as pinyin are read as the words that riders use; other letters stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.features import Featurizer
from bot.understanding.normalize import normalize
from bot.understanding.syllables import Syllables
from bot.understanding.typed_pinyin import TypedPinyin

SYLLABLES = Syllables("gong 工公\nzi 资子\nxin 薪心\nzhan 站\nzhang 长\na 啊\nn 嗯")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("zhanzhang", "站长"),
        ("zhan zhang gongzi", "站长工资"),
        ("gong zi", "工资"),
        ("工会gongzi 多少", "工会工资 多少"),
        ("gongzi app zhanzhang", "工资 app 站长"),
        ("app gongzi", "app 工资"),
        ("zi", "zi"),  # one syllable may be anything
        ("hr n 1", "hr n 1"),
        ("xin a", "xin a"),  # no word sounds like the second
        ("站长", "站长"),
        ("", ""),
    ],
)
def test_words_are_read(typed: str, read: str) -> None:
    words = ["工资 9 gong zi", "公子 3 gong zi", "站长 5 zhan zhang", "薪 2 xin", "心 1 xin"]
    assert TypedPinyin(words, SYLLABLES)(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("zhanzhang bu gei gongzi zenme ban", "站长不给工资怎么办"),
        ("haizi kaoshang daxue le meiqian", "孩子考上大学了没钱"),
        ("how to join the union", "how to join the union"),
        ("python怎么读取excel", "python怎么读取excel"),
    ],
)
def test_whole_sentences_are_read_with_the_shipped_words(featurizer: Featurizer, typed: str, read: str) -> None:
    assert featurizer.typed_pinyin(typed) == read


@given(st.text(alphabet="gongzixn a1工 ", max_size=60))
def test_what_is_read_is_not_read_again(text: str) -> None:
    typed_pinyin = TypedPinyin(["工资 1 gong zi", "薪 1 xin"], SYLLABLES)
    read = typed_pinyin(normalize(text))
    assert typed_pinyin(read) == read


@given(st.text())
def test_nothing_but_letters_is_changed(text: str) -> None:
    said = "".join(c for c in normalize(text) if not "a" <= c <= "z")
    assert TypedPinyin(["工资 1 gong zi"], SYLLABLES)(said) == said
