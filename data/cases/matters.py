"""Matters as rows: what several cases say alike, which of them, and who of their persons was told what was agreed."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import sqlmodel
from sqlalchemy import case, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from data.storage.engine import Database
from data.tables import CaseDelivery, CaseMatter, CaseWord, UnionCase, table_of

_MATTER: Final = table_of(CaseMatter).c
_CASE: Final = table_of(UnionCase).c
_WORD: Final = table_of(CaseWord).c
_TOLD: Final = table_of(CaseDelivery).c
_COUNTED: Final = _CASE.state.not_in(("withdrawn", "abuse"))


class Share(NamedTuple):
    """How many cases of one region a matter has, and how many of them are open."""

    matter: int
    region: str
    cases: int
    open: int


async def by_token(session: AsyncSession, token: str) -> CaseMatter | None:
    """The matter that this press made; None when it made none."""
    return (await session.exec(sqlmodel.select(CaseMatter).where(_MATTER.token == token))).one_or_none()


async def hold(session: AsyncSession, number: int) -> CaseMatter | None:
    """The matter, which nobody else changes until the transaction ends; None when there is none."""
    return await session.get(CaseMatter, number, with_for_update=True)


async def going_on(session: AsyncSession, most: int) -> Sequence[CaseMatter]:
    """The matters that are not closed, oldest first."""
    query = sqlmodel.select(CaseMatter).where(_MATTER.closed_at.is_(None)).order_by(_MATTER.id).limit(most)
    return (await session.exec(query)).all()


async def shares(session: AsyncSession, numbers: Sequence[int]) -> Sequence[Share]:
    """The cases of these matters by region; those withdrawn, or none of the union's, are not counted."""
    still = func.sum(case((_CASE.closed_at.is_(None), 1), else_=0))
    query = (
        select(_CASE.matter, _CASE.region, func.count(), still)
        .where(_CASE.matter.is_not(None), _CASE.matter.in_(numbers), _COUNTED)
        .group_by(_CASE.matter, _CASE.region)
        .order_by(_CASE.matter, func.count().desc(), _CASE.region)
    )
    return [Share(*row) for row in await (await session.connection()).execute(query)]


async def cases_of(session: AsyncSession, number: int, most: int) -> Sequence[int]:
    """The numbers of the cases of a matter, oldest first."""
    query = select(_CASE.id).where(_CASE.matter == number, _COUNTED).order_by(_CASE.id).limit(most)
    return (await (await session.connection()).execute(query)).scalars().all()


async def unjoined(session: AsyncSession, subject: str | None, most: int) -> Sequence[UnionCase]:
    """Open cases of a subject that belong to no matter, newest first."""
    query = (
        sqlmodel.select(UnionCase)
        .where(_CASE.closed_at.is_(None), _CASE.subject.is_not_distinct_from(subject), _CASE.matter.is_(None))
        .order_by(_CASE.id.desc())
    )
    return (await session.exec(query.limit(most))).all()


async def rider_words(session: AsyncSession, numbers: Sequence[int]) -> Sequence[tuple[int, bytes]]:
    """What the persons wrote in these cases, sealed, oldest first: the number of the case, the words."""
    query = (
        select(_WORD.of_case, _WORD.words)
        .where(_WORD.of_case.in_(numbers), _WORD.author == "rider", _WORD.words.is_not(None))
        .order_by(_WORD.id)
    )
    return [tuple(row) for row in await (await session.connection()).execute(query)]


async def to_spread(database: Database) -> Sequence[int]:
    """Matters whose last agreement not everybody was told."""
    async with database.engine.connect() as connection:
        return (await connection.execute(select(_MATTER.id).where(_MATTER.spread.is_(False)))).scalars().all()


async def untold(session: AsyncSession, number: int, agreed: int) -> int | None:
    """A case of the matter whose person was not told this agreement yet; None when all were."""
    query = select(_CASE.id).where(_CASE.matter == number, _CASE.agreed < agreed, _CASE.owner.is_not(None), _COUNTED)
    found: int | None = (await (await session.connection()).execute(query.limit(1))).scalar_one_or_none()
    return found


async def told_before(session: AsyncSession, number: int, agreed: int, owner: str) -> bool:
    """Whether the owner was told this agreement with another of their cases."""
    query = select(_CASE.id).where(_CASE.matter == number, _CASE.agreed == agreed, _CASE.owner == owner)
    return (await (await session.connection()).execute(query.limit(1))).first() is not None


async def how_told(session: AsyncSession, number: int, since: int) -> dict[str, int]:
    """The deliveries of what was agreed on a matter at that second or later, counted by state."""
    query = (
        select(_TOLD.state, func.count())
        .join(table_of(CaseWord), _WORD.id == _TOLD.word)
        .where(_TOLD.of_case.in_(select(_CASE.id).where(_CASE.matter == number)))
        .where(_WORD.kind == "agreed", _WORD.at >= since)
        .group_by(_TOLD.state)
    )
    return {str(state): int(count) for state, count in await (await session.connection()).execute(query)}
