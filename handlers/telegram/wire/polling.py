"""Fetching updates so that none is lost, however the program ends.

Telegram forgets an update when it is asked for a later one, so we ask for that only once the earlier are answered.
What was answered beyond an unanswered one is noted in the ledger, and skipped when Telegram gives it again.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from functools import partial
from typing import Any

from bot.timing import Sleep
from data.telegram.ledger import MessageNumber, TelegramLedger
from handlers.telegram.wire.bot_api import ApiError, BotApi
from handlers.telegram.wire.errors import CallFailure, SecondInstance, WrongToken, report
from handlers.telegram.wire.flood import back_off, wait_politely
from handlers.telegram.wire.notes import Note, Notes
from handlers.telegram.wire.ordering import Lanes
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown
from handlers.telegram.wire.window import Window

_LOGGER = logging.getLogger(__name__)

Update = dict[str, Any]
Answer = Callable[[Update], Awaitable[Sequence[MessageNumber]]]
Overtakes = Callable[[Update], bool]

KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")

_LONG_POLL = 50  # seconds; the server cuts longer ones
_SPARE = 10.0  # seconds that the answer to a long poll may come late
_GAP = 0.02  # seconds between two fetches at least
# The server gives a single update when asked again for the same one within 0.5 s.
_SAME_AGAIN = 0.5
# In a backlog each fetch repeats the updates still open, so it waits until so many new ones fit. We see no further than
# 100 updates, so with one fetch at a time the round trips set the pace: 400 answers a second at 40-80 ms, while with
# several under way it is the processor.
_WORTHWHILE, _UNDER_WAY = 10, 4
# An update that waits for one chat's flood limit must not stop all others: with the window full and so few open for so
# many seconds, Telegram may forget them. Only a kill in that moment would lose them.
_FEW_OPEN, _STUCK = 10, 5.0
_CONFLICT_PAUSE, _MOST_CONFLICTS = 3.0, 3
_LATELY = 600.0
_GRACE = 10.0  # seconds that answers in flight have when the program is told to stop


class Poller:
    """Fetches updates and has each answered; one person's in order, different people's at once.

    `answer` gives the numbers of the private messages that belong to the update. What `overtakes` waits for nothing
    that the same person sent before: it tells of a danger. `monotonic` gives seconds, `sleep` waits that many.
    """

    def __init__(
        self,
        api: BotApi,
        answer: Answer,
        ledger: TelegramLedger,
        monotonic: Callable[[], float],
        sleep: Sleep,
        jitter: random.Random,
        overtakes: Overtakes = lambda _: False,
    ) -> None:
        self._api = api
        self._answer = answer
        self._ledger = ledger
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
        self._overtakes = overtakes
        self._window = Window()
        self._lanes = Lanes()
        self._progress = asyncio.Event()
        self._answered_before: set[int] = set()
        self._being_noted: set[int] = set()
        self._fetches: set[asyncio.Task[None]] = set()
        self._notes = Notes(ledger, self._noted)
        self._failure: CallFailure | None = None
        self._asked = 0  # fetches begun, and the latest of them whose answer was taken
        self._taken = 0
        self._asked_at = -_SAME_AGAIN
        self._backlog = False
        self._failures = 0
        self._conflicts = 0
        self._last_conflict: float | None = None

    @property
    def conflicted(self) -> bool:
        """Whether somebody else fetched this bot's updates in the last ten minutes."""
        last = self._last_conflict
        return last is not None and self._monotonic() - last < _LATELY

    async def run(self, stop: asyncio.Event) -> None:
        """Works until `stop` is set; then lets what is in flight end, for at most 10 s.

        Raises:
            WrongToken: Telegram does not know the token.
            SecondInstance: another program fetches this bot's updates.
        """
        self._answered_before = await self._ledger.answered_updates()
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                if await self._may_fetch(stopped):
                    self._fetch()
            await first_of(self._settled(), self._sleep(_GRACE))
        finally:
            for task in (stopped, *self._fetches):
                task.cancel()
            await asyncio.gather(stopped, *self._fetches, return_exceptions=True)
            await self._notes.drop()
            await self._lanes.drop()
        await self._confirm()

    async def _may_fetch(self, stopped: asyncio.Task[bool]) -> bool:
        """Waits a while; says whether a fetch now can bring something new."""
        if self._failure is not None:
            await self._waited(asyncio.gather(*self._fetches), stopped)
            error, self._failure = self._failure, None
            await self._waited(wait_politely(self._sleep, self._pause_after(error), self._jitter), stopped)
            return False
        since = self._monotonic() - self._asked_at
        if since < _GAP:
            await self._waited(self._sleep(_GAP - since), stopped)
            return False
        if len(self._fetches) < (_UNDER_WAY if self._backlog else 1):
            if self._window.idle and not self._fetches:
                return True
            if self._window.gain >= (_WORTHWHILE if self._backlog else 1):
                return True
            if self._window.room > 0 and since >= _SAME_AGAIN:
                return True
            if self._window.room <= 0 and since >= _STUCK and len(self._window.open) <= _FEW_OPEN:
                for update_id in self._window.open:
                    self._window.let_go(update_id)
                return True
        self._progress.clear()
        progress = self._progress.wait()
        # A fetch under way tells when it ends; without one the next may be worth it by the mere passing of time.
        await self._waited(progress if self._fetches else first_of(progress, self._sleep(_SAME_AGAIN)), stopped)
        return False

    def _note_progress(self) -> None:
        """Wakes whoever waits to fetch, when it is worth it."""
        if self._window.idle or not self._backlog or self._window.gain >= _WORTHWHILE:
            self._progress.set()

    @staticmethod
    async def _waited(what: Awaitable[Any], stopped: asyncio.Task[bool]) -> None:
        await first_of(what, keep=stopped)

    def _fetch(self) -> None:
        self._asked += 1
        self._asked_at = self._monotonic()
        all_answered = self._window.idle
        wait = 0 if self._fetches or not all_answered else _LONG_POLL
        task = asyncio.create_task(self._take_updates(self._asked, self._window.ask(), all_answered, wait))
        self._fetches.add(task)
        task.add_done_callback(self._fetched)

    def _fetched(self, task: asyncio.Task[None]) -> None:
        self._fetches.discard(task)
        self._progress.set()

    async def _take_updates(self, number: int, offset: int, all_answered: bool, wait: int) -> None:
        try:
            updates = await self._get_updates(offset, wait)
        except (ApiError, NotSent, OutcomeUnknown) as failure:
            self._failure = failure
            return
        self._failures = self._conflicts = 0
        # One overtaken by a later one speaks of updates that Telegram has forgotten since.
        if number > self._taken:
            self._taken = number
            try:
                self._take(offset, updates, all_answered)
            except (KeyError, TypeError) as error:  # no updates as the Bot API describes them
                report(error, "getUpdates")
                self._failure = OutcomeUnknown("unreadable updates")

    async def _get_updates(self, offset: int, wait: int) -> list[Update]:
        parameters: dict[str, Any] = {"limit": Window.SIZE, "timeout": wait, "allowed_updates": KINDS}
        if offset:
            parameters["offset"] = offset
        updates: list[Update] = await self._api.call("getUpdates", parameters, read_timeout=wait + _SPARE)
        return updates

    def _pause_after(self, error: CallFailure) -> float:
        """Seconds to wait before the next fetch after a failed one."""
        if isinstance(error, ApiError):
            if error.code in (401, 404):
                raise WrongToken from None
            if error.code == 409:
                self._conflicts += 1
                self._last_conflict = self._monotonic()
                if self._conflicts >= _MOST_CONFLICTS:
                    raise SecondInstance from None
                _LOGGER.warning("another program fetches this bot's updates; trying again")
                return _CONFLICT_PAUSE
            if error.retry_after is not None:
                return error.retry_after
        self._failures += 1
        if self._failures == 1:
            report(error, "getUpdates")
        return back_off(self._failures)

    def _take(self, offset: int, updates: list[Update], all_answered: bool) -> None:
        new, forgotten = self._window.fetched(offset, (update["update_id"] for update in updates))
        self._backlog = len(updates) >= Window.SIZE
        if offset and all_answered:  # Telegram has forgotten all that was answered before this start
            forgotten += self._answered_before.difference(new, forgotten)
            self._answered_before = set()
        # A note may be deleted only once it is written; for those under way `_work` sees to it.
        settled = [update_id for update_id in forgotten if update_id not in self._being_noted]
        if settled:
            self._lanes.put("ledger", lambda: self._forgotten(settled))
        fresh = set(new)
        for update in updates:
            update_id = update["update_id"]
            if update_id not in fresh:
                continue
            fresh.discard(update_id)
            if update_id in self._answered_before:
                self._window.answered(update_id)
            else:
                self._lanes.put(lane_in(self._lanes, update, self._overtakes), partial(self._work, update))

    async def _work(self, update: Update) -> None:
        update_id = update["update_id"]
        numbers: Sequence[MessageNumber] = ()
        try:
            numbers = await self._answer(update)
        except Exception as error:
            report(error, "answering")
        # Telegram may forget it from here on; killed before the commit below, we may answer it twice, the lesser harm.
        self._window.answered(update_id)
        self._note_progress()
        noted = update_id if update_id in self._window else None
        self._being_noted.add(update_id)
        self._notes.put(Note(update_id, noted, numbers))

    async def _settled(self) -> None:
        await self._lanes.idle()
        await self._notes.settled()

    async def _noted(self, note: Note) -> None:
        self._being_noted.discard(note.update_id)
        if note.noted is not None and note.noted not in self._window:
            await self._forgotten([note.noted])

    async def _forgotten(self, update_ids: list[int]) -> None:
        try:
            await self._ledger.forgotten_by_telegram(update_ids)
        except Exception as error:
            report(error, "ledger")

    async def _confirm(self) -> None:
        """Lets Telegram forget what was answered, so that the next start has less to skip; only a courtesy."""
        if not self._window.gain:  # the last fetch said so already
            return
        offset = self._window.ask()
        try:
            await self._api.call("getUpdates", {"offset": offset, "limit": 1, "timeout": 0})
        except (ApiError, NotSent, OutcomeUnknown) as error:
            _LOGGER.info("the last fetch failed: %s", type(error).__name__)
        else:
            await self._forgotten(self._window.fetched(offset, ())[1])


def lane(update: Update) -> Hashable:
    """The chat and person whose updates stand in one row."""
    for kind in KINDS:
        if (body := update.get(kind)) is not None:
            person = (body.get("from") or {}).get("id")
            chat = body.get("chat") or (body.get("message") or {}).get("chat") or {}
            return chat.get("id", person), person
    return int(update["update_id"])


def lane_in(lanes: Lanes, update: Update, overtakes: Overtakes) -> Hashable:
    """The row an update waits in: its person's, or one beside it for what overtakes."""
    key = lane(update)
    return ("ahead", key) if lanes.busy(key) and overtakes(update) else key


async def first_of(*waits: Coroutine[Any, Any, Any] | Awaitable[None], keep: asyncio.Task[bool] | None = None) -> None:
    """Returns when the first of these ends, and cancels the others; `keep` is one more, which goes on."""
    tasks = {asyncio.ensure_future(wait) for wait in waits}
    try:
        await asyncio.wait(tasks if keep is None else {*tasks, keep}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
