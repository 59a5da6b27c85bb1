"""Announcements as they are kept, and every change of them with its row in the audit."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcing.asks import Asks
from bot.announcing.content import Content, plain_of
from bot.announcing.messenger import Enclosed, Link, Media, Notice
from bot.announcing.room import Rooms
from bot.announcing.states import State
from bot.people.roles import Right
from bot.people.staff import NotAllowed, Staff
from data.announcing import announcements
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import Announcement

_PAST = 60  # seconds that a time of sending may lie back: whoever writes 8:00 at 8:00 means now


class UnknownAnnouncement(LookupError):
    """There is no announcement of this number."""


class NotNow(RuntimeError):
    """The announcement is in a state from which this cannot be done; `state` is that state."""

    def __init__(self, state: State) -> None:
        super().__init__(f"not while {state}")
        self.state = state


class NeedsAnother(PermissionError):
    """Whoever wrote an announcement does not approve it too."""


class NobodyToAsk(RuntimeError):
    """An announcement needs a second person's approval, and nobody else may give it."""


class WrongTime(ValueError):
    """The time lies in the past, or the expiry before the time of sending."""


class Runner(Protocol):
    """What carries out announcements durably (`bot.announcing.workflows`)."""

    async def begin(self, number: int, run: int) -> None:
        """Sends the announcement when its time has come, once for each number and run, also after a crash."""
        ...

    async def amend(self, number: int, version: int) -> None:
        """Corrects or recalls what was delivered, once for each number and version, also after a crash."""
        ...


class Records:
    """What every office works on; `clock` gives seconds since 1970, `rooms` what the channels take."""

    def __init__(
        self, database: Database, staff: Staff, runner: Runner, clock: Callable[[], float], rooms: Rooms
    ) -> None:
        self.database = database
        self.staff = staff
        self.runner = runner
        self.clock = clock
        self.rooms = rooms

    @property
    def now(self) -> int:
        """The second it is, since 1970."""
        return int(self.clock())

    async def find(self, number: int) -> Announcement:
        """The announcement as it is kept."""
        found = await announcements.of(self.database, number)
        if found is None:
            raise UnknownAnnouncement(number)
        return found

    async def schedule(
        self, actor: Actor, found: Announcement, act: str, sources: set[State], more: Mapping[str, Any] | None = None
    ) -> None:
        """It goes out at its hour: a new run of the sender."""
        run = found.runs + 1
        values = {"state": State.SCHEDULED, "runs": run, "pause_reason": None, **(more or {})}
        await self.write(actor, found, act, values, sources)
        await self.runner.begin(found.id or 0, run)

    async def write(
        self,
        actor: Actor,
        found: Announcement,
        act: str,
        values: Mapping[str, Any],
        sources: set[State] | frozenset[State],
        after: str | None = None,
    ) -> None:
        """Changes columns in a transaction of its own; otherwise as `settle`."""
        async with self.database.write_rows() as connection:
            await self.settle(connection, actor, found, act, values, sources, after)

    async def settle(
        self,
        connection: AsyncConnection,
        actor: Actor,
        found: Announcement,
        act: str,
        values: Mapping[str, Any],
        sources: set[State] | frozenset[State],
        after: str | None = None,
    ) -> None:
        """Changes columns within a transaction, and says so in the audit; raises NotNow from any other state."""
        number = found.id or 0
        if not await announcements.change(connection, number, values, only_from=sources):
            raise NotNow(State(found.state))
        new = after if after is not None else str(values.get("state", ""))
        await audit.note(connection, actor, int(self.clock()), act, str(number), before=found.state, after=new)

    async def of_author(self, actor: Actor, number: int) -> Announcement:
        """The announcement, for its author with the right to send."""
        await self.staff.require(actor.person, Right.SEND)
        found = await self.find(number)
        if found.author != actor.person:
            raise NotAllowed("somebody else's draft")
        return found

    async def steered(self, actor: Actor, number: int) -> Announcement:
        """The announcement, for anybody with the right to send or to approve."""
        await self.require_one(actor, Right.SEND, Right.APPROVE)
        return await self.find(number)

    async def require_one(self, actor: Actor, *rights: Right) -> None:
        """Does nothing for a person with one of the rights; raises NotAllowed for anybody else."""
        if not frozenset(rights) & await self.staff.rights(actor.person):
            raise NotAllowed(f"needs one of the rights {', '.join(rights)}")

    def check_times(self, at: int | None, not_after: int | None) -> None:
        """Raises WrongTime for hours that have passed."""
        now = self.clock()
        if (at is not None and at < now - _PAST) or (not_after is not None and not_after <= max(now, at or 0)):
            raise WrongTime("the time has passed")


def content_of(announcement: Announcement) -> Content:
    """What the announcement says."""
    links = tuple(Link(label, url) for label, url in announcement.buttons)
    media = Media(announcement.media_kind) if announcement.media_kind else None
    album = tuple(Enclosed(Media(kind), file) for kind, file in announcement.album or ())
    return Content(announcement.html, media, announcement.media, links, album)


def notice_of(announcement: Announcement, *, silent: bool = False) -> Notice:
    """The message that one recipient gets."""
    content = content_of(announcement)
    plain = plain_of(content.html)
    number = announcement.id or 0
    return Notice(
        number,
        content.html,
        plain,
        content.media,
        content.file,
        content.links,
        silent,
        Asks.from_json(announcement.asks),
        content.album,
    )
