"""A reckoning as a row of questions with buttons: what was pressed so far stands in the buttons and nowhere else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from bot.reckoning import words
from bot.reckoning.rules import (
    MONTHS,
    Extra,
    annual_leave_days,
    last_day_to_apply,
    overtime_pay,
    severance_months,
)
from bot.reply import Block, Buttons, Card, Choice, Text

PREFIX: Final = "c"
"""What the ids of the buttons begin with: c:severance:3:1:5000."""

_YEARS_A_PAGE = 12
_MOST_YEARS = 47
_WAGES = (2000, 2500, 3000, 3500, 4000, 4500, 5000, 6000, 7000, 8000, 9000, 10000)
_HOURLY = (10, 12, 15, 18, 20, 25, 30, 40)
_HOURS = (1, 2, 3, 4, 6, 8, 10, 20, 30, 40, 60, 80)
_THIRDS = {"1": words.FIRST_THIRD, "11": words.SECOND_THIRD, "21": words.LAST_THIRD}
_EXTRAS = {
    "workday": (Extra.WORKDAY, words.ON_A_WORKDAY),
    "rest": (Extra.REST_DAY, words.ON_A_REST_DAY),
    "holiday": (Extra.HOLIDAY, words.ON_A_HOLIDAY),
}
_PAST_MONTHS = 13
_EARLIER = "earlier"
_NO_WAGE = "0"
_REST = {"0": words.EXACTLY, "1": words.LESS_THAN_HALF, "7": words.HALF_OR_MORE}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked next; `options` are what may be pressed, by what stands for it in the button's id."""

    text: str
    options: dict[str, str]


Reckoning = Callable[[Sequence[str], date], Question | Card]
"""From what was pressed so far, each one of the options then offered, to what is asked next or what comes out."""


def reckoned(target: str, today: date) -> tuple[Block, ...] | None:
    """The next question with its buttons, or the result; `target` is the button's id without its prefix.

    None where it names no reckoning, or something that was never offered.
    """
    name, *pressed = target.split(":")
    reckoning = RECKONINGS.get(name)
    if reckoning is None:
        return None
    step = reckoning((), today)
    for place, one in enumerate(pressed, 1):
        if not isinstance(step, Question) or one not in step.options:
            return None
        step = reckoning(pressed[:place], today)
    if isinstance(step, Card):
        return (step, Buttons((Choice(f"{PREFIX}:{name}", words.AGAIN),)))
    before = ":".join((PREFIX, name, *pressed))
    return (Text(step.text), Buttons(tuple(Choice(f"{before}:{one}", label) for one, label in step.options.items())))


def label_of(target: str, today: date) -> str:
    """What the button of this id, without its prefix, is labelled with; empty where there is none."""
    before, _, last = target.rpartition(":")
    if not before:
        return words.LABELS.get(last, "")
    shown = reckoned(before, today) or ()
    choices = (choice for block in shown if isinstance(block, Buttons) for choice in block.choices)
    return next((choice.label for choice in choices if choice.id == f"{PREFIX}:{target}"), "")


def opening(name: str) -> Choice:
    """The button that begins a reckoning."""
    return Choice(f"{PREFIX}:{name}", words.LABELS[name])


def _severance(pressed: Sequence[str], _: date) -> Question | Card:
    years = _years(words.ASK_YEARS, pressed)
    if isinstance(years, Question):
        return years
    whole, after = years
    if not after:
        return Question(words.ASK_REST, _rest(whole))
    if len(after) == 1:
        return Question(words.ASK_WAGE, {_NO_WAGE: words.NO_WAGE, **_yuan(_WAGES)})
    months, wage = severance_months(MONTHS * whole + int(after[0])), int(after[1])
    lead = words.SEVERANCE.format(months=_number(months))
    if wage:
        lead = words.SEVERANCE_YUAN.format(months=_number(months), wage=wage, sum=_number(months * wage))
    double = words.SEVERANCE_DOUBLE.format(months=_number(2 * months))
    lines = (words.SEVERANCE_RULE, double, words.SEVERANCE_WHEN, words.SEVERANCE_CAP, words.DIAL)
    return Card(lead, lines, words.SEVERANCE_LAW)


def _deadline(pressed: Sequence[str], today: date) -> Question | Card:
    if not pressed:
        return Question(words.ASK_MONTH, _past_months(today))
    if pressed[0] == _EARLIER:
        return Card(words.DEADLINE_EARLIER, (words.DEADLINE_BREAK, words.DIAL), words.DEADLINE_LAW)
    if len(pressed) == 1:
        return Question(words.ASK_DAY, _THIRDS)
    year, _, month = pressed[0].partition("-")
    last = last_day_to_apply(date(int(year), int(month), int(pressed[1])))
    told = words.DEADLINE if last >= today else words.DEADLINE_OVER
    day = words.DAY.format(year=last.year, month=last.month, day=last.day)
    return Card(told.format(day=day), (words.DEADLINE_RULE, words.DEADLINE_BREAK, words.DIAL), words.DEADLINE_LAW)


def _overtime(pressed: Sequence[str], _: date) -> Question | Card:
    if not pressed:
        return Question(words.ASK_EXTRA, {key: label for key, (_, label) in _EXTRAS.items()})
    if len(pressed) == 1:
        return Question(words.ASK_HOURLY, _yuan(_HOURLY))
    if len(pressed) == 2:
        return Question(words.ASK_HOURS, {str(hours): words.HOURS.format(hours=hours) for hours in _HOURS})
    extra, hourly, hours = _EXTRAS[pressed[0]][0], Fraction(pressed[1]), int(pressed[2])
    rule = words.OVERTIME_RULE.format(hourly=pressed[1], hours=hours, share=_number(100 * extra.value))
    lead = words.OVERTIME.format(sum=_number(overtime_pay(hourly, hours, extra)))
    return Card(lead, (rule, words.OVERTIME_KINDS, words.DIAL), words.OVERTIME_LAW)


def _leave(pressed: Sequence[str], _: date) -> Question | Card:
    years = _years(words.ASK_WORKED, pressed)
    if isinstance(years, Question):
        return years
    days = annual_leave_days(years[0])
    lead = words.LEAVE.format(days=days) if days else words.LEAVE_NONE
    return Card(lead, (words.LEAVE_RULE, words.LEAVE_UNUSED, words.DIAL), words.LEAVE_LAW)


RECKONINGS: Final[dict[str, Reckoning]] = {
    "severance": _severance,
    "deadline": _deadline,
    "overtime": _overtime,
    "leave": _leave,
}


def _years(text: str, pressed: Sequence[str]) -> Question | tuple[int, Sequence[str]]:
    """Whole years, asked for page by page, and what was pressed after them."""
    first = 0
    for place, one in enumerate(pressed):
        if not one.startswith("from"):
            return int(one), pressed[place + 1 :]
        first = int(one.removeprefix("from"))
    last = min(first + _YEARS_A_PAGE - 1, _MOST_YEARS)
    shown = {
        str(years): words.YEARS.format(years=years) if years else words.UNDER_A_YEAR for years in range(first, last + 1)
    }
    return Question(text, {**shown, **({f"from{last + 1}": words.MORE_YEARS} if last < _MOST_YEARS else {})})


def _rest(years: int) -> dict[str, str]:
    if years:
        return _REST
    return {"1": words.LESS_THAN_HALF_ALONE, "7": words.HALF_OR_MORE_ALONE}


def _past_months(today: date) -> dict[str, str]:
    count = MONTHS * today.year + today.month - 1
    months = (divmod(count - back, MONTHS) for back in range(_PAST_MONTHS))
    found = {f"{year}-{month + 1}": words.MONTH.format(year=year, month=month + 1) for year, month in months}
    return {**found, _EARLIER: words.EARLIER}


def _yuan(sums: Sequence[int]) -> dict[str, str]:
    return {str(yuan): words.YUAN.format(yuan=yuan) for yuan in sums}


def _number(value: Fraction) -> str:
    """Without a fraction where it has none, else with two places at most."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0").rstrip(".")
