"""What the person does whose case it is; known by a keyed digest alone, to the staff not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cases.duty import Reachable
from bot.cases.limits import MOST_OPEN, MOST_WORDS, NobodyThere, Paused, TooManyOpen, TooMuch, checked
from bot.cases.records import Act, Case, NotNow, Piece, Records, UnknownCase, Word, about, case_of
from bot.cases.states import GOING_ON, Author, Kind, State, Urgency, What
from data.cases import cases, deliveries
from data.tables import UnionCase

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """What is handed over: `subject` is an intent's id (None: not known), `region` a full path."""

    subject: str | None
    region: str
    urgency: Urgency
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The case that was made, and whether somebody on duty was told of it: only then its clock is a promise."""

    case: Case
    on_duty: bool


class Riders:
    """Persons are keys as everywhere, or of the web `web:` and a secret; `kick` has the ledger sent.

    Every method that takes a number raises UnknownCase for a case that is not this person's.
    """

    def __init__(self, records: Records, kick: Callable[[], None]) -> None:
        self._records = records
        self._kick = kick

    async def check(self, person: str) -> None:
        """Does nothing for whoever may hand over a case now.

        Raises:
            NobodyThere, Paused, TooManyOpen: see there.
        """
        if not await self._records.roster.taken():
            raise NobodyThere
        if await cases.kept_mark(self._records.database) is None:
            return
        owner = await self._owner(person)
        async with self._records.database.read() as session:
            await self._refuse(session, owner)

    async def _refuse(self, session: AsyncSession, owner: str) -> None:
        until = await cases.paused_until(session, owner)
        if until is not None and until > self._records.now:
            raise Paused(until)
        if await cases.open_of(session, owner) >= MOST_OPEN:
            raise TooManyOpen

    async def hand_over(self, person: str, draft: Draft, token: str, address: str | None = None) -> Receipt:
        """Makes a case and tells those on duty; the same `token` makes the same case.

        `address` is the key of the chat where answers go, None where the person comes back to read them.

        Raises:
            NobodyThere, Paused, TooManyOpen, TooMuch, WrongFile: nothing was kept.
        """
        pieces = [checked(piece) for piece in draft.pieces]
        if not pieces or len(pieces) > MOST_WORDS:
            raise TooMuch
        records = self._records
        if not await records.roster.taken():
            raise NobodyThere
        safe = await records.keys.safe()
        owner = safe.mark(person)
        on_duty = await records.roster.on_duty(draft.region, draft.subject)
        told = on_duty or await records.roster.leads()
        async with records.database.write() as session:
            made = await cases.by_token(session, token)
            if made is None:
                await self._refuse(session, owner)
                now = records.now
                made = UnionCase(
                    token=token,
                    owner=owner,
                    subject=draft.subject,
                    region=draft.region,
                    urgency=draft.urgency,
                    state=State.OPEN,
                    opened_at=now,
                )
                session.add(made)
                await session.flush()
                act = Act(session, made, safe, now)
                made.address = safe.seal(address.encode(), about(act.number)) if address is not None else None
                if on_duty:
                    records.start(act)
                for piece in pieces:
                    await act.word(Author.RIDER, piece)
                act.tell(What.NEW, told)
        self._kick()
        return Receipt(case_of(made), bool(made.span))

    async def mine(self, person: str) -> Sequence[Case]:
        """The person's cases, newest first, without their words."""
        if await cases.kept_mark(self._records.database) is None:
            return []
        owner = await self._owner(person)
        return [case_of(row) for row in await cases.of_owner(self._records.database, owner, _SHOWN)]

    async def read(self, person: str, number: int) -> Case:
        """One of the person's cases with all that was said between both sides."""
        owner = await self._owner(person)
        async with self._records.database.read() as session:
            row = await session.get(UnionCase, number)
            if row is None or row.owner != owner:
                raise UnknownCase(number)
            told = {word: state for _, word, to, state in await deliveries.of_case(session, number) if word and not to}
            words = await self._records.read_words(session, number, told)
        return case_of(row, (_without_names(word) for word in words if word.author is not Author.NOTE))

    async def add(self, person: str, number: int, piece: Piece, token: str) -> Case:
        """Adds to a case; whoever has it is told, and a clock that stood still goes on.

        Raises:
            NotNow: it is closed.
            TooMuch, WrongFile: nothing was kept.
        """
        piece = checked(piece)
        async with self._records.acting(number) as act:
            await self._require_theirs(act, person)
            if State(act.case.state) not in GOING_ON:
                raise NotNow(act.case.state)
            if not await cases.said_before(act.session, token):
                if await cases.rider_words(act.session, number) >= MOST_WORDS:
                    raise TooMuch
                word = await act.word(Author.RIDER, piece, token=token)
                if act.case.state == State.ASKED:
                    act.case.state = State.HANDED if act.case.unit is not None else State.OPEN
                    self._records.resume(act)
                await self._tell_holder(act, What.MORE, word)
            case = case_of(act.case)
        self._kick()
        return case

    async def take_back(self, person: str, number: int) -> None:
        """Withdraws a case: its words and files are deleted at once."""
        async with self._records.acting(number) as act:
            await self._require_theirs(act, person)
            await self._withdraw(act)
        self._kick()

    async def settle(self, person: str, number: int, *, solved: bool) -> Case:
        """Says whether what the union calls solved is; not the first time: it goes to somebody else.

        Raises:
            NotNow: the union did not say that it is solved, or it came back once already.
        """
        reachable = await self._records.reachable(number)
        async with self._records.acting(number) as act:
            await self._require_theirs(act, person)
            case = act.case
            if case.state != State.SOLVED or (not solved and case.reopened):
                raise NotNow(case.state)
            if solved:
                self._records.close(act, State.CLOSED)
                act.tell(What.SETTLED, [case.holder] if case.holder is not None else [])
            else:
                self._reopen(act, reachable)
            found = case_of(case)
        self._kick()
        return found

    async def thank(self, person: str, number: int, words: str) -> bool:
        """Thanks whoever has or had the case, once; false when nobody did, or it was done."""
        token = f"thanks {number}"
        async with self._records.acting(number) as act:
            await self._require_theirs(act, person)
            if act.case.holder is None or await cases.said_before(act.session, token):
                return False
            await act.word(Author.RIDER, Piece(Kind.SAID, words), token=token)
            act.tell(What.THANKS, [act.case.holder])
        self._kick()
        return True

    def _reopen(self, act: Act, reachable: Reachable) -> None:
        case = act.case
        case.avoid, case.holder, case.reopened = case.holder, None, True
        case.state, case.solved_at, case.in_time = State.OPEN, None, None
        if any(person != case.avoid for person in reachable.on_duty):
            self._records.start(act)
        act.tell(What.UNSOLVED, reachable.but(case.avoid))

    async def forget(self, person: str) -> None:
        """Deletes words and files of all the person's cases; open ones are withdrawn."""
        if await cases.kept_mark(self._records.database) is None:
            return
        owner = await self._owner(person)
        while found := await cases.of_owner(self._records.database, owner, _SHOWN):
            for row in found:
                async with self._records.acting(row.id or 0) as act:
                    await self._withdraw(act)
        self._kick()

    async def _withdraw(self, act: Act) -> None:
        case = act.case
        if State(case.state) in GOING_ON:
            act.tell(What.WITHDRAWN, [case.holder] if case.holder is not None else [])
            self._records.stop(act)
            case.in_time = None
            self._records.close(act, State.WITHDRAWN)
        case.owner = case.address = None
        case.emptied = True
        await cases.empty(act.session, act.number)

    async def _tell_holder(self, act: Act, what: What, word: int) -> None:
        if act.case.holder is not None:
            act.tell(what, [act.case.holder], word)

    async def _owner(self, person: str) -> str:
        return (await self._records.keys.safe()).mark(person)

    async def _require_theirs(self, act: Act, person: str) -> None:
        if act.case.owner != act.safe.mark(person):
            raise UnknownCase(act.number)

    async def file(self, person: str, number: int, word: int) -> Piece:
        """A file of one of the person's cases."""
        await self.read(person, number)
        return await file_in(self._records, number, word)


def _without_names(word: Word) -> Word:
    return Word(word.id, word.at, word.author, word.kind, word.text, word.name, None, word.told)


async def file_in(records: Records, number: int, word: int) -> Piece:
    """A file of a case, opened; raises UnknownCase when it has none such."""
    async with records.database.read() as session:
        found = await cases.file_of(session, number, word)
    if found is None:
        raise UnknownCase(number)
    row, sealed = found
    safe = await records.keys.safe()
    name = safe.open(row.name, about(number)).decode() if row.name is not None else ""
    return Piece(Kind(row.kind), name=name, content=safe.open(sealed, about(number)))
