"""What riders think of an answer, and questions that they want the union to see."""

import re
from typing import Final

from bot.learning import words as wording
from bot.learning.noting import Offer, Told
from bot.people.roles import Right
from bot.reply import Choice
from data.learning.votes import Cast
from data.telegram.votes import ballot_of
from handlers.telegram.cases import words as case_wording
from handlers.telegram.cases.prefix import HAND_OVER
from handlers.telegram.desk.desk import Desk
from handlers.telegram.learning.teaching_question import teach_choice
from handlers.telegram.message.show import Drawn, plain, rows_of, with_last_row
from handlers.telegram.message.turn import Turn

VOTE: Final = "v:"
TELL: Final = "t:"

_VOTE = re.compile(r"v:([+-]):([a-z_]{0,40}):([0-9a-f]{16})?")
_TELL = re.compile(r"t:([0-9a-f]{16})")

_SAID: Final = {
    Cast.COUNTED: wording.VOTED,
    Cast.CHANGED: wording.VOTE_CHANGED,
    Cast.WITHDRAWN: wording.VOTE_WITHDRAWN,
    Cast.TOO_LATE: wording.VOTE_TOO_LATE,
}


def with_feedback(drawn: Drawn, offer: Offer) -> Drawn:
    """The message with what may be pressed about it: two thumbs, or the offer to tell the union."""
    if offer.vote is not None:
        up = Choice(f"{VOTE}+:{offer.vote}", wording.HELPFUL)
        return with_last_row(drawn, up, Choice(f"{VOTE}-:{offer.vote}", wording.UNHELPFUL))
    if offer.tell is not None:
        return with_last_row(drawn, Choice(f"{TELL}{offer.tell}", wording.TELL))
    return drawn


async def voted(desk: Desk, turn: Turn) -> str:
    """Counts a thumb; gives what to say over the chat. Who found no help is asked, once, to tell the union."""
    found = _VOTE.fullmatch(turn.text)
    if found is None or not turn.private or turn.message_id is None:
        return wording.VOTE_TOO_LATE
    helpful, question = found[1] == "+", found[3]
    cast = await desk.learning.vote(ballot_of(turn.chat_id, turn.message_id), found[2], helpful=helpful)
    against = not helpful and cast in (Cast.COUNTED, Cast.CHANGED)
    if against and question is not None and await _may_teach(desk, turn, question):
        await desk.outbox.answer(turn, plain(wording.OFFER_TEACH, rows_of([teach_choice(question)])))
    elif against and question is not None and desk.learning.may_tell(question):
        takes = [Choice(HAND_OVER, case_wording.HAND_OVER)] if await desk.cases.roster.taken() else []
        button = rows_of([Choice(f"{TELL}{question}", wording.TELL), *takes])
        await desk.outbox.answer(turn, plain(wording.OFFER_TELL, button))
    return _SAID[cast]


async def _may_teach(desk: Desk, turn: Turn, question: str) -> bool:
    """Whether an editor is the one who finds an answer wrong, and the question is still in mind."""
    return desk.learning.remembered(question) is not None and await desk.staff.may(turn.person, Right.EDIT)


async def told(desk: Desk, turn: Turn) -> str:
    """Has a question shown to those who may see questions; gives what to say over the chat."""
    found = _TELL.fullmatch(turn.text)
    done = await desk.learning.tell(found[1]) if found is not None else Told.TOO_LATE
    return wording.TOLD if done is Told.DONE else wording.TOLD_TOO_LATE
