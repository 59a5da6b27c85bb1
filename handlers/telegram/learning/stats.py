"""What was asked lately, as a picture."""

import re

from bot.learning import words as wording
from bot.learning.chart import ChartFailed, chart
from bot.learning.statistics import SMALLEST_GROUP, Statistics
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.bot_api import Upload
from handlers.telegram.wire.errors import report

_PERIOD = re.compile(r"(7|30) ?[dD天日]?")
_USUAL = 7


async def stats(desk: Desk, turn: Turn) -> None:
    """`/stats [7d|30d]`: a chart and two lines, from counters that know no persons."""
    period = _PERIOD.fullmatch(turn.text) if turn.text else None
    if turn.text and period is None:
        await desk.outbox.answer(turn, plain(wording.STATS_USAGE))
        return
    days = int(period[1]) if period is not None else _USUAL
    found = await desk.learning.statistics(desk.teaching.subject_names(), days)
    if not found.questions:
        await desk.outbox.answer(turn, plain(wording.STATS_EMPTY.format(days=days)))
        return
    try:
        picture = await chart(found)
    except ChartFailed as error:
        report(error, turn.job)
        await desk.outbox.answer(turn, plain(f"{wording.STATS_FAILED}\n{_summary(found)}"))
        return
    upload = Upload("photo", f"{found.days[0].day}.png", picture)
    if not await desk.outbox.send_file(turn, "sendPhoto", upload, plain(_summary(found))):
        await desk.outbox.answer(turn, plain(f"{wording.STATS_FAILED}\n{_summary(found)}"))


def _summary(found: Statistics) -> str:
    helpful, unhelpful = found.votes
    numbers = wording.STATS_FIRST.format(
        first=found.days[0].day,
        last=found.days[-1].day,
        questions=found.questions,
        unanswered=f"{found.unanswered:.0%}",
        helpful=helpful,
        unhelpful=unhelpful,
    )
    left_out = wording.STATS_LEFT_OUT if found.left_out else ""
    return f"{numbers}\n{wording.STATS_GROUPS.format(smallest=SMALLEST_GROUP, left_out=left_out)}"
