"""What the buttons of an announcement ask of its readers: to sign up, to say what is wrong, to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.storage.shapes import Shape, as_it_was

LEAST_CHOICES, MOST_CHOICES = 2, 6
LONGEST_CHOICE: Final = 30
"""Characters of a choice: it stands on a button of a phone's width."""

MOST_PLACES: Final = 100_000

_SHAPE: Final = Shape((as_it_was,))


class WrongAsks(ValueError):
    """Too few or too many choices, one that is empty, too long or stands twice, or no number of places."""


@dataclass(frozen=True, slots=True)
class Asks:
    """None of it, unless somebody chose it.

    `signup`: people may sign up, for `places` (None: no limit), for what begins `at` (seconds since 1970, None: not
    said). `question`: people may say that something is wrong. `poll`: 2 to 6 choices, or none. `remind`: everybody is
    reminded before the end. `of` is the announcement that a reminder repeats, to which its buttons lead.
    """

    signup: bool = False
    places: int | None = None
    at: int | None = None
    question: bool = False
    poll: tuple[str, ...] = ()
    remind: bool = False
    of: int | None = None

    def checked(self) -> "Asks":
        """The same; raises WrongAsks for what cannot be asked."""
        if self.places is not None and not 1 <= self.places <= MOST_PLACES:
            raise WrongAsks("places")
        if self.poll:
            fits = all(0 < len(choice.strip()) <= LONGEST_CHOICE for choice in self.poll)
            if not fits or not LEAST_CHOICES <= len(set(self.poll)) == len(self.poll) <= MOST_CHOICES:
                raise WrongAsks("choices")
        return self

    def to_json(self) -> dict[str, Any] | None:
        """As the table keeps it; None for nothing."""
        if self == Asks():
            return None
        found = {"signup": self.signup, "places": self.places, "at": self.at, "question": self.question}
        return _SHAPE.stamped({**found, "poll": list(self.poll), "remind": self.remind, "of": self.of})

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> "Asks":
        """What the table keeps."""
        if not kept:
            return cls()
        found: Mapping[str, Any] = _SHAPE.read(kept)
        return cls(
            signup=bool(found.get("signup")),
            places=found.get("places"),
            at=found.get("at"),
            question=bool(found.get("question")),
            poll=tuple(found.get("poll") or ()),
            remind=bool(found.get("remind")),
            of=found.get("of"),
        )


NOTHING_ASKED: Final = Asks()
