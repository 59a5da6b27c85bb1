"""Reads opening hours as staff write them: 周一至周五 8:30-12:00,14:00-18:00;周末休息;冬季(11-3月)9:00-17:00."""

import re
from calendar import monthrange
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.stations.hours import DAY, EVERY_DAY, Hours, Rule, Season, Span


class Fault(StrEnum):
    """What is wrong with a part of the text."""

    UNREADABLE = "unreadable"
    NO_MONTHS = "no_months"
    NO_TIMES = "no_times"
    WRONG_TIME = "wrong_time"
    OVERLAP = "overlap"
    TWICE = "twice"


class WrongHours(ValueError):
    """The text cannot be read; `part` is the piece that it is about."""

    def __init__(self, fault: Fault, part: str) -> None:
        super().__init__(f"{fault}: {part}")
        self.fault = fault
        self.part = part


_WEEKDAYS: Final = {
    name: number for number, names in enumerate("一1 二2 三3 四4 五5 六6 日天7".split()) for name in names
}
_WEEKEND: Final = frozenset({5, 6})
_TO: Final = r"(?:-|－|–|—|~|～|至|到)+"
_NAME: Final = r"(?:周|星期|礼拜)"
_WIDE: Final = str.maketrans("０１２３４５６７８９：；，（）．", "0123456789:;,().", " \t\u3000")

_SEASON = re.compile(
    rf"(?:冬季|夏季|冬天|夏天|冬令|夏令|春季|秋季|供暖季|供暖期)?\(?"
    rf"(?:每年)?(\d{{1,2}})(?:月(?:(\d{{1,2}})[日号])?)?{_TO}(?:次年|来年)?(\d{{1,2}})月(?:(\d{{1,2}})[日号])?\)?[:,]?"
)
_BARE_SEASON = re.compile(r"(?:冬|夏|春|秋)(?:季|天|令)|供暖[季期]")
_DAYS = re.compile(
    rf"(?P<range>{_NAME}([一二三四五六日天1-7]){_TO}{_NAME}?([一二三四五六日天]|[1-7](?![\d:.点])))"
    rf"|(?P<list>{_NAME}[一二三四五六日天](?:[、,及和]?{_NAME}?[一二三四五六日天](?!点))*)"
    r"|(?P<weekend>双休日?|周末|周六周?日|公休日?)|(?P<work>工作日|上班日)"
    r"|(?P<holiday>(?:法定)?节?假日|节日)|(?P<every>每天|每日|天天|全年|全周|一周七天)"
)
_JOINED = re.compile(r"[、,及和与:]?")
_CLOCK = r"(上午|早上?|中午|下午|晚上?|夜里|凌晨|次日|第二天)*(\d{1,2})(?:[:.](\d{2})|[点时](?:(\d{1,2})分?|(半))?)"
_TIMES = re.compile(rf"{_CLOCK}?{_TO}{_CLOCK}(?P<break>\(?午休(?!:?\d)\)?)?")
_BREAK_BEFORE = re.compile(r"\(?(?:其中)?(?:午休|中午休息)(?:时间)?:?")
_ALWAYS = re.compile(r"24小?时|二十四小时|全天(?:候)?|昼夜")
_SHUT = re.compile(r"休息|不开(?:放|门)?|关(?:闭|门)|闭馆|停业")
_FILLER = re.compile(r"(?:开放|营业|服务|开门)(?:时间)?[:]?|不打烊|照常|时间[:]?|[(),、。:]")
_AFTER_NOON = ("下午", "晚", "夜里")


@lru_cache(maxsize=4096)
def read_hours(text: str) -> Hours:
    """The opening hours of a text.

    Raises:
        WrongHours: a part of it cannot be read, or two parts are about the same days.
    """
    rules = tuple(rule for part in re.split(r"[;。\n]", text.translate(_WIDE)) if part for rule in _rules(part))
    if not rules:
        raise WrongHours(Fault.UNREADABLE, text)
    _check_once(rules, text)
    return Hours(rules)


def _rules(part: str) -> Iterator[Rule]:
    """The rules of one part; several stand in it where days follow on times without a semicolon."""
    rest = part
    while rest:
        before = rest
        season, rest = _season(rest, part)
        rest = _past_filler(rest)
        days, rest = _days(rest)
        rest = _past_filler(rest)
        spans, rest = _spans(rest, part)
        if spans is None:
            if rest != before and not rest and days is not None and "照常" in part:
                return  # 节假日照常: what the other parts say holds
            raise WrongHours(Fault.NO_TIMES if not rest else Fault.UNREADABLE, part)
        weekdays, work, holiday = days if days is not None else (None, False, False)
        yield Rule(spans, weekdays, work, holiday, season)
        rest = _past_filler(rest)


def _past_filler(text: str) -> str:
    while (match := _FILLER.match(text)) is not None:
        text = text[match.end() :]
    return text


def _season(text: str, part: str) -> tuple[Season | None, str]:
    match = _SEASON.match(text)
    if match is None:
        if _BARE_SEASON.match(text):
            raise WrongHours(Fault.NO_MONTHS, part)
        return None, text
    first_month, first_day, last_month, last_day = (int(group) if group else None for group in match.groups())
    if first_month is None or last_month is None or not (1 <= first_month <= 12 and 1 <= last_month <= 12):
        raise WrongHours(Fault.NO_MONTHS, part)
    ends = (monthrange(2024, first_month)[1], monthrange(2024, last_month)[1])
    first, last = (first_month, first_day or 1), (last_month, last_day or ends[1])
    if not (1 <= first[1] <= ends[0] and 1 <= last[1] <= ends[1]):
        raise WrongHours(Fault.NO_MONTHS, part)
    return Season(first, last), text[match.end() :]


_Days = tuple[frozenset[int] | None, bool, bool]


def _days(text: str) -> tuple[_Days | None, str]:
    """Weekdays, workdays, holidays that the text begins with; None when it names no days (or all of them)."""
    weekdays: set[int] = set()
    work = holiday = named = False
    while (match := _DAYS.match(text)) is not None:
        named = True
        if match["range"]:
            first, last = _WEEKDAYS[match[2]], _WEEKDAYS[match[3]]
            weekdays.update((first + n) % 7 for n in range((last - first) % 7 + 1))
        elif match["list"]:
            weekdays.update(_WEEKDAYS[name] for name in re.sub(_NAME, "", match["list"]) if name in _WEEKDAYS)
        elif match["weekend"]:
            weekdays |= _WEEKEND
        elif match["every"]:
            weekdays |= EVERY_DAY
        work, holiday = work or bool(match["work"]), holiday or bool(match["holiday"])
        text = text[match.end() :]
        joined = _JOINED.match(text)
        if joined is not None and _DAYS.match(text, joined.end()):
            text = text[joined.end() :]
    if not named or (weekdays == EVERY_DAY and not holiday):
        return None, text
    return (frozenset(weekdays) or None, work, holiday), text


def _spans(text: str, part: str) -> tuple[tuple[Span, ...] | None, str]:
    """The times that the text begins with, empty for shut; None when there are none."""
    if (match := _ALWAYS.match(text)) is not None:
        return (Span(0, DAY),), text[match.end() :]
    spans: list[Span] = []
    breaks: list[Span] = []
    while True:
        before = _BREAK_BEFORE.match(text)
        match = _TIMES.match(text, before.end() if before is not None else 0)
        if match is None:
            break
        (breaks if before is not None or match["break"] else spans).append(_span(match, part))
        text = text[match.end() :].lstrip(",、及和与()")
    if not spans:
        if not breaks and (match := _SHUT.match(text)) is not None:
            return (), text[match.end() :]
        return None, text
    spans.sort(key=lambda span: span.start)
    for one, following in zip(spans, [*spans[1:], Span(spans[0].start + DAY, 0)], strict=True):
        if one.end > following.start:
            raise WrongHours(Fault.OVERLAP, part)
    return tuple(_without(spans, breaks, part)), text


def _span(match: re.Match[str], part: str) -> Span:
    start = _minute(match[1] or "", match[2], match[3] or match[4], match[5], part)
    end = _minute(match[6] or "", match[7], match[8] or match[9], match[10], part)
    after_noon = (match[1] or "").startswith(_AFTER_NOON)
    if not match[6] and after_noon and end < DAY // 2 and end + DAY // 2 > start:
        end += DAY // 2  # 下午2:30-6:00
    if start >= DAY:
        raise WrongHours(Fault.WRONG_TIME, part)
    return Span(start, end if end > start else end + DAY)


def _minute(prefix: str, hour: str, minute: str | None, half: str | None, part: str) -> int:
    hours, minutes = int(hour), 30 if half else int(minute or 0)
    if prefix.startswith(_AFTER_NOON) and hours < 12:
        hours += 12
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise WrongHours(Fault.WRONG_TIME, part)
    return hours * 60 + minutes


def _without(spans: list[Span], breaks: list[Span], part: str) -> Iterator[Span]:
    """The spans without the breaks, each of which lies inside one."""
    left = list(spans)
    for pause in breaks:
        holder = next((span for span in left if span.start < pause.start and pause.end < span.end), None)
        if holder is None:
            raise WrongHours(Fault.OVERLAP, part)
        at = left.index(holder)
        left[at : at + 1] = [Span(holder.start, pause.start), Span(pause.end, holder.end)]
    yield from left


def _check_once(rules: tuple[Rule, ...], text: str) -> None:
    """Of two rules for the same days of the same season nobody could tell which one holds."""
    for number, one in enumerate(rules):
        for other in rules[:number]:
            both_bare = not one.names_days and not other.names_days
            shared = (one.weekdays or frozenset()) & (other.weekdays or frozenset())
            same_days = both_bare or shared or (one.workdays and other.workdays) or (one.holidays and other.holidays)
            if same_days and _meet(one.season, other.season):
                raise WrongHours(Fault.TWICE, text)


def _meet(one: Season | None, other: Season | None) -> bool:
    """Whether two rules share a season; one of the whole year and one of a season do not stand in each other's way."""
    if one is None or other is None:
        return one is other
    return one == other
