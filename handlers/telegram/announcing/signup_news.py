"""Tells those who signed up that a place is theirs, and reminds them on the day before: each once."""

from datetime import tzinfo
from typing import Final

from bot.announcing.asks import Asks
from bot.announcing.office import Office
from bot.announcing.pacing import Pacer
from bot.announcing.taking_part import TakingPart
from data.tables import Signup
from handlers.telegram.announcing import taking_part_words, telling
from handlers.telegram.announcing.taking_part import about, way_out
from handlers.telegram.message.keys import is_ours, number_of
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.wire.outbox import Outbox

JOB: Final = "signups"
_AT_ONCE: Final = 200


class SignupNews:
    """Goes out at the announcements' pace, so that answers never wait for it."""

    def __init__(self, taking_part: TakingPart, office: Office, outbox: Outbox, pacer: Pacer, zone: tzinfo) -> None:
        self._taking_part = taking_part
        self._office = office
        self._outbox = outbox
        self._pacer = pacer
        self._zone = zone

    async def tell_all(self) -> None:
        """Writes down who is to be reminded, and tells everybody who is to be told something.

        Each is marked before the call and after it: what a dead process began may have arrived, and is not repeated.
        """
        await self._taking_part.remind()
        await self._taking_part.forget_notes()
        while rows := await self._taking_part.to_tell(_AT_ONCE):
            for row in rows:
                if await self._taking_part.telling(row):
                    await self._tell(row)

    async def _tell(self, row: Signup) -> None:
        if not is_ours(row.person):
            return
        await self._pacer.slot()
        if await self._outbox.tell(JOB, number_of(row.person), await self._drawn(row)) is not None:
            await self._taking_part.told(row)

    async def _drawn(self, row: Signup) -> Drawn:
        found = await self._office.find(row.announcement)
        begins = Asks.from_json(found.asks).at
        if row.tell == "reminder" and begins is not None:
            at = telling.at(begins, self._zone)
            text = taking_part_words.REMINDER.format(about=about(found), at=at, place=row.number)
        else:
            text = taking_part_words.PROMOTED.format(about=about(found), place=row.number)
        return plain(text, inline_keyboard((way_out(row.announcement),)))
