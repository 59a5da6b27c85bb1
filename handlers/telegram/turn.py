"""One thing a person did on Telegram, in the few words that our handlers need."""

from dataclasses import dataclass, replace
from html import escape

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from handlers.telegram.marks import html_of


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody sent: what to fetch it by, its name there, and its size in bytes as Telegram says."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Who did what where.

    `job` names the handler. `message_id` is the message written, or the one under which a button was pressed; null for
    inline queries. `text` is what was written (for a command: what follows it), or the pressed button's id.
    `document` or `photo` is what came with a message. `raw` is the whole text of a message, and `marks` its bold, links
    and the like. `at` is the second of the message since 1970. `bot` is our own @name without the @.
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
    raw: str = ""
    marks: tuple[MessageEntity, ...] = ()

    @property
    def person(self) -> str:
        """The key of what we keep of this person."""
        return f"tg:{self.user_id}"

    @property
    def conversation(self) -> str:
        """The key of this person's conversation in this chat."""
        return f"tg:{self.chat_id}:{self.user_id}"

    @property
    def group(self) -> int | None:
        """The group this happened in; null in a private chat."""
        return None if self.private else self.chat_id

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
        raw=message.text or message.caption or "",
        marks=tuple(message.entities or message.caption_entities),
    )


def _document(message: Message) -> Attachment | None:
    found = message.document
    return Attachment(found.file_id, found.file_name or "", found.file_size or 0) if found is not None else None


def _photo(message: Message) -> Attachment | None:
    """The largest of the sizes in which Telegram keeps a photo."""
    if not message.photo:
        return None
    found = message.photo[-1]
    return Attachment(found.file_id, "", found.file_size or 0)


def of_press(job: str, update: Update, bot: str) -> Turn | None:
    """The turn of somebody who pressed a button; null when its message is of no chat that we can write to."""
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
