"""A person who talks to the assistant, and what a reply shows them."""

from collections.abc import Callable
from datetime import date

from bot.answering.assistant import Assistant
from bot.answering.memory import Memory, ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Card, Message, Reply, ServiceRef
from data.storage.engine import Database
from tests.conftest import LABELLED_DAY
from tests.small_catalogue import HOHHOT

TODAY = LABELLED_DAY.date()


def assistant_over(
    snapshot: Snapshot,
    regions: Regions,
    *,
    today: date = TODAY,
    memory: Memory | None = None,
    database: Database | None = None,
    clock: Callable[[], float] = lambda: 0.0,
) -> Assistant:
    """An assistant at home in 呼和浩特; without a database it may not be asked for a source's own words."""
    # Never connected to unless a passage is asked for.
    kept = database if database is not None else Database("sqlite:///:memory:")
    return Assistant(snapshot, regions, HOHHOT, memory or ProcessMemory(), kept, clock, lambda: today)


class Talk:
    """One conversation; `say` and `press` return the replies."""

    def __init__(self, assistant: Assistant, region: str | None = None, key: str = "test:1") -> None:
        self._assistant = assistant
        self._region = region
        self._key = key

    async def say(self, text: str) -> Reply:
        """Writes a message."""
        return await self._assistant.reply(Message(text, self._key, self._region))

    async def press(self, choice: str) -> Reply:
        """Presses a button."""
        return await self._assistant.reply(Message("", self._key, self._region, choice))


def card(reply: Reply) -> Card:
    """The one card of a reply."""
    cards = [block for block in reply.blocks if isinstance(block, Card)]
    assert len(cards) == 1, reply
    return cards[0]


def first(reply: Reply) -> ServiceRef:
    """The service that the reply is about."""
    assert reply.services, reply.text
    return reply.services[0]


def ids(reply: Reply) -> list[str]:
    """The services named, best first."""
    return [service.id for service in reply.services]
