"""What became of an announcement, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.announcing.states import PauseReason, State
from data.announcing.deliveries import Tally
from data.tables import Announcement


@dataclass(frozen=True, slots=True)
class Counts:
    """Recipients by what became of them; `queued` and `sending` are still to come."""

    queued: int = 0
    sending: int = 0
    sent: int = 0
    unknown: int = 0
    blocked: int = 0
    moved: int = 0
    failed: int = 0
    expired: int = 0

    @property
    def total(self) -> int:
        """All of them; a group that moved is counted under its new key alone."""
        return self.queued + self.settled

    @property
    def settled(self) -> int:
        """Those that are done, or under way this moment."""
        return self.sending + self.sent + self.unknown + self.blocked + self.failed + self.expired


@dataclass(frozen=True, slots=True)
class Report:
    """One announcement's figures.

    `reasons` counts failed, blocked, unknown and expired rows by reason (`Why`, or the channel's own words). `edited`,
    `deleted`, `too_old` and `not_amended` count what `/fix` and `/recall` did; `amending` is fix or recall while one
    runs.
    """

    number: int
    state: State
    counts: Counts
    pause_reason: PauseReason | None = None
    amending: str | None = None
    reasons: Counter[str] = field(default_factory=Counter)
    edited: int = 0
    deleted: int = 0
    too_old: int = 0
    not_amended: int = 0


def counts_of(rows: Sequence[Tally]) -> Counts:
    """The counts in an announcement's rows."""
    found: Counter[str] = Counter()
    for row in rows:
        found[row.state] += row.rows
    return Counts(**found)


def report_of(announcement: Announcement, rows: Sequence[Tally]) -> Report:
    """The report of an announcement with these rows."""
    reasons: Counter[str] = Counter()
    amended: Counter[str] = Counter()
    for row in rows:
        if row.reason is not None and row.state != "sent":
            reasons[row.reason] += row.rows
        if row.amended is not None:
            amended[row.amended] += row.rows
    return Report(
        number=announcement.id or 0,
        state=State(announcement.state),
        counts=counts_of(rows),
        pause_reason=PauseReason(announcement.pause_reason) if announcement.pause_reason else None,
        amending=announcement.amending,
        reasons=reasons,
        edited=amended["edited"],
        deleted=amended["deleted"],
        too_old=amended["too_old"],
        not_amended=amended["failed"],
    )
