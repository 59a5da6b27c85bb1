"""What the model, the names and the taught phrases make of one utterance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.understanding.features import Features
from bot.understanding.model import NO_CLASS, OUT_OF_SCOPE, IntentModel
from bot.understanding.names import NameHit, NameIndex
from bot.understanding.syllables import syllables
from bot.understanding.taught import TaughtPhrases

NAME_SUPPORT: Final = 0.35
"""Margin that a service's full name in the question adds to its intent: as much as one telling word."""

TAUGHT_CONFIDENCE: Final = 0.99


@dataclass(frozen=True, slots=True)
class Leaning:
    """What the conversation adds to a reading: a margin for the intent last talked about, one against out of scope."""

    intent: str
    support: float
    against_out: float


@dataclass(frozen=True, slots=True)
class Reading:
    """An utterance understood: intents by margin (best first), out-of-scope's margin, and how far to trust the first.

    `confidence` in (0, 1) is the probability that the utterance is in scope and the first intent is right.
    """

    features: Features
    ranked: tuple[tuple[str, float], ...]
    out: float
    confidence: float
    names: tuple[NameHit, ...]

    @property
    def intent(self) -> str:
        """The best guess."""
        return self.ranked[0][0]


def read(
    features: Features,
    model: IntentModel,
    titles: NameIndex,
    intent_of: Mapping[str, str],
    taught: TaughtPhrases,
    leanings: Sequence[Leaning] = (),
) -> Reading:
    """The reading of an utterance's features; `intent_of` gives the intent of an entry whose title is named."""
    names = tuple(titles.find(syllables(features.text)))
    support: dict[str, float] = {}
    for hit in names[:3]:
        intent = intent_of[hit.owner]
        support[intent] = max(support.get(intent, 0.0), NAME_SUPPORT * hit.score)
    out = NO_CLASS
    scored: list[tuple[str, float]] = []
    for name, margin in zip(model.classes, model.margins(features).tolist(), strict=True):
        if name == OUT_OF_SCOPE:
            out = margin
        else:
            scored.append((name, margin + support.get(name, 0.0)))
    for leaning in leanings:
        scored = [(n, m + leaning.support if n == leaning.intent else m) for n, m in scored]
        out -= leaning.against_out
    known = taught.nearest(features.text)
    scored.sort(key=lambda pair: -pair[1])
    if known == OUT_OF_SCOPE:
        return Reading(features, tuple(scored), out, 1.0 - TAUGHT_CONFIDENCE, names)
    if known is not None:
        scored.sort(key=lambda pair: pair[0] != known)
        return Reading(features, tuple(scored), out, TAUGHT_CONFIDENCE, names)
    second = scored[1][1] if len(scored) > 1 else NO_CLASS
    confidence = model.calibration.probability(scored[0][1], second, out)
    return Reading(features, tuple(scored), out, confidence, names)
