"""What an announcement can be, and how it gets from one to the other."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    """For a second person's approval."""
    SCHEDULED = "scheduled"
    """For its hour, or for the sender to begin."""
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


AFTER: Final[Mapping[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.WAITING, State.SCHEDULED, State.CANCELLED}),
    State.WAITING: frozenset({State.DRAFT, State.SCHEDULED, State.CANCELLED, State.EXPIRED}),
    State.SCHEDULED: frozenset({State.SENDING, State.PAUSED, State.CANCELLED, State.EXPIRED}),
    State.SENDING: frozenset({State.PAUSED, State.FINISHED, State.CANCELLED, State.EXPIRED}),
    State.PAUSED: frozenset({State.SCHEDULED, State.CANCELLED, State.EXPIRED}),
    # Only to repeat what is unknown.
    State.FINISHED: frozenset({State.SCHEDULED}),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset(),
}
"""The states that may follow each."""


def before(state: State) -> frozenset[State]:
    """The states from which this one may be reached."""
    return frozenset(old for old, new in AFTER.items() if state in new)


class PauseReason(StrEnum):
    """Why an announcement is paused."""

    STAFF = "staff"
    STOP_ALL = "stop_all"
    FAILURES = "failures"
    """More than 2 % could not be delivered, blocks not counted."""
    BLOCKS = "blocks"
    """Far more people than usual block the bot."""
    UNREACHABLE = "unreachable"
    """One chat after the other is unknown to the channel: a wrong token, or a database of another bot."""
    WRONG_TOKEN = "wrong_token"  # noqa: S105 - the reason, not a token
    BROKEN = "broken"
    """A channel refuses the announcement itself: its text, buttons or file."""
    LATE = "late"
    """Its hour passed hours ago: nobody was there to send it, or to approve it."""
    TROUBLE = "trouble"
    """Our own program or its database failed, again and again."""
