"""What the staff do with a case; each act takes the right `cases`, most take having the case, all are on record."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

from bot.cases.duty import Reachable
from bot.cases.limits import LONGEST, TooMuch
from bot.cases.records import Act, Case, NotNow, Piece, Records, UnknownCase, case_of
from bot.cases.riders import file_in
from bot.cases.states import ANYBODYS, GOING_ON, STEPS, Author, Kind, State, Step, What
from data.cases import cases, deliveries
from data.cases.cases import Which
from data.people.audit import Actor
from data.tables import UnionCase

SOON: Final = 4 * 3600
"""Seconds before its end from which a case is due soon."""

A_PAGE: Final = 8
"""Cases on one phone screen."""

PAUSE: Final = 7 * 86_400
"""Seconds for which nothing is taken from a sender whose case was no case."""


class Taken(ValueError):
    """Another one has the case; `holder` is the key of that person."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class NotYours(ValueError):
    """The case must be taken first."""


class Work:
    """Every method raises NotAllowed without the right, UnknownCase for a number that is none; `kick` sends the ledger.

    What changes a case raises NotNow where its state does not allow the step, and NotYours for whoever has it not.
    """

    def __init__(self, records: Records, kick: Callable[[], None]) -> None:
        self._records = records
        self._kick = kick

    async def counted(self, person: str) -> Mapping[Which, int]:
        """How many cases each list has for this person."""
        await self._records.roster.require(person)
        now = self._records.now
        return await cases.counted(self._records.database, person, now, now + SOON)

    async def listed(self, person: str, which: Which, page: int = 0) -> Sequence[Case]:
        """A page of a list by the clock, without words; one more than a page holds when there are more."""
        await self._records.roster.require(person)
        now, database = self._records.now, self._records.database
        rows = await cases.listed(database, which, person, now, now + SOON, A_PAGE + 1, page * A_PAGE)
        return [case_of(row) for row in rows]

    async def open(self, actor: Actor, number: int) -> Case:
        """A case with all its words; that it was opened is on record."""
        await self._records.roster.require(actor.person)
        async with self._records.acting(number) as act:
            told = {
                word: state for _, word, to, state in await deliveries.of_case(act.session, number) if word and not to
            }
            words = await self._records.read_words(act.session, number, told)
            await act.note(actor, "open")
            return case_of(act.case, words)

    async def file(self, actor: Actor, number: int, word: int) -> Piece:
        """A file of a case; that it was looked at is on record."""
        await self._records.roster.require(actor.person)
        async with self._records.acting(number) as act:
            await act.note(actor, "file")
        return await file_in(self._records, number, word)

    async def take(self, actor: Actor, number: int) -> Case:
        """Takes a case that nobody has; those who lead may take it out of a colleague's hand.

        Raises:
            Taken: somebody else has it.
        """
        leads = await self._records.roster.leads_cases(actor.person)
        async with self.step(actor, number, Step.TAKE) as act:
            holder = act.case.holder
            if holder not in (None, actor.person):
                if not leads:
                    raise Taken(str(holder))
                act.tell(What.TAKEN, [holder])
            act.case.holder = actor.person
            return case_of(act.case)

    async def release(self, actor: Actor, number: int) -> None:
        """Puts a case back; those on duty are told."""
        await self._records.roster.require(actor.person)
        reachable = await self._records.reachable(number)
        async with self.step(actor, number, Step.RELEASE) as act:
            give_back(act, reachable)

    async def answer(self, actor: Actor, number: int, text: str, token: str) -> None:
        """Answers the person; the clock goes on."""
        async with self.step(actor, number, Step.ANSWER, token) as act:
            await self._say(act, actor, Kind.SAID, text, token)

    async def ask(self, actor: Actor, number: int, text: str, token: str) -> None:
        """Asks the person back; the clock stands still until they answer."""
        async with self.step(actor, number, Step.ASK, token) as act:
            if await self._say(act, actor, Kind.ASKED, text, token):
                act.case.state = State.ASKED
                self._records.pause(act)

    async def note(self, actor: Actor, number: int, text: str, token: str) -> None:
        """Keeps a note for colleagues."""
        async with self.step(actor, number, Step.NOTE, token) as act:
            if not await cases.said_before(act.session, token):
                await act.word(Author.NOTE, _fitting(Kind.SAID, text), actor.person, token)

    async def hand(self, actor: Actor, number: int, unit: str, until: int | None, token: str) -> None:
        """Hands a case to a unit of the list, until a second since 1970; the person is told, the clock goes on."""
        if unit not in await self._records.roster.units():
            raise UnknownCase(unit)
        async with self.step(actor, number, Step.HAND, token) as act:
            if await self._say(act, actor, Kind.HANDED, unit, token):
                case = act.case
                if case.state == State.ASKED:
                    self._records.resume(act)
                case.state, case.unit, case.unit_since, case.unit_until = State.HANDED, unit, act.now, until

    async def solve(self, actor: Actor, number: int, text: str, token: str) -> None:
        """Says what was done; the person says whether it is solved."""
        async with self.step(actor, number, Step.SOLVE, token) as act:
            if await self._say(act, actor, Kind.SOLVED, text, token):
                self._records.stop(act)
                act.case.state, act.case.solved_at = State.SOLVED, act.now

    async def not_ours(self, actor: Actor, number: int, text: str, token: str) -> None:
        """Closes a case that is none of the union's, saying whom to ask."""
        async with self.step(actor, number, Step.NOT_OURS, token) as act:
            if await self._say(act, actor, Kind.NOT_OURS, text, token):
                self._records.stop(act)
                self._records.close(act, State.NOT_OURS)

    async def abuse(self, actor: Actor, number: int) -> None:
        """Closes what is no case; from its sender, who stays unnamed, nothing is taken for a week."""
        async with self.step(actor, number, Step.ABUSE) as act:
            if act.case.owner is not None:
                await cases.pause(act.session, act.case.owner, act.now + PAUSE)
            self._records.stop(act)
            act.case.in_time = None
            self._records.close(act, State.ABUSE)

    async def repeat(self, actor: Actor, number: int, word: int) -> bool:
        """Sends once more what may not have arrived; false when that is not so."""
        await self._records.roster.require(actor.person)
        async with self._records.acting(number) as act:
            self._require_theirs(act, actor)
            done = await deliveries.repeat(act.session, number, word)
            if done:
                await act.note(actor, "repeat")
        self._kick()
        return done

    async def _say(self, act: Act, actor: Actor, kind: Kind, text: str, token: str) -> bool:
        """Keeps the words and queues them for the person; false when this was done before."""
        if await cases.said_before(act.session, token):
            return False
        word = await act.word(Author.STAFF, _fitting(kind, text), actor.person, token)
        act.tell(What.WORD, [None], word)
        return True

    @asynccontextmanager
    async def step(self, actor: Actor, number: int, step: Step, token: str | None = None) -> AsyncIterator[Act]:
        """The case, held, when this person may take this step now; one whose token is kept is let through."""
        await self._records.roster.require(actor.person)
        async with self._records.acting(number) as act:
            if token is None or not await cases.said_before(act.session, token):
                self._require(act.case, actor, step)
                await act.note(actor, step)
            yield act
        self._kick()

    def _require(self, case: UnionCase, actor: Actor, step: Step) -> None:
        if step not in STEPS.get(State(case.state), frozenset()):
            raise NotNow(case.state)
        if step not in ANYBODYS and case.holder != actor.person:
            raise NotYours if case.holder is None else Taken(case.holder)

    def _require_theirs(self, act: Act, actor: Actor) -> None:
        if State(act.case.state) not in GOING_ON or act.case.holder != actor.person:
            raise NotYours


def give_back(act: Act, reachable: Reachable) -> None:
    """Takes a case out of the hand of whoever has it, and tells the others."""
    case, last = act.case, act.case.holder
    case.holder, case.avoid = None, last
    act.tell(What.BACK, reachable.but(last))


def _fitting(kind: Kind, text: str) -> Piece:
    if not text.strip() or len(text) > LONGEST:
        raise TooMuch
    return Piece(kind, text)
