"""How much one person may ask, so that nobody can make the bot deaf for the others."""

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

_MINUTE = 60.0
_DAY = 86_400.0
_MOST_PERSONS = 20_000  # remembered at once; about 10 MB


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is allowed: messages of a person a minute and a day, answers in a group a minute; None lifts a limit.

    The same text of one person in one chat within `repeat_seconds` is answered once.
    """

    a_minute: int | None = 20
    a_day: int | None = 200
    group_a_minute: int | None = 6
    repeat_seconds: float = 10.0


NO_LIMITS = Allowance(None, None, None, 0.0)


class Verdict(Enum):
    """Whether to answer: as asked, with a calm notice, or not at all."""

    ANSWER = auto()
    MINUTE_NOTICE = auto()
    DAY_NOTICE = auto()
    SILENCE = auto()


@dataclass(slots=True)
class _Use:
    seen: deque[float] = field(default_factory=deque)
    day_started: float = 0.0
    today: int = 0
    noticed: float = -_DAY
    noticed_today: bool = False
    last_text: bytes = b""
    last_at: float = -_DAY


class Limits:
    """Counts in memory only, by numbers; `monotonic` gives seconds. The day is the 24 hours since the first message."""

    def __init__(self, allowance: Allowance, monotonic: Callable[[], float]) -> None:
        self._allowance = allowance
        self._monotonic = monotonic
        self._persons: dict[int, _Use] = {}
        self._groups: dict[int, deque[float]] = {}

    def judge(self, person: int, group: int | None, text: str | None) -> Verdict:
        """Counts one message; `group` is the group it was written in, None in private chats.

        With `text` None the message is never a repetition: a command or a pressed button.
        """
        now = self._monotonic()
        use = self._use(person, now)
        repeated = text is not None and self._repeats(use, f"{group} {text}", now)
        if now - use.day_started >= _DAY:
            use.day_started, use.today, use.noticed_today = now, 0, False
        use.today += 1
        if self._allowance.a_day is not None and use.today > self._allowance.a_day:
            if use.noticed_today:
                return Verdict.SILENCE
            use.noticed_today = True
            return Verdict.DAY_NOTICE
        if not _room(use.seen, self._allowance.a_minute, now):
            if now - use.noticed < _MINUTE:
                return Verdict.SILENCE
            use.noticed = now
            return Verdict.MINUTE_NOTICE
        if repeated:
            return Verdict.SILENCE
        if group is not None:
            seen = self._groups.setdefault(group, deque())
            if not _room(seen, self._allowance.group_a_minute, now):
                return Verdict.SILENCE
        return Verdict.ANSWER

    def _use(self, person: int, now: float) -> _Use:
        use = self._persons.pop(person, None) or _Use(day_started=now)
        self._persons[person] = use  # the last in the row is the last seen
        if len(self._persons) > _MOST_PERSONS:
            del self._persons[next(iter(self._persons))]
        if len(self._groups) > _MOST_PERSONS:
            del self._groups[next(iter(self._groups))]
        return use

    def _repeats(self, use: _Use, text: str, now: float) -> bool:
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        repeated = digest == use.last_text and now - use.last_at < self._allowance.repeat_seconds
        if not repeated:
            use.last_text, use.last_at = digest, now
        return repeated


def _room(seen: deque[float], most: int | None, now: float) -> bool:
    """Whether one more fits into the minute; counts it if so."""
    if most is None:
        return True
    while seen and now - seen[0] >= _MINUTE:
        seen.popleft()
    if len(seen) >= most:
        return False
    seen.append(now)
    return True
