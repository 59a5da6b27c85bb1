"""Whether a thing is still on, for whoever asks that: yes or no, with the date."""

import re
from typing import Final

from bot.answering import words
from bot.catalogue.choosing import Candidate, Question
from bot.catalogue.entry_dates import as_of
from bot.dates import last_day, show
from bot.reply import Status
from bot.understanding.aspects import Aspect

_YEAR_ALONE: Final = len("2025")
_ASKS: Final = re.compile(
    r"还(?:能不能|能|可以|在|办|搞|招|开|收|接|送|发|有)[^啥什么哪多少几谁]{0,8}(?:吗|么|嘛|不|没有?|$)"
    r"|来得及|(?:结束|截止|完)了?(?:吗|么|没|不)|现在(?:能|还)|今年还|明年"
)
_OF_ALL: Final = frozenset({None, Aspect.DATE, Aspect.ELIGIBLE})
"""Aspects of a question that asks of the whole thing whether it is on."""


def asks_still(question: Question) -> bool:
    """Whether a question asks if the thing is still on."""
    return _ASKS.search(question.text) is not None


def still_on(candidate: Candidate, question: Question) -> str | None:
    """That it is on, until when and for how many days, or that the page gives no end; None where that is not asked."""
    entry, until = candidate.entry, candidate.entry.valid_until
    if not asks_still(question) or candidate.status not in (Status.RUNNING, Status.UNKNOWN):
        return None
    if until is not None and len(until) > _YEAR_ALONE and candidate.status is Status.RUNNING:
        days = (last_day(until) - question.today).days
        pattern = words.STILL_ON if days else words.LAST_DAY
        return pattern.format(title=entry.title, end=show(until), days=days)
    stamp = as_of(entry)
    old = candidate.status is Status.UNKNOWN and until is None
    if question.aspect not in _OF_ALL or not old or stamp is None:
        return None
    return words.STILL_UNKNOWN.format(title=entry.title, as_of=show(stamp))
