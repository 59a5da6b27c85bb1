"""What every handler works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import Protocol

from starlette.requests import Request

from bot.catalogue import Snapshot
from bot.learning.noting import Learning
from bot.regions import Regions
from bot.reply import Message, Reply
from bot.stations.finding import StationFinder
from data.engine import Database
from handlers.web.limits import Limits
from handlers.web.metrics import Metrics
from handlers.web.pages import Pages

MOST_CHARACTERS = 500
"""Characters of a question that are used; nobody types more on a phone, and every step costs time by length."""


class AssistantPort(Protocol):
    """The part of `bot.assistant.Assistant` that this channel calls."""

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue that answers come from."""
        ...

    async def reply(self, message: Message) -> Reply:
        """Answers a text, a follow-up or a pressed choice."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the handlers.

    `home` is the full path of the region served where a person chose none; `clock` gives seconds since 1970, `today`
    the day that services are judged by, in `zone`; `new_session` makes ids that nobody can guess; `public_url` is our
    own address without a path, empty when it is not known.
    """

    assistant: AssistantPort
    stations: StationFinder
    learning: Learning
    database: Database
    regions: Regions
    home: str
    pages: Pages
    limits: Limits
    metrics: Metrics
    clock: Callable[[], float]
    today: Callable[[], date]
    new_session: Callable[[], str]
    zone: tzinfo = UTC
    public_url: str = ""

    async def reply(self, message: Message) -> Reply:
        """The assistant's reply, counted by its outcome."""
        reply = await self.assistant.reply(message)
        self.metrics.replied(reply.outcome.value)
        return reply


def desk_of(request: Request) -> Desk:
    """The collaborators of the application that this request came to."""
    desk: Desk = request.scope["desk"]
    return desk


def address_of(request: Request) -> str:
    """Where the request came from, for counting only; never logged."""
    return request.client.host if request.client is not None else ""


def is_secure(request: Request) -> bool:
    """Whether the page is reached over https, so that the cookie may be kept to it."""
    return request.url.scheme == "https" or desk_of(request).public_url.startswith("https:")
