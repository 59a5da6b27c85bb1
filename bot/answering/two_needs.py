"""Messages that may tell of two needs: their clauses, and how likely two subjects are both needs."""

import math
import re
from collections.abc import Container, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Final, NamedTuple

import orjson

from bot.understanding.classifying import Classification

_SECOND: Final = re.compile(
    r"(?:还有(?!没有|没|吗|别的|其他|哪些|什么|啥|多|几)(?:就是|个事|一个|一件|件事)?|另外(?:一个|一件)?|另问|顺便|顺带|顺道|"
    r"再(?:一个|问|就是|有|说)|对了|第二|其次|同时(?:也)?|以及|外加|捎带|还想|也想|还要问|(?:我)?(?:还|也)(?:想)?(?:问|打听))"
)
_GOES_ON: Final = re.compile(
    r"(?:而且|然后|可是|但是|现在|结果|(?<!还)(?<!也)(?:我想|想问|想找)|能不能|有没有|是不是|"
    r"[又也]能|[还又也](?=不|没|说|让|把|要|扣|给|欠|得|被))"
)
_JOINS: Final = re.compile(
    r"还|另外|另问|顺便|顺带|顺道|再问|再就|再一个|再说|对了|第二|其次|同时|以及|外加|捎带|而且|也想|打听|然后"
)
"""Begins a clause that tells of something more."""

_LEAST: Final = 4
"""Characters of a clause by itself; a shorter one belongs to its neighbour."""

MOST_CLAUSES: Final = 12
"""Clauses that are looked at: a story of 500 characters has about as many."""

LIKELY: Final = 4
"""Subjects of the whole message that may be a need, besides those of its clauses."""

SURE_FROM: Final = 0.4
HEARD_FROM: Final = 0.15
"""Probability from which both needs are told of alike, and from which the second is told in a line below the first.
Of 247 messages with two needs that the weights had not seen, both are found in 192 at the lower one (by the rule before
in 110); of 1,915 with one, most of them written to touch a second subject, a second is heard in 414."""

TRAITS: Final = (
    "whole margin", "second's whole margin", "first in whole", "second's clause margin", "apart", "joined",
    "second is a trouble", "second's clause length", "clause confidence", "second's clause confidence",
)  # fmt: skip
"""What is measured of two subjects, the likelier one of the whole message first. Others (whether a clause asks, which
comes first, margins before the next subject) added nothing."""


class Told(NamedTuple):
    """A clause, normalised, with what it tells of by itself."""

    clause: str
    classified: Classification


class Pair(NamedTuple):
    """Two subjects that a message may need both, the likelier one of the whole first, with their best clauses."""

    first: str
    second: str
    first_clause: int
    second_clause: int


class Needs(NamedTuple):
    """The clauses that tell of two needs; `first` is None where the whole message is about the first of them."""

    first: str | None
    second: str
    sure: bool


WEIGHTS: Final = "needs/weights.json"
BIAS: Final = "bias"


class PairWeights(NamedTuple):
    """A logistic curve over `TRAITS`: a weight each, and the bias."""

    weights: tuple[float, ...]
    bias: float

    def score(self, traits: Sequence[float]) -> float:
        """The log odds that both are needs."""
        return self.bias + sum(weight * trait for weight, trait in zip(self.weights, traits, strict=True))


def clauses(normalized: str) -> list[str]:
    """The clauses of a message, in order: it is cut at spaces (where punctuation was), and before words that go on."""
    found: list[str] = []
    for piece in normalized.split():
        cuts = {match.start() for pattern in (_SECOND, _GOES_ON) for match in pattern.finditer(piece)}
        # 我还被骂 and 老乡还说 are cut before who it is, not behind.
        starts = [0, *sorted(cut for cut in cuts if cut >= _LEAST)]
        for start, end in zip(starts, [*starts[1:], len(piece)], strict=True):
            text = piece[start:end]
            if found and len(text) < _LEAST and _SECOND.match(text) is None:
                found[-1] += text
            else:
                found.append(text)
    joined: list[str] = []
    for text in found:  # 顺便 by itself belongs to what comes after it
        if joined and len(joined[-1]) < _LEAST and _SECOND.match(joined[-1]) is not None:
            joined[-1] += text
        else:
            joined.append(text)
    return joined[:MOST_CLAUSES]


def pairs(
    whole: Classification, told: Sequence[Told], troubles: Container[str]
) -> list[tuple[Pair, tuple[float, ...]]]:
    """Every two subjects that may be the needs of a message, with their `TRAITS`; `troubles` are subjects of guides."""
    margins = dict(whole.ranked)
    of_clause = [dict(one.classified.ranked) for one in told]
    likely = dict.fromkeys((*(name for name, _ in whole.ranked[:LIKELY]), *(one.classified.intent for one in told)))
    best = {name: max(range(len(told)), key=lambda place: of_clause[place][name]) for name in likely}
    found: list[tuple[Pair, tuple[float, ...]]] = []
    for one, other in combinations(likely, 2):
        first, second = (one, other) if margins[one] >= margins[other] else (other, one)
        at, then = best[first], best[second]
        sure = [told[place].classified for place in (at, then)]
        traits = (
            margins[first],
            margins[second],
            float(first == whole.intent),
            of_clause[then][second],
            abs(at - then) / len(told),
            float(any(_JOINS.match(told[place].clause) for place in (at, then))),
            float(second in troubles),
            min(len(told[then].clause), 20) / 20,
            sure[0].confidence * (sure[0].intent == first),
            sure[1].confidence * (sure[1].intent == second),
        )
        found.append((Pair(first, second, at, then), traits))
    return found


def two_needs(
    whole: Classification, told: Sequence[Told], troubles: Container[str], weights: PairWeights
) -> Needs | None:
    """The two needs of a message of at least two clauses; None where it holds one alone."""
    scored = ((weights.score(traits), pair) for pair, traits in pairs(whole, told, troubles))
    score, likeliest = max(scored, key=lambda one: one[0])
    probability = 1.0 / (1.0 + math.exp(-score))
    if probability < HEARD_FROM:
        return None
    sure, second = probability >= SURE_FROM, told[likeliest.second_clause].clause
    if likeliest.first == whole.intent:
        return Needs(None, second, sure)
    ordered = sorted((likeliest.first_clause, likeliest.second_clause))
    return Needs(told[ordered[0]].clause, told[ordered[1]].clause, sure)


@lru_cache(maxsize=1)
def shipped_weights() -> PairWeights:
    """The weights that come with the program.

    Raises:
        ValueError: the file is missing or of other traits.
    """
    try:
        found: dict[str, float] = orjson.loads(files("seeds").joinpath(WEIGHTS).read_bytes())
        return PairWeights(tuple(found[name] for name in TRAITS), found[BIAS])
    except (OSError, KeyError, orjson.JSONDecodeError) as error:
        raise ValueError(
            f"seeds/{WEIGHTS} is missing or broken; python -m bot.answering.need_fitting makes it"
        ) from error
