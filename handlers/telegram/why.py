"""Why a rider's words are answered as they are."""

from bot.wording import learning as wording
from handlers.telegram.desk import Desk
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

_MOST_CHARACTERS = 500  # as many as of a question


async def why(desk: Desk, turn: Turn) -> None:
    """`/why TEXT`: words, matches, scores, region and date; the text is neither kept nor counted."""
    if not turn.text:
        await desk.outbox.answer(turn, plain(wording.WHY_USAGE))
        return
    region = await desk.people.region(turn.person)
    await desk.outbox.answer(turn, plain(desk.assistant.explain(turn.text[:_MOST_CHARACTERS], region)))
