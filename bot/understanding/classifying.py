"""What the model, the names and the taught phrases make of one utterance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from bot.understanding.features import Features
from bot.understanding.model import NO_CLASS, OUT_OF_SCOPE, Calibration, IntentModel
from bot.understanding.names import NameHit, NameIndex
from bot.understanding.taught import TaughtHit

NAME_SUPPORT: Final = 0.35
"""Margin that a service's full name in the question adds to its intent: as much as one telling word."""

TAUGHT_CONFIDENCE: Final = 0.99

_margin: Final = itemgetter(1)

CLEAR_SUBJECT: Final = 0.1
"""Margin from which an utterance names a subject of its own; fragments that follow up stay below (几点开: -0.7)."""

CLEARLY_OUT: Final = 0.5
"""Out-of-scope margin from which even a fragment is none of ours, whatever was talked about (今天限号多少: 1.6)."""

KEPT: Final = 2.0
"""Margin that the subject talked about gains where it is kept: more than any two margins lie apart."""

FOLLOWING: Final = 0.75
"""Confidence of a fragment that the talk so far explains."""

FEW_LETTERS: Final = {0: (0.8, 1.5), 1: (0.5, CLEARLY_OUT), 3: (CLEAR_SUBJECT, 0.25)}
"""Fragments by the letters that no function word accounts for: below which margins of another subject and of being none
of ours they stay on the subject. Of 199 follow-ups in four sets of talks these keep 158, of 71 other turns nine."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What the talk so far adds: a margin for its intent.

    `letters` of the utterance are no function words and no region; none: it names no subject itself.
    """

    intent: str
    support: float
    letters: int

    def keeps(self, own_margin: float, out: float) -> bool:
        """Whether the utterance is about the subject talked about, whichever subject its few letters resemble."""
        limits = next((of for most, of in FEW_LETTERS.items() if self.letters <= most), None)
        return limits is not None and own_margin < limits[0] and out < limits[1]


@dataclass(frozen=True, slots=True)
class IntentScores:
    """What the model and the names make of an utterance by itself: a margin for each intent, and out-of-scope's."""

    intents: tuple[tuple[str, float], ...]
    out: float
    names: tuple[NameHit, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """An utterance classified: intents by margin (best first), out-of-scope's margin, and how far to trust the first.

    `confidence` in (0, 1) is the probability that the utterance is in scope and the first intent is right.
    """

    ranked: tuple[tuple[str, float], ...]
    out: float
    confidence: float
    names: tuple[NameHit, ...]
    own_margin: float
    """The best margin of any intent by the utterance alone, without what was talked about."""
    taught: TaughtHit | None = None
    """The taught phrase that decided."""
    kept: bool = False
    """Whether it is a fragment that stays on the subject talked about."""

    @property
    def intent(self) -> str:
        """The best guess."""
        return self.ranked[0][0]

    def of(self, intent: str) -> "Classification":
        """The same with this intent as the best guess, as sure as a follow-up is."""
        ranked = tuple(sorted(self.ranked, key=lambda pair: pair[0] != intent))
        return replace(self, ranked=ranked, confidence=FOLLOWING)


def intent_scores(
    features: Features, model: IntentModel, titles: NameIndex, intent_of: Mapping[str, str]
) -> IntentScores:
    """The scores of an utterance's features; `intent_of` gives the intent of an entry whose title is named."""
    names = tuple(titles.find(features.sounds))
    support: dict[str, float] = {}
    for hit in names[:3]:
        intent = intent_of[hit.owner]
        support[intent] = max(support.get(intent, 0.0), NAME_SUPPORT * hit.score)
    margins: dict[str, float] = dict(zip(model.classes, model.margins(features).tolist(), strict=True))
    out = margins.pop(OUT_OF_SCOPE, NO_CLASS)
    for intent in support.keys() & margins.keys():
        margins[intent] += support[intent]
    return IntentScores(tuple(margins.items()), out, names)


def classify(
    scores: IntentScores,
    calibration: Calibration,
    intent_of: Mapping[str, str],
    taught: TaughtHit | None,
    leaning: Leaning | None = None,
) -> Classification:
    """The intents of an utterance, the likeliest first; `taught` is the taught phrase that it is, if it is one."""
    scored, out, names = list(scores.intents), scores.out, scores.names
    own_margin = max(map(_margin, scored))
    kept = leaning is not None and leaning.keeps(own_margin, out)
    if leaning is not None:
        support = KEPT if kept else leaning.support
        scored = [(n, m + support if n == leaning.intent else m) for n, m in scored]
    scored.sort(key=_margin, reverse=True)
    if taught is not None and taught.intent == OUT_OF_SCOPE:
        return Classification(tuple(scored), out, 1.0 - TAUGHT_CONFIDENCE, names, own_margin, taught)
    if taught is not None:
        known = intent_of.get(taught.entry, taught.intent) if taught.entry is not None else taught.intent
        if known not in dict(scored):  # a subject that the model has yet to learn
            scored.append((known, NO_CLASS))
        scored.sort(key=lambda pair: pair[0] != known)
        return Classification(tuple(scored), out, TAUGHT_CONFIDENCE, names, own_margin, taught)
    second = scored[1][1] if len(scored) > 1 else NO_CLASS
    confidence = calibration.probability(scored[0][1], second, out)
    if leaning is not None and scored[0][0] == leaning.intent:
        unclear = own_margin < CLEAR_SUBJECT and out < CLEARLY_OUT
        kept = kept or (unclear and leaning.letters <= max(FEW_LETTERS))
        if kept or unclear:
            confidence = max(confidence, FOLLOWING)
    return Classification(tuple(scored), out, confidence, names, own_margin, kept=kept)
