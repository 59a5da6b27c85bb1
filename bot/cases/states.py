"""What a case can be, how urgent, and what is said in it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ASKED = "asked"
    """The person was asked back: the clock stands still."""
    HANDED = "handed"
    """A unit of the union works on it; whoever has it still answers for the promise."""
    SOLVED = "solved"
    """So says the union; the person has yet to say whether it is."""
    CLOSED = "closed"
    NOT_OURS = "not_ours"
    WITHDRAWN = "withdrawn"
    ABUSE = "abuse"


class Urgency(StrEnum):
    """What is promised: at once, the same day, within some working days."""

    NOW = "now"
    DAY = "day"
    DAYS = "days"


class Author(StrEnum):
    """Whose words they are."""

    RIDER = "rider"
    STAFF = "staff"
    NOTE = "note"
    """For colleagues alone."""


class Kind(StrEnum):
    """What a word is: of the staff's what it does, of the person's what it is."""

    SAID = "said"
    ASKED = "asked"
    SOLVED = "solved"
    NOT_OURS = "not_ours"
    HANDED = "handed"
    AGREED = "agreed"
    """What was agreed on the matter that the case belongs to."""
    PHOTO = "photo"
    VOICE = "spoken"
    DOCUMENT = "document"


FILES: Final = frozenset({Kind.PHOTO, Kind.VOICE, Kind.DOCUMENT})

WORKED_ON: Final = frozenset({State.OPEN, State.ASKED, State.HANDED})
"""The states in which somebody of the staff works on a case."""

GOING_ON: Final = WORKED_ON | {State.SOLVED}
"""The states of a case that is not closed."""


class Step(StrEnum):
    """What somebody of the staff does with a case."""

    TAKE = "take"
    RELEASE = "release"
    ANSWER = "answer"
    ASK = "ask"
    NOTE = "note"
    HAND = "hand"
    SOLVE = "solve"
    NOT_OURS = "not_ours"
    ABUSE = "abuse"
    JOIN = "join"
    """Joins the case to what others say alike, or takes it out."""


STEPS: Final[Mapping[State, frozenset[Step]]] = {
    State.OPEN: frozenset(Step),
    State.ASKED: frozenset(Step) - {Step.ASK},
    State.HANDED: frozenset(Step),
    State.SOLVED: frozenset({Step.NOTE, Step.JOIN}),
}
"""What can be done in each state; nothing in those that are closed."""

ANYBODYS: Final = frozenset({Step.TAKE, Step.NOTE, Step.JOIN})
"""Steps that do not take having the case."""


class What(StrEnum):
    """A message of the ledger: the first to the person, the others to the staff."""

    WORD = "word"
    NEW = "new"
    MORE = "more"
    HALF = "half"
    NEAR = "near"
    OVER = "over"
    LEAD = "lead"
    WITHDRAWN = "withdrawn"
    UNSOLVED = "unsolved"
    SETTLED = "settled"
    THANKS = "thanks"
    BACK = "back"
    TAKEN = "taken"
    UNREACHED = "unreached"


REMINDERS: Final = (What.HALF, What.NEAR, What.OVER, What.LEAD)
"""In the order in which they are given."""
