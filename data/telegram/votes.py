"""Where the vote on an answer in a private chat is kept, in which the chat is the person."""

from sqlalchemy import and_

from data.learning.votes import Ballot
from data.tables import ChatMessage, table_of

_MESSAGES = table_of(ChatMessage)


def ballot_of(chat_id: int, message_id: int) -> Ballot:
    """The ballot of one answer of ours; there is none once its number is forgotten."""
    where = and_(_MESSAGES.c.chat_id == chat_id, _MESSAGES.c.message_id == message_id)
    return Ballot(_MESSAGES, where, _MESSAGES.c.sent_at)
