"""Why a rider's words are answered as they are, and teaching another answer."""

from bot.answering import why_words
from bot.people.roles import Right
from handlers.telegram.desk.desk import Desk
from handlers.telegram.learning.teaching_question import teach_choice, teachable
from handlers.telegram.message.show import plain, rows_of
from handlers.telegram.message.turn import Turn

_MOST_CHARACTERS = 500  # as many as of a question


async def why(desk: Desk, turn: Turn) -> None:
    """`/why TEXT`: words, matches, scores, region and date; the text is neither kept nor counted."""
    if not turn.text:
        await desk.outbox.answer(turn, plain(why_words.WHY_USAGE))
        return
    region = await desk.people.region(turn.person)
    said = desk.assistant.explain(turn.text[:_MOST_CHARACTERS], region)
    may = teachable(turn.text) and await desk.staff.may(turn.person, Right.EDIT)
    await desk.outbox.answer(turn, plain(said, rows_of([teach_choice()]) if may else None))
