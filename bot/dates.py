"""Dates of the trade: partial dates as sources give them, the years a question names, and whether a service is on."""

import re
from datetime import date

from bot.reply import Status
from bot.words import DATE_UNITS
from data.catalogue.partial_dates import WrongDate, first_day, last_day

__all__ = [
    "WrongDate",
    "first_day",
    "is_partial_date",
    "last_day",
    "later",
    "show",
    "status",
    "years_between",
    "years_named",
]

# Union programmes are funded and announced year by year. One round may pass without a word in the paper; a page older
# than two rounds does not prove that the thing still runs.
_YEARS_A_PAGE_PROVES = 2

_TO_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# What each word adds to this year. Look-arounds shut out other words: 如今年轻人, 目前年底, 说明年限, 马上一年了.
_WORDS = {
    r"(?<!如)今年|(?<![基成资日版])本年|今[冬夏](?!天)|这个[冬夏]天": 0,
    r"(?<![过失])去年|去冬(?!天)|(?<![马晚早网线路])上1年(?!级)|上年度|头年|上个[冬夏]天": -1,
    r"(?<![当目之以提先眼生年面从大])前年": -2,
    r"大前年": -3,
    r"(?<![说证声表写注透文])明年(?![龄限份纪])": 1,
    r"(?<![今往以之然最随先落年大])后年": 2,
}
_OFFSETS = tuple(_WORDS.values())
_NUMBER = r"(?<![\d.])(?:(?:19|20)\d\d|\d\d)(?!\d)"
# Read with Chinese digits turned into Arabic ones, character by character.
_YEAR = re.compile(
    rf"(?P<first>{_NUMBER})年?度?[到至~～—-]+(?P<last>{_NUMBER})(?:(?=年)|(?<=\d{{4}}))"  # 2015年到2017年, 15-17年
    r"|(?<![\d.])(?P<marked>(?:19|20)\d\d|\d\d)年"
    r"|(?<![\d.\-/])(?P<bare>20\d\d)(?=[-./]\d|[的冬夏春秋和跟、，。？?！!\s]|$)"  # 2025-02, 2017的; not 2017元
    + "".join(rf"|(?P<word{number}>{word})" for number, word in enumerate(_WORDS))
)
# 干了17年, 近10年, 20年多: a length of time, not a year.
_LENGTH_BEFORE = re.compile(
    r"(?:[了近满干跑过超约第这有整等缴交签每十百千万几两数]|工龄|工作|大概|差不多|连续|最近|未来|已经|至少|最多)$"
)
_LENGTH_AFTER = re.compile(r"年?[多半了以来内前后里间工老龄左经驾党]")
_MARKS = ("年", "冬", "夏", "19", "20")
"""One of them is part of whatever names a year."""
_BARE_YEARS_FROM = 2010  # bare numbers below are sums of money (2000) before they are years that a page tells of
_WINTER = re.compile(r"的?(?:入冬|冬)")
_LAST_MONTH_OF_WINTER = 2


def is_partial_date(text: str) -> bool:
    """Tell whether the text is a date of the form `YYYY[-MM[-DD]]` that the calendar has."""
    try:
        first_day(text)
    except WrongDate:
        return False
    return True


def later(a: str, b: str) -> str:
    """Return the later of two partial dates; where one is only more exact than the other, the more exact one.

    Raises:
        WrongDate: one is no partial date; so do all functions here that take one.

    """
    return max(a, b, key=lambda text: (first_day(text), len(text)))


def show(text: str) -> str:
    """Return the partial date as people read it: 2025年, 2025年2月, 2025年2月4日."""
    first_day(text)
    return "".join(f"{int(part)}{unit}" for part, unit in zip(text.split("-"), DATE_UNITS, strict=False))


def years_between(start: str, end: str) -> tuple[int, ...]:
    """Return every calendar year from the partial date `start` to `end`, both included; none when `end` is before."""
    return tuple(range(first_day(start).year, last_day(end).year + 1))


def years_named(question: str, today: date) -> tuple[int, ...]:
    """Return the years that a question names, in its order, each once; a winter counts as the year in which it began.

    Understood are 2017年, 17年, 二零一八年, 2015到2017年 (all three) and words such as 今年, 去年, 大前年.
    Lengths of time (干了17年, 这两年) name no year. In January and February 今年冬天 is the winter that is on.
    """
    digits = question.translate(_TO_DIGITS)
    if not any(mark in digits for mark in _MARKS):
        return ()
    years: list[int] = []
    for match in _YEAR.finditer(digits):
        if match["first"]:
            first = _year(question, digits, match.span("first"), today)
            last = _year(question, digits, match.span("last"), today)
            if first is not None and last is not None:
                years += range(first, last + 1)
        elif match["marked"]:
            year = _year(question, digits, match.span("marked"), today)
            if year is not None:
                years.append(year)
        elif match["bare"]:
            if _BARE_YEARS_FROM <= int(match["bare"]) <= today.year + 1:
                years.append(int(match["bare"]))
        else:
            offset = next(offset for number, offset in enumerate(_OFFSETS) if match[f"word{number}"])
            winter = "冬" in match[0] or _WINTER.match(digits, match.end()) is not None
            years.append(today.year + offset - (winter and offset <= 0 and today.month <= _LAST_MONTH_OF_WINTER))
    return tuple(dict.fromkeys(years))


def _year(question: str, digits: str, span: tuple[int, int], today: date) -> int | None:
    """Return the year that two or four digits mean, None when they are a length of time."""
    start, end = span
    number = int(digits[start:end])
    if end - start == 4:
        return number
    written = question[start:end]
    # 八九年 may be eight or nine years
    neighbours = not written.isascii() and int(digits[start]) + 1 == int(digits[start + 1])
    if neighbours or _LENGTH_BEFORE.search(question, 0, start) or _LENGTH_AFTER.match(question, end):
        return None
    century = today.year - today.year % 100
    if number <= today.year % 100 + 1:
        return century + number
    return century - 100 + number if number >= 80 else None


def status(valid_from: str | None, valid_until: str | None, as_of: str | None, today: date) -> Status:
    """Return whether a service is on today, from the partial dates of its entry; `as_of` is the date its facts are of.

    Finished after the last day of `valid_until`, planned before the first day of `valid_from`, otherwise running while
    an end is still ahead or the facts are at most 24 months old (counted from the last day that `as_of` allows).
    """
    if valid_until is not None and today > last_day(valid_until):
        return Status.FINISHED
    if valid_from is not None and today < first_day(valid_from):
        return Status.PLANNED
    if valid_until is not None or (as_of is not None and _is_fresh(last_day(as_of), today)):
        return Status.RUNNING
    return Status.UNKNOWN


def _is_fresh(as_of: date, today: date) -> bool:
    return (as_of.year + _YEARS_A_PAGE_PROVES, as_of.month, as_of.day) >= (today.year, today.month, today.day)
