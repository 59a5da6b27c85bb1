"""The fast search for near copies finds exactly what comparing all with all finds."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from data.catalogue.near_copies import copies_of_earlier, letters, near_copies

TEXTS = st.lists(st.text(alphabet="工会驿站 ab,A", max_size=12), max_size=30)


def _all_with_all(texts: list[str], at_least: float) -> list[tuple[int, int]]:
    plain = [letters(text) for text in texts]
    found: dict[int, int] = {}
    for earlier, later in combinations(range(len(texts)), 2):
        if plain[earlier] and plain[later] and fuzz.ratio(plain[earlier], plain[later]) >= at_least:
            found.setdefault(later, earlier)
    return sorted(found.items())


@given(TEXTS, st.sampled_from([60.0, 85.0, 90.0, 100.0]))
def test_the_same_as_comparing_all_with_all(texts: list[str], at_least: float) -> None:
    assert copies_of_earlier(texts, at_least) == _all_with_all(texts, at_least)


def test_the_same_over_more_texts_than_one_block() -> None:
    chance = random.Random(7)
    texts = ["".join(chance.choices("工会驿站", k=chance.randrange(1, 14))) for _ in range(700)]
    assert copies_of_earlier(texts, 85) == _all_with_all(texts, 85)


def test_letters_leave_out_what_does_not_tell_phrases_apart() -> None:
    assert letters(" 工会,在 Ａ座？!") == "工会在a座"


def test_pairs_between_two_lists() -> None:
    assert list(near_copies(["驿站在哪里", "欠薪"], ["驿站,在哪里？", "早餐"], 90)) == [(0, 0)]
    assert list(near_copies([], ["早餐"], 90)) == []
    assert list(near_copies(["?"], ["!"], 90)) == []
