"""What the sender needs of a channel: deliver one message, and say truly what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from bot.announcing.asks import NOTHING_ASKED, Asks


class Media(StrEnum):
    """A file that goes along."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    ANIMATION = "animation"
    VOICE = "voice"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One part of an album: its kind, and the channel's id of the file."""

    media: Media
    file: str


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The very message that a recipient gets, but for the channel's own unsubscribe button.

    `announcement` is the number behind that button. `html` is text with marks, `plain` the same without them.
    `file` is the channel's id of a file it holds. `silent`: no sound. `asks`: what its buttons ask. With an `album` it
    takes two calls: the album, and then the rest without it.
    """

    announcement: int
    html: str
    plain: str
    media: Media | None = None
    file: str | None = None
    links: tuple[Link, ...] = ()
    silent: bool = False
    asks: Asks = NOTHING_ASKED
    album: tuple[Enclosed, ...] = ()


class Why(StrEnum):
    """Why somebody could not be reached; the `reason` of ledger rows."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    NO_CHAT = "no_chat"
    NO_RIGHT = "no_right"
    TOPIC_CLOSED = "topic_closed"
    BAD_TEXT = "bad_text"
    REFUSED = "refused"
    TOO_OLD = "too_old"
    MOVED_AGAIN = "moved_again"
    NO_ANSWER = "no_answer"
    SERVER_ERROR = "server_error"
    CRASH = "crash"
    LEFT = "left"
    NO_CHANNEL = "no_channel"
    """No channel of ours has this chat any more."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands in the chat. `plain`: only as plain text, because the channel cannot read our marks."""

    message_id: int
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """The album stands in the chat as the messages of these numbers; the rest of the announcement is to follow."""

    earlier: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """An edit or a deletion is as wanted; nothing to change counts too."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """It surely never left, or the server surely did nothing: safe to repeat after a pause."""


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """It left and may stand in the chat; never repeated by itself."""

    why: Why = Why.NO_ANSWER


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person shut us out or is gone (`BLOCKED`, `DEACTIVATED`), or a group did (`KICKED`)."""

    why: Why = Why.BLOCKED


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The chat cannot be written to (`NO_CHAT`, `NO_RIGHT`, `TOPIC_CLOSED`); what was chosen there is kept."""

    why: Why


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new key; nothing was sent."""

    chat: str


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Too many requests: nothing was sent; not before so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel does not take it: our mistake (`BAD_TEXT`), or something new (`REFUSED`); `words` are its own."""

    why: Why
    words: str = ""


@dataclass(frozen=True, slots=True)
class WrongToken:
    """The channel does not know us: nothing can be sent to anybody there."""


Outcome = (
    Sent | Begun | Done | NotSent | OutcomeUnknown | Blocked | Unreachable | Moved | SlowDown | Refused | WrongToken
)


class Messenger(Protocol):
    """The channel's side of sending; chats by key. No method repeats or waits, and none raises."""

    async def send(self, chat: str, notice: Notice) -> Outcome:
        """Sends it once; of a notice with an album the album alone."""
        ...

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        """Puts it in the place of a message of ours."""
        ...

    async def delete(self, chat: str, messages: Sequence[int]) -> Outcome:
        """Takes the messages of ours that bring one announcement away."""
        ...


async def send_whole(messenger: Messenger, chat: str, notice: Notice) -> Outcome:
    """Sends all of a notice at once, to somebody of the staff who looks at it; not through the ledger."""
    outcome = await messenger.send(chat, notice)
    return await messenger.send(chat, replace(notice, album=())) if isinstance(outcome, Begun) else outcome
