"""Which announcement a question is about, if any."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.announced.told import Told
from bot.understanding.function_words import FUNCTION_WORDS, UNTELLING_WORDS

COMMON: Final = 4.0
"""Rarity from which on a word says what is meant; it counts by what it has more."""

NAMES_IT: Final = 7.8
"""Rarity of a word that can name what was announced (冬衣, 讲座); what is asked of us daily (体检, 工资) is below."""

Rarity = Callable[[str], float]
"""How seldom riders use a word, as a logarithm from 1 to 10."""

_LEAST: Final = 0.5
_PART_ASKED, _WHOLE_ASKED, _ANSWERED = 0.5, 0.7, 0.72
"""The share of its words that must be there: of a question for a time or a place, of any other, and of one that the
catalogue answers too."""

_TITLE_SAID: Final = 5.5
"""What the common words of a title must come to together (充电, 安全, 培训), where nothing else is an answer."""

_EMPTY: Final = frozenset(("不要", "要不要", "要钱", "听说", "有人", "发到", "是不是"))
_COUNTED: Final = re.compile(r"[几一两多].")
"""几件, 一队: how many, and not of what."""

UNKNOWN: Final = 10.0
"""The rarity of a word that no rider ever used."""

_SPOKEN_OF: Final = re.compile(r"公告|通知|群里(?:说|发)|你们(?:发|说)的|工会(?:发|说)的")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a question fits: the share of its words that is there, how telling those are, and whether one names it."""

    share: float
    weight: float
    names_it: bool
    named_in_title: bool
    title_weight: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the announcements: `text` normalised, `words` of it; `known`: another answer is at hand.

    `wants_part`: a time, a place and the like is asked for. `untold`: of its subject nothing else is told, so that a
    word of a title names what was announced, however often riders use it.
    """

    text: str
    words: tuple[str, ...]
    known: bool
    wants_part: bool
    untold: bool = False

    def telling(self, rarity: Rarity) -> Mapping[str, float]:
        """The words that say what it is about, with what each counts: the more, the rarer riders use it."""
        return {word: max(_LEAST, rarity(word) - COMMON) for word in self.words if _tells(word)}

    @property
    def speaks_of_one(self) -> bool:
        """Whether it says that it is about something announced."""
        return _SPOKEN_OF.search(self.text) is not None


def _tells(word: str) -> bool:
    if word in FUNCTION_WORDS or word in UNTELLING_WORDS or word in _EMPTY:
        return False
    return not (_SPOKEN_OF.fullmatch(word) or _COUNTED.fullmatch(word))


def likeness(telling: Mapping[str, float], one: Told) -> Likeness:
    """How a question's telling words fit this announcement."""
    held = {word: weight for word, weight in telling.items() if word in one.plain}
    names = {word for word, weight in held.items() if weight >= NAMES_IT - COMMON and len(word) > 1}
    weight = sum(held.values())
    return Likeness(
        share=weight / sum(telling.values()) if weight else 0.0,
        weight=weight,
        names_it=bool(names),
        named_in_title=any(word in one.title for word in names),
        title_weight=sum(weight for word, weight in held.items() if word in one.title and len(word) > 1),
    )


def about(asked: Asked, held: Iterable[Told], rarity: Rarity) -> Sequence[Told]:
    """The announcements that the question is about, the likeliest first; none for most questions."""
    telling = asked.telling(rarity)
    found = [(likeness(telling, one), one) for one in held]
    fitting = [(like, one) for like, one in found if _fits(asked, like)]
    fitting.sort(key=lambda pair: (pair[0].weight, pair[1].sent, pair[1].number), reverse=True)
    return [one for _, one in fitting]


def _fits(asked: Asked, like: Likeness) -> bool:
    """The better another answer, and the less a question sounds like one of time and place, the more must agree."""
    named = like.names_it or (asked.speaks_of_one and like.weight > 0) or (asked.untold and like.title_weight > 0)
    if not named and (asked.known or like.title_weight < _TITLE_SAID):
        return False
    least = _PART_ASKED if asked.wants_part or asked.speaks_of_one else _WHOLE_ASKED
    return like.share >= (max(least, _ANSWERED) if asked.known and not like.named_in_title else least)


def goes_on(asked: Asked, one: Told, rarity: Rarity) -> bool:
    """Whether a question may be about the announcement at hand: it names nothing that the announcement does not."""
    telling = asked.telling(rarity)
    held = [word for word in telling if word in one.plain]
    return len(held) == len(telling) or (len(held) * 2 >= len(telling) and not asked.known)
