"""Entries and subjects made here, by their names: found from the moment they are saved, before any model knows them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from bot.understanding.normalize import normalize
from bot.understanding.taught import TaughtHit
from data.catalogue.entries import ServiceEntry, Subject

SHORTEST: Final = 4
"""Letters of a name that is a name: 驿站 or 体检 is what people say of many things."""

MOST_AROUND: Final = 8
"""Letters that may stand around a name besides twice as many as it has: more is a story of its own."""

WHOLE: Final = 100.0


class MadeHere:
    """The names of the entries that editors made, and of the subjects that the model has yet to learn; immutable."""

    def __init__(self, entries: Iterable[ServiceEntry], subjects: Iterable[Subject] = ()) -> None:
        self._beginning: defaultdict[str, dict[str, tuple[str, str | None]]] = defaultdict(dict)
        for subject in subjects:
            self._add(subject.name, subject.id, None)
        for entry in entries:
            self._add(entry.title, entry.intent, entry.id)

    def _add(self, title: str, intent: str, entry: str | None) -> None:
        name = name_letters(title)
        if len(name) >= SHORTEST:
            self._beginning[name[:2]][name] = intent, entry

    def named_in(self, normalized: str) -> TaughtHit | None:
        """The entry or subject whose whole name an utterance says, the longest name first; None when it says none."""
        letters = normalized.replace(" ", "")
        best: TaughtHit | None = None
        for at in range(len(letters) - SHORTEST + 1):
            for name, (intent, entry) in self._beginning.get(letters[at : at + 2], {}).items():
                fits = letters.startswith(name, at) and len(letters) <= 3 * len(name) + MOST_AROUND
                if fits and (best is None or len(name) > len(best.phrase)):
                    best = TaughtHit(intent, entry, name, WHOLE)
        return best


def name_letters(title: str) -> str:
    """A title as people say it: normalised, without what stands in brackets at its end."""
    return normalize(title.partition("（")[0]).replace(" ", "")
