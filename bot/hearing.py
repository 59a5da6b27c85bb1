"""What an utterance says by itself, whatever was talked about: many riders say the same, so it is worked out once."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.asked import Asked
from bot.aspects import Aspect, aspects_of, measure_asked
from bot.catalogue import Snapshot
from bot.choosing import Candidate, Question, choose
from bot.dates import years_named
from bot.emergencies import Emergency, emergency
from bot.regions import NATION, RegionMention, Regions
from bot.stations.questions import not_ours
from bot.understanding.features import Wording
from bot.understanding.reading import Scores, scores_of
from bot.understanding.taught import TaughtHit

MOST: Final = 2000
"""Utterances whose meaning is kept, about 10 MB; the one said longest ago makes room."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one utterance says to somebody of one region on one day. It holds none of its words.

    `mentions` are the regions that it names. `not_ours` tells that it is none of ours, whatever was talked about.
    `candidates` are the entries that were looked for so far, by intent and by the region named, there or before.
    """

    taught: TaughtHit | None
    scores: Scores
    mentions: Sequence[RegionMention]
    aspects: tuple[Aspect, ...]
    measure: str | None
    years: tuple[int, ...]
    danger: Emergency | None
    not_ours: bool
    candidates: dict[tuple[str, str | None], Sequence[Candidate]] = field(default_factory=dict)

    @property
    def region_letters(self) -> int:
        """Characters of it that name a region."""
        return sum(mention.end - mention.start for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance that was heard: its normalised text, what it says, and its words where they were just found."""

    text: str
    heard: Heard
    wording: Wording | None = None


class Hearing:
    """Hears utterances with one snapshot of the catalogue, and keeps what they meant.

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
        self._key = fresh_key()
        self._heard: dict[bytes, Heard] = {}

    def hear(self, text: str, here: str, today: date) -> Utterance:
        """What a normalised utterance says to somebody of the region `here`, a full path."""
        said = f"{today.toordinal()} {here} {text}".encode()
        digest = hashlib.blake2b(said, key=self._key, digest_size=16).digest()
        known = self._heard.pop(digest, None)
        utterance = Utterance(text, known) if known is not None else self._work_out(text, here, today)
        self._heard[digest] = utterance.heard  # the last in the row is the last said
        if len(self._heard) > MOST:
            del self._heard[next(iter(self._heard))]
        return utterance

    def _work_out(self, text: str, here: str, today: date) -> Utterance:
        snapshot = self._snapshot
        features = snapshot.featurizer.of_normalized(text)
        heard = Heard(
            taught=snapshot.taught.nearest(text),
            scores=scores_of(features, snapshot.model, snapshot.titles, snapshot.intent_of),
            mentions=tuple(mention for mention in self._regions.find(text, near=here) if mention.path != NATION),
            aspects=aspects_of(text),
            measure=measure_asked(text),
            years=years_named(text, today),
            danger=emergency(text, features.sounds, snapshot.featurizer.syllables),
            not_ours=not_ours(text),
        )
        return Utterance(text, heard, features)

    def candidates(self, utterance: Utterance, question: Question, intent: str) -> Sequence[Candidate]:
        """The entries of an intent that may answer, best first; `question` is what the utterance asks."""
        found = utterance.heard.candidates
        sought = intent, question.named
        if sought not in found:
            index = self._snapshot.indexes.get(intent)
            found[sought] = choose(self.asked(utterance), question, index, self._regions) if index is not None else ()
        return found[sought]

    def asked(self, utterance: Utterance) -> Asked:
        """The telling words of an utterance, without the regions in it."""
        said, mentions = utterance.wording, utterance.heard.mentions
        if said is None or mentions:
            said = self._snapshot.featurizer.wording(without_regions(utterance.text, mentions))
        return Asked.of(said, self._snapshot.synonyms)


def without_regions(text: str, mentions: Sequence[RegionMention]) -> str:
    """The rest of a text."""
    if not mentions:
        return text
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return " ".join(text.split())
