"""From a draft to what goes out: with a second person, where there is one."""

from collections.abc import Sequence

from bot.announcing.records import NeedsAnother, NobodyToAsk, Records
from bot.announcing.states import State
from bot.people.roles import Right
from bot.people.staff import NotAllowed
from bot.settings import Approval
from data.people.audit import Actor
from data.tables import Announcement


class Approvals:
    """Announcements by number; raises as `bot.announcing.drafts.Drafts` does."""

    def __init__(self, records: Records, approval: Approval) -> None:
        self._records = records
        self._approval = approval

    async def submit(self, actor: Actor, number: int) -> State:
        """The author presses send: it waits for a second person (`WAITING`) or for its hour (`SCHEDULED`).

        Raises:
            NobodyToAsk: see there.
            WrongTime: its time has passed since.
        """
        found = await self._records.of_author(actor, number)
        self._records.check_times(found.scheduled_at, found.not_after)
        if await self._needs_approval(found):
            await self._records.write(actor, found, "announce.submit", {"state": State.WAITING}, {State.DRAFT})
            return State.WAITING
        await self._records.schedule(actor, found, "announce.send", {State.DRAFT})
        return State.SCHEDULED

    async def approve(self, actor: Actor, number: int) -> None:
        """A second person agrees, and it goes out at its hour. Right: approve.

        Raises:
            NeedsAnother: the actor wrote it.
            WrongTime: its expiry has passed meanwhile.
        """
        await self._records.staff.require(actor.person, Right.APPROVE)
        found = await self._records.find(number)
        if found.author == actor.person:
            raise NeedsAnother("the author does not approve")
        self._records.check_times(None, found.not_after)
        await self._records.schedule(actor, found, "announce.approve", {State.WAITING}, {"approver": actor.person})

    async def decline(self, actor: Actor, number: int) -> None:
        """A second person does not agree: it is a draft again. Right: approve."""
        await self._records.staff.require(actor.person, Right.APPROVE)
        await self._records.write(
            actor, await self._records.find(number), "announce.decline", {"state": State.DRAFT}, {State.WAITING}
        )

    async def override(self, actor: Actor, number: int) -> None:
        """Sends an urgent one without the second person, which the audit says. Right: urgent.

        Raises:
            NotAllowed: also for one that is not marked urgent.
        """
        await self._records.staff.require(actor.person, Right.URGENT)
        found = await self._records.find(number)
        if not found.urgent:
            raise NotAllowed("only an urgent announcement goes out without a second person")
        self._records.check_times(None, found.not_after)
        await self._records.schedule(actor, found, "announce.override", {State.DRAFT, State.WAITING})

    async def approvers(self, number: int) -> Sequence[str]:
        """Who may approve this one: everybody with the right but its author."""
        author = (await self._records.find(number)).author
        return sorted(await self._records.staff.who_may(Right.APPROVE) - {author})

    async def _needs_approval(self, found: Announcement) -> bool:
        if self._approval is Approval.NEVER:
            return False
        may = await self._records.staff.who_may(Right.APPROVE)
        if self._approval is Approval.AUTO and len(may) < 2:
            return False
        if not may - {found.author}:
            raise NobodyToAsk("nobody but the author may approve")
        return True
