"""Names of services inside a question, by sound, so that 北江工惠 and beijiang工惠 still mean 北疆工惠."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from bot.understanding.normalize import normalize
from bot.understanding.syllables import Syllables

SHORTEST: Final = 3
"""Syllables of the shortest name that is looked for; shorter ones sound like too many other words."""

LONG: Final = 4
"""From this length on a name may differ a little; a shorter one must sound exactly so."""

ALIKE: Final = 86.0
"""rapidfuzz `partial_ratio` over syllables from which a long name counts: one wrong syllable of seven."""

MOST_CANDIDATES: Final = 24


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name found: `owner` is what it was registered with, `score` in [0, 1], `length` in syllables."""

    owner: str
    name: str
    score: float
    length: int


class NameIndex:
    """Names with their owners, found through shared pairs of syllables; immutable."""

    def __init__(self, names: Iterable[tuple[str, str]], syllables: Syllables) -> None:
        self._names: list[tuple[str, str, Sequence[str]]] = []
        self._least: list[float] = []  # pairs shared from which a name is compared: half of its own
        self._by_pair: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for name, owner in names:
            sounds = syllables(normalize(name))
            if len(sounds) < SHORTEST:
                continue
            number = len(self._names)
            self._names.append((name, owner, sounds))
            self._least.append(len(sounds) / 2 - 0.5)
            for pair in set(pairwise(sounds)):
                self._by_pair[pair].append(number)

    def find(self, sounds: Sequence[str]) -> list[NameHit]:
        """Names heard in the syllables of a question, best and longest first."""
        shared: Counter[int] = Counter()
        for pair in set(pairwise(sounds)):
            numbers = self._by_pair.get(pair, ())
            if len(numbers) <= 2_000:  # a pair that a fifth of 11,000 names share tells nothing
                shared.update(numbers)
        hits = []
        near = [pair for pair in shared.items() if self._least[pair[0]] <= pair[1]]
        for number, _ in sorted(near, key=_by_count)[:MOST_CANDIDATES]:
            name, owner, of_name = self._names[number]
            length = len(of_name)
            if len(sounds) < length - 1:
                continue
            score = fuzz.partial_ratio(of_name, sounds) if len(sounds) >= length else fuzz.ratio(of_name, sounds)
            if score >= (ALIKE if length >= LONG else 100.0):
                hits.append(NameHit(owner, name, score / 100.0, length))
        hits.sort(key=lambda hit: (-hit.score * hit.length, hit.owner))
        return hits


def _by_count(shared: tuple[int, int]) -> int:
    return -shared[1]
