"""Matters (议题): what several cases say alike, spoken of at the meeting; what is agreed goes to all who asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cases.likeness import LEAST, likeness, pairs_in
from bot.cases.limits import LONGEST, TooMuch
from bot.cases.records import Act, Case, Piece, Records, about, case_of
from bot.cases.states import Author, Kind, Step, What
from bot.cases.work import Work
from data.cases import cases, matters
from data.cases.matters import Share
from data.cases.safe import Safe
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import CaseMatter, UnionCase

SPREAD_EVERY: Final = 5.0
"""Seconds between two looks for people who are yet to be told what was agreed."""

LONGEST_TITLE: Final = 40
"""Characters of a matter's title: a line of an agenda."""

MOST: Final = 60
"""Open matters that are listed: more than a meeting can speak of."""

_COMPARED: Final = 200
"""Open cases that one is compared with, the newest of its subject: 20 ms."""

WAITED_FOR: Final = 50
"""People told before whoever pressed gets an answer: 0.2 s; the job tells the others."""

_ALIKE: Final = 8
_CASES: Final = 40


class UnknownMatter(LookupError):
    """No matter has this number, or it is closed."""


class BadTitle(ValueError):
    """A title is empty, longer than `LONGEST_TITLE`, or of several lines."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as it is shown; times in seconds since 1970.

    `cases` counts those joined and `open` those of them that are not closed, `regions` names each with its count, the
    most first. `numbers` are those of the cases, the first so many; `told` counts by state who was told what was agreed
    last (`agreement`, empty for nothing yet).
    """

    number: int
    title: str
    subject: str | None
    opened_at: int
    cases: int
    open: int
    regions: tuple[tuple[str, int], ...]
    agreement: str = ""
    agreed_at: int | None = None
    numbers: tuple[int, ...] = ()
    told: Mapping[str, int] = field(default_factory=dict)


def _about(number: int) -> str:
    return f"matter {number}"


def _matter_of(row: CaseMatter, safe: Safe, shares: Sequence[Share]) -> Matter:
    number, own = row.id or 0, [share for share in shares if share.matter == row.id]
    return Matter(
        number=number,
        title=safe.open(row.title, _about(number)).decode() if row.title is not None else "",
        subject=row.subject,
        opened_at=row.opened_at,
        cases=sum(share.cases for share in own),
        open=sum(share.open for share in own),
        regions=tuple((share.region, share.cases) for share in own),
        agreement=safe.open(row.agreement, _about(number)).decode() if row.agreement is not None else "",
        agreed_at=row.agreed_at,
    )


class Matters:
    """Every method raises NotAllowed without the right, UnknownMatter for a number that is none.

    Whoever works on cases joins them, as in `bot.cases.work`; what was agreed is written by those who lead. `kick`
    sends the ledger.
    """

    def __init__(self, records: Records, work: Work, kick: Callable[[], None]) -> None:
        self._records = records
        self._work = work
        self._kick = kick

    @property
    def _database(self) -> Database:
        return self._records.database

    async def listed(self, person: str) -> Sequence[Matter]:
        """The matters that are not closed, oldest first. Right: cases or lead."""
        await self._records.roster.require_some(person)
        if await cases.kept_mark(self._database) is None:
            return []
        safe = await self._records.keys.safe()
        async with self._database.read() as session:
            rows = await matters.going_on(session, MOST)
            shares = await matters.shares(session, [row.id or 0 for row in rows])
        return [_matter_of(row, safe, shares) for row in rows]

    async def read(self, person: str, number: int) -> Matter:
        """One matter, with its cases and who was told. Right: cases or lead."""
        await self._records.roster.require_some(person)
        safe = await self._records.keys.safe()
        async with self._database.read() as session:
            row = await session.get(CaseMatter, number)
            if row is None or row.closed_at is not None:
                raise UnknownMatter(number)
            found = _matter_of(row, safe, await matters.shares(session, [number]))
            numbers = await matters.cases_of(session, number, _CASES)
            told = await matters.how_told(session, number, row.agreed_at) if row.agreed_at is not None else {}
        return replace(found, numbers=tuple(numbers), told=told)

    async def near(self, person: str, number: int) -> Sequence[Matter]:
        """The open matters, those first whose cases and titles say most like this case. Right: cases."""
        await self._records.roster.require(person)
        listed = await self.listed(person)
        safe = await self._records.keys.safe()
        async with self._database.read() as session:
            of = {one.number: await matters.cases_of(session, one.number, 3) for one in listed}
            said = await self._said(session, safe, [number, *(case for some in of.values() for case in some)])
        wanted = said.get(number, frozenset())

        def near(one: Matter) -> float:
            near_cases = (likeness(wanted, said.get(case, frozenset())) for case in of[one.number])
            return max((likeness(wanted, pairs_in([one.title])), *near_cases))

        return sorted(listed, key=near, reverse=True)[:_ALIKE]

    async def alike(self, person: str, number: int) -> Sequence[Case]:
        """Open cases that belong to no matter and say most like those of this one, without words. Right: cases."""
        await self._records.roster.require(person)
        matter = await self.read(person, number)
        safe = await self._records.keys.safe()
        async with self._database.read() as session:
            rows = await matters.unjoined(session, matter.subject, _COMPARED)
            said = await self._said(session, safe, [*matter.numbers, *(row.id or 0 for row in rows)])
        known = [pairs_in([matter.title]), *(said.get(case, frozenset()) for case in matter.numbers)]
        found = [(max(likeness(said.get(row.id or 0, frozenset()), one) for one in known), row) for row in rows]
        found.sort(key=lambda pair: (-pair[0], pair[1].id))
        return [case_of(row) for near, row in found[:_ALIKE] if near >= LEAST]

    async def _said(self, session: AsyncSession, safe: Safe, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
        texts: dict[int, list[str]] = {}
        for number, words in await matters.rider_words(session, numbers):
            texts.setdefault(number, []).append(safe.open(words, about(number)).decode())
        return {number: pairs_in(some) for number, some in texts.items()}

    async def begin(self, actor: Actor, number: int, title: str, token: str) -> int:
        """Makes a matter of a case, with a title for the agenda, and gives its number; the same `token` makes one.

        Raises:
            BadTitle: see there.
        """
        title = _titled(title)
        async with self._work.step(actor, number, Step.JOIN) as act:
            made = await matters.by_token(act.session, token)
            if made is None:
                made = CaseMatter(token=token, subject=act.case.subject, opened_at=act.now)
                act.session.add(made)
                await act.session.flush()
                made.title = act.safe.seal(title.encode(), _about(made.id or 0))
                await self._note(act.session, actor, "begin", made)
                _join(act.case, made)
            return made.id or 0

    async def join(self, actor: Actor, number: int, matter: int) -> None:
        """Joins a case to a matter, out of any other; what was agreed on it goes to the person of the case."""
        async with self._work.step(actor, number, Step.JOIN) as act:
            _join(act.case, await self._held(act.session, matter))
        await self.spread(WAITED_FOR)

    async def part(self, actor: Actor, number: int) -> None:
        """Takes a case out of its matter."""
        async with self._work.step(actor, number, Step.JOIN) as act:
            act.case.matter, act.case.agreed = None, 0

    async def rename(self, actor: Actor, number: int, title: str) -> None:
        """Gives a matter another title. Right: cases.

        Raises:
            BadTitle: see there.
        """
        title = _titled(title)
        await self._records.roster.require(actor.person)
        safe = await self._records.keys.safe()
        async with self._database.write() as session:
            row = await self._held(session, number)
            row.title = safe.seal(title.encode(), _about(number))
            await self._note(session, actor, "rename", row)

    async def agree(self, actor: Actor, number: int, text: str, token: str) -> None:
        """Writes what was agreed; each person of its cases is told once, and whoever is joined later. Right: lead.

        The same `token` writes it once.

        Raises:
            TooMuch: it is empty, or too long for a message.
        """
        if not text.strip() or len(text) > LONGEST:
            raise TooMuch
        await self._records.roster.require_lead(actor.person)
        safe = await self._records.keys.safe()
        async with self._database.write() as session:
            row = await self._held(session, number)
            if row.agreed_token != token:
                row.agreement = safe.seal(text.encode(), _about(number))
                row.agreed, row.agreed_at, row.agreed_by = row.agreed + 1, self._records.now, actor.person
                row.agreed_token, row.spread = token, False
                await self._note(session, actor, "agree", row)
        await self.spread(WAITED_FOR)

    async def close(self, actor: Actor, number: int) -> None:
        """Takes a matter off the agenda; who asked goes on being told. Right: lead."""
        await self._records.roster.require_lead(actor.person)
        async with self._database.write() as session:
            row = await self._held(session, number)
            row.closed_at = self._records.now
            await self._note(session, actor, "close", row)

    async def spread(self, most: int = 10**9) -> None:
        """Queues what was agreed for so many who were not told yet; what a process that died left is taken up."""
        for number in await matters.to_spread(self._database):
            while most > 0 and await self._tell_next(number):
                most -= 1
        self._kick()

    async def _tell_next(self, number: int) -> bool:
        """Tells one person; false when nobody is left."""
        async with self._database.write() as session:
            matter = await matters.hold(session, number)
            if matter is None or matter.spread:
                return False
            found, agreed = await matters.untold(session, number, matter.agreed), matter.agreed
            if found is None:
                matter.spread = True
                return False
        # First the case, then its matter, as in joining: else two would wait for each other.
        async with self._records.acting(found) as act:
            matter = await matters.hold(act.session, number)
            if matter is not None and act.case.matter == number and act.case.agreed < agreed == matter.agreed:
                await _tell(act, matter, agreed)
        return True

    async def _held(self, session: AsyncSession, number: int) -> CaseMatter:
        row = await matters.hold(session, number)
        if row is None or row.closed_at is not None:
            raise UnknownMatter(number)
        return row

    async def _note(self, session: AsyncSession, actor: Actor, action: str, row: CaseMatter) -> None:
        await audit.note(await session.connection(), actor, self._records.now, f"matter.{action}", str(row.id))


def _titled(title: str) -> str:
    title = title.strip()
    if not title or "\n" in title or len(title) > LONGEST_TITLE:
        raise BadTitle(title[:LONGEST_TITLE])
    return title


def _join(case: UnionCase, matter: CaseMatter) -> None:
    if case.matter == matter.id:
        return
    case.matter, case.agreed = matter.id, 0
    if matter.agreed:
        matter.spread = False


async def _tell(act: Act, matter: CaseMatter, agreed: int) -> None:
    case, number = act.case, matter.id or 0
    told = case.owner is None or await matters.told_before(act.session, number, agreed, case.owner)
    case.agreed = agreed
    token = f"agreed {number} {agreed} {act.number}"
    if case.owner is None or matter.agreement is None or await cases.said_before(act.session, token):
        return
    text = act.safe.open(matter.agreement, _about(number)).decode()
    word = await act.word(Author.STAFF, Piece(Kind.AGREED, text), matter.agreed_by, token)
    if not told:
        act.tell(What.WORD, [None], word)
