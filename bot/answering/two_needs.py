"""Messages that tell of two needs: their clauses, and the clause that tells of the second one."""

import re
from collections.abc import Container, Sequence
from typing import Final, NamedTuple

from bot.understanding.classifying import Classification
from bot.understanding.model import NO_CLASS

_SECOND: Final = re.compile(
    r"(?:还有(?!没有|没|吗|别的|其他|哪些|什么|啥|多|几)(?:就是|个事|一个|一件|件事)?|另外(?:一个|一件)?|顺便|顺带|顺道|再(?:一个|问|就是|有)|对了|"
    r"第二|其次|同时(?:也)?|以及|外加|捎带|还想|也想|还要问|(?:我)?(?:还|也)(?:想)?(?:问|打听))"
)
_GOES_ON: Final = re.compile(
    r"(?:而且|然后|可是|但是|现在|结果|(?<!还)(?<!也)(?:我想|想问|想找)|能不能|有没有|是不是|"
    r"[又也]能|[还又也](?=不|没|说|让|把|要|扣|给|欠|得|被))"
)

_ASKS: Final = re.compile(
    r"[吗么呢不没]$|[咋怎哪啥谁几]|多少|什么|能不|有没有|是不是|[想求帮]|申请|报名|给我|给不给|可以|顺便|介绍|办理"
)
"""Asks or wishes for something; 早上送餐的时候 names no service that is wanted."""

_LEAST: Final = 4
"""Characters of a clause by itself; a shorter one belongs to the one before."""

MOST_CLAUSES: Final = 12
"""Clauses that are looked at: a story of 500 characters has about as many."""

HINTED: Final = -0.9
LIKELY: Final = 6
"""Margin of a second subject in the whole message from which a clause may tell of it, and how many subjects of the
whole are looked at, its first among them."""

SECOND: Final = -0.65
SECOND_AFTER_A_WORD: Final = -1.2
"""Margin of a second subject in its clause and in the whole, added up, from which it is a need of its own: by itself,
and after 另外, 顺便 …. Of 33 messages with two needs both are found in 27; of 625 with one, a second is heard in 64,
most of which may be read either way. With 0.3 lower 28 of 33, and one in four of those with one need."""

TOLD: Final = 0.7
"""Confidence of the clause itself."""

FIRST_TOLD: Final = 0.3
"""Confidence of some other clause in the first subject: what is told by the whole alone is no need beside another."""


class Clause(NamedTuple):
    """A part of a message, normalised; `after_a_word`: 另外, 顺便 … stands before it."""

    text: str
    after_a_word: bool


TOLD_BY_NONE: Final = 0.5
CLEAR: Final = 0.9
"""Confidence of every clause below which the subject of the whole is a mixture of two (没合同 and 没社保 are no
question of arbitration), and of two clauses from which each tells of a need instead."""

LEAST_CLEAR: Final = 3
"""Characters of such a clause: 没合同 tells of one, 工会 before a quoted name does not."""


def clauses(normalized: str) -> list[Clause]:
    """The clauses of a message, in order: it is cut at spaces (where punctuation was), and before words that go on."""
    found: list[Clause] = []
    for piece in normalized.split():
        cuts = sorted({match.start() for pattern in (_SECOND, _GOES_ON) for match in pattern.finditer(piece)} | {0})
        for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True):
            text = piece[start:end]
            word = _SECOND.match(text)
            if found and len(text) < _LEAST and word is None:
                found[-1] = Clause(found[-1].text + text, found[-1].after_a_word)
            elif text:
                found.append(Clause(text, word is not None))
    joined: list[Clause] = []
    for clause in found:  # 顺便 by itself belongs to what comes after it
        if joined and joined[-1].after_a_word and len(joined[-1].text) < _LEAST:
            joined[-1] = Clause(joined[-1].text + clause.text, after_a_word=True)
        else:
            joined.append(clause)
    return joined[:MOST_CLAUSES]


class Needs(NamedTuple):
    """The clauses that tell of two needs; `first` is None where the whole message is about the first of them."""

    first: str | None
    second: str


def two_needs(
    whole: Classification, told: Sequence[tuple[Clause, Classification]], troubles: Container[str]
) -> Needs | None:
    """The two needs of a message; None where it holds one alone.

    A clause tells of a trouble by telling it; of a service, only where it asks for it.
    """
    told = [(clause, one) for clause, one in told if one.intent in troubles or _ASKS.search(clause.text)]
    first = max((one.confidence for _, one in told if one.intent == whole.intent), default=0.0)
    if first < TOLD_BY_NONE and (clear := _clear(told)) is not None:
        return clear
    hints = dict(whole.ranked[1:LIKELY])
    best: tuple[float, str] | None = None
    for clause, one in told:
        hint = hints.get(one.intent, NO_CLASS)
        if one.confidence < TOLD or hint < HINTED:
            continue
        sure = one.ranked[0][1] + hint
        if sure >= (SECOND_AFTER_A_WORD if clause.after_a_word else SECOND):
            best = max(best or (NO_CLASS, ""), (sure, clause.text))
    return Needs(None, best[1]) if best is not None and first >= FIRST_TOLD else None


def _clear(told: Sequence[tuple[Clause, Classification]]) -> Needs | None:
    """The two clearest needs where clauses of two subjects are clear by themselves, in the order in which they come."""
    clearest: dict[str, tuple[float, int]] = {}
    for place, (_, one) in enumerate(told):
        margin = one.ranked[0][1]
        if len(told[place][0].text) >= LEAST_CLEAR and one.confidence >= CLEAR and margin >= 0.0:
            clearest[one.intent] = max(clearest.get(one.intent, (0.0, place)), (margin, place))
    if len(clearest) < 2:
        return None
    first, second = sorted(place for _, place in sorted(clearest.values(), reverse=True)[:2])
    return Needs(told[first][0].text, told[second][0].text)
