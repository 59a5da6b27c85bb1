"""One thing a person did on Telegram, in the few words that our handlers need."""

import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from data.stations.geodesy import Point
from handlers.telegram.message.keys import key_of, key_of_topic
from handlers.telegram.message.marks import html_of

UNSUBSCRIBE: Final = "uns:"
"""Begins the id of the button under every announcement; the announcement's number follows."""

_ANNOUNCEMENT: Final = re.compile(rf"{UNSUBSCRIBE}(\d{{1,9}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody sent: what to fetch it by, its name there, and its size in bytes as Telegram says."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Recording:
    """A video, an animation or a piece of sound, by Telegram's word for its kind."""

    kind: str
    file: Attachment


@dataclass(frozen=True, slots=True)
class Turn:
    """Who did what where.

    `job` names the handler. `message_id` is the message written, or the one under which a button was pressed; None for
    inline queries. `text` is what was written (for a command: what follows it), or the pressed button's id.
    `document`, `photo`, `voice` or `recording` is what came with a message, `album` what it is a part of. `raw` is the
    whole text of a message, and `marks` its bold, links and the like; `location` is where somebody says that they are:
    it lives as long as the turn and is never printed.
    `borrowed`: the message is not of the sender's own hand: forwarded, through another bot, in a channel's name, or an
    answer to a message of another chat; it never commands. `as_group`: it stands in the name of the group that it is
    in, which only its admins can do. `topic` is the number of the forum's topic that it is in. `at` is the second of
    the message since 1970. `quoted` is the number of the announcement that it replies to. `bot` is our own @name
    without the @. `shown` is the text of the message under which a button was pressed.
    """

    job: str
    update_id: int
    chat_id: int
    user_id: int
    message_id: int | None
    private: bool
    text: str
    at: int
    bot: str
    query_id: str = ""
    document: Attachment | None = None
    photo: Attachment | None = None
    voice: Attachment | None = None
    recording: Recording | None = None
    album: str = ""
    raw: str = ""
    marks: tuple[MessageEntity, ...] = ()
    location: Point | None = field(default=None, repr=False)
    quoted: int | None = None
    borrowed: bool = False
    as_group: bool = False
    topic: int | None = None
    shown: str = field(default="", repr=False)

    @property
    def person(self) -> str:
        """The key of what we keep of this person."""
        return key_of(self.user_id)

    @property
    def conversation(self) -> str:
        """The key of this person's conversation in this chat."""
        return f"tg:{self.chat_id}:{self.user_id}"

    @property
    def group(self) -> int | None:
        """The group this happened in; None in a private chat."""
        return None if self.private else self.chat_id

    @property
    def room(self) -> str:
        """The key of the chat, or of the topic of a forum, that this happened in."""
        return key_of_topic(self.chat_id, self.topic)

    def with_text(self, text: str) -> "Turn":
        """The same turn with another text."""
        return replace(self, text=text)

    @property
    def html(self) -> str:
        """The text with its marks, in Telegram's HTML."""
        whole = self.raw.rstrip()
        start = len(whole) - len(self.text)
        if self.marks and self.text and whole[start:] == self.text:
            return html_of(whole, self.marks, start)
        return escape(self.text, quote=False)

    @property
    def link(self) -> str:
        """A link that opens the private chat with us."""
        return f"https://t.me/{self.bot}?start=ask"


def of_message(job: str, update: Update, message: Message, bot: str, text: str) -> Turn:
    """The turn of somebody who wrote or edited a message."""
    sender = message.from_user
    return Turn(
        job=job,
        update_id=update.update_id,
        chat_id=message.chat.id,
        user_id=sender.id if sender else message.chat.id,
        message_id=message.message_id,
        private=message.chat.type == ChatType.PRIVATE,
        text=text,
        at=int(message.date.timestamp()),
        bot=bot,
        document=_document(message),
        photo=_photo(message),
        voice=_voice(message),
        recording=_recording(message),
        album=message.media_group_id or "",
        raw=message.text or message.caption or "",
        marks=tuple(message.entities or message.caption_entities),
        location=_location(message),
        quoted=_quoted(message),
        borrowed=_borrowed(message),
        as_group=_as_group(message),
        topic=_topic(message),
    )


def _borrowed(message: Message) -> bool:
    another = message.sender_chat if not _as_group(message) else None
    marks = (message.forward_origin, message.via_bot, another, message.external_reply)
    return any(mark is not None for mark in marks) or bool(message.is_automatic_forward)


def _as_group(message: Message) -> bool:
    """Admins may hide behind their group; nobody else writes in its name."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _document(message: Message) -> Attachment | None:
    found = message.document
    return Attachment(found.file_id, found.file_name or "", found.file_size or 0) if found is not None else None


def _photo(message: Message) -> Attachment | None:
    """The largest of the sizes in which Telegram keeps a photo."""
    if not message.photo:
        return None
    found = message.photo[-1]
    return Attachment(found.file_id, "", found.file_size or 0)


def _quoted(message: Message) -> int | None:
    """Every announcement carries its number behind the button that unsubscribes."""
    markup = message.reply_to_message.reply_markup if message.reply_to_message is not None else None
    buttons = (button.callback_data for row in markup.inline_keyboard for button in row) if markup is not None else ()
    for data in buttons:
        if isinstance(data, str) and (found := _ANNOUNCEMENT.fullmatch(data)) is not None:
            return int(found[1])
    return None


def _voice(message: Message) -> Attachment | None:
    found = message.voice
    return Attachment(found.file_id, "", found.file_size or 0) if found is not None else None


def _recording(message: Message) -> Recording | None:
    """An animation comes as a document too, for programs that know none."""
    sent = (("animation", message.animation), ("video", message.video), ("audio", message.audio))
    for kind, found in sent:
        if found is not None:
            return Recording(kind, Attachment(found.file_id, found.file_name or "", found.file_size or 0))
    return None


def _location(message: Message) -> Point | None:
    found = message.location
    return Point(found.latitude, found.longitude) if found is not None else None


def of_press(job: str, update: Update, bot: str) -> Turn | None:
    """The turn of somebody who pressed a button; None when its message is of no chat that we can write to."""
    query = update.callback_query
    if query is None or query.message is None:
        return None
    chat = query.message.chat
    return Turn(
        job=job,
        update_id=update.update_id,
        chat_id=chat.id,
        user_id=query.from_user.id,
        message_id=query.message.message_id,
        private=chat.type == ChatType.PRIVATE,
        text=query.data or "",
        at=0,  # Telegram does not say when a button was pressed
        bot=bot,
        query_id=query.id,
        topic=_topic(query.message) if isinstance(query.message, Message) else None,
        shown=(query.message.text or "") if isinstance(query.message, Message) else "",
    )


def of_inline(job: str, update: Update, bot: str) -> Turn | None:
    """The turn of somebody who types `@bot …` in any chat; that chat is unknown to us."""
    query = update.inline_query
    if query is None:
        return None
    person = query.from_user.id
    return Turn(
        job=job,
        update_id=update.update_id,
        chat_id=person,
        user_id=person,
        message_id=None,
        private=True,
        text=query.query.strip(),
        at=0,
        bot=bot,
        query_id=query.id,
    )
