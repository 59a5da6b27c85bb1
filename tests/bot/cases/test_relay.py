"""What both sides say arrives once: failures of a channel, processes that die at any call, several at once."""

import asyncio
import random

import pytest

from bot.announcing.messenger import Blocked, NotSent, Outcome, OutcomeUnknown, Sent, SlowDown
from bot.cases.office import CaseOffice
from bot.cases.records import Piece
from bot.cases.relay import AT_ONCE, LEASE, Told
from bot.cases.states import Kind, State
from data.cases import deliveries
from tests.bot.cases.union import ANNA, BOB, OWNER, RIDER, Channel, Union, by


async def taken(union: Union) -> int:
    await union.hire(ANNA)
    number = (await union.hand_over()).case.number
    await union.office.work.take(by(ANNA), number)
    await union.office.relay.idle()  # what another office is told later, this one must not carry
    return number


async def test_what_never_left_is_tried_again_and_keeps_its_order(union: Union) -> None:
    number = await taken(union)
    union.channel.outcomes.extend([NotSent(), SlowDown(7)])
    await union.office.work.answer(by(ANNA), number, "一", "1")
    await union.office.work.answer(by(ANNA), number, "二", "2")
    await union.office.relay.idle()
    assert union.channel.words_to(RIDER) == []
    union.now += 4
    await union.settle()
    assert union.channel.words_to(RIDER) == []  # told to slow down
    union.now += 8
    await union.settle()
    assert union.channel.words_to(RIDER) == ["一", "二"]


async def test_unknown_is_shown_as_unknown_and_repeated_only_by_somebody(union: Union) -> None:
    number = await taken(union)
    union.channel.outcomes.append(OutcomeUnknown())
    await union.office.work.answer(by(ANNA), number, "一", "1")
    await union.office.relay.idle()
    for _ in range(3):
        union.now += 60
        await union.settle()
    assert union.channel.words_to(RIDER) == []
    word = (await union.office.work.open(by(ANNA), number)).words[-1]
    assert word.told == "unknown"
    assert await union.office.work.repeat(by(ANNA), number, word.id)
    await union.office.relay.idle()
    assert union.channel.words_to(RIDER) == ["一"]
    assert not await union.office.work.repeat(by(ANNA), number, word.id)


async def test_who_cannot_be_reached_is_said_to_who_has_the_case(union: Union) -> None:
    number = await taken(union)
    union.channel.outcomes.append(Blocked())
    await union.office.work.answer(by(ANNA), number, "一", "1")
    await union.office.relay.idle()
    assert union.channel.to(ANNA)[-1] == "unreached"
    assert (await union.office.work.open(by(ANNA), number)).words[-1].told == "failed"


async def test_nothing_is_said_of_what_was_taken_back_meanwhile(union: Union) -> None:
    number = await taken(union)
    union.channel.outcomes.append(NotSent())
    await union.office.work.answer(by(ANNA), number, "一", "1")
    await union.office.relay.idle()
    await union.office.riders.take_back(RIDER, number)
    union.now += 10
    await union.settle()
    assert union.channel.to(RIDER) == []
    assert union.channel.to(ANNA)[-1] == "withdrawn"


class Deadly(Channel):
    """A channel whose process dies before or after the call of a random number."""

    def __init__(self, everybody: Channel, dies_at: int, *, after: bool) -> None:
        super().__init__()
        self.delivered = everybody.delivered
        self._left = dies_at
        self._after = after
        self.died = asyncio.Event()

    async def carry(self, chat: str, told: Told) -> Outcome:
        if self.died.is_set():
            await asyncio.Event().wait()
        self._left -= 1
        dies = self._left < 0
        if not dies or self._after:
            self.delivered.append((chat, told))
        if dies:
            self.died.set()
            await asyncio.Event().wait()  # nobody ever hears how it ended
        return Sent(1)


@pytest.mark.parametrize("moment", range(20))
async def test_a_process_that_dies_at_any_call_loses_and_doubles_nothing(union: Union, moment: int) -> None:
    """Ten of the staff and some riders talk; processes die, others go on within the lease."""
    chance = random.Random(moment)
    people = [f"tg:91{number:02}" for number in range(10)]
    await union.hire(*people)
    riders = [f"tg:{2001 + number}" for number in range(5)]
    numbers = [(await union.hand_over("事", person=rider)).case.number for rider in riders]
    for number in numbers:
        await union.office.work.take(by(people[number % 10]), number)
    union.channel.delivered.clear()
    await union.office.relay.close()
    said: list[tuple[str, str]] = []
    for turn in range(4):
        dying = Deadly(union.channel, chance.randrange(6), after=chance.random() < 0.5)
        office = union.another(dying)
        await office.relay.look()
        for number in numbers:
            holder, rider = people[number % 10], riders[number - 1]
            await office.work.answer(by(holder), number, f"答{turn}", f"a{turn}{number}")
            await office.riders.add(rider, number, Piece(Kind.SAID, f"补{turn}"), f"m{turn}{number}")
            said += [(rider, f"答{turn}"), (holder, f"补{turn}")]
        await _dies(office, dying)
        union.now += LEASE + 1
    last = union.another(union.channel)
    for _ in range(3):
        await last.relay.look()
        await last.relay.idle()
        union.now += LEASE + 1
    arrived = [(chat, told.word.text) for chat, told in union.channel.delivered if told.word is not None]
    assert len(arrived) == len(set(arrived))
    async with union.database.read() as session:
        rows = [row for number in numbers for row in await deliveries.of_case(session, number)]
    states = [state for _, _, _, state in rows]
    assert set(states) <= {"sent", "unknown"}
    assert len(set(said) - set(arrived)) <= states.count("unknown")
    assert states.count("unknown") <= 4 * AT_ONCE  # four died, each with one batch under way
    await last.relay.close()


async def _dies(office: CaseOffice, dying: Deadly) -> None:
    """Lets the relay work until its process dies, or until it has nothing more to do; takes it away without a word."""
    running = office.relay._running
    assert running is not None
    died = asyncio.create_task(dying.died.wait())
    await asyncio.wait({running, died}, return_when=asyncio.FIRST_COMPLETED)
    running.cancel()
    died.cancel()
    await asyncio.wait({running, died})


async def test_two_processes_share_what_waits(union: Union) -> None:
    await union.hire(ANNA, BOB)
    other = union.another(union.channel)
    for rider in range(12):
        await union.hand_over(f"事{rider}", person=f"tg:{3000 + rider}")
        other.relay.kick()
    await asyncio.gather(union.office.relay.idle(), other.relay.idle())
    await union.settle()
    assert union.channel.to(ANNA) == ["new"] * 12
    assert union.channel.to(BOB) == ["new"] * 12
    await other.relay.close()


async def test_the_end_waits_for_calls_under_way(union: Union) -> None:
    number = await taken(union)
    under_way, goes_on = asyncio.Event(), asyncio.Event()

    class Slow(Channel):
        async def carry(self, chat: str, told: Told) -> Outcome:
            under_way.set()
            await goes_on.wait()
            return Sent(1)

    office = union.another(Slow())
    await office.work.answer(by(ANNA), number, "一", "1")
    await under_way.wait()
    closing = asyncio.create_task(office.relay.close())
    await asyncio.sleep(0)
    assert not closing.done()
    goes_on.set()
    await closing
    assert (await union.office.work.open(by(ANNA), number)).words[-1].told == "sent"
    assert (await union.office.riders.read(RIDER, number)).state is State.OPEN
    assert OWNER not in [chat for chat, _ in union.channel.delivered]


async def test_the_end_does_not_wait_for_what_nobody_carries_any_more(union: Union) -> None:
    number = await taken(union)
    for place in range(3 * AT_ONCE):
        await union.office.work.answer(by(ANNA), number, f"{place}", f"{place}")
    await union.office.relay.close()
    assert await deliveries.any_waiting(union.database) or len(union.channel.words_to(RIDER)) == 3 * AT_ONCE
