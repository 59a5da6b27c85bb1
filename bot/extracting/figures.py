"""The figures, hours and days that a text prints, each with what it counts and where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed value: `value` as printed, `unit` what is counted (None for a time or a share); offsets in the text."""

    name: str
    value: str
    unit: str | None
    start: int
    end: int


_UNITS: Final = (
    "人次|场次|批次|标箱|万元|亿元|元|人|名|位|个|家|户|场|次|座|所|处|间|支|件|起|宗|例|项|条|份|本|册|部|篇|期|趟|批|对|"
    "台|辆|套|张|枚|节|门|岁|天|公里|平方米|课时|学时|小时|分钟|种|类|届"
)
_COUNT: Final = re.compile(
    rf"(?P<value>(?:近|超过|超|逾|约)?\d[\d,]*(?:\.\d+)?(?:余|多)?[万亿]{{0,2}}(?:余|多)?)(?P<unit>{_UNITS})(?P<more>以上)?"
)
_PEOPLE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?[余多]?[万亿](?=职工|农民工|劳动者|会员|骑手|司机|群众|户|工人)")
"""A number that people follow without a measure: 3.16万职工."""

_YEARS: Final = re.compile(r"(?:(?<=连续)|(?<=历时))\d{1,2}年|\d{1,2}年(?=间|来|累计)")
_SHARE: Final = re.compile(r"\d+(?:\.\d+)?[%％](?:以上|左右)?")
_TIME: Final = re.compile(
    r"(?:每?周[一二三四五六日]至周?[一二三四五六日])?\d{1,2}[:：]\d{2}[至到—–~-]+\d{1,2}[:：]\d{2}"
    r"|每(?:周|个?月|季度?|年)[一二三四五六日天\d]+(?:日|号)?(?:、周?[一二三四五六日天])*(?:[早晚上下中]{1,2}[上午晚]?)?"
)
_TIME_IS: Final = re.compile(r"\d{1,2}[:：]\d{2}")
_LENGTH: Final = {"小时", "分钟", "天"}
_ORDINAL: Final = re.compile(r"第$|[年月]$")
_TRIM: Final = re.compile(
    r"^(?:已|已经|共|还|就|又|全年|全市|全区|全省|累计|目前|今年|去年|总数|达到?|为|有|的|是|其中|和|与|及|约|只收?|在|了|每年)+"
    r"|(?:已|已经|共|达到?|为|有|的|了|至|到|约|累计|其中|只|每人|总数)+$"
)
_CUT: Final = re.compile(r".*[，,、；;：:。！？“”‘’（）()]")
_LONGEST_NAME: Final = 14


def figures(text: str, start: int, end: int) -> Iterator[Figure]:
    """The figures between two places of a text, in order; years, days of the calendar and ordinals are none."""
    found: list[Figure] = []
    for one in _TIME.finditer(text, start, end):
        name = "hours" if _TIME_IS.search(one[0]) else "day"
        found.append(Figure(name, one[0], None, one.start(), one.end()))
    found += [
        Figure(_name(text, start, end, one.start(), one.end()), one[0], None, one.start(), one.end())
        for pattern in (_SHARE, _YEARS, _PEOPLE)
        for one in pattern.finditer(text, start, end)
    ]
    for one in _COUNT.finditer(text, start, end):
        if any(other.start < one.end() and one.start() < other.end for other in found) or _not_counted(text, one):
            continue
        name = _name(text, start, end, one.start(), one.end())
        unit, value = one["unit"], one["value"]
        last = one.end("value")
        if unit in ("万元", "亿元"):
            value, unit, last = value + unit[0], unit[1], last + 1
        if unit in _LENGTH:
            value, unit, last = value + unit, "", one.end("unit")
        found.append(Figure(name, value, unit or None, one.start(), last))
    yield from sorted(found, key=lambda figure: figure.start)


def _not_counted(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 2) : found.start()]
    return bool(_ORDINAL.search(before)) or (found["unit"] == "个" and text[found.end() : found.end() + 1] == "月")


def _name(text: str, start: int, end: int, first: int, last: int) -> str:
    """What a figure counts: the words before it, or those after it where it stands first."""
    before = _CUT.sub("", text[start:first])
    after = re.split(r"[，,、；;：:。！？“”‘’（）()的\d]", text[last:end])[0]
    counted = _trimmed(after)
    verb = _trimmed(before)
    if len(counted) >= 2:
        return (verb[-4:] + counted)[:_LONGEST_NAME] if 2 <= len(verb) <= 4 else counted[:_LONGEST_NAME]
    return verb[-_LONGEST_NAME:] if verb else ""


def _trimmed(words: str) -> str:
    before = None
    while before != words:
        before, words = words, _TRIM.sub("", words)
    return words
