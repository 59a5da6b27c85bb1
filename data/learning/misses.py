"""Questions that were not answered: their words and how often, never by whom."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Row, Select, and_, delete, false, func, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from data.learning.day_askers import MISS
from data.storage.engine import Database
from data.storage.group_commit import Statement
from data.tables import DayAsker, table_of
from data.tables import Miss as MissRow

_MISS, _ASKER = table_of(MissRow), table_of(DayAsker)

SHOWN_FROM: Final = 3
"""Different people from whom on a question is shown to those who may see questions."""

KEPT_UNSHOWN: Final = 30 * 24 * 3600
"""Seconds after which a question that never came to be shown, or was put aside, is deleted."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that may be shown: asked by `people` different ones (each day anew), `asked` times in all."""

    id: str
    question: str
    people: int
    asked: int
    told: bool


KEPT_TOLD: Final = 90 * 24 * 3600
"""Seconds after which a question that its asker brought before the staff is deleted, where few others asked it."""

ALIKE: Final = 90.0
SHORTEST_ALIKE: Final = 6
"""How alike questions are that are one to the staff, of 100, and the letters below which only the very question is."""

_ENDINGS: Final = "吗么呢啊呀吧嘛哦啦呗哈"


def miss_id(question: str) -> str:
    """The id of a normalised question: 16 hexadecimal digits made of its letters without the particles at its end."""
    letters = question.replace(" ", "")
    return hashlib.sha256((letters.rstrip(_ENDINGS) or letters).encode()).hexdigest()[:16]


def near_copies_of(question: str, others: Mapping[str, str]) -> list[str]:
    """The ids of those questions that are the same to the staff, the nearest first; for a short one its own."""
    letters = question.replace(" ", "")
    if len(letters) < SHORTEST_ALIKE:
        return [one for one in others if one == miss_id(question)]
    plain = {one: other.replace(" ", "") for one, other in others.items()}
    found = process.extract(letters, plain, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    return [one for _, _, one in found]


class Misses:
    """The table of misses; times are whole seconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database
        insert = (sqlite.insert if database.is_sqlite else postgresql.insert)(_MISS)
        blank = {"people": 0, "ignored": False, "told": False}
        self._count = insert.values(blank).on_conflict_do_update(
            index_elements=[_MISS.c.id],
            set_={"asked": _MISS.c.asked + insert.excluded.asked, "last_at": insert.excluded.last_at},
        )
        self._tell = insert.values({**blank, "told": True}).on_conflict_do_update(
            index_elements=[_MISS.c.id], set_={"told": True, "last_at": insert.excluded.last_at}
        )
        today = select(_ASKER.c.about, func.count().label("number")).where(_ASKER.c.about.like(f"{MISS}%"))
        self._today = today.group_by(_ASKER.c.about).subquery()
        self._people = _MISS.c.people + func.coalesce(self._today.c.number, 0)

    def row(self, question: str, now: int) -> Statement:
        """The statement that counts one more miss of a normalised question."""
        return self._count, self._new(question, now)

    @staticmethod
    def _new(question: str, now: int) -> dict[str, object]:
        return {"id": miss_id(question), "question": question, "asked": 1, "first_at": now, "last_at": now}

    async def tell(self, miss: str, question: str | None, now: int) -> bool:
        """Has a question shown at once; with its words also one that was not counted. False when it is not known.

        A near copy of one that its asker brought before joins that one.
        """
        async with self._database.write_rows() as connection:
            rows = await connection.execute(select(_MISS.c.id, _MISS.c.question, _MISS.c.told))
            words, told = {}, {}
            for row in rows:
                words[row.id] = row.question
                if row.told and row.id != miss:
                    told[row.id] = row.question
            own = question if question is not None else words.get(miss)
            if own is None:
                return False
            if alike := near_copies_of(own, told):
                joined = update(_MISS).where(_MISS.c.id == alike[0])
                await connection.execute(joined.values(last_at=now, asked=_MISS.c.asked + 1))
            elif question is not None:
                await connection.execute(self._tell, self._new(question, now))
            else:
                await connection.execute(update(_MISS).where(_MISS.c.id == miss).values(told=True))
            return True

    def _shown(self) -> ColumnElement[bool]:
        return and_(_MISS.c.ignored == false(), or_(_MISS.c.told == true(), self._people >= SHOWN_FROM))

    def _query(self) -> Select[str, str, int, int, bool]:
        columns = (_MISS.c.id, _MISS.c.question, self._people.label("people"), _MISS.c.asked, _MISS.c.told)
        joined = _MISS.outerjoin(self._today, self._today.c.about == MISS + _MISS.c.id)
        return select(*columns).select_from(joined).where(self._shown())

    async def shown(self, most: int, skip: int) -> Sequence[Miss]:
        """Those that may be shown, asked by most people first."""
        order = (self._people.desc(), _MISS.c.asked.desc(), _MISS.c.id)
        async with self._database.engine.connect() as connection:
            rows = await connection.execute(self._query().order_by(*order).limit(most).offset(skip))
            return [_miss(row) for row in rows]

    async def shown_count(self) -> int:
        """How many may be shown."""
        async with self._database.engine.connect() as connection:
            counted = select(func.count()).select_from(self._query().subquery())
            return (await connection.execute(counted)).scalar() or 0

    async def of(self, miss: str) -> Miss | None:
        """One that may be shown; None when it is not there, was dealt with, or may not be shown."""
        async with self._database.engine.connect() as connection:
            row = (await connection.execute(self._query().where(_MISS.c.id == miss))).first()
            return _miss(row) if row is not None else None

    async def told_since(self, moment: int) -> int:
        """How many were brought before the staff by their askers since this second, and stand there."""
        async with self._database.engine.connect() as connection:
            told = select(func.count()).where(_MISS.c.told == true(), _MISS.c.last_at >= moment)
            return (await connection.execute(told)).scalar() or 0

    async def ignore(self, connection: AsyncConnection, miss: Miss) -> bool:
        """Puts one aside, and its near copies; false when it is not there."""
        alike = {miss.id, *near_copies_of(miss.question, await self.all_questions(connection))}
        aside = update(_MISS).where(_MISS.c.id.in_(alike), _MISS.c.ignored == false()).values(ignored=True)
        return (await connection.execute(aside)).rowcount > 0

    def _told_by_few(self) -> Select[str]:
        """The ids of those that are shown only because their askers wanted it."""
        return self._query().with_only_columns(_MISS.c.id).where(self._people < SHOWN_FROM)

    async def told_by_few_count(self) -> int:
        """How many are shown only because their askers wanted it."""
        async with self._database.engine.connect() as connection:
            counted = select(func.count()).select_from(self._told_by_few().subquery())
            return (await connection.execute(counted)).scalar() or 0

    async def ignore_told(self, connection: AsyncConnection) -> int:
        """Puts aside all that are shown only because their askers wanted it; how many."""
        aside = update(_MISS).where(_MISS.c.id.in_(self._told_by_few())).values(ignored=True)
        return (await connection.execute(aside)).rowcount

    async def drop(self, connection: AsyncConnection, miss: str) -> bool:
        """Deletes one that was dealt with, and today's hashes of it; false when it is not there."""
        await connection.execute(delete(_ASKER).where(_ASKER.c.about == f"{MISS}{miss}"))
        return (await connection.execute(delete(_MISS).where(_MISS.c.id == miss))).rowcount > 0

    async def all_questions(self, connection: AsyncConnection) -> dict[str, str]:
        """Every question by its id, shown or not."""
        rows = await connection.execute(select(_MISS.c.id, _MISS.c.question))
        return {row.id: row.question for row in rows}

    async def purge(self, now: int) -> None:
        """Deletes what stood for 30 days without coming to be shown, or was put aside, or what one asker brought."""
        old = _MISS.c.first_at < now - KEPT_UNSHOWN
        shown = self._query().with_only_columns(_MISS.c.id)
        stale = and_(_MISS.c.told == true(), _MISS.c.people < SHOWN_FROM, _MISS.c.last_at < now - KEPT_TOLD)
        gone = delete(_MISS).where(or_(and_(old, _MISS.c.id.not_in(shown)), stale))
        async with self._database.write_rows() as connection:
            await connection.execute(gone)


def _miss(row: Row[str, str, int, int, bool]) -> Miss:
    return Miss(*row)
