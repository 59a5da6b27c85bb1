"""The live card of an announcement: how far it is, with what staff can do now; changed every three seconds at most."""

import hashlib
from collections.abc import Callable
from datetime import tzinfo
from typing import Final

from bot.announcing.audience import Audience
from bot.announcing.office import Office
from bot.announcing.report import Report
from bot.announcing.states import PauseReason, State
from bot.reply import Choice
from data.storage.engine import Database
from data.tables import Announcement, ProgressCard
from data.telegram import progress_cards
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.telling import amended
from handlers.telegram.announcing.telling import card as in_words
from handlers.telegram.message.keys import is_ours, number_of
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.wire.outbox import Outbox

STEER: Final = "run:"
"""Begins the id of a button that steers an announcement: `run:NUMBER:ACT`."""

EVERY: Final = 3.0
"""Seconds between two changes of a card at least: more than three edits of one message in seconds meet a limit."""

_JOB: Final = "progress_card"
_REST: Final = 10.0
"""So many times as long as it took to count an announcement's ledger, its card rests: millions of rows take 0.3 s."""

_SETTLED_AFTER: Final = 60.0
"""Seconds after which a card of what is paused changes no more: the last calls have ended long before."""

_OVER: Final = frozenset((State.FINISHED, State.CANCELLED, State.EXPIRED))
_BY_STAFF: Final = frozenset((PauseReason.STAFF, PauseReason.STOP_ALL))


class Cards:
    """Cards by the announcement's number; `clock` gives seconds since 1970."""

    def __init__(
        self, database: Database, office: Office, outbox: Outbox, clock: Callable[[], float], zone: tzinfo
    ) -> None:
        self._database = database
        self._office = office
        self._outbox = outbox
        self._clock = clock
        self._zone = zone
        self._next_look: dict[int, float] = {}

    async def drawn(self, number: int) -> Drawn:
        """What the card shows now."""
        report = await self._office.progress(number)
        return self._draw(await self._office.find(number), report)

    def _draw(self, found: Announcement, report: Report) -> Drawn:
        return plain(in_words(found, report, self._zone), inline_keyboard(acts(report)))

    async def put(self, number: int, chat: str, message_id: int, drawn: Drawn) -> None:
        """A message that shows `drawn` is the announcement's card from now on."""
        await progress_cards.put(self._database, number, chat, message_id, _digest(drawn), self._clock())

    async def open(self, number: int) -> None:
        """Gives a digest, which nobody wrote, a card: with whoever wrote the last announcement in it."""
        digest = Audience.from_json((await self._office.find(number)).audience).digest
        author = (await self._office.find(digest.of[-1])).author if digest is not None else ""
        if is_ours(author):
            drawn = await self.drawn(number)
            message = await self._outbox.tell(_JOB, number_of(author), drawn)
            if message is not None:
                await self.put(number, author, message, drawn)

    async def renew(self, number: int) -> None:
        """Something happened: the card changes now if it may, else within three seconds."""
        await progress_cards.wake(self._database, number)
        found = await progress_cards.of(self._database, number)
        if found is not None:
            await self._renew(found)

    async def amending(self, number: int, what: str) -> None:
        """A correction (fix) or a recall begins: the card changes, and its end will be told."""
        await progress_cards.tell(self._database, number, what)
        await self.renew(number)

    async def renew_all(self) -> None:
        """Changes every card whose announcement went on since."""
        cards = await progress_cards.live(self._database)
        looked_at = self._next_look
        self._next_look = {card.announcement: looked_at.get(card.announcement, 0.0) for card in cards}
        for card in cards:
            if self._clock() >= self._next_look[card.announcement]:
                await self._renew(card)

    async def _renew(self, card: ProgressCard) -> None:
        number, began = card.announcement, self._clock()
        report = await self._office.progress(number)
        self._next_look[number] = self._clock() + _REST * (self._clock() - began)
        drawn = self._draw(await self._office.find(number), report)
        over = report.amending is None and (report.state in _OVER or report.state is State.DRAFT)
        digest, now = _digest(drawn), self._clock()
        if digest == card.shown:
            if over or (report.state is State.PAUSED and now - card.edited_at > _SETTLED_AFTER):
                await progress_cards.settle(self._database, number, digest)
        elif await progress_cards.claim(self._database, number, digest, now, EVERY, live=not over):
            await self._outbox.redraw(_JOB, number_of(card.chat), card.message_id, drawn)
        told = report.amending or report.state
        if card.told != told and await progress_cards.tell(self._database, number, told):
            await self._tell(card, report)

    async def _tell(self, card: ProgressCard, report: Report) -> None:
        """An edit makes no sound: what staff must know comes as a message of its own."""
        if report.amending is not None:
            return
        if card.told in wording.AMENDED:
            full = await self._office.report(report.number)
            text = "\n".join((wording.AMENDED[card.told].format(number=report.number), *amended(full)))
        elif report.state is State.FINISHED:
            text = wording.FINISHED.format(number=report.number, sent=report.counts.sent)
        elif (why := report.pause_reason) is not None and report.state is State.PAUSED and why not in _BY_STAFF:
            text = wording.STOPPED_ITSELF.format(number=report.number, reason=wording.PAUSES[why])
        else:
            return
        await self._outbox.tell(_JOB, number_of(card.chat), plain(text))


def acts(report: Report) -> tuple[Choice, ...]:
    """The buttons for what can be done with an announcement in its state."""
    offered: list[tuple[str, str]] = []
    if report.state in (State.SCHEDULED, State.SENDING):
        offered.append(("pause", wording.PAUSE))
    if report.state is State.PAUSED:
        offered.append(("resume", wording.RESUME))
    if report.state not in _OVER:
        offered.append(("cancel", wording.CANCEL))
    if report.counts.unknown and report.state in (State.PAUSED, State.FINISHED):
        offered.append(("resend", wording.RESEND))
    offered.append(("report", wording.REPORT))
    return tuple(Choice(f"{STEER}{report.number}:{act}", label) for act, label in offered)


def _digest(drawn: Drawn) -> str:
    """Of what a card shows, buttons included."""
    return hashlib.sha256(repr((drawn.html, drawn.markup)).encode()).hexdigest()
