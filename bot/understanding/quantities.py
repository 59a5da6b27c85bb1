"""Numbers as people say them and as pages print them: 八成五, 三个来亿, 四十来家, 2.55万, 85%以上."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Measure(StrEnum):
    """What a number measures."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: `value` is plain (a share in percent, money in yuan), `loose` where it is said to be about so much.

    `low` and `high` bound what it may mean: 两个多亿 is 2 to 3 hundred million, 一百五六十 150 to 169.
    """

    value: float
    measure: Measure
    unit: str
    loose: bool
    low: float
    high: float


_DIGITS: Final = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SCALES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_NUMBER = rf"(?:\d[\d,，]*(?:\.\d+)?|{_CHINESE})"
_QUANTITY = re.compile(
    rf"百分之(?P<per>{_NUMBER})"
    rf"|(?P<percent>{_NUMBER})(?P<some0>多|来)?(?:%|％|个百分点)"
    r"|(?P<tenths>[一二两三四五六七八九\d])成(?P<half>[一二三四五六七八九半])?(?P<new>新)?"
    rf"|(?P<about>近|约|大约|超过|不到|将近|差不多|好几|上)?(?P<number>{_NUMBER})(?P<some>个?[来多余几])?"
    r"(?P<scale>[十百千]?[万亿]|[百千])?(?P<more>[来多余])?"
    r"(?P<unit>元|块钱?|人次|场次|公里|[人名位家户件场次座所处项本份条部例套台张种批趟辆支间起宗册个届级岁天年月日号点]?)"
)
_NOT_COUNTED: Final = frozenset("年月日号点届级")
"""What makes a number a date, a time or an ordinal."""

_NO_NUMBER: Final = frozenset("第几数")
"""What before a number makes it an ordinal or a question (几百家)."""

_NO_FIGURES: Final = frozenset("一二两十")
"""What alone, without anything counted, is no figure: 一下, 两边, 十分."""

NEAR: Final = 0.0001
ABOUT: Final = 0.15
"""How far, as a share, a number may lie from another one that it names exactly, and loosely."""

_MORE: Final = frozenset("多余几")
_PAIR: Final = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])(?=[十百千万个名人家件户场次份条岁天]|$)")
"""Two digits that name a range: 五六十, 七八个."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text as it was written, in order; dates, times and ordinals are none."""
    found = (_quantity(match) for match in _QUANTITY.finditer(text) if not _asked(text, match.start()))
    return tuple(quantity for quantity in found if quantity is not None)


_CONFIRMING: Final = re.compile(
    r"(?:[吗么吧嘛]|[了过]没有?|有[^，,。]{1,10}没有?|对不对?|是不)[？?。！!… ]*$"
    r"|是不是|还是|不就是|对不对|对吧|[吗吧么][,，]|怎么又|咋又|又说|对不上"
)


def confirming(text: str) -> bool:
    """Whether a text as it was written asks to confirm what it says."""
    return _CONFIRMING.search(text) is not None


def _asked(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in _NO_NUMBER


def same(said: Quantity, printed: Quantity) -> bool:
    """Whether one is a way of saying the other."""
    if (said.measure is Measure.SHARE) != (printed.measure is Measure.SHARE):
        return False
    near = NEAR * max(said.value, printed.value)
    return said.low - near <= printed.value <= said.high + near


def _quantity(match: re.Match[str]) -> Quantity | None:
    if share := match["per"] or match["percent"]:
        return _between(_value(share), Measure.SHARE, "%", match["some0"] or "", 10.0)
    if match["tenths"]:
        half = match["half"]
        value = 10 * _value(match["tenths"]) + (5 if half == "半" else _value(half) if half else 0)
        return _between(value, Measure.SHARE, "%", "", 0.0)
    unit, number = match["unit"] or "", match["number"]
    loosely = "".join(match[part] or "" for part in ("about", "some", "more"))
    bare = not unit and not match["scale"] and number in _NO_FIGURES
    headless = number[0] in "百千万亿" and not (number[1:2] == "十" and loosely)
    if unit in _NOT_COUNTED or bare or headless:
        return None
    scale = math.prod(_SCALES[scale] for scale in match["scale"] or "")
    measure = Measure.MONEY if unit[:1] in ("元", "块") else Measure.COUNT
    if pair := _PAIR.search(number):
        low = scale * _value(number[: pair.start()] + pair[1] + number[pair.end() :])
        value = scale * _value(number[: pair.start()] + pair[2] + number[pair.end() :])
        return Quantity(value, measure, unit, True, low, value + (value - low) * 0.9 if value > 10 else value)
    return _between(scale * _value(number), measure, unit, loosely, scale * _step(number))


def _between(value: float, measure: Measure, unit: str, loosely: str, step: float) -> Quantity:
    """A number that may mean more by less than `step` where it is said with 多, and about so much with 来 or 近."""
    if not loosely:
        return Quantity(value, measure, unit, False, value, value)
    if _MORE.intersection(loosely):
        return Quantity(value, measure, unit, True, value, value + step)
    around = max(ABOUT * value, step / 2)
    return Quantity(value, measure, unit, True, value - around, value + around)


def _step(number: str) -> float:
    """What the last digit of a number counts: 100 of 四千六百, 10 of 30, a tenth of 2.5."""
    if number[0].isascii():
        whole, point, decimals = number.replace(",", "").replace("，", "").partition(".")
        return 10.0 ** -len(decimals) if point else 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return next((float(_SCALES[numeral]) for numeral in reversed(number) if numeral in _SCALES), 1.0)


def _value(number: str) -> float:
    """The value of digits (1,350; 2.55万) or of Chinese numerals (三百六; 两万五千; 一四七)."""
    if number[0].isascii():
        return float(number.replace(",", "").replace("，", ""))
    whole, _, decimals = number.partition("点")
    value = float(_whole(whole))
    if decimals:
        value += float("0." + "".join(str(_DIGITS[digit]) for digit in decimals))
    return value


def _whole(numerals: str) -> int:
    for scale in "亿万":
        large, found, small = numerals.rpartition(scale)
        if found:
            rest = _SCALES[scale] // 10 * _DIGITS[small] if small in _DIGITS else _whole(small)
            return (_whole(large) or 1) * _SCALES[scale] + rest
    if not any(scale in numerals for scale in "十百千"):
        return int("".join(str(_DIGITS[digit]) for digit in numerals) or 0)
    total, digit, last = 0, 0, 1
    for numeral in numerals:
        if numeral in _SCALES:
            last = _SCALES[numeral]
            total += (digit or 1) * last
            digit = 0
        else:
            digit = _DIGITS[numeral]
            last = 10 if numeral in "零〇" else last
    return total + digit * (last // 10 if last > 10 and "零" not in numerals else 1)
