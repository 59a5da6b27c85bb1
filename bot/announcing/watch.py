"""Stops an announcement by itself when it goes wrong, before everybody has it or nobody can get it."""

from typing import Final

from bot.announcing.messenger import Blocked, Outcome, Refused, Sent, Unreachable, Why, WrongToken
from bot.announcing.states import PauseReason

FAILED_SHARE: Final = 0.02
"""More than this share of failures, and at least three, is a fault of ours."""

BLOCKED_SHARE: Final = 0.25
"""Blocks beyond this share, and at least ten, are far above the one in ten of a list that was not used for long."""

NO_CHAT_IN_A_ROW: Final = 10

_LEAST_FAILED, _LEAST_BLOCKED = 3, 10


class Watch:
    """Counts what came of one run, so that going on after a look begins anew; the staff's own copies count apart."""

    def __init__(self) -> None:
        self._tried = self._failed = self._blocked = self._no_chat = 0

    def judge(self, outcome: Outcome, *, staff: bool) -> PauseReason | None:
        """Counts one outcome; a reason to pause, or None."""
        match outcome:
            case WrongToken():
                return PauseReason.WRONG_TOKEN
            case Refused(Why.BAD_TEXT) | Sent(plain=True):
                return PauseReason.BROKEN
        if staff:
            return None
        self._tried += 1
        self._no_chat = self._no_chat + 1 if isinstance(outcome, Unreachable) and outcome.why is Why.NO_CHAT else 0
        self._failed += isinstance(outcome, Refused | Unreachable)
        self._blocked += isinstance(outcome, Blocked)
        if self._no_chat >= NO_CHAT_IN_A_ROW:
            return PauseReason.UNREACHABLE
        if self._failed >= _LEAST_FAILED and self._failed > FAILED_SHARE * self._tried:
            return PauseReason.FAILURES
        if self._blocked >= _LEAST_BLOCKED and self._blocked > BLOCKED_SHARE * self._tried:
            return PauseReason.BLOCKS
        return None
