"""What every handler works with."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from bot.announcing.messenger import Messenger
from bot.announcing.office import Office
from bot.announcing.subscribers import Subscribers
from bot.announcing.taking_part import TakingPart
from bot.cases.office import CaseOffice
from bot.cases.telling import Teller
from bot.editing.entries import Entries
from bot.exchange.exchange import Exchange
from bot.extracting.office import Extraction
from bot.learning.noting import Learning
from bot.learning.teaching import Teaching
from bot.operator import Operator
from bot.people.forms import Forms
from bot.people.people import People
from bot.people.region_choices import RegionChoices, region_choices
from bot.people.staff import Staff
from bot.regions import Regions
from bot.reply import Message, Reply
from bot.stations.attending import Attending
from bot.stations.importing import Importer
from bot.upkeep.backups import Backups
from bot.upkeep.doctor import Finding
from bot.upkeep.totals import ChannelTotals
from data.storage.engine import Database
from data.telegram.ledger import TelegramLedger
from handlers.telegram.desk.limits import Limits
from handlers.telegram.desk.stale import Apologies
from handlers.telegram.message.show import Drawn
from handlers.telegram.wire.chats import Chats
from handlers.telegram.wire.outbox import Outbox


class AssistantPort(Protocol):
    """The part of `bot.answering.assistant.Assistant` that this channel calls."""

    @property
    def operator(self) -> Operator:
        """Whose assistant this is."""
        ...

    async def reply(self, message: Message) -> Reply:
        """Answers a text, a follow-up or a pressed choice."""
        ...

    def in_danger(self, text: str) -> Reply | None:
        """What is said at once to whoever is in danger, from memory alone; None when the text tells of none."""
        ...

    def menu(self) -> Reply:
        """The list of subjects as choices."""
        ...

    def in_words(self, kept: str) -> str:
        """What the kept state of a conversation holds, for the person it is about."""
        ...

    def explain(self, text: str, region: str | None) -> str:
        """Why somebody of this region would be answered as they are."""
        ...

    async def start_over(self, conversation: str) -> None:
        """Forgets what was talked about under this key."""
        ...


class CardsPort(Protocol):
    """The part of `handlers.telegram.announcing.cards.Cards` that handlers call; announcements go by number."""

    async def drawn(self, number: int) -> Drawn:
        """What the card shows now."""
        ...

    async def put(self, number: int, chat: str, message_id: int, drawn: Drawn) -> None:
        """Makes a message that shows `drawn` the card of the announcement."""
        ...

    async def renew(self, number: int) -> None:
        """Shows what happened, within three seconds."""
        ...

    async def amending(self, number: int, what: str) -> None:
        """Shows that a correction (fix) or a recall begins."""
        ...


@dataclass(frozen=True, slots=True)
class Announcing:
    """What handlers of announcements work with; `clock` gives seconds since 1970."""

    office: Office
    subscribers: Subscribers
    messenger: Messenger
    cards: CardsPort
    taking_part: TakingPart
    clock: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the handlers.

    `home` is the full path of the region served where a person chose none. `publish_menu` renews the menu of a person
    (by key) whose rights changed. `examine` gives the findings of the whole examination, `clock` seconds since 1970.
    """

    assistant: AssistantPort
    people: People
    staff: Staff
    forms: Forms
    learning: Learning
    teaching: Teaching
    entries: Entries
    exchange: Exchange
    extraction: Extraction
    database: Database
    regions: Regions
    home: str
    ledger: TelegramLedger
    outbox: Outbox
    limits: Limits
    apologies: Apologies
    timezone: tzinfo
    announcing: Announcing
    chats: Chats
    attending: Attending
    importer: Importer
    cases: CaseOffice
    teller: Teller
    publish_menu: Callable[[str], Awaitable[None]]
    backups: Backups
    examine: Callable[[], Awaitable[Sequence[Finding]]]
    clock: Callable[[], float]
    totals: ChannelTotals

    @property
    def around_home(self) -> RegionChoices:
        """The regions to choose from; worked out in some microseconds."""
        return region_choices(self.regions, self.home)
