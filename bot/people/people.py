"""What is kept of a person, and how it is forgotten."""

from collections.abc import Callable
from dataclasses import dataclass

from data.people import persons as people
from data.storage.engine import Database
from data.storage.group_read import GroupRead


@dataclass(frozen=True, slots=True)
class Held:
    """Everything kept of one person, but for the subscription.

    The region chosen and since when, what each running conversation is about, to how many announcements the ledger has
    a row, and in how many rows it is on record what they did for the union.
    """

    region: str | None
    since: int | None
    conversations: tuple[str, ...]
    announcements: int
    on_record: int = 0


class People:
    """Persons by key (the channel's short name, a colon, who it is there); `clock` gives seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._regions = GroupRead[str, str](lambda keys: people.regions_of(database, keys))

    async def region(self, person: str) -> str | None:
        """The full path of the person's region; None when none was chosen."""
        return await self._regions.get(person)

    async def choose_region(self, person: str, region: str | None) -> None:
        """Keeps the region (a full path) until the person changes or forgets it; None forgets it."""
        await people.keep_region(self._database, person, region, int(self._clock()))

    async def held(self, person: str) -> Held:
        """Everything kept of this person."""
        row = await people.person(self._database, person)
        talks = await people.conversations_of(self._database, person)
        return Held(
            region=row.region if row else None,
            since=row.since if row else None,
            conversations=tuple(talk.state for talk in talks),
            announcements=len(await people.announced(self._database, person)),
            on_record=await people.on_record(self._database, person),
        )

    async def announcement_messages(self, person: str, seconds: int) -> tuple[int, ...]:
        """The numbers of the announcements that this person got in the last so many seconds."""
        since = int(self._clock()) - seconds
        rows = await people.announced(self._database, person)
        return tuple(number for number, at in rows if number is not None and at is not None and at >= since)

    async def forget(self, person: str) -> None:
        """Deletes everything kept of this person, and sends no more announcements there."""
        await people.forget(self._database, person)
