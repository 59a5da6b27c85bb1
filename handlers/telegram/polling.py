"""Fetching updates so that none is lost, however the program ends.

Telegram forgets an update when it is asked for a later one, so we ask for that only once the earlier are answered.
What was answered beyond an unanswered one is noted in the ledger, and skipped when Telegram gives it again.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from typing import Any

from data.telegram_ledger import MessageNumber, TelegramLedger
from handlers.telegram.bot_api import ApiError, BotApi
from handlers.telegram.errors import SecondInstance, WrongToken, report
from handlers.telegram.flood import Sleep, back_off, wait_politely
from handlers.telegram.ordering import Lanes
from handlers.telegram.transport import NotSent, OutcomeUnknown
from handlers.telegram.window import Window

_LOGGER = logging.getLogger(__name__)

Update = dict[str, Any]
Answer = Callable[[Update], Awaitable[Sequence[MessageNumber]]]

KINDS = ("message", "edited_message", "callback_query", "inline_query")

_LONG_POLL = 50  # seconds; the server cuts longer ones
_SPARE = 10.0  # seconds that the answer to a long poll may come late
_GAP = 0.02  # seconds between two fetches at least
# The server gives a single update when asked again for the same one within 0.5 s.
_SAME_AGAIN = 0.5
# In a backlog each fetch repeats the updates still open, so it waits until at least so many new ones fit.
_WORTHWHILE = 25
# An update that waits for one chat's flood limit must not stop all others: with the window full and so few open for so
# many seconds, Telegram may forget them. Only a kill in that moment would lose them.
_FEW_OPEN, _STUCK = 10, 5.0
_CONFLICT_PAUSE, _MOST_CONFLICTS = 3.0, 3
_GRACE = 10.0  # seconds that answers in flight have when the program is told to stop


class Poller:
    """Fetches updates and has each answered; one person's in order, different people's at once.

    `answer` gives the numbers of the private messages that belong to the update. `monotonic` gives seconds, `sleep`
    waits that many.
    """

    def __init__(
        self,
        api: BotApi,
        answer: Answer,
        ledger: TelegramLedger,
        monotonic: Callable[[], float],
        sleep: Sleep,
        jitter: random.Random,
    ) -> None:
        self._api = api
        self._answer = answer
        self._ledger = ledger
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
        self._window = Window()
        self._lanes = Lanes()
        self._progress = asyncio.Event()
        self._answered_before: set[int] = set()
        self._fetched_at = -_SAME_AGAIN
        self._fetched_offset = 0
        self._more_waiting = False
        self._failures = 0
        self._conflicts = 0

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
                await self._until_worthwhile(stopped)
                if not stop.is_set():
                    await self._fetch(stopped)
            await _first_of(self._lanes.idle(), self._sleep(_GRACE))
        finally:
            stopped.cancel()
            await self._lanes.drop()
        await self._confirm()

    async def _until_worthwhile(self, stopped: asyncio.Task[bool]) -> None:
        """Returns when a fetch can bring something new."""
        gap = self._fetched_at + _GAP - self._monotonic()
        if gap > 0:
            await _first_of(self._sleep(gap), keep=stopped)
        while not (stopped.done() or self._window.idle):
            self._progress.clear()
            waited = self._monotonic() - self._fetched_at
            room = self._window.room
            if self._window.offset() != self._fetched_offset and room >= (_WORTHWHILE if self._more_waiting else 1):
                return
            if room > 0 and waited >= _SAME_AGAIN:
                return
            if room <= 0 and waited >= _STUCK and len(self._window.open) <= _FEW_OPEN:
                for update_id in self._window.open:
                    self._window.let_go(update_id)
                return
            pause = _SAME_AGAIN - waited if waited < _SAME_AGAIN else _SAME_AGAIN
            await _first_of(self._progress.wait(), self._sleep(pause), keep=stopped)

    async def _fetch(self, stopped: asyncio.Task[bool]) -> None:
        offset = self._window.offset()
        all_answered = self._window.idle
        self._fetched_at, self._fetched_offset = self._monotonic(), offset
        fetching = asyncio.create_task(self._get_updates(offset))
        await asyncio.wait({fetching, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not fetching.done():
            fetching.cancel()
            await asyncio.wait({fetching})
            return
        try:
            updates = fetching.result()
        except (ApiError, NotSent, OutcomeUnknown) as failure:
            error = failure
        else:
            self._failures = self._conflicts = 0
            self._take(offset, updates, all_answered)
            return
        pause = self._pause_after(error)
        await _first_of(wait_politely(self._sleep, pause, self._jitter), keep=stopped)

    async def _get_updates(self, offset: int) -> list[Update]:
        parameters: dict[str, Any] = {"limit": Window.SIZE, "timeout": _LONG_POLL, "allowed_updates": KINDS}
        if offset:
            parameters["offset"] = offset
        updates: list[Update] = await self._api.call("getUpdates", parameters, read_timeout=_LONG_POLL + _SPARE)
        return updates

    def _pause_after(self, error: ApiError | NotSent | OutcomeUnknown) -> float:
        """Seconds to wait before the next fetch after a failed one."""
        if isinstance(error, ApiError):
            if error.code in (401, 404):
                raise WrongToken from None
            if error.code == 409:
                self._conflicts += 1
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
        self._more_waiting = len(updates) >= Window.SIZE
        if offset and all_answered:  # Telegram has forgotten all that was answered before this start
            forgotten += self._answered_before.difference(new, forgotten)
            self._answered_before = set()
        if forgotten:
            self._lanes.put("ledger", lambda: self._forgotten(forgotten))
        fresh = set(new)
        for update in updates:
            update_id = update["update_id"]
            if update_id not in fresh:
                continue
            fresh.discard(update_id)
            if update_id in self._answered_before:
                self._window.answered(update_id)
            else:
                self._lanes.put(_lane(update), lambda update=update: self._work(update))  # type: ignore[misc]

    async def _work(self, update: Update) -> None:
        update_id = update["update_id"]
        try:
            numbers = await self._answer(update)
            await self._ledger.answered(update_id if update_id in self._window else None, numbers)
        except Exception as error:
            report(error, "answering")
        self._window.answered(update_id)
        self._progress.set()

    async def _forgotten(self, update_ids: list[int]) -> None:
        try:
            await self._ledger.forgotten_by_telegram(update_ids)
        except Exception as error:
            report(error, "ledger")

    async def _confirm(self) -> None:
        """Lets Telegram forget what was answered, so that the next start has less to skip; only a courtesy."""
        offset = self._window.offset()
        if offset != self._fetched_offset:  # else the last fetch said so already
            try:
                await self._api.call("getUpdates", {"offset": offset, "limit": 1, "timeout": 0})
            except (ApiError, NotSent, OutcomeUnknown) as error:
                _LOGGER.info("the last fetch failed: %s", type(error).__name__)


def _lane(update: Update) -> Hashable:
    """The chat and person whose updates stand in one row."""
    for kind in KINDS:
        if (body := update.get(kind)) is not None:
            person = (body.get("from") or {}).get("id")
            chat = body.get("chat") or (body.get("message") or {}).get("chat") or {}
            return chat.get("id", person), person
    return int(update["update_id"])


async def _first_of(*waits: Coroutine[Any, Any, Any] | Awaitable[None], keep: asyncio.Task[bool] | None = None) -> None:
    """Returns when the first of these ends, and cancels the others; `keep` is one more, which goes on."""
    tasks = {asyncio.ensure_future(wait) for wait in waits}
    try:
        await asyncio.wait(tasks if keep is None else {*tasks, keep}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
