"""What riders and staff both do with a case: one transaction, its words sealed, its messages queued in the ledger."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cases.duty import Reachable, Roster
from bot.cases.keys import Keys
from bot.cases.promises import Promises
from bot.cases.states import GOING_ON, Author, Kind, State, Urgency, What
from data.cases import cases
from data.cases.safe import Safe
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import CaseDelivery, CaseFile, CaseWord, UnionCase


class UnknownCase(LookupError):
    """No case has this number, or it is not the asker's."""


class NotNow(ValueError):
    """The case is not in a state in which this can be done."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of somebody: `text`, or a file with its name and content."""

    kind: Kind
    text: str = ""
    name: str = ""
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a case as it is read; `told` is the state of its delivery to the person, None where it has none."""

    id: int
    at: int
    author: Author
    kind: Kind
    text: str
    name: str
    person: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it is shown; times in seconds since 1970. `due_at` is None without a promise and while it is paused."""

    number: int
    subject: str | None
    region: str
    urgency: Urgency
    state: State
    holder: str | None
    unit: str | None
    unit_since: int | None
    unit_until: int | None
    opened_at: int
    due_at: int | None
    remaining: int | None
    solved_at: int | None
    reopened: bool
    matter: int | None
    words: tuple[Word, ...] = ()

    @property
    def going_on(self) -> bool:
        """Whether it is not closed."""
        return self.state in GOING_ON


def about(number: int) -> str:
    """What sealed columns of a case belong to."""
    return f"case {number}"


def case_of(row: UnionCase, words: Iterable[Word] = ()) -> Case:
    """The row as it is shown."""
    return Case(
        number=row.id or 0,
        subject=row.subject,
        region=row.region,
        urgency=Urgency(row.urgency),
        state=State(row.state),
        holder=row.holder,
        unit=row.unit,
        unit_since=row.unit_since,
        unit_until=row.unit_until,
        opened_at=row.opened_at,
        due_at=row.due_at,
        remaining=row.remaining,
        solved_at=row.solved_at,
        reopened=row.reopened,
        matter=row.matter,
        words=tuple(words),
    )


@dataclass(slots=True)
class Act:
    """One act on a case, held until the transaction ends."""

    session: AsyncSession
    case: UnionCase
    safe: Safe
    now: int

    @property
    def number(self) -> int:
        """The number of the case."""
        return self.case.id or 0

    async def word(self, author: Author, piece: Piece, person: str | None = None, token: str | None = None) -> int:
        """Keeps what was said, sealed; gives its number."""
        of = about(self.number)
        row = CaseWord(
            of_case=self.number,
            token=token,
            at=self.now,
            author=author,
            person=person,
            kind=piece.kind,
            words=self.safe.seal(piece.text.encode(), of) if piece.text else None,
            name=self.safe.seal(piece.name.encode(), of) if piece.name else None,
        )
        self.session.add(row)
        await self.session.flush()
        if piece.content is not None:
            self.session.add(CaseFile(word=row.id or 0, content=self.safe.seal(piece.content, of)))
        return row.id or 0

    def tell(self, what: What, recipients: Iterable[str | None], word: int | None = None) -> None:
        """Queues a message for each recipient; None is the person, who is told where there is a way to."""
        for recipient in recipients:
            if recipient is not None or self.case.address is not None:
                self.session.add(
                    CaseDelivery(
                        of_case=self.number, word=word, what=what, recipient=recipient, state="queued", at=self.now
                    )
                )

    async def note(self, actor: Actor, action: str, after: str | None = None) -> None:
        """Puts the act on record, without a word of the case."""
        connection = await self.session.connection()
        await audit.note(connection, actor, self.now, f"case.{action}", str(self.number), after=after)


class Records:
    """The cases of one database; `clock` gives seconds since 1970. `promises` None: the union makes none."""

    def __init__(
        self, database: Database, keys: Keys, roster: Roster, promises: Promises | None, clock: Callable[[], float]
    ) -> None:
        self.database = database
        self.keys = keys
        self.roster = roster
        self.promises = promises
        self._clock = clock

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return int(self._clock())

    @asynccontextmanager
    async def acting(self, number: int) -> AsyncIterator[Act]:
        """The case, held; what the block changes is kept when it ends well.

        Raises:
            UnknownCase: see there.
            WrongKey: the key cannot be used.
        """
        safe = await self.keys.safe()
        async with self.database.write() as session:
            case = await cases.hold(session, number)
            if case is None:
                raise UnknownCase(number)
            yield Act(session, case, safe, self.now)

    async def reachable(self, number: int) -> Reachable:
        """Who can be told of a case; to be asked before it is held.

        Whoever holds a case waits for nothing: were all connections taken by those who wait for it, none would go on.

        Raises:
            UnknownCase: see there.
        """
        async with self.database.read() as session:
            case = await session.get(UnionCase, number)
        if case is None:
            raise UnknownCase(number)
        return Reachable(await self.roster.on_duty(case.region, case.subject), await self.roster.leads())

    async def read_words(self, session: AsyncSession, number: int, told: dict[int, str]) -> Sequence[Word]:
        """The words of a case, opened; `told` are the states of their deliveries to the person."""
        safe = await self.keys.safe()
        return [
            Word(
                id=row.id or 0,
                at=row.at,
                author=Author(row.author),
                kind=Kind(row.kind),
                text=safe.open(row.words, about(number)).decode() if row.words is not None else "",
                name=safe.open(row.name, about(number)).decode() if row.name is not None else "",
                person=row.person,
                told=told.get(row.id or 0),
            )
            for row in await cases.words_of(session, number)
        ]

    # --- the clock ---
    def start(self, act: Act) -> None:
        """Promises anew, from now on; nothing where the union makes no promise."""
        case = act.case
        case.span, case.due_at, case.remaining, case.remind_at, case.reminded = 0, None, None, None, 0
        if self.promises is None:
            return
        case.due_at = self.promises.due(Urgency(case.urgency), act.now)
        case.span = self.promises.left(act.now, case.due_at)
        case.remind_at = self.promises.remind_at(0, case.span, case.due_at, act.now)

    def pause(self, act: Act) -> None:
        """The clock stands still."""
        case = act.case
        if self.promises is not None and case.due_at is not None:
            case.remaining = self.promises.left(act.now, case.due_at)
            case.due_at = case.remind_at = None

    def resume(self, act: Act) -> None:
        """The clock goes on with what was left."""
        case = act.case
        if self.promises is not None and case.remaining is not None:
            case.due_at = self.promises.after(act.now, case.remaining)
            case.remaining = None
            case.remind_at = self.promises.remind_at(case.reminded, case.span, case.due_at, act.now)

    def stop(self, act: Act) -> None:
        """The clock has done its duty: whether the promise was kept stays on record."""
        case = act.case
        if case.span:
            case.in_time = bool(case.remaining) or (case.due_at is not None and act.now <= case.due_at)
        case.remind_at = case.remaining = case.due_at = None

    def close(self, act: Act, state: State) -> None:
        """Closes the case."""
        act.case.state, act.case.closed_at, act.case.remind_at = state, act.now, None
