"""An announcement as the call that delivers it: the same for the preview, every recipient and every correction."""

from typing import Any, Final

from bot.announcing.messenger import Media, Notice
from bot.wording import announcing as wording
from handlers.telegram.show import Markup

UNSUBSCRIBE: Final = "uns:"
"""Begins the id of the button under every announcement; the announcement's number follows."""

_NO_PREVIEW: Final = {"is_disabled": True}  # a preview makes Telegram fetch the page of a third party
_SEND: Final = {None: "sendMessage", Media.PHOTO: "sendPhoto", Media.DOCUMENT: "sendDocument"}


def keyboard(notice: Notice) -> Markup:
    """Its links, one a row, and the way out below them."""
    rows = [[{"text": link.label, "url": link.url}] for link in notice.links]
    way_out = {"text": wording.UNSUBSCRIBE_BUTTON, "callback_data": f"{UNSUBSCRIBE}{notice.announcement}"}
    return {"inline_keyboard": [*rows, [way_out]]}


def sending(chat_id: int, notice: Notice, *, plain: bool = False) -> tuple[str, dict[str, Any]]:
    """The method and the parameters that send it; `plain` without marks."""
    parameters: dict[str, Any] = {"chat_id": chat_id, **_content(notice, plain=plain)}
    if notice.media is not None:
        parameters[str(notice.media)] = notice.file
    if notice.silent:
        parameters["disable_notification"] = True
    return _SEND[notice.media], parameters


def editing(chat_id: int, message_id: int, notice: Notice, *, plain: bool = False) -> tuple[str, dict[str, Any]]:
    """The method and the parameters that put it in the place of an earlier message."""
    method = "editMessageText" if notice.media is None else "editMessageCaption"
    return method, {"chat_id": chat_id, "message_id": message_id, **_content(notice, plain=plain)}


def _content(notice: Notice, *, plain: bool) -> dict[str, Any]:
    field = "text" if notice.media is None else "caption"
    content: dict[str, Any] = {field: notice.plain if plain else notice.html, "reply_markup": keyboard(notice)}
    if not plain:
        content["parse_mode"] = "HTML"
    if notice.media is None:
        content["link_preview_options"] = _NO_PREVIEW
    return content
