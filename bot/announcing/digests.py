"""The day's announcements in one message, for those who want it so; urgent ones never wait for it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Final

from bot.announcing.content import LONGEST, plain_of
from bot.announcing.messenger import Messenger, Notice, Outcome, Why
from bot.announcing.outcomes import Outcomes
from bot.announcing.records import notice_of
from bot.announcing.watch import Watch
from bot.pacing import Pacer
from bot.wording import announcing as wording
from data import announcements, digests
from data.deliveries import Waiting
from data.digests import Due, Row
from data.engine import Database
from data.subscribers import ACTIVE

HOUR: Final = 20
"""The hour of the day from which the digest goes out: after the evening's rush."""

_REACHES_BACK = 3 * 86_400  # seconds: a digest that could not go out for so long is news no more
_AT_ONCE = 60  # rows looked up at once
_IN_FLIGHT = 8
_MESSAGES = 3  # at most for one person; what fits in none of them comes tomorrow


class Digester:
    """Digests of one process; `clock` gives seconds since 1970, `zone` is what a day is, `sleep` waits."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        pacer: Pacer,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        zone: tzinfo,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._pacer = pacer
        self._clock = clock
        self._sleep = sleep
        self._zone = zone

    async def day(self) -> int | None:
        """The day whose digest is due, as 20261125; null before its hour, or when nobody waits for it."""
        now = datetime.fromtimestamp(self._clock(), self._zone)
        if now.hour < HOUR:
            return None
        recent = await self._recent()
        if not recent or not await digests.due(self._database, recent, "", 1):
            return None
        return now.year * 10_000 + now.month * 100 + now.day

    async def send(self) -> None:
        """Sends to everybody who waits; whom Telegram could not take now gets it with tomorrow's."""
        recent = await self._recent()
        async with self._database.write_rows() as connection:
            await digests.give_up_sending(connection, recent, Why.CRASH)
        texts: dict[int, Notice] = {}
        for number in recent:
            found = await announcements.of(self._database, number)
            if found is not None and (found.not_after is None or found.not_after > self._clock()):
                texts[number] = notice_of(found)
        for _ in range(_MESSAGES):
            await self._everybody(recent, texts)

    async def _everybody(self, recent: Sequence[int], texts: dict[int, Notice]) -> None:
        """One message to each who waits."""
        after = ""
        while rows := await digests.due(self._database, recent, after, _AT_ONCE):
            by_chat = [list(theirs) for _, theirs in groupby(rows, key=lambda row: row.chat)]
            if len(rows) == _AT_ONCE and len(by_chat) > 1:
                by_chat.pop()  # perhaps not all of theirs; they come with the next
            for start in range(0, len(by_chat), _IN_FLIGHT):
                await self._some(by_chat[start : start + _IN_FLIGHT], texts)
            after = by_chat[-1][-1].chat

    async def _recent(self) -> Sequence[int]:
        return await digests.recent(self._database, int(self._clock()) - _REACHES_BACK)

    async def _some(self, by_chat: Sequence[Sequence[Due]], texts: dict[int, Notice]) -> None:
        """Claims, sends and writes down a few people's digests."""
        now = int(self._clock())
        wanted: list[Sequence[Due]] = []
        dropped: list[Row] = []
        for rows in by_chat:
            first = rows[0]
            willing = first.subscriber == ACTIVE and (first.paused_until is None or first.paused_until <= now)
            fitting = _fitting([row for row in rows if row.announcement in texts], texts) if willing else []
            dropped += [(row.announcement, row.chat) for row in rows if not willing or row.announcement not in texts]
            if fitting:
                wanted.append(fitting)
        async with self._database.write_rows() as connection:
            if dropped:
                await digests.expire(connection, dropped, now, Why.LEFT)
            ours = [(row.announcement, row.chat) for rows in wanted for row in rows]
            claimed = await digests.claim(connection, ours, now) if ours else frozenset()
        kept = [[row for row in rows if (row.announcement, row.chat) in claimed] for rows in wanted]
        kept = [rows for rows in kept if rows]
        outcomes = await asyncio.gather(*(self._one(rows, texts) for rows in kept))
        await self._write(list(zip(kept, outcomes, strict=True)), texts)

    async def _one(self, rows: Sequence[Due], texts: dict[int, Notice]) -> Outcome:
        chat = rows[0].chat
        await self._pacer.slot()
        if (wait := self._pacer.chat_wait(chat)) > 0:
            await self._sleep(wait)
        self._pacer.sending(chat)
        return await self._messenger.send(chat, _together([texts[row.announcement] for row in rows], rows[0].silent))

    async def _write(self, came: Sequence[tuple[Sequence[Due], Outcome]], texts: dict[int, Notice]) -> None:
        by_number: dict[int, Outcomes] = {}
        for rows, outcome in came:
            for row in rows:
                of = by_number.setdefault(
                    row.announcement, Outcomes(self._pacer, self._clock, staff=False, watch=Watch())
                )
                of.came(Waiting(row.chat, None, row.subscriber, row.silent), outcome, 0)
        async with self._database.write_rows() as connection:
            for number, of in by_number.items():
                await of.write(connection, self._database.is_sqlite, number)


def _fitting(rows: Sequence[Due], texts: dict[int, Notice]) -> Sequence[Due]:
    """As many as one message takes; the first always."""
    room = LONGEST - len(wording.DIGEST_HEAD) - 2
    kept: list[Due] = []
    for row in rows:
        room -= len(texts[row.announcement].plain.encode("utf-16-le")) // 2 + len(wording.DIGEST_GAP)
        if kept and room < 0:
            break
        kept.append(row)
    return kept


def _together(notices: Sequence[Notice], silent: bool) -> Notice:
    """One message with all of them; a single one stays as it is, with its file."""
    if len(notices) == 1:
        return replace(notices[0], silent=silent)
    html = wording.DIGEST_HEAD + wording.DIGEST_GAP.join(notice.html for notice in notices)
    links = tuple(link for notice in notices for link in notice.links)[:8]
    return Notice(notices[0].announcement, html, plain_of(html), links=links, silent=silent)
