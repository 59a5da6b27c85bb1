"""Writing announcements, and seeing what they would be before they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from bot.announcing.asks import Asks
from bot.announcing.audience import Audience
from bot.announcing.content import Content
from bot.announcing.messenger import Notice
from bot.announcing.records import Records, content_of, notice_of
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from bot.people.roles import Right
from data.announcing import announcements
from data.people import audit
from data.people.audit import Actor

UNTOUCHED: Final[Mapping[str, Any]] = {
    "prepared": False,
    "total": 0,
    "stage": 0,
    "version": 0,
    "runs": 0,
    "fence": 0,
}
"""How far an announcement is of which nothing was sent."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many people an announcement would reach, and about how many minutes that takes (1 or more)."""

    people: int
    minutes: int


class Drafts:
    """Drafts by number.

    Every method that takes an `actor` raises NotAllowed for whoever has not the right named, UnknownAnnouncement for a
    number that is none, and NotNow for what is a draft no more.
    """

    def __init__(self, records: Records, subscribers: Subscribers) -> None:
        self._records = records
        self._subscribers = subscribers

    async def draft(
        self,
        actor: Actor,
        content: Content,
        audience: Audience = Audience(),  # noqa: B008 - frozen
        *,
        urgent: bool = False,
        at: int | None = None,
        not_after: int | None = None,
    ) -> int:
        """Keeps a draft and gives its number; `at` and `not_after` in seconds since 1970. Right: send.

        Raises:
            BadContent, WrongTime, UnknownRegion: it could not be sent like this.
            NotAllowed: also for an urgent one without the right for it.
        """
        await self._records.staff.require(actor.person, Right.SEND)
        if urgent:
            await self._records.staff.require(actor.person, Right.URGENT)
        content.checked(self._records.rooms())
        self._records.check_times(at, not_after)
        self._subscribers.conditions(audience)
        now = self._records.now
        row = {
            **_columns(content),
            "audience": audience.to_json(),
            "urgent": urgent,
            "author": actor.person,
            "state": State.DRAFT,
            "scheduled_at": at,
            "not_after": not_after,
            "created_at": now,
            **UNTOUCHED,
        }
        async with self._records.database.write_rows() as connection:
            number = await announcements.add(connection, row)
            await audit.note(connection, actor, now, "announce.draft", str(number), after=content.html)
        return number

    async def change(
        self,
        actor: Actor,
        number: int,
        *,
        content: Content | None = None,
        audience: Audience | None = None,
        urgent: bool | None = None,
        times: tuple[int | None, int | None] | None = None,
        asks: Asks | None = None,
    ) -> None:
        """Changes a draft: what is named. `times` is (at, not after). Right: send; only the author.

        Raises: as `draft`; WrongAsks for what cannot be asked.
        """
        found = await self._records.of_author(actor, number)
        values: dict[str, Any] = {}
        if content is not None:
            values |= _columns(content.checked(self._records.rooms()))
        if audience is not None:
            self._subscribers.conditions(audience)
            values["audience"] = audience.to_json()
        if urgent is not None:
            if urgent:
                await self._records.staff.require(actor.person, Right.URGENT)
            values["urgent"] = urgent
        if times is not None:
            self._records.check_times(*times)
            values["scheduled_at"], values["not_after"] = times
        if asks is not None:
            values["asks"] = asks.checked().to_json()
        if values:
            text = str(values["html"]) if "html" in values else None
            await self._records.write(actor, found, "announce.change", values, {State.DRAFT}, after=text)

    async def preview(self, number: int) -> Notice:
        """The very message that a recipient would get."""
        return notice_of(await self._records.find(number))

    async def estimate(self, number: int) -> Estimate:
        """How many it would reach now, and how long that takes."""
        found = await self._records.find(number)
        audience = Audience.from_json(found.audience)
        people = len(await self.staff_keys()) if audience.staff else await self._subscribers.count(audience)
        a_minute = min((room.a_minute for room in self._records.rooms()), default=people or 1)
        return Estimate(people, max(1, ceil(people * content_of(found).messages / a_minute)))

    async def staff_keys(self) -> Sequence[str]:
        """Everybody who may send: the first to get each announcement."""
        return sorted(await self._records.staff.who_may(Right.SEND))


def _columns(content: Content) -> dict[str, Any]:
    return {
        "html": content.html,
        "media_kind": content.media and str(content.media),
        "media": content.file,
        "buttons": content.buttons,
        "album": [[part.media, part.file] for part in content.album] or None,
    }
