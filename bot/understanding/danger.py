"""Danger to somebody's life, body or purse, here and now, heard by what is meant and not by a list of words.

`python -m bot.understanding.danger_fitting` fits the model on the reviewed phrases of `seeds/danger`, and it ships with
the program: danger is known before there is a database, and whatever becomes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from bot.understanding.danger_patterns import NEVER_OVER, happening, lies_there, over, quoted, signs, without_figures
from bot.understanding.features import Features, Featurizer
from bot.understanding.model import IntentModel
from bot.understanding.normalize import normalize
from data.catalogue.dangers import DangerKind

WHOLE: Final = -0.05
"""Margin from which an utterance tells of danger. Below zero on purpose: an alarm too many costs one line that need not
be read, an alarm too few may cost a life."""

CLAUSE: Final = 0.42
STORY: Final = 0.6
"""Margin from which one clause of a longer story does, with so much of the whole's added: out of its story it may be a
figure of speech (我一气之下走了 in a question about social insurance: 0.57 in a whole of -1.39)."""

DULL: Final = -1.4
"""Margin below which no clause of it is listened to: half of all questions, and half the time they take."""

PERHAPS: Final = -0.35
"""Margin from which somebody may be in danger: no alarm, but the number is named beside what is answered. Of 300
dangers told by their signs and never learnt 0.64 were heard, 0.83 with these; of 3,069 harmless lines 4, and 17."""

SIGNED: Final = -0.7
"""Margin from which an utterance does that names a danger by its very words; 触电急救怎么学 stays below."""

LEAST_CLAUSE: Final = 5
MOST_CLAUSES: Final = 12
"""Characters from which a clause is heard by itself, and how many at most: the time a question takes is bounded."""

LEAST: Final = 2
LEAST_LEFT: Final = 3
"""Characters that an utterance must have, and that must be left of it without its figures of speech."""

CERTAIN: Final = 0.95
"""Probability where the words name the danger."""

_KINDS: Final = {kind.value: kind for kind in DangerKind}


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger somebody is in; `probability` in (0, 1)."""

    kind: DangerKind
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What an utterance tells of danger: the one somebody is in, or, where it tells of none, the one that may be."""

    danger: Danger | None = None
    perhaps: DangerKind | None = None


@dataclass(frozen=True, slots=True)
class _Scored:
    """Each kind's margin."""

    kinds: dict[DangerKind, float]

    @property
    def kind(self) -> DangerKind:
        """The likeliest."""
        return max(self.kinds, key=lambda kind: self.kinds[kind])

    @property
    def margin(self) -> float:
        """Of the likeliest."""
        return max(self.kinds.values())


@dataclass(frozen=True, slots=True)
class DangerHearing:
    """Hears danger; the same object serves every channel, and needs no database."""

    model: IntentModel
    featurizer: Featurizer

    def danger_in(self, text: str) -> Danger | None:
        """The danger that a text as a person wrote it tells of; None when it tells of none."""
        return self.heard(self.featurizer.of_normalized(self.featurizer.typed_pinyin(normalize(text)))).danger

    def heard(self, features: Features) -> Heard:
        """What an utterance tells of danger."""
        text = features.text
        if len(text) < LEAST or quoted(text):
            return Heard()
        scored = self._scored(features)
        danger, rest = self._danger(features, scored), without_figures(text)
        if rest == text:
            return Heard(danger, None if danger is not None else self._perhaps(text, scored))
        if danger is None or len(rest) < LEAST_LEFT:
            return Heard()
        plain = self.featurizer.of_normalized(rest)
        return Heard(self._danger(plain, self._scored(plain)))

    def _perhaps(self, text: str, scored: _Scored) -> DangerKind | None:
        near = PERHAPS <= scored.margin < WHOLE
        return scored.kind if near and not self._over(scored.kind, text) else None

    def _danger(self, features: Features, scored: _Scored) -> Danger | None:
        named = signs(features.text, features.sounds, self.featurizer.syllables)
        if named and scored.margin >= SIGNED:
            kind = max(named, key=lambda kind: scored.kinds[kind])
            danger = Danger(kind, max(CERTAIN, self._probability(scored.margin)))
            return danger if kind in NEVER_OVER or not self._over(kind, features.text) else None
        if scored.margin < WHOLE:
            if scored.margin < DULL and not named:
                return None
            whole = scored.margin
            scored = max(map(self._scored, self._clauses(features.text)), key=lambda one: one.margin, default=scored)
            if scored.margin + STORY * whole < CLAUSE:
                return None
        else:  # which danger it is, the clause that tells of it knows best
            scored = max([scored, *map(self._scored, self._clauses(features.text))], key=lambda one: one.margin)
        kind = scored.kind
        # Of a long story of old harm the kind is a guess.
        open_still = kind in NEVER_OVER and scored.kinds[kind] > 0
        if open_still or not self._over(kind, features.text):
            return Danger(kind, self._probability(scored.margin))
        return None

    def _over(self, kind: DangerKind, normalized: str) -> bool:
        """Whether it is over; not where a clause that tells of danger tells of this moment."""
        if not over(kind, normalized):
            return False
        if any(map(lies_there, normalized.split())):
            return False
        return not any(
            self._scored(clause).margin >= WHOLE or signs(clause.text, clause.sounds, self.featurizer.syllables)
            for clause in self._clauses(normalized)
            if happening(clause.text)
        )

    def _scored(self, features: Features) -> _Scored:
        margins = self.model.margins(features).tolist()
        return _Scored(dict(zip(map(_KINDS.__getitem__, self.model.classes), margins, strict=True)))

    def _clauses(self, normalized: str) -> Sequence[Features]:
        clauses = [clause for clause in normalized.split() if len(clause) >= LEAST_CLAUSE]
        if len(clauses) == 1 and len(clauses[0]) == len(normalized):
            return ()
        return [self.featurizer.of_normalized(clause) for clause in clauses[:MOST_CLAUSES]]

    def _probability(self, margin: float) -> float:
        return self.model.calibration.probability(margin, margin, margin)


def shipped_danger(featurizer: Featurizer) -> DangerHearing:
    """Danger by the model that ships with the program; takes a tenth of a second the first time.

    Raises:
        ValueError: the file is missing or broken.
    """
    return DangerHearing(_shipped_model(), featurizer)


@lru_cache(maxsize=1)
def _shipped_model() -> IntentModel:
    model = IntentModel.load(files("seeds") / "danger" / "model.npz")
    if model is None:
        raise ValueError(
            "seeds/danger/model.npz is missing or broken; make it with python -m bot.understanding.danger_fitting"
        )
    return model
