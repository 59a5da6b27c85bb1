"""The days that a text prints: from when to when, and of when a story is."""

import re
from dataclasses import dataclass
from typing import Final

from bot.extracting.draft import Span
from bot.extracting.stories import Page, Story
from data.catalogue.entries import Certainty

_RANGE: Final = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:至|到|—|-)(?:(?P<y2>(?:19|20)\d\d)年)?"
    r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_SINCE: Final = re.compile(
    r"(?:自|从)?(?:(?P<y>(?:19|20)\d\d)年)?(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})日)?(?:起|开始)"
)
_IN_YEAR: Final = re.compile(
    r"^在?(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})日)?(?:岁末的.*)?[，,]?$"
)
_ONLY_BEGAN: Final = re.compile(r"成立|发起|开始推行")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:(\d{1,2})月)?")


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a thing holds, as partial dates, and where that is printed."""

    since: str | None = None
    until: str | None = None
    at: tuple[int, int] | None = None


def validity(passage: str, opening: str, year: str | None) -> Validity:
    """What a passage says of its time; a day without a year is of `year`; `at` counts characters of the passage.

    `opening` is the first clause of its sentence: a year there is that of all that the sentence tells.
    """
    if found := _RANGE.search(passage):
        first = found["y"] or year
        last = found["y2"] or first
        if first and last:
            since, until = _date(first, found["m"], found["d"]), _date(last, found["m2"], found["d2"])
            return Validity(since, until, found.span())
    if found := _IN_YEAR.match(opening):
        when = _date(found["y"], found["m"], found["d"])
        at = (0, found.end("d") if found["d"] else found.end("y") + 1) if passage.startswith(opening) else None
        return Validity(when, None if _ONLY_BEGAN.search(passage) else when, at)
    for found in _SINCE.finditer(passage):
        since_year = found["y"] or (year if found["m"] else None)
        if since_year:
            return Validity(_date(since_year, found["m"], found["d"]), None, found.span())
    return Validity()


def _date(year: str, month: str | None, day: str | None) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def written(story: Story, page: Page) -> tuple[str | None, Certainty]:
    """Of when a story is: the page's day, else the latest month or year that it names."""
    if page.published is not None:
        return page.published, "exact"
    for text in (f"{story.headline}{story.text}", page.text):
        years = [(found[1], found[2] or "") for found in _YEAR.finditer(text)]
        if years:
            latest = max(year for year, _ in years)
            return latest, "inferred"
    return None, "unknown"


def moved(span: tuple[int, int], offsets: tuple[int, ...], start: int) -> Span:
    """A place in a passage that begins at `start` of a piece, as a place on the page."""
    return offsets[start + span[0]], offsets[start + span[1] - 1] + 1
