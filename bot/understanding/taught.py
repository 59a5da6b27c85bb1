"""Phrases that an admin taught: they count at once, before the model has learnt them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.understanding.model import OUT_OF_SCOPE
from bot.understanding.normalize import normalize
from data.catalogue.entries import ExamplePhrase

ALIKE: Final = 90.0
"""rapidfuzz `ratio` of letters from which an utterance is the taught phrase; below, one changed word may change all."""

SHORTEST_ALIKE: Final = 6
"""Letters below which only the very phrase counts: one letter of five is another word."""

MOST_CANDIDATES: Final = 20


@dataclass(frozen=True, slots=True)
class TaughtHit:
    """The taught phrase that an utterance is: its class, its one entry (None: the subject decides), how alike (0-100).

    `intent` is `OUT_OF_SCOPE` for what was taught to be none of ours.
    """

    intent: str
    entry: str | None
    phrase: str
    alike: float


class TaughtPhrases:
    """The taught phrases by their letters; immutable."""

    def __init__(self, phrases: Iterable[ExamplePhrase], typed_pinyin: Callable[[str], str]) -> None:
        self._exact: dict[str, ExamplePhrase] = {}
        for phrase in phrases:
            if phrase.taught:
                self._exact[_letters(typed_pinyin(normalize(phrase.text)))] = phrase
        self._by_pair: defaultdict[str, list[str]] = defaultdict(list)
        for letters in self._exact:
            for pair in {letters[i : i + 2] for i in range(len(letters) - 1)}:
                self._by_pair[pair].append(letters)

    def nearest(self, normalized: str) -> TaughtHit | None:
        """The taught phrase that the utterance is, or is a near copy of; None when there is none."""
        if not self._exact:
            return None
        letters = _letters(normalized)
        known = self._exact.get(letters)
        if known is not None:
            return _hit(known, 100.0)
        if len(letters) < SHORTEST_ALIKE:
            return None
        shared: Counter[str] = Counter()
        for pair in {letters[i : i + 2] for i in range(len(letters) - 1)}:
            shared.update(self._by_pair.get(pair, ()))
        best = max(
            ((fuzz.ratio(letters, phrase), phrase) for phrase, _ in shared.most_common(MOST_CANDIDATES)),
            default=(0.0, ""),
        )
        return _hit(self._exact[best[1]], best[0]) if best[0] >= ALIKE else None

    def phrases(self) -> Iterable[ExamplePhrase]:
        """The taught phrases, as `TaughtPhrases` takes them."""
        return self._exact.values()


def _hit(phrase: ExamplePhrase, alike: float) -> TaughtHit:
    return TaughtHit(phrase.intent or OUT_OF_SCOPE, phrase.entry, phrase.text, alike)


def _letters(normalized: str) -> str:
    return normalized.replace(" ", "")
