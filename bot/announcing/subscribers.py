"""What people chose to hear about: asked for by themselves, changed at any time, ended with one word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.announcing.audience import Audience, Topic
from bot.regions import NATION, Regions
from data.announcing import subscribers
from data.storage.engine import Database
from data.storage.group_read import GroupRead
from data.tables import Subscriber

DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat chose.

    `area` is a region's full path, None the whole country; `station` an id or None; `paused_until` in seconds since
    1970 or None. All `topics` together are every topic, those that are added later too. `active` is false while the
    chat cannot be written to.
    """

    topics: frozenset[Topic]
    area: str | None
    station: str | None
    silent: bool
    digest: bool
    paused_until: int | None
    active: bool
    since: int


class Subscribers:
    """Chats by key; `clock` gives seconds since 1970.

    Everything but `subscribe` gives false for a chat that is no subscriber.
    """

    def __init__(self, database: Database, regions: Regions, clock: Callable[[], float]) -> None:
        self._database = database
        self._regions = regions
        self._clock = clock
        self._states = GroupRead[str, str](self._fetch_states)

    async def _fetch_states(self, chats: Any) -> dict[str, str]:
        return {chat: row.state for chat, row in (await subscribers.all_of(self._database, list(chats))).items()}

    async def subscription(self, chat: str) -> Subscription | None:
        """What the chat chose; None when it is no subscriber."""
        row = await subscribers.of(self._database, chat)
        return _subscription(row) if row is not None else None

    async def subscribe(
        self, chat: str, topics: frozenset[Topic] = frozenset(Topic), area: str | None = None
    ) -> Subscription:
        """Asks for these topics (all where none is named) of a region, full path; None is the whole country.

        What was chosen besides stays; a pause ends.

        Raises:
            UnknownRegion: no region has this path.
        """
        row: dict[str, Any] = {
            "chat": chat,
            "topics": _kept(topics),
            "area": self._area(area),
            "silent": False,
            "digest": False,
            "paused_until": None,
            "state": subscribers.ACTIVE,
            "gone_since": None,
            "since": int(self._clock()),
        }
        found = await subscribers.of(self._database, chat)
        if found is not None:
            row |= {"silent": found.silent, "digest": found.digest}
        await subscribers.keep(self._database, row)
        return _subscription(Subscriber(**{**row, "since": found.since if found is not None else row["since"]}))

    async def unsubscribe(self, chat: str) -> bool:
        """Ends everything at once: what is still queued for the chat is not sent."""
        return await subscribers.drop(self._database, chat)

    async def choose_topics(self, chat: str, topics: frozenset[Topic]) -> bool:
        """Changes the topics; none named is all."""
        return await subscribers.change(self._database, chat, {"topics": _kept(topics)})

    async def choose_area(self, chat: str, area: str | None) -> bool:
        """Changes the area, a region's full path; None is the whole country.

        Raises:
            UnknownRegion: no region has this path.
        """
        return await subscribers.change(self._database, chat, {"area": self._area(area)})

    async def choose_station(self, chat: str, station: str | None) -> bool:
        """Changes the station whose news the chat gets, by id."""
        return await subscribers.change(self._database, chat, {"station": station})

    async def choose_silent(self, chat: str, silent: bool) -> bool:
        """With or without a sound."""
        return await subscribers.change(self._database, chat, {"silent": silent})

    async def choose_digest(self, chat: str, digest: bool) -> bool:
        """All of a day in one message, or each at once."""
        return await subscribers.change(self._database, chat, {"digest": digest})

    async def pause(self, chat: str, days: int) -> bool:
        """Nothing for so many days; 0 ends a pause. What is sent meanwhile is not made up for."""
        until = int(self._clock()) + days * DAY if days > 0 else None
        return await subscribers.change(self._database, chat, {"paused_until": until})

    async def blocked(self, chat: str) -> bool:
        """The person blocked us: nothing more is sent there; what was chosen is kept."""
        return await subscribers.change(self._database, chat, {"state": subscribers.BLOCKED})

    async def unblocked(self, chat: str) -> bool:
        """The person lets us write again."""
        return await subscribers.change(self._database, chat, {"state": subscribers.ACTIVE, "gone_since": None})

    async def beginning_with(self, beginning: str, most: int = 100) -> Mapping[str, Subscription]:
        """The chats whose keys begin so, at most so many, with what they chose; looks at every row."""
        rows = await subscribers.beginning_with(self._database, beginning, most)
        return {row.chat: _subscription(row) for row in rows}

    async def wrote(self, chat: str) -> None:
        """Whoever writes to us can be written to; costs a shared look-up, and a write only when that is news."""
        state = await self._states.get(chat)
        if state is not None and state != subscribers.ACTIVE:
            await self.unblocked(chat)

    async def moved(self, old: str, new: str) -> None:
        """A group has a new key; everything kept under the old one goes over, in one transaction."""
        await subscribers.move(self._database, old, new)

    async def deactivated(self, chat: str) -> None:
        """The channel says that the account is gone: suppressed at once, forgotten when it says so on a later day."""
        async with self._database.write_rows() as connection:
            await subscribers.note_gone(connection, chat, int(self._clock()), DAY)

    async def unreachable(self, chat: str) -> bool:
        """The chat cannot be written to for now; what was chosen is kept until somebody writes there."""
        return await subscribers.change(self._database, chat, {"state": subscribers.UNREACHABLE})

    async def count(self, audience: Audience) -> int:
        """How many subscribers an audience holds now; those with rights (`staff`) are not counted here."""
        return await subscribers.count(self._database, self.conditions(audience))

    def conditions(self, audience: Audience) -> subscribers.Conditions:
        """The audience as the database asks for it."""
        region = self._area(audience.region)
        around: list[str] = []
        above = self._regions.parent(region) if region is not None else None
        while above is not None:
            around.append(above)
            above = self._regions.parent(above)
        return subscribers.Conditions(
            now=int(self._clock()),
            within=region,
            around=tuple(around),
            topic=str(audience.topic) if audience.topic is not None else None,
            station=audience.station,
            digest=True if audience.digest is not None else None,
            holds=tuple(map(self.conditions, audience.digest.holds if audience.digest is not None else ())),
            lacks=tuple(map(self.conditions, audience.digest.lacks if audience.digest is not None else ())),
        )

    def _area(self, area: str | None) -> str | None:
        if area is None or area == NATION:
            return None
        self._regions.level(area)  # raises for what is no region
        return area


def _kept(topics: frozenset[Topic]) -> str:
    if not topics or topics == frozenset(Topic):
        return subscribers.ALL_TOPICS
    return f",{','.join(sorted(topics))},"


def _subscription(row: Subscriber) -> Subscription:
    named = frozenset(Topic) if row.topics == subscribers.ALL_TOPICS else frozenset(row.topics.strip(",").split(","))
    return Subscription(
        topics=frozenset(topic for topic in Topic if topic in named),
        area=row.area,
        station=row.station,
        silent=row.silent,
        digest=row.digest,
        paused_until=row.paused_until,
        active=row.state == subscribers.ACTIVE,
        since=row.since,
    )
