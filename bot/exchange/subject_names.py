"""A subject that a sheet names in words of its own: which of ours is meant, or may be."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.extracting.unit import Subject as Guess
from data.catalogue.entries import Subject

SURE: Final = 0.6
"""Confidence of the model from which a row without a subject gets the likeliest one: below, somebody is asked."""

FEWEST_SHARED: Final = 2
"""Letters that a name and one of ours have in common before it is proposed by its letters."""

_LONG: Final = 4
"""Letters of a name of ours from which a longer one that holds it means it."""

_IDLE: Final = re.compile(r"[\W_]|服务|工作|项目|[与和及类]")


class SubjectNames:
    """Subjects by the names that sheets give them; `guess` is the subject that some words are likeliest on."""

    def __init__(self, subjects: Iterable[Subject], guess: Callable[[str], Guess | None]) -> None:
        self._names = {subject.id: _bare(subject.name) for subject in subjects}
        self._guess = guess

    def meant(self, written: str) -> str | None:
        """The one subject whose name is this but for idle letters, or holds it or stands in it; else None."""
        bare = _bare(written)
        if len(bare) < FEWEST_SHARED:
            return None
        same = [one for one, name in self._names.items() if name == bare]
        within = [one for one, name in self._names.items() if bare in name or (len(name) >= _LONG and name in bare)]
        found = same or within
        return found[0] if len(found) == 1 else None

    def nearest(self, written: str, about: str) -> str | None:
        """The subject to propose for a name: by the letters they share, else by what the row is about."""
        bare = set(_bare(written))
        shared = {one: len(bare & set(name)) / len(bare | set(name)) for one, name in self._names.items() if bare}
        best = max(shared, key=lambda one: shared[one], default=None)
        if best is not None and len(bare & set(self._names[best])) >= FEWEST_SHARED:
            return best
        guessed = self._guess(f"{written}，{about}")
        return guessed[0] if guessed is not None else None

    def of(self, about: str) -> tuple[str | None, bool]:
        """The likeliest subject of a row that names none, and whether that is sure."""
        guessed = self._guess(about) if about else None
        return (guessed[0], guessed[1] >= SURE) if guessed is not None else (None, False)


def titled(subjects: Mapping[str, Subject], subject: str) -> str:
    """What a subject is called."""
    return subjects[subject].name if subject in subjects else subject


def _bare(name: str) -> str:
    return _IDLE.sub("", name)
