"""Somebody finds something wrong with an announcement: a case that says first which one it is about."""

from bot.announcing.taking_part import NotOpen
from handlers.telegram.announcing import taking_part_words
from handlers.telegram.announcing.notices import QUESTION
from handlers.telegram.announcing.taking_part import about, read
from handlers.telegram.cases import handing_over
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn


async def question_pressed(desk: Desk, turn: Turn) -> None:
    """Begins to hand a case over, bound to the announcement; of one that takes none any more says why."""
    number, _ = read(turn.text, QUESTION)
    try:
        await desk.announcing.taking_part.open_for_questions(number or 0)
    except NotOpen as error:
        await desk.outbox.answer(turn, plain(taking_part_words.CLOSED[error.why]))
        return
    await handing_over.begin(desk, turn, None, about=about(await desk.announcing.office.find(number or 0)))
