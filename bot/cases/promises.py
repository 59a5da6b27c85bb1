"""What the union promises about a case, and when somebody is reminded of it; seconds since 1970."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.cases.clock import DutyClock
from bot.cases.states import REMINDERS, Urgency

LEAST_OF_A_DAY: Final = 120
"""Minutes of duty that must be left of a day for `the same day` to be promised; with fewer it is the next one."""

LEAD_AFTER: Final = 30
"""Minutes of duty after the end at which those who lead are told."""

_NEAR: Final = 8
"""The second reminder is given when one part of so many is left."""


@dataclass(frozen=True, slots=True)
class Promises:
    """`minutes` of duty are promised for what is settled at once, `days` working days for what is hard."""

    clock: DutyClock
    zone: tzinfo
    minutes: int = 60
    days: int = 3

    def due(self, urgency: Urgency, now: int) -> int:
        """Until when a case that is opened now is promised to be settled."""
        start = self._local(now)
        match urgency:
            case Urgency.NOW:
                return self._seconds(self.clock.after(start, self.minutes))
            case Urgency.DAY:
                return self._seconds(self.clock.end_of_duty(start, 0, LEAST_OF_A_DAY))
            case Urgency.DAYS:
                return self._seconds(self.clock.end_of_duty(start, self.days))

    def left(self, now: int, due: int) -> int:
        """Minutes of duty until then; 0 when that is past."""
        return self.clock.between(self._local(now), self._local(due))

    def after(self, now: int, minutes: int) -> int:
        """When so many minutes of duty have passed."""
        return self._seconds(self.clock.after(self._local(now), minutes))

    def on_duty(self, now: int) -> bool:
        """Whether the union works now."""
        return self.clock.on_duty(self._local(now))

    def remind_at(self, reminded: int, span: int, due: int, now: int) -> int | None:
        """When the reminder after so many is given, not before now; None when all were."""
        if reminded >= len(REMINDERS):
            return None
        if reminded == len(REMINDERS) - 1:
            return max(now, self.after(due, LEAD_AFTER))
        left = self.left(now, due)
        wanted = (span // 2, span // _NEAR, 0)[reminded]
        return self.after(now, left - wanted) if left > wanted else now

    def _local(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, self.zone).replace(tzinfo=None)

    def _seconds(self, local: datetime) -> int:
        return int(local.replace(tzinfo=self.zone).timestamp())
