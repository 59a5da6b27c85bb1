"""What an utterance says by itself, whatever was talked about: many riders say the same, so it is worked out once."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from bot.catalogue.choosing import Candidate, Question, choose
from bot.catalogue.guides import GuidesHeard
from bot.catalogue.named_things import Named
from bot.catalogue.query_terms import QueryTerms
from bot.catalogue.snapshot import Snapshot
from bot.dates import years_named
from bot.regions import NATION, RegionMention, Regions
from bot.understanding.aspects import Aspect, aspects_of, measure_asked
from bot.understanding.classifying import Classification, IntentScores, classify, intent_scores
from bot.understanding.danger import Danger, shipped_danger
from bot.understanding.features import Features, Utterance
from bot.understanding.not_ours import not_ours
from bot.understanding.taught import TaughtHit
from data.catalogue.dangers import DangerKind

MOST: Final = 2000
"""Utterances whose meaning is kept, about 10 MB; the one said longest ago makes room."""

Sought = tuple[str, str | None, tuple[Aspect, ...], tuple[Named, ...]]
"""An intent, a region that is named, the aspects asked for, and what is called by name."""

EVERYTHING: Final = "*"
"""Before the likeliest intent: what was looked for in all of them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one utterance says to somebody of one region on one day. It holds none of its words.

    `mentions` are the regions that it names, `named` the things of entries that it calls by name. `not_ours` tells that
    it is none of ours, whatever was talked about. `perhaps` is a danger that it may tell of where it tells of none for
    sure. `candidates` are the entries that were looked for so far, by what
    the talk may add to the words.
    """

    taught: TaughtHit | None
    scores: IntentScores
    mentions: Sequence[RegionMention]
    aspects: tuple[Aspect, ...]
    measure: str | None
    years: tuple[int, ...]
    danger: Danger | None
    not_ours: bool
    perhaps: DangerKind | None = None
    named: tuple[Named, ...] = ()
    candidates: dict[Sought, Sequence[Candidate]] = field(default_factory=dict)

    @property
    def region_letters(self) -> int:
        """Characters of it that name a region."""
        return sum(mention.end - mention.start for mention in self.mentions)


class Interpretation:
    """An utterance with its meaning, and what its words say in the catalogue: worked out once, for this turn alone.

    `said` are its words, where they are known already.
    """

    def __init__(self, text: str, meaning: Meaning, snapshot: Snapshot, said: Utterance | None = None) -> None:
        self.text = text
        self.meaning = meaning
        self._snapshot = snapshot
        self._said = said
        self._guides: dict[str, GuidesHeard] = {}

    @cached_property
    def terms(self) -> QueryTerms:
        """Its telling words, without the regions in it."""
        said, mentions = self._said, self.meaning.mentions
        if said is None or mentions:
            said = self._snapshot.featurizer.utterance(without_regions(self.text, mentions))
        return QueryTerms.of(said, self._snapshot.synonyms)

    def guides(self, intent: str) -> GuidesHeard | None:
        """What it says of the guides of a subject; None where that has none."""
        index = self._snapshot.guides.get(intent)
        if index is None:
            return None
        if intent not in self._guides:
            self._guides[intent] = index.heard(self.terms)
        return self._guides[intent]


class Meanings:
    """Works out what utterances mean with one snapshot of the catalogue, and keeps it.

    They are known by a digest under a key that ends with the process, so that what is kept tells neither words nor
    persons. `fresh_key` gives 16 to 64 random bytes.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        regions: Regions,
        fresh_key: Callable[[], bytes] = lambda: secrets.token_bytes(32),
    ) -> None:
        self._snapshot = snapshot
        self._regions = regions
        self._hearing = shipped_danger(snapshot.featurizer)
        self._key = fresh_key()
        self._known: dict[bytes, Meaning] = {}

    def of(self, text: str, here: str, today: date) -> Interpretation:
        """What a normalised utterance says to somebody of the region `here`, a full path."""
        said = f"{today.toordinal()} {here} {text}".encode()
        digest = hashlib.blake2b(said, key=self._key, digest_size=16).digest()
        known = self._known.pop(digest, None)
        if known is not None:
            interpretation = Interpretation(text, known, self._snapshot)
        else:
            interpretation = self._work_out(text, here, today)
        self._known[digest] = interpretation.meaning  # the last in the row is the last said
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return interpretation

    def _work_out(self, text: str, here: str, today: date) -> Interpretation:
        snapshot = self._snapshot
        features = snapshot.featurizer.of_normalized(text)
        heard = self._hearing.heard(features)
        meaning = Meaning(
            taught=self._taught(text),
            scores=self._scores(features),
            mentions=tuple(mention for mention in self._regions.find(text, near=here) if mention.path != NATION),
            aspects=aspects_of(text),
            measure=measure_asked(text),
            years=years_named(text, today),
            danger=heard.danger,
            perhaps=heard.perhaps,
            not_ours=not_ours(text),
            named=snapshot.named.find(text),
        )
        return Interpretation(text, meaning, snapshot, features)

    def listed(self, intent: str) -> bool:
        """Whether there is an entry or a guide of the intent."""
        return self._snapshot.holds(intent)

    def classified(self, text: str) -> Classification:
        """What a normalised part of an utterance tells of by itself, and no more: that takes a third of the time."""
        scores = self._scores(self._snapshot.featurizer.of_normalized(text))
        return classify(scores, self._snapshot.model.calibration, self._snapshot.intent_of, self._taught(text))

    def _taught(self, text: str) -> TaughtHit | None:
        return self._snapshot.taught.nearest(text) or self._snapshot.by_name.named_in(text)

    def _scores(self, features: Features) -> IntentScores:
        return intent_scores(features, self._snapshot.model, self._snapshot.titles, self._snapshot.intent_of)

    def candidates(self, interpretation: Interpretation, question: Question, intent: str) -> Sequence[Candidate]:
        """The entries of an intent that may answer, best first; `question` is what the utterance asks."""
        found = interpretation.meaning.candidates
        sought = intent, question.named, question.aspects, question.called
        if sought not in found:
            index = self._snapshot.indexes.get(intent)
            found[sought] = choose(interpretation.terms, question, index, self._regions) if index is not None else ()
        return found[sought]

    def figures(
        self, interpretation: Interpretation, question: Question, likely: Classification
    ) -> Sequence[Candidate]:
        """The entries of all intents whose facts may answer, best first; the likelier intent comes before."""
        found = interpretation.meaning.candidates
        sought = f"{EVERYTHING}{likely.intent}", question.named, question.aspects, question.called
        if sought not in found:
            everything = self._snapshot.everything
            found[sought] = choose(interpretation.terms, question, everything, self._regions, dict(likely.ranked))
        return found[sought]


def without_regions(text: str, mentions: Sequence[RegionMention]) -> str:
    """The rest of a text."""
    if not mentions:
        return text
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return " ".join(text.split())
