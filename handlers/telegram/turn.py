"""One thing a person did on Telegram, in the few words that our handlers need."""

from dataclasses import dataclass, field, replace

from telegram import Message, Update
from telegram.constants import ChatType

from data.geodesy import Point


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that somebody sent: what to fetch it by, its name there, and its size in bytes as Telegram says."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Who did what where.

    `job` names the handler. `message_id` is the message written, or the one under which a button was pressed; null for
    inline queries. `text` is what was written (for a command: what follows it), or the pressed button's id.
    `document` is what came with a message, `location` where somebody says that they are: it lives as long as the turn
    and is never printed. `at` is the second of the message since 1970. `bot` is our own @name without the @.
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
    location: Point | None = field(default=None, repr=False)

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
        document=_attachment(message),
        location=_location(message),
    )


def _attachment(message: Message) -> Attachment | None:
    found = message.document
    return Attachment(found.file_id, found.file_name or "", found.file_size or 0) if found is not None else None


def _location(message: Message) -> Point | None:
    found = message.location
    return Point(found.latitude, found.longitude) if found is not None else None


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
