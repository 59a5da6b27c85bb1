"""The power is cut while an announcement goes out: what was not synced to the disk is gone, and nobody has it twice."""

from pathlib import Path

import pytest

from bot.announcing.states import State
from tests.bot.announcing.power import cut_while_sending, possible

pytestmark = pytest.mark.slow

RIDERS = 60
IN_FLIGHT = 10
"""What may be unknown: two batches of claims, and outcomes that waited for a neighbour's transaction."""


@pytest.mark.skipif(not possible(), reason="syncs are heeded by a library in C")
@pytest.mark.parametrize("seed", range(3))
async def test_nobody_has_it_twice_and_nobody_is_lost(tmp_path: Path, seed: int) -> None:
    cut = await cut_while_sending(tmp_path, RIDERS, seed)
    counts = cut.report.counts
    assert (cut.report.state, counts.total, counts.queued, counts.sending) == (State.FINISHED, RIDERS + 1, 0, 0)
    assert cut.twice == 0
    assert 0 <= cut.missing <= counts.unknown <= IN_FLIGHT
