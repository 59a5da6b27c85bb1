"""One pace for all that goes out of a channel: answers go first, announcements take what they leave of its limits.

A channel need say neither its limits exactly nor which of them was met: the pace is halved when a second chat is
refused, and climbs back in seconds (AIMD).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.announcing.part import Part
from bot.timing import Sleep


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes; rates in messages a second, times in seconds.

    `depth` messages may go out at once after the loop was busy, and answers may go `debt` ahead of the pace: together,
    with the four that a transaction may hold back, less than the channel takes at once. `gap` is the time between two
    messages to a chat (by key), `longest_gap` the most that it says. After the channel's limit was met by answers, they
    keep `spacing`. `row` answers may follow one another in a chat without its gap. Not `paced`, answers keep no pace
    before a refusal: for measuring what the rest can do. `whole` is the key of the chat that a key's part (a topic of a
    group) is in: parts share its pace.
    """

    full_rate: float
    depth: float
    debt: float
    spacing: float
    gap: Callable[[str], float]
    longest_gap: float
    whole: Callable[[str], str] = str
    row: int = 3
    paced: bool = True


_LEAST_RATE = 1.0
_LEAST_WAIT = 0.001  # seconds; less than a clock tells apart would be waited for over and over
# After a refusal the rate is half; from nothing to all it climbs in so many seconds, from half in half of them.
_CLIMBS_IN = 20.0
# A refusal does not say whose limit was met, one chat's or ours: one chat waits alone, a second chat within so many
# seconds means ours.
_SECOND_CHAT_WITHIN = 5.0
# After our limit was met by answers, they keep their spacing for so long.
_CAREFUL_FOR = 60.0
_REMEMBERED = 4_000  # chats written to of late, of which those older than the longest gap go when there are more
_LATELY = 5.0  # seconds over which the rate of answers is taken


class Lane(StrEnum):
    """Whose sends wait together; `ALL` is both."""

    ANSWERS = "answers"
    ANNOUNCEMENTS = "announcements"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Nothing goes out until this second since 1970, in a lane or for one chat of it (`LANE CHAT`).

    `rate` is what the announcements' rate was lowered to; None for a chat.
    """

    name: str
    until: float
    rate: float | None = None


class Pacer:
    """The pace of one channel within its `limits`; chats by key. Costs an answer nothing while no refusal holds.

    `clock` gives seconds since 1970, `monotonic` seconds, `sleep` waits that many. `keep` is told every deadline that
    must outlive the process.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        monotonic: Callable[[], float],
        sleep: Sleep,
        jitter: random.Random,
        limits: Limits,
        keep: Callable[[Deadline], None] | None = None,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
        self.keep = keep
        self._share = 1.0
        self._others = 0.0
        self._part = Part(limits.full_rate, limits.depth + limits.debt, monotonic)
        self._tokens, self._filled_at = limits.depth, monotonic()
        self._lowered_to, self._lowered_at = limits.full_rate, monotonic() - 3600
        self._chats: dict[Lane, dict[str, float]] = {Lane.ANSWERS: {}, Lane.ANNOUNCEMENTS: {}}
        self._until = {Lane.ANNOUNCEMENTS: 0.0, Lane.ALL: 0.0}
        self._last: dict[Lane, tuple[str, float]] = {}
        self._careful_until = 0.0
        self._next_slot = 0.0
        self._written: dict[str, float] = {}
        self._places: dict[str, float] = {}  # by chat: when its next answer would come, were they evenly spaced
        self._urgent = 0
        self._answers, self._answers_since = 0, monotonic()
        self._answers_before = 0.0

    # --- answers ---
    @property
    def quiet(self) -> bool:
        """Whether no answer has to wait."""
        return not self._chats[Lane.ANSWERS] and self._monotonic() >= max(self._careful_until, self._until[Lane.ALL])

    def answering(self, chat: str) -> None:
        """Counts an answer that goes out now."""
        self._fill(self._monotonic())
        self._tokens = max(self._tokens, 1 - self._limits.debt)
        self._count(chat)

    def _count(self, chat: str) -> None:
        now = self._monotonic()
        self._tokens -= 1
        self._note(chat, now)
        self._answers += 1
        if now - self._answers_since >= _LATELY:
            self._answers_before = self._answers / (now - self._answers_since)
            self._answers, self._answers_since = 0, now

    async def ready(self, chat: str) -> None:
        """Returns when an answer to this chat may be tried."""
        while True:
            now = self._monotonic()
            until = max(self._chats[Lane.ANSWERS].get(self._limits.whole(chat), 0.0), self._until[Lane.ALL])
            if until > now:
                # A little later than told, and not all at the same moment.
                await self._sleep(until - now + self._jitter.uniform(0.05, 0.25))
                continue
            self._chats[Lane.ANSWERS].pop(self._limits.whole(chat), None)
            if now >= self._careful_until:
                return
            slot = max(self._next_slot, now)
            self._next_slot = slot + self._limits.spacing
            if slot > now:
                await self._sleep(slot - now)
                if self._monotonic() < self._until[Lane.ALL]:
                    continue
            return

    @property
    def answers_lately(self) -> float:
        """Answers a second over the last seconds."""
        passed = self._monotonic() - self._answers_since
        return max(self._answers / max(passed, _LATELY), self._answers_before if passed < _LATELY else 0.0)

    async def answer(self, chat: str, *, urgent: bool = False) -> None:
        """Returns when an answer to this chat may go out, and counts it; `urgent` ones wait for refusals alone.

        Those that wait go out in the order in which they came.
        """
        if not self.quiet:
            await self.ready(chat)
        if urgent or not self._limits.paced:
            self.answering(chat)
            return
        if (wait := self._booked(self._limits.whole(chat))) > 0:
            await self._sleep(wait)
        self._fill(self._monotonic())
        behind = 1 - self._limits.debt - self._tokens
        self._count(chat)
        if (wait := max(behind / self.rate, self._part.take())) > 0:
            await self._sleep(wait)

    def _booked(self, chat: str) -> float:
        """Takes the chat's next place; seconds until it is there."""
        now, gap = self._monotonic(), self._limits.gap(chat)
        place = max(self._places.get(chat, 0.0), now)
        self._places[chat] = place + gap
        if len(self._places) > _REMEMBERED:
            self._places = {c: at for c, at in self._places.items() if at > now}
        return max(0.0, place - now - (self._limits.row - 1) * gap)

    # --- announcements ---
    def chat_wait(self, chat: str) -> float:
        """Seconds until this chat can take one more announcement; 0 when it can."""
        now = self._monotonic()
        gap, chat = self._limits.gap(chat), self._limits.whole(chat)
        refused = self._chats[Lane.ANNOUNCEMENTS].get(chat, 0.0)
        return max(0.0, self._written.get(chat, now - gap) + gap - now, refused - now)

    def announcements_wait(self) -> float:
        """Seconds that refusals still keep announcements back."""
        return max(0.0, max(self._until.values()) - self._monotonic())

    async def slot(self, *, urgent: bool = False) -> None:
        """Returns when one announcement may go out; urgent ones come first."""
        self._urgent += urgent
        try:
            while (wait := self._wait(urgent=urgent)) > 0:
                await self._sleep(wait)
            self._tokens -= 1
        finally:
            self._urgent -= urgent

    def take_now(self, *, urgent: bool = False) -> bool:
        """Takes a slot if one is free this moment."""
        if self._wait(urgent=urgent) > 0:
            return False
        self._tokens -= 1
        return True

    def sending(self, chat: str, messages: int = 1) -> None:
        """Notes that an announcement of so many messages goes out to this chat now; its slots were taken before."""
        # Each of them has its gap: the next one waits for all.
        self._note(chat, self._monotonic() + (messages - 1) * self._limits.gap(chat))

    def _wait(self, *, urgent: bool) -> float:
        now = self._monotonic()
        until = max(self._until.values())
        if until > now:
            return until - now + self._jitter.uniform(0.05, 0.25)
        if self._urgent and not urgent:
            return 0.1
        self._fill(now)
        return max(_LEAST_WAIT, (1 - self._tokens) / self.rate) if self._tokens < 1 else 0.0

    @property
    def rate(self) -> float:
        """Announcements a second that may go out now, when nobody asks anything."""
        passed = max(0.0, self._monotonic() - self._lowered_at)
        risen = self._lowered_to + passed * self._limits.full_rate / _CLIMBS_IN
        return max(_LEAST_RATE, (min(self._limits.full_rate, risen) - self._others) * self._share)

    def share(self, part: float, others: float, processes: int = 1) -> None:
        """Our part of the announcements' rate (above 0 to 1); answers a second of others; how many all answer with."""
        self._share, self._others = part, others
        self._part.among(processes)

    # --- refusals ---
    def refused(self, lane: Lane, chat: str, retry_after: float) -> None:
        """A send to this chat was refused for so many seconds."""
        now = self._monotonic()
        until, chat = now + retry_after, self._limits.whole(chat)
        self._chats[lane] = {c: u for c, u in self._chats[lane].items() if u > now}
        self._chats[lane][chat] = until
        self._tell(f"{lane} {chat}", retry_after)
        last = self._last.get(lane)
        wider = last is not None and last[0] != chat and now - last[1] < _SECOND_CHAT_WITHIN
        self._last[lane] = (chat, now)
        if lane is Lane.ANNOUNCEMENTS:
            if wider:
                self._lower(now)
                self._stop(Lane.ANNOUNCEMENTS, until, retry_after)
        elif wider or self._until[Lane.ANNOUNCEMENTS] > now:
            # Answers are refused too.
            self._stop(Lane.ALL, until, retry_after)
            self._careful_until = max(self._careful_until, self._until[Lane.ALL] + _CAREFUL_FOR)
            self._lower(now)

    def hold_announcements(self, seconds: float) -> None:
        """Nothing but answers for so long: the server has trouble."""
        self._until[Lane.ANNOUNCEMENTS] = max(self._until[Lane.ANNOUNCEMENTS], self._monotonic() + seconds)

    def restore(self, deadline: Deadline) -> None:
        """Takes up what an earlier process was told."""
        now = self._monotonic()
        until = now + deadline.until - self._clock()
        if deadline.name in (Lane.ANNOUNCEMENTS, Lane.ALL):
            self._until[Lane(deadline.name)] = max(self._until[Lane(deadline.name)], until)
            if deadline.rate is not None:
                self._lowered_to, self._lowered_at = deadline.rate, max(now, until)
        elif until > now:
            lane, _, chat = deadline.name.partition(" ")
            self._chats[Lane(lane)][chat] = until

    def _stop(self, lane: Lane, until: float, seconds: float) -> None:
        self._until[lane] = max(self._until[lane], until)
        self._tell(lane, seconds)

    def _tell(self, name: str, seconds: float) -> None:
        if self.keep is not None:
            lane = name in (Lane.ANNOUNCEMENTS, Lane.ALL)
            self.keep(Deadline(name, self._clock() + seconds, self._lowered_to if lane else None))

    def _lower(self, now: float) -> None:
        if now - self._lowered_at >= _SECOND_CHAT_WITHIN:  # many refusals of one moment count once
            self._lowered_to = max(_LEAST_RATE, min(self._limits.full_rate, self.rate / self._share) / 2)
            self._lowered_at = now

    def _fill(self, now: float) -> None:
        self._tokens = min(self._limits.depth, self._tokens + (now - self._filled_at) * self.rate)
        self._filled_at = now

    def _note(self, chat: str, now: float) -> None:
        self._written[self._limits.whole(chat)] = now
        if len(self._written) > _REMEMBERED:
            self._written = {c: at for c, at in self._written.items() if now - at < self._limits.longest_gap}
