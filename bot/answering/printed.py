"""What an entry says on an aspect: by a field, by its own summary, by its figures; else that the page has nothing."""

import re
from collections.abc import Mapping
from typing import Final

from bot.answering import words
from bot.dates import show
from bot.understanding.aspects import FIGURES, Aspect
from data.catalogue.entries import Fact, ServiceEntry

_STOPS = "。！？!?"
_YEAR_ALONE = len("2025")

MOST_LISTED: Final = 4
"""Figures listed where none is what was asked for; four keep a card below 300 characters."""

_LISTED: Final = FIGURES - {Aspect.WHERE, Aspect.COST}
"""Aspects of which it helps to read what other figures there are."""

_TELLS: Final[Mapping[Aspect, re.Pattern[str]]] = {
    Aspect.COST: re.compile("免费|不收钱|不用掏钱|白送|不花钱|出钱|补贴"),
    Aspect.MONEY: re.compile("免费|不收钱|不用掏钱|白送|补贴|补助"),
    Aspect.DATE: re.compile(r"\d年|\d月|每[年月周]|每季度|定期|长年|春节|入冬"),
    Aspect.DURATION: re.compile(r"当天|马上|不过夜|小时|[一二三四五六七八九十\d]+[天年]"),
    Aspect.HOURS: re.compile("全天|24小时|随时|白天|什么时候来"),
    Aspect.COUNT: re.compile(r"[\d一二三四五六七八九十两]+[个家件项类处条张级块]|一批"),
    Aspect.WHERE: re.compile("设在|放在|送到家|上门|彩票店|广场|十字|社区|网上|手机"),
    Aspect.HOW: re.compile("扫码|留言|网上|上门|求助|推荐"),
}
"""Words by which a summary tells of an aspect itself."""


def fact_words(fact: Fact) -> str:
    """A fact with its date."""
    said = words.FACT.format(name=fact.name, value=fact.value, unit=fact.unit or "")
    dated = fact.as_of is not None and fact.as_of[:4] not in fact.value
    return said + (words.OF_DATE.format(date=show(fact.as_of)) if dated and fact.as_of is not None else "")


def dates_words(entry: ServiceEntry) -> str | None:
    """From when to when the entry holds; None when its source does not say."""
    match entry.valid_from, entry.valid_until:
        case str(start), str(end):
            return show(start) if start == end else words.BETWEEN.format(start=show(start), end=show(end))
        case str(start), None:
            return words.SINCE.format(start=show(start))
        case None, str(end):
            return words.UNTIL.format(end=show(end)) if len(end) > _YEAR_ALONE else show(end)
    return None


def unwritten(entry: ServiceEntry, aspect: Aspect | None) -> bool:
    """Whether neither a field nor the summary tells of the aspect, though people ask for it."""
    return aspect in words.NOT_WRITTEN and _field(entry, aspect)[0] is None and not _tells(entry.summary, aspect)


def who_can_tell(entry: ServiceEntry, times: int) -> str:
    """Whom to ask for what the page does not give, asked for `times` times before; never the same sentence thrice."""
    if times % 2 == 0:
        return words.NOT_KNOWN_AGAIN
    who = entry.provider or words.TOLD_BY_ANY_UNION
    return words.TOLD_BY["工会" in who].format(who=who)


def all_printed(entry: ServiceEntry) -> str:
    """The figures of the entry, for whoever asks what it does not tell; where it has none, who can tell."""
    if not entry.facts:
        return who_can_tell(entry, 1)
    facts = "；".join(fact_words(fact) for fact in entry.facts[:MOST_LISTED])
    return words.PRINTED.format(title=entry.title, facts=facts)


def said_on(entry: ServiceEntry, aspect: Aspect | None) -> tuple[str, frozenset[str]]:
    """The sentence of the entry that answers the aspect, and the parts of the entry that it tells.

    That the page does not give it is said only where neither a field nor the summary nor a figure comes near.
    """
    field, told = _field(entry, aspect)
    if field is not None:
        return words.NAMED.format(title=entry.title, said=ended(field)), frozenset({"title", told})
    if aspect not in words.NOT_WRITTEN or not unwritten(entry, aspect):
        return words.NAMED.format(title=entry.title, said=ended(entry.summary)), frozenset({"title", "summary"})
    if aspect in _LISTED and entry.facts:
        return all_printed(entry), frozenset({"title"})
    asked = frozenset({"how"}) if aspect in words.ASKED_THERE else frozenset()
    return words.NOT_WRITTEN[aspect], asked


def _tells(summary: str, aspect: Aspect) -> bool:
    tells = _TELLS.get(aspect)
    return tells is not None and tells.search(summary) is not None


def _field(entry: ServiceEntry, aspect: Aspect | None) -> tuple[str | None, str]:
    match aspect:
        case Aspect.HOW:
            return entry.how, "how"
        case Aspect.CONTACT:
            return entry.contact, "contact"
        case Aspect.WHERE:
            return entry.contact or entry.how, "how"
        case Aspect.ELIGIBLE:
            return (words.MEANT_FOR.format(audience=entry.audience) if entry.audience else None), "audience"
        case Aspect.PROVIDER:
            return entry.provider, "provider"
        case Aspect.DATE:
            return dates_words(entry), "dates"
        case Aspect.REGION:
            return entry.region, "region"
        case _:
            return None, ""


def ended(text: str) -> str:
    """The text with a full stop."""
    return text if text.endswith(tuple(_STOPS)) else text + "。"


def opened(text: str) -> str:
    """The text without one."""
    return text.rstrip(_STOPS)
