"""Delivers announcements through the Bot API, and says of each call what became of it.

The answers of the server, and what they are taken for (its words are compared in lower case, wherever its code says):

 429: flood wait. 401, or 404 for the method: the token is wrong. 400 with `migrate_to_chat_id`: moved.
 403: blocked (the person), deactivated (the account), kicked (a group that we are no member of, or that is gone).
 400 `chat not found`, no right to write, topic closed or gone: unreachable; in a group with topics none is named, so
 that the message goes to the general one.
 400 `can't parse entities`: once more as plain text, and the outcome says so. Any other 400: refused.
 5xx: the message may stand in the chat, so unknown; for an edit or a deletion nothing is lost by doing it again.
 No connection: not sent. No answer: unknown.
"""

from typing import Any, Final

from bot.announcing.messenger import (
    Blocked,
    Done,
    FloodWait,
    Media,
    Moved,
    Notice,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Sent,
    Unreachable,
    Why,
    WrongToken,
)
from bot.wording import announcing as wording
from handlers.telegram import transport
from handlers.telegram.bot_api import ApiError, BotApi

UNSUBSCRIBE: Final = "un:"
"""What the id of the unsubscribe button begins with; the announcement's number follows."""

_METHODS: Final = {None: "sendMessage", Media.PHOTO: "sendPhoto", Media.DOCUMENT: "sendDocument"}
_DONE = ("message is not modified", "message to delete not found")
_NO_CHAT = ("chat not found", "peer_id_invalid")
_NO_RIGHT = ("not enough rights", "have no rights to send", "chat_write_forbidden", "chat_restricted")
_TOPIC = ("topic_closed", "topic_deleted", "message thread not found")
_GONE = ("message to edit not found", "message can't be edited", "message can't be deleted", "message_id_invalid")


class TelegramMessenger:
    """`bot.announcing.messenger.Messenger` over the Bot API; chats by `tg:` and their number."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def send(self, chat: str, notice: Notice) -> Outcome:
        """Sends it once; as plain text when Telegram cannot read its marks."""
        parameters = _parameters(chat, notice)
        try:
            return Sent(await self._message(notice, parameters))
        except ApiError as error:
            if not _unreadable(error):
                return _of_refusal(error)
        except (transport.NotSent, transport.OutcomeUnknown) as failure:
            return _of_failure(failure)
        try:
            return Sent(await self._message(notice, _as_plain(parameters, notice)), plain=True)
        except ApiError as error:
            return _of_refusal(error)
        except (transport.NotSent, transport.OutcomeUnknown) as failure:
            return _of_failure(failure)

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        """Puts it in the place of a message of ours."""
        method = "editMessageText" if notice.media is None else "editMessageCaption"
        parameters = {**_parameters(chat, notice), "message_id": message_id}
        for name in ("disable_notification", *(str(media) for media in Media)):
            parameters.pop(name, None)
        return await self._change(method, parameters)

    async def delete(self, chat: str, message_id: int) -> Outcome:
        """Takes a message of ours away."""
        return await self._change("deleteMessage", {"chat_id": _number(chat), "message_id": message_id})

    async def _message(self, notice: Notice, parameters: dict[str, Any]) -> int:
        sent = await self._api.call(_METHODS[notice.media], parameters)
        return int(sent["message_id"])

    async def _change(self, method: str, parameters: dict[str, Any]) -> Outcome:
        try:
            await self._api.call(method, parameters)
        except ApiError as error:
            return Done() if any(part in error.description.lower() for part in _DONE) else _of_refusal(error)
        except (transport.NotSent, transport.OutcomeUnknown) as failure:
            return _of_failure(failure)
        return Done()


def key_of(chat: int) -> str:
    """The key of a chat."""
    return f"tg:{chat}"


def _number(chat: str) -> int:
    return int(chat.partition(":")[2])


def _parameters(chat: str, notice: Notice) -> dict[str, Any]:
    markup = {"inline_keyboard": keyboard(notice)}
    found: dict[str, Any] = {"chat_id": _number(chat), "parse_mode": "HTML", "reply_markup": markup}
    if notice.silent:
        found["disable_notification"] = True
    if notice.media is None:
        return {**found, "text": notice.html, "link_preview_options": {"is_disabled": True}}
    return {**found, str(notice.media): notice.file, "caption": notice.html}


def keyboard(notice: Notice) -> list[list[dict[str, str]]]:
    """The links, and below them the way out."""
    rows = [[{"text": link.label, "url": link.url}] for link in notice.links]
    way_out = {"text": wording.UNSUBSCRIBE_BUTTON, "callback_data": f"{UNSUBSCRIBE}{notice.announcement}"}
    return [*rows, [way_out]]


def _as_plain(parameters: dict[str, Any], notice: Notice) -> dict[str, Any]:
    kept = {name: value for name, value in parameters.items() if name != "parse_mode"}
    return {**kept, "text" if notice.media is None else "caption": notice.plain}


def _unreadable(error: ApiError) -> bool:
    return error.code == 400 and "can't parse entities" in error.description.lower()


def _of_failure(failure: transport.NotSent | transport.OutcomeUnknown) -> Outcome:
    return NotSent() if isinstance(failure, transport.NotSent) else OutcomeUnknown(Why.NO_ANSWER)


def _of_refusal(error: ApiError) -> Outcome:
    words = error.description.lower()
    if error.code == 429 or error.retry_after is not None:
        return FloodWait(error.retry_after or 1.0)
    if error.migrate_to is not None:
        return Moved(key_of(error.migrate_to))
    if error.code in (401, 404):
        return WrongToken()
    if any(part in words for part in _NO_CHAT):
        return Unreachable(Why.NO_CHAT)
    if any(part in words for part in _NO_RIGHT):
        return Unreachable(Why.NO_RIGHT)
    if any(part in words for part in _TOPIC):
        return Unreachable(Why.TOPIC_CLOSED)
    if "deactivated" in words:
        return Blocked(Why.DEACTIVATED)
    if "blocked" in words or "can't initiate conversation" in words:
        return Blocked(Why.BLOCKED)
    if error.code == 403:
        return Blocked(Why.KICKED)
    if any(part in words for part in _GONE):
        return Refused(Why.TOO_OLD)
    if error.code >= 500:
        return OutcomeUnknown(Why.SERVER_ERROR)
    if _unreadable(error) or any(part in words for part in ("too long", "empty", "button_data_invalid")):
        return Refused(Why.BAD_TEXT, error.description)
    return Refused(Why.REFUSED, error.description)
