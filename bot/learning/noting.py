"""Notes what was asked and how it ended, as counts: after the reply, and nobody waits for it."""

import asyncio
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum, auto
from typing import Final

from bot.learning.never_kept import LONGEST, never_kept
from bot.learning.statistics import Statistics, statistics
from bot.logs.reporting import report_place
from bot.reply import Card, Outcome, Reply
from bot.understanding.features import Featurizer
from bot.understanding.normalize import normalize
from data.learning.day_askers import MISS, SUBJECT, DayAskers
from data.learning.day_counts import ANYTHING, DayCounts
from data.learning.misses import Misses, miss_id
from data.learning.votes import Ballot, Cast, Votes
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit, Statement
from data.storage.patience import WRITES

TIDY_EVERY: Final = 60.0
"""Seconds between two looks for days that are over."""

PURGE_EVERY: Final = 3600.0
"""Seconds between two deletions of questions whose time has passed."""

REMEMBERED: Final = 5_000
"""Answered questions whose words stay in memory, without persons, until pushed out: 2 MB."""

REMEMBERED_FOR: Final = 30 * 60.0
"""Seconds for which they do: as long as a talk is remembered."""


VOTED_FOR: Final = 30 * 60.0
"""Seconds for which an answer of the page can be voted on: as long as its session lives."""


class Told(Enum):
    """What became of "tell the union this question"."""

    DONE = auto()
    TOO_LATE = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be put under a reply: `tell` names the question that can be told (None: none), `vote` the answer."""

    tell: str | None = None
    vote: str | None = None


NOTHING: Final = Offer()


MOST_TOLD_A_DAY: Final = 200
"""Questions that strangers may bring before the staff in 24 hours, all together: more nobody reads."""

_DAY: Final = 24 * 3600


class Learning:
    """Counts without persons, who are keys as everywhere; `clock` gives seconds since 1970, `zone` what a day is."""

    def __init__(
        self,
        database: Database,
        commits: GroupCommit,
        featurizer: Featurizer,
        clock: Callable[[], float],
        zone: tzinfo,
        fresh_key: Callable[[], bytes] = lambda: secrets.token_bytes(32),
    ) -> None:
        self._patience = database.patience
        self._commits = commits
        self._featurizer = featurizer
        self._clock = clock
        self._zone = zone
        self._counts = DayCounts(database, commits)
        self._askers = DayAskers(database, self._counts, fresh_key)
        self._misses = Misses(database)
        self._votes = Votes(database, self._counts)
        self._remembered: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._offered: set[str] = set()
        self._purged_at = -PURGE_EVERY

    def day(self, at: float | None = None) -> str:
        """The day it is, as `YYYY-MM-DD`."""
        now = self._clock() if at is None else at
        return datetime.fromtimestamp(now, self._zone).date().isoformat()

    def offer(self, said: str, reply: Reply) -> Offer:
        """What may be put under a reply to what somebody wrote, or pressed (`said` empty)."""
        question = self.question(said, reply)
        if may_be_voted_on(reply):
            if question is not None:
                self._remember(question)
            return Offer(vote=f"{reply.intent or ''}:{miss_id(question) if question is not None else ''}")
        if is_miss(reply) and question is not None:
            return Offer(tell=miss_id(question))
        return NOTHING

    def question(self, said: str, reply: Reply) -> str | None:
        """The question of a reply to what somebody wrote, when it may be kept."""
        return reply.question if reply.question is not None and self._may_be_kept(said, reply.question) else None

    def _may_be_kept(self, said: str, question: str) -> bool:
        words = self._featurizer.utterance(question).words
        return not never_kept(said, question, words, self._featurizer.is_name)

    async def statistics(self, names: Mapping[str, str], days: int) -> Statistics:
        """The last days in numbers; `names` gives each subject's name by its id."""
        return await statistics(self._counts, self._askers, names, date.fromisoformat(self.day()), days)

    async def note(self, person: str | None, said: str, reply: Reply) -> None:
        """Counts one reply to what a person wrote; returns before it is written.

        Where nobody can tell one person from another (None), only how it ended is counted.
        """
        day, now = self.day(), int(self._clock())
        answered = reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE)
        intent = reply.intent if answered and reply.intent is not None else ""
        self._counts.add(day, intent, reply.outcome)
        if reply.question is None or person is None:
            return
        key = await self._patience.result(self._askers.key(day), None, WRITES)
        if key is None:
            return  # what is asked while the database is in trouble is not counted
        rows: list[Statement] = []
        if intent:
            rows += [self._askers.row(day, about, key, person) for about in (ANYTHING, f"{SUBJECT}{intent}")]
        if is_miss(reply) and (question := self.question(said, reply)) is not None:
            rows.append(self._misses.row(question, now))
            rows.append(self._askers.row(day, f"{MISS}{miss_id(question)}", key, person))
        if rows:
            self._commits.hand_in(*rows).add_done_callback(_reported)

    def _remember(self, question: str) -> None:
        now = self._clock()
        self._remembered[miss_id(question)] = (now, question)
        self._remembered.move_to_end(miss_id(question))
        while self._remembered:
            oldest, (at, _) = next(iter(self._remembered.items()))
            if len(self._remembered) <= REMEMBERED and now - at <= REMEMBERED_FOR:
                break
            del self._remembered[oldest]
            self._offered.discard(oldest)

    async def tell(self, question: str) -> Told:
        """Shows a question to those who may see questions, at once; `question` is the id that an `Offer` named."""
        told = await self._misses.tell(question, self.remembered(question), int(self._clock()))
        return Told.DONE if told else Told.TOO_LATE

    async def key_of_today(self, purpose: str) -> bytes | None:
        """Today's key for one purpose, the same for every process; None while the database is away."""
        key = await self._patience.result(self._askers.key(self.day()), None, WRITES)
        return None if key is None else hmac.digest(key, purpose.encode(), "sha256")

    async def tell_words(self, question: str) -> Told:
        """As `tell` for a question that its asker brings along: until then nobody keeps it."""
        words = normalize(question)
        if len(question) > 2 * LONGEST or not words or not self._may_be_kept(question, words):
            return Told.TOO_LATE
        now = int(self._clock())
        if await self._misses.told_since(now - _DAY) >= MOST_TOLD_A_DAY:
            return Told.TOO_LATE
        await self._misses.tell(miss_id(words), words, now)
        return Told.DONE

    async def vote(self, ballot: Ballot, intent: str, *, helpful: bool) -> Cast:
        """A person's vote on one answer; the same again withdraws it, the other one changes it."""
        return await self._votes.cast(ballot, intent, helpful=helpful, day_of=self.day)

    async def vote_on_page(self, answer: str, answered_at: int, intent: str, *, helpful: bool) -> Cast:
        """As `vote` for an answer of the page, known by a key of 32 characters, for half an hour."""
        if abs(self._clock() - answered_at) > VOTED_FOR:  # the clocks of two replicas differ a little
            return Cast.TOO_LATE
        day = self.day(answered_at)
        return await self._votes.cast_on_page(answer, answered_at, intent, helpful=helpful, day=day)

    def remembered(self, question: str) -> str | None:
        """The words of a question that an `Offer` named, while they are in mind; None otherwise."""
        at, words = self._remembered.get(question, (0.0, None))
        return words if words is not None and self._clock() - at <= REMEMBERED_FOR else None

    def may_tell(self, question: str) -> bool:
        """Whether somebody who found an answer unhelpful may be asked to tell its question: once for each."""
        if question not in self._remembered or question in self._offered:
            return False
        self._offered.add(question)
        return True

    async def held(self, person: str) -> int:
        """How many hashes of today are this person's."""
        return await self._askers.held(self.day(), person)

    async def forget(self, person: str) -> None:
        """Deletes today's hashes of this person; those of other days are gone already."""
        await self._askers.forget(self.day(), person)

    async def tidy(self) -> None:
        """Ends the days that are over and deletes what was kept long enough: votes at once, questions every hour."""
        await self._askers.close_days(self.day())
        await self._votes.purge(int(self._clock() - VOTED_FOR))
        if self._clock() - self._purged_at >= PURGE_EVERY:
            await self._misses.purge(int(self._clock()))
            self._purged_at = self._clock()


def may_be_voted_on(reply: Reply) -> bool:
    """Whether it shows what somebody may find helpful or not: a service."""
    return reply.outcome is Outcome.ANSWER and any(isinstance(block, Card) for block in reply.blocks)


def is_miss(reply: Reply) -> bool:
    """Whether a question was not answered; a danger was, with a number to call."""
    return reply.outcome is Outcome.UNKNOWN and reply.question is not None and not reply.urgent


def _reported(written: "asyncio.Future[None]") -> None:
    if not written.cancelled() and (error := written.exception()) is not None:
        report_place(error, "counting")
