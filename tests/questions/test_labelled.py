"""The labelled sets: every miss is told, the rates have floors, and what is known to be missed must be so."""

import asyncio

import pytest

from bot.bootstrap.parts import shipped_regions
from bot.catalogue.snapshot import Snapshot
from tests.bot.answering.talking import assistant_over
from tests.questions.judging import SETS, Judged, floors, judge, known_misses, may_not_rise

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=SETS)
def name(request: pytest.FixtureRequest) -> str:
    """One of the sets."""
    return str(request.param)


@pytest.fixture(scope="module")
def judged(name: str, shipped_snapshot: Snapshot) -> Judged:
    """What came of it."""
    regions = shipped_regions()
    return asyncio.run(judge(name, assistant_over(shipped_snapshot, regions), regions))


def told(judged: Judged, known: list[str]) -> str:
    """The rates and every miss, those that are not known first."""
    lines = [f"{rate:44} {value:.4g}" for rate, value in judged.rates.items()]
    misses = sorted(judged.misses.items(), key=lambda miss: miss[0] in known)
    return "\n".join([*lines, *(f"{'     ' if line in known else 'new  '}{line:8} {what}" for line, what in misses)])


def test_the_rates_reach_their_floors(name: str, judged: Judged) -> None:
    of_set = floors()[name]
    report = told(judged, known_misses()[name])
    print(f"\n{name}\n{report}")  # noqa: T201 # shown by pytest -s, and when the test fails
    below = {
        rate: (judged.rates.get(rate), floor)
        for rate, floor in of_set.items()
        if rate not in judged.rates
        or (judged.rates[rate] > floor if may_not_rise(rate) else judged.rates[rate] < floor)
    }
    assert below == {}, f"{name}: (measured, floor)\n{report}"
    assert set(judged.rates) == set(of_set), "python -m tests.questions.refresh writes floors.yaml"


def test_known_misses_are_missed(name: str, judged: Judged) -> None:
    right = [line for line in known_misses()[name] if line not in judged.misses]
    assert right == [], f"these come out right now; delete them from known_misses.yaml under {name}"


def test_every_set_has_its_lists() -> None:
    assert set(known_misses()) == set(floors()) == set(SETS)
    assert all(len(set(ids)) == len(ids) for ids in known_misses().values())
