"""What is kept of a person's cases, word by word, for the person alone."""

from collections.abc import Sequence

from handlers.telegram.cases import words as wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.turn import Turn


async def kept_cases(desk: Desk, turn: Turn) -> Sequence[str]:
    """A line for each case that is kept of this person, with what the person wrote."""
    lines = []
    for case in await desk.cases.riders.mine(turn.person):
        whole = await desk.cases.riders.read(turn.person, case.number)
        lines.append(wording.MYDATA_CASE.format(days=desk.cases.keeping.days, case=desk.teller.for_rider(whole)))
    return lines
