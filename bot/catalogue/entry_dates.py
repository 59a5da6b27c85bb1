"""The dates that an entry tells of."""

from bot.dates import first_day, last_day, years_between
from data.catalogue.entries import ServiceEntry


def entry_years(entry: ServiceEntry) -> frozenset[int]:
    """The years that an entry tells of: its facts', its validity's, else its source's."""
    years: set[int] = set()
    for fact in entry.facts:
        if fact.as_of is not None:
            years.add(first_day(fact.as_of).year)
    if entry.valid_from is not None and entry.valid_until is not None:
        years.update(years_between(entry.valid_from, entry.valid_until))
    for bound in (entry.valid_from, entry.valid_until):
        if bound is not None:
            years.add(first_day(bound).year)
    if not years and entry.source.as_of is not None:
        years.add(last_day(entry.source.as_of).year)
    return frozenset(years)


def as_of(entry: ServiceEntry) -> str | None:
    """The date that the entry's facts are of: the newest of its facts', else the source's."""
    dates = [fact.as_of for fact in entry.facts if fact.as_of is not None]
    if entry.source.as_of is not None:
        dates.append(entry.source.as_of)
    return max(dates, key=lambda text: (first_day(text), len(text)), default=None)
