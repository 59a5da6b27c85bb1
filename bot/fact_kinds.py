"""How well the values of an intent's facts are of the kind that is asked for, worked out once a kind."""

from collections.abc import Sequence

from bot.aspects import FIGURES, Aspect, fits
from data.entries import ServiceEntry


class FactKinds:
    """The kinds of the facts of these entries, row by row; immutable but for what it has worked out.

    That stays small: one number a fact for each of ten aspects, and for each measure word that counts are asked with.
    """

    def __init__(self, entries: Sequence[ServiceEntry]) -> None:
        self._entries = entries
        self._known: dict[tuple[Aspect, str | None], tuple[tuple[float, ...], ...]] = {}

    def fit(self, row: int, aspects: Sequence[Aspect], measure: str | None) -> Sequence[float]:
        """One number a fact of the row, as `fits` gives it: 1 well, 0 unknown, -1 not at all."""
        each = [self._of(aspect, measure)[row] for aspect in aspects if aspect in FIGURES]
        if len(each) == 1:
            return each[0]
        return [max(of_fact) for of_fact in zip(*each, strict=True)] if each else [0.0] * len(self._entries[row].facts)

    def _of(self, aspect: Aspect, measure: str | None) -> tuple[tuple[float, ...], ...]:
        kind = (aspect, measure if aspect is Aspect.COUNT else None)
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = tuple(
                tuple(fits((aspect,), measure, fact.name, fact.value, fact.unit) for fact in entry.facts)
                for entry in self._entries
            )
        return known
