"""Different people of one day, counted by keyed hashes that end with the day; only the numbers remain."""

import asyncio
import hmac
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import String, and_, bindparam, column, delete, func, select, update, values
from sqlalchemy.dialects import postgresql, sqlite

from data.learning.day_counts import ANYTHING, PEOPLE, DayCounts, Key
from data.storage.engine import Database
from data.storage.group_commit import Statement
from data.tables import DayAsker, DayKey, Miss, table_of

_ASKER, _KEY, _MISS = (table_of(model) for model in (DayAsker, DayKey, Miss))

MISS: Final = "q:"
SUBJECT: Final = "i:"
"""What a row is about begins with one of these, or is `ANYTHING`."""

_AT_ONCE: Final = 200
"""Things whose hashes are turned into a number in one transaction: no reply waits long for it."""


def asker_of(key: bytes, person: str, about: str) -> str:
    """The person as this day and this thing know them: 32 hexadecimal digits, another set for every other thing."""
    return hmac.digest(key, f"{about}\n{person}".encode(), "sha256").hex()[:32]


class DayAskers:
    """Rows of the days that are not over; days are `YYYY-MM-DD`. `fresh_key` gives 32 random bytes."""

    def __init__(self, database: Database, counts: DayCounts, fresh_key: Callable[[], bytes]) -> None:
        self._database = database
        self._counts = counts
        self._fresh_key = fresh_key
        self._known: tuple[str, bytes] | None = None
        self._one_at_a_time = asyncio.Lock()
        insert = sqlite.insert if database.is_sqlite else postgresql.insert
        self._insert = insert(_ASKER).on_conflict_do_nothing()
        self._insert_key = insert(_KEY).on_conflict_do_nothing()
        self._close_miss = (
            update(_MISS)
            .where(_MISS.c.id == bindparam("of_miss"))
            .values(people=_MISS.c.people + bindparam("more", type_=_MISS.c.people.type))
        )

    async def key(self, day: str) -> bytes:
        """The key of the day, the same for every process; made when the first of them asks."""
        known = self._known
        if known is None or known[0] != day:
            async with self._one_at_a_time:
                known = self._known
                if known is None or known[0] != day:
                    known = self._known = (day, await self._shared_key(day))
        return known[1]

    async def _shared_key(self, day: str) -> bytes:
        async with self._database.write_rows() as connection:
            await connection.execute(self._insert_key, {"day": day, "key": self._fresh_key()})
            key: bytes = (await connection.execute(select(_KEY.c.key).where(_KEY.c.day == day))).scalar_one()
        return key

    def row(self, day: str, about: str, key: bytes, person: str) -> Statement:
        """The statement that counts the person once for this thing and day."""
        return self._insert, {"day": day, "about": about, "asker": asker_of(key, person, about)}

    async def numbers(self, day: str) -> dict[str, int]:
        """How many different people asked on this running day, by what it was about, misses left out."""
        query = select(_ASKER.c.about, func.count()).where(_ASKER.c.day == day, _ASKER.c.about.not_like(f"{MISS}%"))
        async with self._database.engine.connect() as connection:
            return dict(tuple(row) for row in await connection.execute(query.group_by(_ASKER.c.about)))

    async def close_days(self, today: str) -> None:
        """Turns the hashes of the days before `today` into numbers, and deletes them with their keys.

        The keys go first: from then on nobody can tell whose a hash is. A row that another process wrote late is found
        the next time.
        """
        if self._known is not None and self._known[0] < today:
            self._known = None
        over = _ASKER.c.day < today
        things = select(_ASKER.c.day, _ASKER.c.about).where(over).distinct().limit(_AT_ONCE)
        async with self._database.engine.connect() as connection:
            keys = await connection.scalar(select(func.count()).select_from(_KEY).where(_KEY.c.day < today))
            found = [tuple(row) for row in await connection.execute(things)]
        if keys:
            async with self._database.write_rows() as connection:
                await connection.execute(delete(_KEY).where(_KEY.c.day < today))
        while found:
            async with self._database.write_rows() as connection:
                people: Counter[Key] = Counter()
                for day, about in sorted(found):
                    rows = delete(_ASKER).where(_ASKER.c.day == day, _ASKER.c.about == about)
                    number = (await connection.execute(rows)).rowcount
                    if about.startswith(MISS):
                        miss = about.removeprefix(MISS)
                        await connection.execute(self._close_miss, {"of_miss": miss, "more": number})
                    else:
                        people[day, intent_of(about), PEOPLE] += number
                await self._counts.change(connection, people)
                found = [tuple(row) for row in await connection.execute(things)]

    async def _own(self, day: str, person: str) -> list[tuple[str, str]]:
        """What of the day's rows is this person's: found by hashing the person anew for every thing asked about."""
        key = await self.key(day)
        async with self._database.engine.connect() as connection:
            rows = await connection.execute(select(_ASKER.c.about).where(_ASKER.c.day == day).distinct())
            own = [(about, asker_of(key, person, about)) for about in rows.scalars()]
            found: list[tuple[str, str]] = []
            for start in range(0, len(own), _AT_ONCE):
                # Joined to a list of pairs each is one look-up by key; asked for by IN, SQLite reads the whole day.
                pairs = values(column("about", String), column("asker", String), name="own")
                some = pairs.data(own[start : start + _AT_ONCE]).cte("own")
                same = and_(_ASKER.c.day == day, _ASKER.c.about == some.c.about, _ASKER.c.asker == some.c.asker)
                query = select(some.c.about, some.c.asker).join(_ASKER, same)
                found += [(about, asker) for about, asker in await connection.execute(query)]
        return found

    async def held(self, day: str, person: str) -> int:
        """How many rows of the day are this person's."""
        return len(await self._own(day, person))

    async def forget(self, day: str, person: str) -> None:
        """Deletes the person's rows of the day."""
        own = await self._own(day, person)
        async with self._database.write_rows() as connection:
            for about, asker in own:
                of_row = (_ASKER.c.day == day, _ASKER.c.about == about, _ASKER.c.asker == asker)
                await connection.execute(delete(_ASKER).where(*of_row))


def intent_of(about: str) -> str:
    """The subject that a row is about; `ANYTHING` as it is."""
    return about if about == ANYTHING else about.removeprefix(SUBJECT)


def by_intent(numbers: Mapping[str, int]) -> dict[str, int]:
    """Numbers by what they are about as numbers by subject."""
    return {intent_of(about): number for about, number in numbers.items()}
