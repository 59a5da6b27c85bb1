"""The union's office for announcements: everything that staff can do with one."""

from collections.abc import Callable, Sequence

from bot.announcing.afterwards import Afterwards
from bot.announcing.approvals import Approvals
from bot.announcing.content import Content
from bot.announcing.drafts import Drafts
from bot.announcing.records import Records, Runner
from bot.announcing.report import Report, report_of
from bot.announcing.room import Rooms
from bot.announcing.states import State
from bot.announcing.steering import Steering
from bot.announcing.subscribers import Subscribers
from bot.people.staff import Staff
from bot.settings import Approval
from data.announcing import announcements, deliveries
from data.people import audit
from data.storage.engine import Database
from data.tables import Announcement


class Office:
    """`drafts` writes, `approvals` sends, `steering` pauses and stops, `afterwards` corrects; the rest reads.

    Announcements by number; `clock` gives seconds since 1970, `rooms` what the channels take. Reading raises
    UnknownAnnouncement for a number that is none.
    """

    def __init__(
        self,
        database: Database,
        staff: Staff,
        subscribers: Subscribers,
        runner: Runner,
        clock: Callable[[], float],
        rooms: Rooms,
        approval: Approval = Approval.AUTO,
    ) -> None:
        self._records = Records(database, staff, runner, clock, rooms)
        self.drafts = Drafts(self._records, subscribers)
        self.approvals = Approvals(self._records, approval)
        self.steering = Steering(self._records)
        self.afterwards = Afterwards(self._records)

    def check(self, content: Content) -> None:
        """Does nothing for what can be sent; raises BadContent for anything else."""
        content.checked(self._records.rooms())

    async def find(self, number: int) -> Announcement:
        """The announcement as it is kept."""
        return await self._records.find(number)

    async def listed(
        self, most: int, *, states: Sequence[State] = (), before_number: int | None = None
    ) -> Sequence[Announcement]:
        """The newest first; `before_number` goes on from there."""
        return await announcements.newest(self._records.database, most, states=states, before=before_number)

    async def recalled(self) -> frozenset[int]:
        """The numbers of all that were ever taken back."""
        async with self._records.database.engine.connect() as connection:
            return frozenset(map(int, await audit.subjects(connection, "announce.recall")))

    async def report(self, number: int) -> Report:
        """The figures, with reasons."""
        return report_of(await self._records.find(number), await deliveries.tally(self._records.database, number))

    async def progress(self, number: int) -> Report:
        """The figures without reasons and amendments, from the index alone: cheap enough for a live card."""
        return report_of(
            await self._records.find(number), await deliveries.tally(self._records.database, number, reasons=False)
        )
