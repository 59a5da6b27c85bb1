"""Counters as statistics that point to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.statistics import SMALLEST_GROUP, summed
from data.learning.day_counts import ANYTHING, PEOPLE, Key

NAMES = {"station": "驿站", "legal_aid": "法律援助", "voice": "诉求"}
DAYS = ["2027-01-14", "2027-01-15"]


def test_no_counters_are_no_questions() -> None:
    found = summed({}, NAMES, DAYS)
    assert (found.questions, found.unanswered, found.votes) == (0, 0.0, (0, 0))
    assert (found.subjects, found.others, found.left_out) == ((), None, False)


def test_questions_are_summed_by_day_and_outcome() -> None:
    counts: dict[Key, int] = {
        (DAYS[0], "station", "answer"): 3,
        (DAYS[0], "legal_aid", "choose"): 2,
        (DAYS[0], "", "unknown"): 5,
        (DAYS[0], "", "smalltalk"): 9,
        (DAYS[1], "station", "answer"): 1,
        (DAYS[1], "station", "helpful"): 4,
        (DAYS[1], "voice", "unhelpful"): 1,
        ("2027-01-13", "station", "answer"): 100,
    }
    found = summed(counts, NAMES, DAYS)
    assert [day.questions for day in found.days] == [10, 1]
    assert found.unanswered == 5 / 11
    assert found.votes == (4, 1)


def test_a_subject_of_too_few_people_goes_into_others() -> None:
    counts: dict[Key, int] = {
        (DAYS[0], "station", "answer"): 30,
        (DAYS[0], "station", PEOPLE): 10,
        (DAYS[0], "legal_aid", "answer"): 20,
        (DAYS[0], "legal_aid", PEOPLE): 9,
        (DAYS[0], "voice", "answer"): 4,
        (DAYS[0], "voice", PEOPLE): 4,
        (DAYS[0], ANYTHING, PEOPLE): 20,
    }
    found = summed(counts, NAMES, DAYS)
    assert (found.subjects, found.others, found.left_out) == ((("驿站", 30),), 24, False)
    # One of those who asked on others may be one of the ten: nine are left for sure.
    fewer = summed({**counts, (DAYS[0], ANYTHING, PEOPLE): 19}, NAMES, DAYS)
    assert (fewer.others, fewer.left_out) == (None, True)


def test_the_same_person_on_ten_days_is_no_group() -> None:
    days = [f"2027-01-{day:02}" for day in range(1, 11)]
    counts = {(day, intent, kind): 1 for day in days for intent, kind in (("voice", "answer"), ("voice", PEOPLE))}
    found = summed({**counts, **{(day, ANYTHING, PEOPLE): 1 for day in days}}, NAMES, days)
    assert (found.subjects, found.others, found.left_out) == ((), None, True)


@pytest.mark.slow
@given(
    people=st.lists(st.dictionaries(st.integers(0, 40), st.sets(st.sampled_from(list(NAMES)), min_size=1)), min_size=1)
)
def test_nothing_shown_is_of_fewer_than_ten_people(people: list[dict[int, set[str]]]) -> None:
    """`people` says by day who asked on what; each asked once."""
    days = [f"day-{n}" for n in range(len(people))]
    counts: dict[Key, int] = {}
    for day, asked in zip(days, people, strict=True):
        for intent in NAMES:
            number = sum(intent in on for on in asked.values())
            counts[day, intent, "answer"] = counts[day, intent, PEOPLE] = number
        counts[day, ANYTHING, PEOPLE] = len(asked)
    found = summed(counts, NAMES, days)
    by_name = {name: intent for intent, name in NAMES.items()}
    shown = {by_name[name] for name, _ in found.subjects}
    for intent in shown:
        assert len({person for asked in people for person, on in asked.items() if intent in on}) >= SMALLEST_GROUP
    if found.others is not None:
        rest = {person for asked in people for person, on in asked.items() if on - shown}
        assert len(rest) >= SMALLEST_GROUP
    assert sum(number for _, number in found.subjects) + (found.others or 0) <= found.questions
