"""How well the values of facts are of the kind that is asked for, worked out once a kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.catalogue.fact_traits import Traits, counted_alike, traits_of
from bot.understanding.aspects import ASKS_WHICH, ASKS_WHO, FIGURES, Aspect
from data.catalogue.entries import ServiceEntry

LATER: Final = 0.7
"""What a kind counts that is asked for less surely than the first."""

_WELL, _PERHAPS, _NO = 1.0, 0.6, -1.0


def _when(holds: bool, well: float = _WELL) -> float:
    return well if holds else _NO


def _count(traits: Traits, measure: str | None) -> float:
    if not traits.number or traits.date:
        return -0.5
    if measure is not None:
        return counted_alike(measure, traits)
    return -0.2 if traits.share or traits.money else 0.3


def _name(traits: Traits, measure: str | None) -> float:
    if traits.number or traits.ordinal:
        return _NO
    if measure == ASKS_WHO:
        return _WELL if traits.person else _PERHAPS if traits.charged else _NO
    if measure == ASKS_WHICH:
        return _WELL if traits.place else 0.3 if not traits.person else _NO
    return _PERHAPS


_FITS: Final[Mapping[Aspect, Callable[[Traits, str | None], float]]] = {
    # What a programme spent or won back is no price that the asker pays.
    Aspect.COST: lambda traits, _: _when(traits.free),
    Aspect.MONEY: lambda traits, _: _when(traits.money),
    Aspect.SHARE: lambda traits, _: _when(traits.share),
    Aspect.DATE: lambda traits, _: _when(traits.time and not traits.share),
    Aspect.DURATION: lambda traits, _: _when(traits.length),
    Aspect.HOURS: lambda traits, _: _when(traits.hours),
    Aspect.NAME: _name,
    Aspect.WHAT: lambda traits, _: _when(not traits.number and not traits.ordinal, _PERHAPS),
    Aspect.PROVIDER: lambda traits, _: _when(traits.charged, _PERHAPS),
    Aspect.WHERE: lambda traits, _: _when(traits.place),
    Aspect.REGION: lambda traits, _: _when(traits.place, _PERHAPS),
    Aspect.COUNT: _count,
}
_MEASURED: Final = frozenset({Aspect.COUNT, Aspect.NAME})


def fits(aspect: Aspect, measure: str | None, traits: Traits) -> float:
    """How well a fact's kind of value answers what is asked for: 1 well, 0 unknown, -1 not at all."""
    fit = _FITS.get(aspect)
    return fit(traits, measure) if fit is not None else 0.0


class FactKinds:
    """The kinds of the facts of these entries, row by row; immutable but for what it has worked out.

    That stays small: one number a fact for each of a dozen aspects, and for each measure word asked with.
    """

    def __init__(self, entries: Sequence[ServiceEntry]) -> None:
        self.traits = tuple(tuple(traits_of(fact) for fact in entry.facts) for entry in entries)
        self._known: dict[tuple[Aspect, str | None], tuple[tuple[float, ...], ...]] = {}

    def fit(self, row: int, aspects: Sequence[Aspect], measure: str | None) -> Sequence[float]:
        """One number a fact of the row, as `fits` gives it: 1 well, 0 unknown, -1 not at all."""
        each = [self._of(aspect, measure)[row] for aspect in aspects if aspect in FIGURES]
        if len(each) <= 1:
            return each[0] if each else [0.0] * len(self.traits[row])
        return [max(first, *(LATER * fit for fit in later)) for first, *later in zip(*each, strict=True)]

    def _of(self, aspect: Aspect, measure: str | None) -> tuple[tuple[float, ...], ...]:
        kind = (aspect, measure if aspect in _MEASURED else None)
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = tuple(
                tuple(fits(aspect, measure, traits) for traits in of_entry) for of_entry in self.traits
            )
        return known
