"""An announcement as the call that delivers it: the same for the preview, every recipient and every correction."""

from typing import Any, Final

from bot.announcing.messenger import Media, Notice
from handlers.telegram.announcing import taking_part_words
from handlers.telegram.announcing import words as wording
from handlers.telegram.message.keys import number_of, topic_of
from handlers.telegram.message.show import Markup
from handlers.telegram.message.turn import UNSUBSCRIBE

SIGN_UP: Final = "sgn:"
"""Begins the id of the button that signs up: `sgn:NUMBER`; behind a further colon what becomes of it."""

POLL: Final = "poll:"
"""Begins the id of a choice: `poll:NUMBER:CHOICE`."""

QUESTION: Final = "iss:"
"""Begins the id of the button of whoever finds something wrong: `iss:NUMBER`."""

_NO_PREVIEW: Final = {"is_disabled": True}  # a preview makes Telegram fetch the page of a third party
_SEND: Final = {
    None: "sendMessage",
    Media.PHOTO: "sendPhoto",
    Media.DOCUMENT: "sendDocument",
    Media.VIDEO: "sendVideo",
    Media.ANIMATION: "sendAnimation",
    Media.VOICE: "sendVoice",
    Media.AUDIO: "sendAudio",
}


def keyboard(notice: Notice) -> Markup:
    """What it asks, its links, one a row, and the way out below them."""
    rows: list[list[dict[str, str]]] = [
        [_button(notice, POLL, label, place)] for place, label in enumerate(notice.asks.poll)
    ]
    if notice.asks.signup:
        rows.append([_button(notice, SIGN_UP, taking_part_words.SIGN_UP)])
    if notice.asks.question:
        rows.append([_button(notice, QUESTION, taking_part_words.QUESTION)])
    rows += [[{"text": link.label, "url": link.url}] for link in notice.links]
    way_out = {"text": wording.UNSUBSCRIBE_BUTTON, "callback_data": f"{UNSUBSCRIBE}{notice.announcement}"}
    return {"inline_keyboard": [*rows, [way_out]]}


def _button(notice: Notice, prefix: str, label: str, place: int | None = None) -> dict[str, str]:
    behind = "" if place is None else f":{place}"
    return {"text": label, "callback_data": f"{prefix}{notice.asks.of or notice.announcement}{behind}"}


def sending(chat: str, notice: Notice, *, plain: bool = False) -> tuple[str, dict[str, Any]]:
    """The method and the parameters that send it to a chat (by key); `plain` without marks."""
    parameters: dict[str, Any] = {"chat_id": number_of(chat)}
    if notice.album:  # no button can stand under it, and its text would be cut at a caption's length
        method = "sendMediaGroup"
        parameters["media"] = [{"type": str(part.media), "media": part.file} for part in notice.album]
    else:
        method = _SEND[notice.media]
        parameters |= _content(notice, plain=plain)
    if (topic := topic_of(chat)) is not None:
        parameters["message_thread_id"] = topic
    if notice.media is not None:
        parameters[str(notice.media)] = notice.file
    if notice.silent:
        parameters["disable_notification"] = True
    return method, parameters


def editing(chat_id: int, message_id: int, notice: Notice, *, plain: bool = False) -> tuple[str, dict[str, Any]]:
    """The method and the parameters that put it in the place of an earlier message."""
    method = "editMessageText" if notice.media is None else "editMessageCaption"
    return method, {"chat_id": chat_id, "message_id": message_id, **_content(notice, plain=plain)}


def _content(notice: Notice, *, plain: bool) -> dict[str, Any]:
    field = "text" if notice.media is None else "caption"
    text = notice.plain if plain else notice.html
    if notice.media is None and not notice.plain.strip():
        text = wording.UNDER_ALBUM
    content: dict[str, Any] = {field: text, "reply_markup": keyboard(notice)}
    if not plain:
        content["parse_mode"] = "HTML"
    if notice.media is None:
        content["link_preview_options"] = _NO_PREVIEW
    return content
