"""Numbers as people say them and as pages print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.quantities import Measure, Quantity, quantities, same

_NUMERALS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A number from 1 to 99,999,999 as a careful person writes it."""
    if number >= 10_000:
        rest = number % 10_000
        return spelled(number // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + (spelled(rest) if rest else "")
    text, zero = "", False
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += ("零" if zero and text else "") + _NUMERALS[digit] + unit
        zero = not digit
    return text


@given(st.integers(1, 99_999_999))
def test_what_is_spelled_out_is_read_back(number: int) -> None:
    (found,) = quantities(f"一共{spelled(number)}家")
    assert (found.value, found.unit, found.loose) == (number, "家", False)


@given(st.integers(1, 10**9), st.sampled_from(["", ",", "，"]))
def test_digits_are_read_with_or_without_separators(number: int, separator: str) -> None:
    (found,) = quantities(f"有{number:,}个".replace(",", separator))
    assert found.value == number


@pytest.mark.parametrize(
    ("text", "value", "measure", "loose"),
    [
        ("八成五", 85, Measure.SHARE, False),
        ("九成", 90, Measure.SHARE, False),
        ("百分之六十", 60, Measure.SHARE, False),
        ("86.88%", 86.88, Measure.SHARE, False),
        ("三个来亿", 3e8, Measure.COUNT, True),
        ("四十来家", 40, Measure.COUNT, True),
        ("2.52亿元", 2.52e8, Measure.MONEY, False),
        ("两万五千", 25_000, Measure.COUNT, False),
        ("五万一", 51_000, Measure.COUNT, False),
        ("三百六", 360, Measure.COUNT, False),
        ("十几个", 10, Measure.COUNT, True),
        ("60余万人", 600_000, Measure.COUNT, True),
        ("三点八亿", 3.8e8, Measure.COUNT, False),
        ("14700余册", 14_700, Measure.COUNT, True),
    ],
)
def test_a_number_as_people_say_it(text: str, value: float, measure: Measure, loose: bool) -> None:
    (found,) = quantities(text)
    assert found.value == pytest.approx(value)
    assert (found.measure, found.loose) == (measure, loose)


@pytest.mark.parametrize("text", ["2025年2月4日", "第3个", "问一下", "几百家", "万一没有", "24点", "多少家", ""])
def test_dates_ordinals_and_questions_are_no_numbers(text: str) -> None:
    assert quantities(text) == ()


def test_a_loose_number_names_what_lies_near_and_an_exact_one_only_itself() -> None:
    def number(text: str) -> Quantity:
        return quantities(text)[0]

    assert same(number("四十来家"), number("42家"))
    assert not same(number("40家"), number("42家"))
    assert same(number("九成"), number("90%以上"))
    assert not same(number("90家"), number("90%"))


@pytest.mark.parametrize(
    ("said", "printed", "is_it"),
    [
        ("两个多亿", "2.52亿元", True),
        ("两个多亿", "3.16亿元", False),
        ("二十来万", "20.88万元", True),
        ("二十来万", "42万元", False),
        ("四千六百多场", "4682场", True),
        ("四千六百多场", "4582场", False),
        ("一百五六十个", "156项", True),
        ("一百五六十个", "146项", False),
        ("百十来家", "110余家", True),
        ("三千多人", "3106人", True),
    ],
)
def test_a_loose_number_means_what_people_mean_by_it(said: str, printed: str, is_it: bool) -> None:
    assert same(quantities(said)[0], quantities(printed)[0]) == is_it


@given(st.text(max_size=60) | st.text("零一二两三十百千万亿点几第成半多来余个%元家", max_size=12))
def test_any_text_can_be_read(text: str) -> None:
    assert all(found.value >= 0 for found in quantities(text))
