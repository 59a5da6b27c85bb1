"""A number that somebody wants confirmed, held against the one that is printed: 是, 不是, 报道里是."""

import re
from dataclasses import replace
from typing import Final

from bot.answering import words
from bot.catalogue.choosing import Question
from bot.catalogue.fact_traits import traits_of
from bot.catalogue.figures import TELLING_NUMBER
from bot.dates import first_day
from bot.understanding.aspects import FIGURES, Aspect
from bot.understanding.quantities import Measure, Quantity, confirming, quantities, same
from data.catalogue.entries import Fact

LONGEST: Final = 24
"""Characters of a question that only wants a number confirmed; a longer one tells of the asker's own matter."""

FAR: Final = 5
"""How many times as much a number without a thing counted may be before it is taken for one of something else."""

_COUNTED: Final = frozenset({Aspect.COUNT, Aspect.MONEY, Aspect.SHARE})
"""Aspects of a question that has one number and asks for another; 254家工作室是哪儿的 asks about the number itself."""

_EXACTLY: Final = re.compile("准数|具体(?:是|数|呢|多少|几)|确切|精确|来着|究竟|是多少|到底|[十百千万]几[十百千万亿个]")
_OF_MONEY: Final = re.compile("钱|款|资金|经费|补助|补贴|津贴|帮扶金|损失|工资")
_THRESHOLD: Final = re.compile(r"(?:超过|过了?|够|满|上|到)[^，。？?]{0,12}(?:了没有?|没有|了吗|了么|没)")
_ALIKE: Final = frozenset("家个所座处")
_NOW: Final = re.compile("现在|眼下|目前|今年|如今|当前|还是|最新")


def verdict(fact: Fact, question: Question, sure: bool) -> str:
    """What comes before a fact that a question wants confirmed; empty where it confirms nothing.

    `sure`: it is the fact that the question means, so that another number is a wrong one.
    """
    printed = traits_of(fact).quantity
    said = next((n for n in question.numbers if printed is not None and _comparable(n, printed)), None)
    if printed is None or said is None or not question.confirms:
        return ""
    old = fact.as_of is not None and first_day(fact.as_of).year < question.today.year
    if old and _NOW.search(question.text):
        return words.PRINTED_SO
    if _THRESHOLD.search(question.text):
        return words.YES if printed.value >= said.value else words.NO
    if same(said, printed):
        return words.YES
    # Who says a number of something else is not contradicted.
    of_it = sure and (bool(said.unit) or said.value / FAR < printed.value < FAR * said.value)
    return words.NO if of_it else words.PRINTED_SO


_TELEPHONE: Final = re.compile(r"\d{7,}")
"""Digits in a row that are no figure but a telephone number or the number of a card, of whoever introduces himself."""


def with_numbers(question: Question, raw: str) -> Question:
    """The question with the numbers that it says, as written; one that wants a number confirmed asks for a figure."""
    raw = _TELEPHONE.sub(" ", raw)
    confirms, figure = confirming(raw), not FIGURES.isdisjoint(question.aspects)
    exact = _EXACTLY.search(question.text) is not None
    if not (confirms or figure or exact):
        return question
    numbers = quantities(raw)
    told = next((number for number in numbers if number.value >= TELLING_NUMBER), None)
    known = question.aspect in _COUNTED and not confirms and not exact
    if told is None or question.aspects or not (confirms or exact) or len(question.text) > LONGEST:
        return replace(question, numbers=numbers, confirms=confirms, numbers_known=known)
    aspect = {Measure.SHARE: Aspect.SHARE, Measure.MONEY: Aspect.MONEY}.get(told.measure, Aspect.COUNT)
    if not told.unit and _OF_MONEY.search(question.text):
        aspect = Aspect.MONEY
    return replace(question, numbers=numbers, confirms=confirms, aspects=(aspect,), measure=told.unit or None)


def _comparable(said: Quantity, printed: Quantity) -> bool:
    if (said.measure is Measure.SHARE) != (printed.measure is Measure.SHARE):
        return False
    return not said.unit or not printed.unit or said.unit == printed.unit or {said.unit, printed.unit} <= _ALIKE
