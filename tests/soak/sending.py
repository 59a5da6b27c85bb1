"""The power is cut while an announcement goes out."""

from pathlib import Path
from typing import Final

from bot.announcing.states import State
from tests.bot.announcing.power import cut_while_sending
from tests.soak.table import Came, Row

CUTS: Final = 50
RIDERS: Final = 300
MAY_BE_UNKNOWN: Final = 10
"""Two batches of claims, and outcomes that waited for a neighbour's transaction."""


async def _power_cuts(folder: Path) -> Came:
    twice = lost = worst = 0
    for seed in range(CUTS):
        (place := folder / str(seed)).mkdir()
        cut = await cut_while_sending(place, RIDERS, 100 + seed)
        counts = cut.report.counts
        whole = (cut.report.state, counts.total, counts.queued, counts.sending) == (State.FINISHED, RIDERS + 1, 0, 0)
        twice += cut.twice
        lost += max(0, cut.missing - counts.unknown) + (not whole)
        worst = max(worst, counts.unknown)
    told = f"{twice} twice, {lost} lost, at most {worst} unknown a cut"
    return Came(told, twice == lost == 0 and worst <= MAY_BE_UNKNOWN)


ROWS: Final = (
    Row(
        "power",
        f"power cut at {CUTS} random instants of an announcement to {RIDERS} (SQLite; what was not synced is gone)",
        f"0 twice, 0 lost, unknown at most what was in flight and one batch ({MAY_BE_UNKNOWN})",
        _power_cuts,
    ),
)
