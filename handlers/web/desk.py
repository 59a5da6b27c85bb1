"""What every handler works with."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import Protocol

from starlette.requests import Request

from bot.catalogue.snapshot import Snapshot
from bot.learning.noting import Learning
from bot.logs.reporting import report_place
from bot.regions import Regions
from bot.reply import Message, Reply
from bot.stations.finding import StationFinder
from bot.upkeep.jobs import Keeper
from data.storage.engine import Database
from handlers.web.case_desk import CaseDesk
from handlers.web.limits import Limits
from handlers.web.metrics import Metrics
from handlers.web.pages import Pages
from handlers.web.watching import Watching

PATIENCE = 0.2
"""Seconds that somebody in danger waits for what the talk adds to the number to dial."""

MOST_CHARACTERS = 500
"""Characters of a question that are used; nobody types more on a phone, and every step costs time by length."""


class AssistantPort(Protocol):
    """The part of `bot.answering.assistant.Assistant` that this channel calls."""

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue that answers come from."""
        ...

    async def reply(self, message: Message) -> Reply:
        """Answers a text, a follow-up or a pressed choice."""
        ...

    def in_danger(self, text: str) -> Reply | None:
        """What is said at once to whoever is in danger, from memory alone; None when the text tells of none."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the handlers.

    `home` is the full path of the region served where a person chose none; `clock` gives seconds since 1970, `today`
    the day that services are judged by, in `zone`; `new_session` makes ids that nobody can guess; `public_url` is our
    own address without a path, empty when it is not known. `cases` None: nobody hands anything over here. `way_in` is
    the link that an announcement's number completes, so that it opens where people have accounts; empty for none.
    """

    assistant: AssistantPort
    stations: StationFinder
    learning: Learning
    database: Database
    regions: Regions
    home: str
    pages: Pages
    limits: Limits
    keeper: Keeper
    metrics: Metrics
    watching: Watching
    clock: Callable[[], float]
    today: Callable[[], date]
    new_session: Callable[[], str]
    zone: tzinfo = UTC
    public_url: str = ""
    cases: CaseDesk | None = None
    way_in: Callable[[], str] = str

    async def reply(self, message: Message) -> Reply:
        """The assistant's reply, counted by its outcome."""
        reply = await self.assistant.reply(message)
        self.metrics.replied(reply.outcome.value)
        return reply

    async def reply_within(self, message: Message, address: str, session: str | None) -> Reply:
        """The reply to somebody at this address; whoever is in danger is answered whatever the limits say.

        Raises:
            TooMany: it is not to be answered, and tells of no danger.
        """
        danger = self.assistant.in_danger(message.text) if message.choice is None and message.text else None
        if danger is None:
            await self.limits.count(address, session)
            return await self.reply(message)
        try:
            reply = await asyncio.wait_for(self.reply(message), PATIENCE)
        except Exception as error:  # a full pool, a database that is gone: the number to dial needs none
            report_place(error, "danger")
            return danger
        return reply if reply.urgent else danger


def desk_of(request: Request) -> Desk:
    """The collaborators of the application that this request came to."""
    desk: Desk = request.scope["desk"]
    return desk


def is_secure(request: Request) -> bool:
    """Whether the page is reached over https, so that the cookie may be kept to it."""
    return request.url.scheme == "https" or desk_of(request).public_url.startswith("https:")
