"""Lines of one turn carry the same id, on every channel; it tells nothing of the person."""

import asyncio
import itertools
import logging
from functools import partial

import orjson
import pytest

from bot.logs.turns import begin_turn, well_formed
from handlers.telegram.wire.ordering import Lanes
from tests.patience import LONGEST
from tests.written_log import written_log

_LOGGER = logging.getLogger("a.b")


async def test_lines_of_one_turn_carry_its_id_and_those_of_another_theirs() -> None:
    lanes, both = Lanes(), asyncio.Barrier(2)

    async def work(name: str) -> None:
        _LOGGER.warning("%s begins", name)
        await both.wait()
        await asyncio.to_thread(_LOGGER.warning, "%s ends", name)

    with written_log(as_json=True) as stream:
        for name in ("one", "other"):
            lanes.put(name, partial(work, name))
        async with asyncio.timeout(LONGEST):
            await lanes.idle()
        _LOGGER.warning("outside")
    lines = [orjson.loads(line) for line in stream.getvalue().splitlines()]
    turns = {name: {line.get("turn") for line in lines if name in line["message"]} for name in ("one", "other", "out")}
    assert turns["out"] == {None}
    (one,), (other,) = turns["one"], turns["other"]
    assert one != other
    assert len(one) == len(other) == 8


async def test_what_waited_in_a_row_goes_on_with_the_turn_of_who_brought_it() -> None:
    lanes = Lanes()

    async def work() -> None:
        _LOGGER.warning("worked on")

    async def bring(turn: str) -> None:
        begin_turn(turn)
        lanes.put("a rider", work)

    minutes = itertools.count(0, 100)
    with written_log(lambda: next(minutes)) as stream:
        await asyncio.gather(asyncio.create_task(bring("first")), asyncio.create_task(bring("second")))
        async with asyncio.timeout(LONGEST):
            await lanes.idle()
    assert [line.split()[3:] for line in stream.getvalue().splitlines()] == [
        ["[first]", "a.b:", "worked", "on"],
        ["[second]", "a.b:", "worked", "on"],
    ]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("4bf92f3577b34da6a3ce929d0e0e4736", True),
        ("123e4567-e89b-42d3-a456-426614174000", True),
        ("", False),
        ("13812345678", False),
        ("150102199001011234", False),
        ("我的名字", False),
        ("4BF92F3577B34DA6A3CE929D0E0E4736", False),
        ("4bf92f3577b34da6a3ce929d0e0e4736\n", False),
        ("4bf92f3577b34da6a3ce929d0e0e47360", False),
    ],
)
def test_an_id_from_outside_can_hold_no_number_of_a_person_and_no_words(given: str, taken: bool) -> None:
    assert well_formed(given) == (given if taken else "")
