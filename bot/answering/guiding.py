"""Which guide answers, which case of it, and how much of it is asked for."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.answering.scene import Scene
from bot.answering.understood import Query
from bot.catalogue.choosing import NAMED
from bot.catalogue.guides import GuidesHeard
from bot.understanding.aspects import FIGURES, Aspect
from data.catalogue.guides import Guide, Variant

ANOTHER_GUIDE: Final = 0.5
"""Likeness from which a question in a talk on one guide is for another of the same subject."""

BESIDE_ENTRIES: Final = 0.5
"""The same in a subject that has services too, where a question may be for either."""


TELLS_BESIDE: Final = 0.3
"""The same where the guide tells what is asked and the entry does not."""

PART_ALONE: Final = 16
"""Characters of a first question that may ask for a part of the guide alone (劳动仲裁要带什么材料); to a story that
ends with 该找谁 the whole first card answers."""


class Part(Enum):
    """How much of a guide is asked for."""

    FIRST = "first"
    MORE = "more"
    PAPERS = "papers"
    WHERE = "where"
    TIME = "time"
    COST = "cost"
    AGAIN = "again"


_PARTS: Final = {
    Aspect.PAPERS: Part.PAPERS,
    Aspect.WHERE: Part.WHERE,
    Aspect.CONTACT: Part.WHERE,
    Aspect.COST: Part.COST,
    Aspect.DURATION: Part.TIME,
    Aspect.DATE: Part.TIME,
    Aspect.MORE: Part.MORE,
    Aspect.HOW: Part.MORE,
}
"""The part that answers what is asked about."""

_WHAT = r"(?:啥|什么|哪些|哪几样|甚)(?!时|样)"
_ASKED: Final = {
    Part.PAPERS: re.compile(
        rf"(?:带|备|准备|拿|交|递|填|要|需要)(?:上|些|点|个)?{_WHAT}|{_WHAT}(?:材料|证件|手续|资料|东西|证据)|材料"
    ),
    Part.WHERE: re.compile(
        r"[去到上]哪|在哪|哪儿|哪里|[找问]哪|打(?:哪个|什么|啥)|归谁管|谁管|(?:电话|热线|地址)(?:是|多少|在)"
    ),
    Part.COST: re.compile(
        r"要不要钱|收不收|花不花|花钱|收费(?:吗|么|不|没|多少)|免费(?:吗|么|不|的吗)"
        r"|(?:要|收|掏|交)(?:多少)?[钱费](?:吗|么|呢|$|[不没](?![给成到还]))"
    ),
}
"""How a part is asked for in a first question; in a story its words only name a thing (不给开证明, 微信转的账)."""


@dataclass(frozen=True, slots=True)
class GuideChoice:
    """The guide that answers, the case of it that is spoken of, and the part asked for; `stay`: it was shown before."""

    guide: Guide
    variant: Variant | None = None
    part: Part = Part.FIRST
    stay: bool = False


def guide_for(query: Query, scene: Scene) -> GuideChoice | None:
    """The guide that answers a question of a subject that has guides; None where a service answers instead."""
    intent = query.classification.intent
    heard = query.interpretation.guides(intent)
    if heard is None:
        return None
    current = _current(query, scene)
    part = next((_PARTS[one] for one in query.meaning.aspects if one in _PARTS), Part.FIRST)
    if current is not None and query.case is not None:
        return GuideChoice(current, query.case, Part.FIRST, stay=True)
    if current is not None and (heard.best.id == current.id or heard.score < ANOTHER_GUIDE):
        return GuideChoice(current, None, part if part is not Part.FIRST else _next(query), stay=True)
    if intent in scene.snapshot.indexes and not _beside_entries(heard, query):
        return None
    short = len(query.text.replace(" ", "")) <= PART_ALONE
    asked_for = short and heard.variant is None and part in _ASKED and _ASKED[part].search(query.text) is not None
    return GuideChoice(heard.best, heard.variant, part if asked_for else Part.FIRST)


def guide_telling(query: Query) -> GuideChoice | None:
    """The likeliest guide of the subject, where it tells what is asked and an entry does not; None where none does."""
    heard, aspect = query.interpretation.guides(query.classification.intent), query.question.aspect
    part = _PARTS.get(aspect) if aspect is not None else None
    if heard is None or part is None or _named(query):
        return None
    best = heard.best
    told = {Part.COST: best.cost, Part.PAPERS: best.papers, Part.WHERE: best.where}.get(part)
    return GuideChoice(best, None, part) if told is not None and heard.score >= TELLS_BESIDE else None


def best_guide(query: Query, intent: str) -> Guide | None:
    """The likeliest guide of a subject; None when it has none."""
    heard = query.interpretation.guides(intent)
    return heard.best if heard is not None else None


def _current(query: Query, scene: Scene) -> Guide | None:
    """The guide that was shown last, where the talk is still about its subject and the answer was not wrong."""
    shown, index = query.state.shown[:1], scene.snapshot.guides[query.classification.intent]
    if not query.same_subject or query.wrong is not None or not shown or shown[0] not in index:
        return None
    return next(guide for guide in index.guides if guide.id == shown[0])


def _next(query: Query) -> Part:
    """What comes next where nothing is asked that the guide tells apart: the same card does not come twice."""
    return Part.MORE if query.state.guide_told < 2 else Part.AGAIN


def _beside_entries(heard: GuidesHeard, query: Query) -> bool:
    asked = query.question.aspects
    if heard.score < BESIDE_ENTRIES or _named(query):
        return False
    # How many there are, no case of a guide tells (有多少农民工入了会).
    return Aspect.COUNT not in asked and (FIGURES.isdisjoint(asked) or heard.variant is not None)


def _named(query: Query) -> bool:
    """Whether the question calls a service by its name: then no guide answers for it."""
    return any(hit.length >= min(NAMED) for hit in query.question.names)
