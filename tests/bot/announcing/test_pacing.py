"""Who may send when: answers at once, announcements in what they leave, after refusals nobody too early."""

import asyncio
import heapq
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcing.pacing import Deadline, Lane, Pacer
from handlers.telegram.wire.pace import FULL_RATE, LIMITS

CAP = 30.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        await asyncio.sleep(0)


class _NoJitter(random.Random):
    def uniform(self, a: float, b: float) -> float:
        return a


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pacer(clock: Clock) -> Pacer:
    return Pacer(clock, clock, clock.sleep, _NoJitter(), LIMITS)


async def _slots(pacer: Pacer, clock: Clock, count: int) -> float:
    began = clock.now
    for _ in range(count):
        await pacer.slot()
    return clock.now - began


@pytest.mark.slow
@given(answers=st.lists(st.floats(0, 60), max_size=14))
async def test_never_more_than_telegram_takes_and_what_answers_leave_is_used(answers: list[float]) -> None:
    """Against a bucket of 30 that fills by 30 a second, the strict reading of the limit; answers come at any moment."""
    clock = Clock()
    pacer = Pacer(clock, clock, clock.sleep, _NoJitter(), LIMITS)
    began, due, sent = clock.now, sorted(answers), 0
    bucket, filled = CAP, clock.now
    while clock.now - began < 60:
        if due and began + due[0] <= clock.now:
            due.pop(0)
            pacer.answering("tg:1")
        else:
            await pacer.slot()
            sent += 1
        bucket, filled = min(CAP, bucket + (clock.now - filled) * CAP) - 1, clock.now
        assert bucket >= 0
    assert sent + len(answers) - len(due) >= 0.97 * CAP * 60


async def test_answers_wait_for_nobody_while_telegram_takes_them(pacer: Pacer, clock: Clock) -> None:
    began = clock.now
    for chat in range(500):
        assert pacer.quiet
        pacer.answering(f"tg:{chat}")
    assert clock.now == began
    assert 0.4 < await _slots(pacer, clock, 1) < 2  # announcements pay the debt, which has a bottom


async def test_one_chat_over_its_limit_waits_alone(pacer: Pacer, clock: Clock) -> None:
    began = clock.now
    pacer.refused(Lane.ANSWERS, "tg:1", 30)
    await pacer.ready("tg:2")
    assert clock.now == began
    await pacer.ready("tg:1")
    assert 30 < clock.now - began < 31


async def test_a_second_chat_refused_soon_after_means_the_whole_bot_and_then_a_steady_pace(
    pacer: Pacer, clock: Clock
) -> None:
    began = clock.now
    pacer.refused(Lane.ANSWERS, "tg:1", 3)
    pacer.refused(Lane.ANSWERS, "tg:2", 3)
    await pacer.ready("tg:3")
    assert clock.now - began > 3
    begun = clock.now
    for chat in range(10, 64):
        await pacer.ready(f"tg:{chat}")
    assert 1.9 < clock.now - begun < 2.1  # 54 sends at 27 a second


async def test_a_refused_announcement_delays_no_answer_unless_answers_are_refused_too(
    pacer: Pacer, clock: Clock
) -> None:
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:1", 60)
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:2", 60)
    assert pacer.quiet
    began = clock.now
    await pacer.ready("tg:1")
    assert clock.now == began
    pacer.refused(Lane.ANSWERS, "tg:3", 20)
    assert not pacer.quiet
    await pacer.ready("tg:4")
    assert 20 < clock.now - began < 21
    await pacer.slot()
    assert clock.now - began > 60


async def test_the_rate_halves_at_a_refusal_and_climbs_back_in_seconds(pacer: Pacer, clock: Clock) -> None:
    assert pacer.rate == FULL_RATE
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:1", 1)
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:2", 1)
    assert pacer.rate == pytest.approx(FULL_RATE / 2)
    clock.now += 5
    assert pacer.rate == pytest.approx(FULL_RATE * 3 / 4)
    clock.now += 5
    assert pacer.rate == pytest.approx(FULL_RATE)


@pytest.mark.parametrize("lane", [Lane.ANSWERS, Lane.ANNOUNCEMENTS])
async def test_what_one_chat_is_told_lowers_nobody_else_s_rate(pacer: Pacer, clock: Clock, lane: Lane) -> None:
    for _ in range(5):
        pacer.refused(lane, "tg:1", 60)
        clock.now += 1
    assert pacer.rate == FULL_RATE
    assert pacer.announcements_wait() == 0


class Telegram:
    """Two buckets, as the server is thought to have: 30 of the bot, 3 and one a second of each chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bot = (CAP, clock.now)
        self._chats: dict[str, tuple[float, float]] = {}
        self.refused: list[str] = []
        self.took: list[str] = []

    def send(self, chat: str) -> None:
        now = self._clock.now
        bot, at = self._bot
        bot = min(CAP, bot + (now - at) * CAP) - 1
        left, before = self._chats.get(chat, (3.0, now))
        left = min(3.0, left + now - before) - 1
        if bot < 0 or left < -1e-6:
            self.refused.append(chat)
        self._bot, self._chats[chat] = (bot, now), (left, now)
        self.took.append(chat)


class Hours:
    """Time that goes on only when everybody waits; whoever waits shortest goes on first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._alarms: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    async def sleep(self, seconds: float) -> None:
        alarm: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._number += 1
        heapq.heappush(self._alarms, (self._clock.now + seconds, self._number, alarm))
        await alarm

    async def until(self, tasks: set[asyncio.Task[None]]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(4):
                await asyncio.sleep(0)
            if self._alarms:
                self._clock.now, _, alarm = heapq.heappop(self._alarms)
                alarm.set_result(None)


async def _answered(clock: Clock, chats: list[tuple[float, str]], urgent: str = "", *, processes: int = 1) -> Telegram:
    """Answers to these chats in turn by each process, each due after so many seconds; what the server says of it."""
    hours, telegram = Hours(clock), Telegram(clock)
    pacers = [Pacer(clock, clock, hours.sleep, _NoJitter(), LIMITS) for _ in range(processes)]
    for pacer in pacers:
        pacer.share(1.0, 0.0, processes)

    async def answer(pacer: Pacer, after: float, chat: str) -> None:
        await hours.sleep(after)
        await pacer.answer(chat, urgent=chat == urgent)
        telegram.send(chat)

    tasks = {
        asyncio.create_task(answer(pacers[number % processes], after, chat))
        for number, (after, chat) in enumerate(chats)
    }
    await hours.until(tasks)
    return telegram


async def test_a_crowd_that_asks_at_once_meets_no_refusal_and_is_answered_in_order(clock: Clock) -> None:
    began = clock.now
    crowd = [(number / 100, f"tg:{number}") for number in range(200)]
    telegram = await _answered(clock, crowd)
    assert telegram.refused == []
    assert telegram.took == [chat for _, chat in crowd]
    assert clock.now - began == pytest.approx((200 - 24) / FULL_RATE, abs=0.2)


@pytest.mark.parametrize("processes", [2, 3])
async def test_a_crowd_brought_to_several_processes_meets_no_refusal_and_waits_no_longer(
    clock: Clock, processes: int
) -> None:
    began = clock.now
    crowd = [(number / 200, f"tg:{number}") for number in range(300)]
    telegram = await _answered(clock, crowd, processes=processes)
    assert telegram.refused == []
    assert clock.now - began == pytest.approx((300 - 24) / FULL_RATE, abs=0.3)


async def test_one_person_s_five_in_a_row_meet_no_refusal_and_keep_nobody_else(clock: Clock) -> None:
    began = clock.now
    talk = [(0.01 * number, "tg:1") for number in range(5)] + [(0.06, "tg:2")]
    telegram = await _answered(clock, talk)
    assert telegram.refused == []
    assert telegram.took[3] == "tg:2"
    assert clock.now - began == pytest.approx(2, abs=0.1)


async def test_who_is_in_danger_waits_for_no_pace(clock: Clock) -> None:
    crowd = [(number / 1000, f"tg:{number}") for number in range(100)]
    telegram = await _answered(clock, [*crowd, (0.2, "tg:in danger")], urgent="tg:in danger")
    assert telegram.took.index("tg:in danger") < 35


async def test_unpaced_answers_wait_for_nothing_until_one_is_refused(clock: Clock) -> None:
    pacer = Pacer(clock, clock, clock.sleep, _NoJitter(), replace(LIMITS, paced=False))
    began = clock.now
    for chat in range(500):
        await pacer.answer(f"tg:{chat % 7}")
    assert clock.now == began
    pacer.refused(Lane.ANSWERS, "tg:1", 30)
    await pacer.answer("tg:1")
    assert clock.now - began > 30


async def test_a_wait_outlives_the_process(clock: Clock) -> None:
    kept: list[Deadline] = []
    pacer = Pacer(clock, clock, clock.sleep, _NoJitter(), LIMITS, kept.append)
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:1", 2282)
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:2", 2282)
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:-5", 5)
    clock.now += 1000
    later = Pacer(clock, clock, clock.sleep, _NoJitter(), LIMITS)
    for deadline in kept:
        later.restore(deadline)
    assert later.quiet
    assert later.chat_wait("tg:-5") == 0
    assert 1281 < await _slots(later, clock, 1) < 1284


async def test_a_chat_is_left_its_pause(pacer: Pacer, clock: Clock) -> None:
    pacer.answering("tg:1")
    pacer.sending("tg:-5")
    assert pacer.chat_wait("tg:1") == pytest.approx(1)
    assert pacer.chat_wait("tg:-5") == pytest.approx(3)
    assert pacer.chat_wait("tg:2") == 0
    clock.now += 1.5
    assert pacer.chat_wait("tg:1") == 0
    assert pacer.chat_wait("tg:-5") > 0


async def test_processes_share_the_rate(pacer: Pacer, clock: Clock) -> None:
    pacer.share(0.5, 3.4)
    assert pacer.rate == pytest.approx((FULL_RATE - 3.4) / 2)
    assert await _slots(pacer, clock, 10 + 131) == pytest.approx(10, abs=0.1)


async def test_answers_of_late_are_known(pacer: Pacer, clock: Clock) -> None:
    for _ in range(60):
        pacer.answering("tg:1")
        clock.now += 0.25
    assert pacer.answers_lately == pytest.approx(4, abs=1)
    clock.now += 60
    assert pacer.answers_lately < 1


async def test_a_pacer_may_run_for_years(pacer: Pacer, clock: Clock) -> None:
    pacer.refused(Lane.ANNOUNCEMENTS, "tg:1", 1)
    clock.now += 3 * 365 * 86_400
    assert pacer.rate == FULL_RATE
    assert await _slots(pacer, clock, 10 + 30) == pytest.approx(30 / FULL_RATE, abs=0.1)


async def test_an_urgent_announcement_comes_before_others_that_wait(pacer: Pacer) -> None:
    order: list[bool] = []

    async def send(count: int, urgent: bool) -> None:
        for _ in range(count):
            await pacer.slot(urgent=urgent)
            order.append(urgent)

    await asyncio.gather(send(60, urgent=False), send(30, urgent=True))
    first_half = order[:45]
    assert first_half.count(True) >= 25
