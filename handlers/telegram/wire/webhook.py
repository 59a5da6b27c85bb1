"""Updates that Telegram brings by itself, answered exactly as fetched ones are.

A replica claims an update before it works on it: brought to another one meanwhile, it is not answered twice. Telegram
brings an update again until it gets a 200, and one chat's updates one after the other, whichever replica takes them; so
an update gets its 200 once it is answered and noted, and a crash before that loses nothing.
"""

import asyncio
import hashlib
import hmac
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.timing import Sleep
from data.storage.patience import WRITES
from data.telegram.claims import LEASE, Claims
from data.telegram.ledger import MessageNumber, TelegramLedger
from handlers.telegram.wire.bot_api import BotApi
from handlers.telegram.wire.errors import report
from handlers.telegram.wire.ordering import Lanes
from handlers.telegram.wire.polling import KINDS, Answer, Overtakes, Update, first_of, lane_in

MOST_AT_ONCE = 100
"""Updates that Telegram brings at the same time, the most it offers."""

_NOTED_FOR = 3600.0  # seconds after its 200 that an update's number is kept, should that answer have been lost
FORGET_EVERY = 600.0
CLAIM_EVERY = LEASE / 3
_GRACE = 8.0  # seconds that answers in flight have when the program is told to stop


class Door:
    """Where updates come in: closed until the channel is connected, and again when it stops.

    `url` is the public address that Telegram calls. The secret it must show follows from the token, so that every
    replica knows it and nobody has one more thing to set.
    """

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.path = urlsplit(url).path
        self.secret = hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()
        self._receiver: Receiver | None = None

    async def take(self, update: dict[str, Any]) -> bool:
        """Has an update answered; false when nobody can, so that Telegram brings it again."""
        return self._receiver is not None and await self._receiver.take(update)

    def open(self, receiver: "Receiver") -> None:
        """Lets updates in."""
        self._receiver = receiver

    def close(self) -> None:
        """Lets none in."""
        self._receiver = None


async def ask_for_updates(api: BotApi, door: Door) -> None:
    """Tells Telegram to bring updates to the door.

    Raises:
        ApiError, NotSent, OutcomeUnknown: it was not told.
    """
    await api.call(
        "setWebhook",
        {
            "url": door.url,
            "secret_token": door.secret,
            "allowed_updates": KINDS,
            "max_connections": MOST_AT_ONCE,
            "drop_pending_updates": False,
        },
    )


class Receiver:
    """Answers what comes through the door, each update once; `monotonic` gives seconds, `sleep` waits that many.

    `clock` gives the seconds since 1970 that claims hold by: the replicas' clocks must agree within seconds.
    """

    def __init__(
        self,
        answer: Answer,
        ledger: TelegramLedger,
        claims: Claims,
        clock: Callable[[], float],
        monotonic: Callable[[], float],
        sleep: Sleep,
        overtakes: Overtakes = lambda _: False,
    ) -> None:
        self._answer = answer
        self._ledger = ledger
        self._claims = claims
        self._clock = clock
        self._monotonic = monotonic
        self._sleep = sleep
        self._overtakes = overtakes
        self._lanes = Lanes()
        self._under_way: dict[int, asyncio.Future[None]] = {}
        self._noted: deque[tuple[float, int]] = deque()
        # Answered, and the database takes no note of it: Telegram brings these again, and they are noted then.
        self._unnoted: dict[int, Sequence[MessageNumber]] = {}

    async def take(self, update: Update) -> bool:
        """Returns true once the update is answered, now or before; false when that cannot be noted."""
        update_id: int = update["update_id"]
        if (done := self._under_way.get(update_id)) is None:
            done = self._under_way[update_id] = asyncio.get_running_loop().create_future()
            self._lanes.put(lane_in(self._lanes, update, self._overtakes), lambda: self._work(update, done))
        try:
            await asyncio.shield(done)
        except NotNoted:
            return False
        return True

    async def _work(self, update: Update, done: asyncio.Future[None]) -> None:
        update_id: int = update["update_id"]
        try:
            if update_id not in self._unnoted and not await self._claimed(update_id):
                if not await self._was_answered(update_id):
                    raise NotNoted  # another replica works on it
            elif update_id in self._unnoted or not await self._was_answered(update_id):
                await self._answered(update)
        except NotNoted as elsewhere:
            done.set_exception(elsewhere)
            done.exception()
        except Exception as error:
            report(error, "ledger")
            done.set_exception(NotNoted())
            done.exception()  # whoever brought it may have gone
        else:
            done.set_result(None)
        finally:
            if not done.done():
                done.cancel()
            del self._under_way[update_id]

    async def _claimed(self, update_id: int) -> bool:
        """Whether it is ours to answer; yes while the database cannot say so: an answer twice harms less than none."""
        taken = self._claims.take(update_id, self._clock())
        return await self._claims.patience.result(taken, otherwise=True, seconds=WRITES)

    async def keep_claims(self) -> None:
        """Moves the claims on what is under way on, and deletes those that ran out."""
        for update_id in tuple(self._under_way):
            await self._claims.take(update_id, self._clock())
        await self._claims.purge(self._clock())

    async def _was_answered(self, update_id: int) -> bool:
        """Whether it was; no while the database cannot say so: an answer twice harms less than none."""
        return await self._ledger.patience.result(self._ledger.was_answered(update_id), False)

    async def _answered(self, update: Update) -> None:
        update_id: int = update["update_id"]
        if update_id not in self._unnoted:
            try:
                self._unnoted[update_id] = await self._answer(update)
            except Exception as error:
                report(error, "answering")
                self._unnoted[update_id] = ()
        await self._ledger.answered(update_id, self._unnoted[update_id])
        del self._unnoted[update_id]
        self._noted.append((self._monotonic(), update_id))

    async def run(self, stop: asyncio.Event) -> None:
        """Waits until `stop` is set; then lets what is in flight end, for at most 8 s."""
        now = self._monotonic()
        self._noted.extendleft((now, update_id) for update_id in await self._ledger.answered_updates())
        await stop.wait()
        await first_of(self._lanes.idle(), self._sleep(_GRACE))
        await self._lanes.drop()

    async def forget_old(self) -> None:
        """Drops the numbers of updates that Telegram does not bring again."""
        before = self._monotonic() - _NOTED_FOR
        old = []
        while self._noted and self._noted[0][0] < before:
            old.append(self._noted.popleft())
        try:
            await self._ledger.forgotten_by_telegram([update_id for _, update_id in old])
        except BaseException:
            self._noted.extendleft(reversed(old))
            raise


class NotNoted(Exception):
    """An update could not be looked up or noted; it will come again."""
