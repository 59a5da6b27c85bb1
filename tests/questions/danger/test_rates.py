"""Danger is missed almost never, and seldom heard where there is none: the rates have floors."""

from typing import Final

import pytest

from bot.understanding.danger import DangerHearing
from tests.questions.danger.rates import alarms, heard, lines

FLOORS: Final = {"a": (0.99, 0.93, 1), "b": (0.97, 0.91, 6)}
"""Recall, share heard as the right kind, and alarms on 150 harmless lines at most."""


@pytest.mark.parametrize(("part", "floors"), FLOORS.items())
def test_danger_is_heard(danger: DangerHearing, part: str, floors: tuple[float, float, int]) -> None:
    told = heard(danger, lines(f"danger_{part}"))
    assert told.recall >= floors[0], told.missed
    assert told.right_kind >= floors[1]


@pytest.mark.parametrize(("part", "floors"), FLOORS.items())
def test_harmless_lines_seldom_alarm(danger: DangerHearing, part: str, floors: tuple[float, float, int]) -> None:
    found = alarms(danger, (line.text for line in lines(f"harmless_{part}")))
    assert len(found) <= floors[2], len(found)
