"""What every handler works with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from bot.announcing.messenger import Messenger
from bot.announcing.office import Office
from bot.announcing.subscribers import Subscribers
from bot.forms import Forms
from bot.people import People
from bot.regions import Regions
from bot.reply import Message, Reply
from bot.staff import Staff
from data.engine import Database
from data.telegram_ledger import TelegramLedger
from handlers.telegram.announcing.cards import Cards
from handlers.telegram.limits import Limits
from handlers.telegram.outbox import Outbox
from handlers.telegram.stale import Apologies


class AssistantPort(Protocol):
    """The part of `bot.assistant.Assistant` that this channel calls."""

    async def reply(self, message: Message) -> Reply:
        """Answers a text, a follow-up or a pressed choice."""
        ...

    def menu(self) -> Reply:
        """The list of subjects as choices."""
        ...

    def in_words(self, kept: str) -> str:
        """What the kept state of a conversation holds, for the person it is about."""
        ...

    async def start_over(self, conversation: str) -> None:
        """Forgets what was talked about under this key."""
        ...


@dataclass(frozen=True, slots=True)
class Announcing:
    """What handlers of announcements work with; `clock` gives seconds since 1970."""

    office: Office
    subscribers: Subscribers
    messenger: Messenger
    cards: Cards
    clock: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the handlers.

    `home` is the full path of the region served where a person chose none. `publish_menu` renews the menu of a person
    (by key) whose rights changed.
    """

    assistant: AssistantPort
    people: People
    staff: Staff
    forms: Forms
    database: Database
    regions: Regions
    home: str
    ledger: TelegramLedger
    outbox: Outbox
    limits: Limits
    apologies: Apologies
    timezone: tzinfo
    announcing: Announcing
    publish_menu: Callable[[str], Awaitable[None]]
