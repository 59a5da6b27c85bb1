"""Delivers one announcement to one chat, and says truly what became of it."""

from collections.abc import Sequence
from typing import Any, Final

from bot.announcing.messenger import (
    Begun,
    Blocked,
    Done,
    Moved,
    Notice,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Sent,
    SlowDown,
    Unreachable,
    Why,
    WrongToken,
)
from handlers.telegram.announcing.notices import editing, sending
from handlers.telegram.message.keys import key_of, number_of
from handlers.telegram.wire import transport
from handlers.telegram.wire.bot_api import ApiError, BotApi

_DONE: Final = ("message is not modified", "message to delete not found")
_GONE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
)
_BLOCKED: Final = ("blocked by the user", "user_is_blocked", "can't initiate conversation")
_DEACTIVATED: Final = ("deactivated",)
_NO_CHAT: Final = ("chat not found", "peer_id_invalid")
_NO_RIGHT: Final = ("not enough rights", "have no rights to send", "chat_write_forbidden", "chat_restricted")
_TOPIC: Final = ("topic_closed", "topic_deleted", "message thread not found")
_OUR_MISTAKE: Final = ("can't parse entities", "message is too long", "caption is too long", "is empty", "button_")


class TelegramMessenger:
    """`bot.announcing.messenger.Messenger` over the Bot API; chats by key (`message/keys.py`)."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def send(self, chat: str, notice: Notice) -> Outcome:
        """Sends it; marks that Telegram cannot read make it go as plain text, once. Of one with an album the album."""
        method, parameters = sending(chat, notice)
        outcome = await self._try(method, parameters)
        if isinstance(outcome, Refused) and "can't parse entities" in outcome.words.lower():
            method, parameters = sending(chat, notice, plain=True)
            again = await self._try(method, parameters)
            return Sent(again.message_id, plain=True) if isinstance(again, Sent) else again
        return outcome

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        """Puts it in the place of a message of ours."""
        outcome = await self._try(*editing(number_of(chat), message_id, notice))
        return Done() if isinstance(outcome, Sent) else outcome

    async def delete(self, chat: str, messages: Sequence[int]) -> Outcome:
        """Takes the messages of ours that bring one announcement away."""
        parameters: dict[str, Any] = {"chat_id": number_of(chat)}
        if len(messages) == 1:
            outcome = await self._try("deleteMessage", {**parameters, "message_id": messages[0]})
        else:
            outcome = await self._try("deleteMessages", {**parameters, "message_ids": [*messages]})
        return Done() if isinstance(outcome, Sent) else outcome

    async def _try(self, method: str, parameters: dict[str, Any]) -> Outcome:
        try:
            result = await self._api.call(method, parameters)
        except transport.NotSent:
            return NotSent()
        except transport.OutcomeUnknown:
            return OutcomeUnknown()
        except ApiError as error:
            return outcome_of(error)
        if isinstance(result, list):
            return Begun(tuple(int(message["message_id"]) for message in result))
        return Sent(int(result["message_id"])) if isinstance(result, dict) and "message_id" in result else Done()


def outcome_of(error: ApiError) -> Outcome:
    """What a refusal means for the recipient; told by the words before the code, as a 403 or 404 may come as a 400."""
    words = error.description.lower()
    if any(part in words for part in _DONE):
        return Done()
    if error.code == 429 or error.retry_after is not None:
        return SlowDown(error.retry_after or 1)
    if error.migrate_to is not None:
        return Moved(key_of(error.migrate_to))
    for parts, outcome in _MEANINGS:
        if any(part in words for part in parts):
            return outcome
    if error.code in (401, 404):
        return WrongToken()
    if error.code == 403:  # a group that we are no member of, or that is gone
        return Blocked(Why.KICKED)
    if error.code >= 500:  # it may stand in the chat all the same
        return OutcomeUnknown(Why.SERVER_ERROR)
    return Refused(Why.BAD_TEXT if any(part in words for part in _OUR_MISTAKE) else Why.REFUSED, error.description)


_MEANINGS: Final[tuple[tuple[tuple[str, ...], Outcome], ...]] = (
    (_DEACTIVATED, Blocked(Why.DEACTIVATED)),
    (_BLOCKED, Blocked(Why.BLOCKED)),
    (_NO_CHAT, Unreachable(Why.NO_CHAT)),
    (_NO_RIGHT, Unreachable(Why.NO_RIGHT)),
    (_TOPIC, Unreachable(Why.TOPIC_CLOSED)),
    (_GONE, Refused(Why.TOO_OLD)),
)
