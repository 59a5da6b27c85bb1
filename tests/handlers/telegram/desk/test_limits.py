"""How much one person may ask."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.telegram.desk.limits import NO_LIMITS, Allowance, Limits, Verdict
from handlers.telegram.wire.flood import back_off
from tests.handlers.telegram.conftest import Clock


def test_the_day_is_limited_with_one_notice() -> None:
    clock = Clock()
    limits = Limits(Allowance(a_minute=None, a_day=200), clock)
    verdicts = [limits.judge(1, None, str(n)) for n in range(210)]
    assert verdicts == [Verdict.ANSWER] * 200 + [Verdict.DAY_NOTICE] + [Verdict.SILENCE] * 9
    assert limits.judge(2, None, "另一个人") is Verdict.ANSWER
    clock.now += 86_400
    assert limits.judge(1, None, "第二天") is Verdict.ANSWER


def test_a_group_gets_six_answers_a_minute_whoever_asks() -> None:
    clock = Clock()
    limits = Limits(Allowance(), clock)
    verdicts = [limits.judge(person, -5, "问") for person in range(8)]
    assert verdicts == [Verdict.ANSWER] * 6 + [Verdict.SILENCE] * 2
    assert limits.judge(1, None, "私聊") is Verdict.ANSWER
    clock.now += 60
    assert limits.judge(9, -5, "问") is Verdict.ANSWER


@given(st.lists(st.tuples(st.integers(1, 3), st.floats(0, 30)), max_size=200))
def test_nobody_is_answered_more_than_twenty_times_in_any_minute(steps: list[tuple[int, float]]) -> None:
    clock = Clock()
    limits = Limits(Allowance(), clock)
    answered: dict[int, list[float]] = {}
    for number, (person, pause) in enumerate(steps):
        clock.now += pause
        if limits.judge(person, None, str(number)) is Verdict.ANSWER:
            answered.setdefault(person, []).append(clock.now)
    for times in answered.values():
        assert all(later - earlier >= 60 for earlier, later in zip(times, times[20:], strict=False))


def test_the_limits_can_be_lifted() -> None:
    limits = Limits(NO_LIMITS, Clock())
    assert {limits.judge(1, -5, "同一句") for _ in range(500)} == {Verdict.ANSWER}


def test_the_back_off_doubles_up_to_a_minute() -> None:
    assert [back_off(n) for n in range(1, 10)] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
