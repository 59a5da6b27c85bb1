"""One spelling for many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.normalize import MAX_CHARACTERS, normalize
from tests.small_catalogue import OUT_OF_SCOPE, PHRASES

LONGEST_EXPANSION = 18
"""Characters that Unicode's compatibility form makes of one: ﷺ."""

# Rare variants take two steps to simplified (戱 戯 戏), so the law is held on what people type.
TYPED = sorted(
    {
        *"".join(PHRASES.values()),
        *OUT_OF_SCOPE,
        *"請問職工會館麼還驛站療養體檢",
        *map(chr, range(0x20, 0x250)),
        *"ＡｂＣ１２３（）！？，。　①㎡🚲👍🏽\u200b\n\t",
    }
)


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("請問職工醫療互助怎麼申請？", "请问职工医疗互助怎么申请"),
        ("驿站，在哪儿？！", "驿站 在哪儿"),
        ("ＡＰＰ下载１２３５１", "app下载12351"),
        ("Hello World", "hello world"),
        ("急急急急急急急！！！！", "急急急"),
        ("急急急", "急急急"),
        ("  热\n饭\t ", "热 饭"),
        ("<b>热饭</b>", "b 热饭 b"),
        ("🚲热饭🚲", "热饭"),
        ("🚲🚲", ""),
        ("", ""),
        ("。。。", ""),
        ("①号", "1号"),
    ],
)
def test_spellings_become_one(text: str, normalized: str) -> None:
    assert normalize(text) == normalized


def test_only_the_start_of_a_long_text_is_read() -> None:
    assert normalize("热饭" * 5_000) == "热饭" * (MAX_CHARACTERS // 2)
    assert normalize("热饭" + " " * MAX_CHARACTERS + "驿站") == "热饭"


@given(st.text(alphabet=TYPED, max_size=80))
def test_a_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(st.text(max_size=2 * MAX_CHARACTERS))
def test_any_text_becomes_bounded_words(text: str) -> None:
    normalized = normalize(text)
    assert len(normalized) <= LONGEST_EXPANSION * MAX_CHARACTERS
    assert normalized == normalized.strip()
    assert "  " not in normalized
    assert all(c == " " or "0" <= c <= "9" or "a" <= c <= "z" or "㐀" <= c <= "鿿" for c in normalized)
    assert not any(c * 4 in normalized for c in set(normalized) - {" "})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("公司拖欠工資怎麼辦", "公司拖欠工资怎么办"),
        ("想諮詢勞動糾紛", "想咨询劳动纠纷"),
        ("頭髮 發財 乾燥 幹活 餘額", "头发 发财 干燥 干活 余额"),
        ("顾客打坏了餐算我的", "顾客打坏了餐算我的"),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones_and_those_stay(written: str, read: str) -> None:
    assert normalize(written) == read
