"""What must hold of an entry before it is saved, whoever made it and wherever it came from."""

import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from bot.dates import first_day, is_partial_date, last_day
from bot.editing import words
from bot.editing.phones import wrong_number
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import DATES, FIELDS, LONGEST, NAMES, longest_of_part
from data.seeding.seed_checks import ENTRY_ID, LONGEST_FACT, LONGEST_ID, LONGEST_NOTE

MOST_FACTS: Final = 40
"""Facts of one entry: all of them still fit into one message."""

LONGEST_SOURCE: Final = longest_of_part("source")
"""Characters of the parts of a source."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry is held against: ids of subjects, full paths of regions, ids and titles of entries.

    `titles` gives the id of the entry that has a title in a region.
    """

    subjects: Container[str]
    regions: Container[str]
    entries: Container[str] = frozenset()
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[ServiceEntry], subjects: Container[str], regions: Container[str]) -> "Known":
        """What is known when these are all the entries."""
        listed = list(entries)
        titles = {(entry.region, entry.title): entry.id for entry in reversed(listed)}
        return cls(subjects, regions, frozenset(entry.id for entry in listed), titles)


def problems(entry: ServiceEntry, known: Known) -> tuple[str, ...]:
    """What is wrong with an entry, each as a sentence for the person who made it; none: it may be saved."""
    return tuple(_problems(entry, known))


def _problems(entry: ServiceEntry, known: Known) -> Iterator[str]:
    if not ENTRY_ID.fullmatch(entry.id) or len(entry.id) > LONGEST_ID:
        yield words.WRONG_ID.format(value=entry.id[:LONGEST_ID], most=LONGEST_ID)
    for key, longest in LONGEST.items():
        yield from _text_problems(NAMES[key], getattr(entry, key), longest)
    if entry.intent not in known.subjects:
        yield words.UNKNOWN_INTENT.format(value=entry.intent)
    if entry.region not in known.regions:
        yield words.UNKNOWN_REGION.format(value=entry.region)
    yield from _fact_problems(entry)
    yield from _date_problems(entry)
    if entry.contact is not None and (number := wrong_number(entry.contact)) is not None:
        yield words.WRONG_PHONE.format(field=NAMES["contact"], number=number)
    if (other := known.titles.get((entry.region, entry.title), entry.id)) != entry.id:
        yield words.TWICE.format(title=entry.title, id=other)
    yield from _source_problems(entry)
    if entry.conflict is not None:
        if entry.conflict.entry == entry.id or entry.conflict.entry not in known.entries:
            yield words.WRONG_CONFLICT.format(value=entry.conflict.entry)
        yield from _text_problems(NAMES["conflict"], entry.conflict.note, LONGEST_NOTE)


def _text_problems(name: str, text: str | None, longest: int) -> Iterator[str]:
    if text is None:
        return
    if not text.strip():
        yield (words.BLANK if text else words.MISSING).format(field=name)
    elif text != text.strip() or any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text):
        yield words.CONTROL.format(field=name)
    if len(text) > longest:
        yield words.TOO_LONG.format(field=name, length=len(text), most=longest)


def _fact_problems(entry: ServiceEntry) -> Iterator[str]:
    if len(entry.facts) > MOST_FACTS:
        yield words.TOO_MANY_FACTS.format(most=MOST_FACTS, count=len(entry.facts))
        return
    for fact in entry.facts:
        for key, longest in LONGEST_FACT.items():
            yield from _text_problems(f"{NAMES['facts']}：{fact.name[:20]}", getattr(fact, key), longest)
        if any(c.isspace() for c in fact.value):
            yield words.FACT_SPACE.format(name=fact.name)
    for name, times in Counter(fact.name for fact in entry.facts).items():
        if times > 1:
            yield words.FACT_TWICE.format(name=name, times=times)


def _date_problems(entry: ServiceEntry) -> Iterator[str]:
    begins, ends = entry.valid_from, entry.valid_until
    dates = [(key, attrgetter(key)(entry)) for key in DATES]
    for key, text in [*dates, *(("facts", fact.as_of) for fact in entry.facts)]:
        if text is not None and not is_partial_date(text):
            yield words.WRONG_DATE.format(field=NAMES[key], value=text[:20])
    if begins is None or ends is None or not is_partial_date(begins) or not is_partial_date(ends):
        return
    if first_day(begins) > last_day(ends):
        yield words.ENDS_BEFORE.format(since=begins, until=ends)


def _source_problems(entry: ServiceEntry) -> Iterator[str]:
    source = entry.source
    if not source.headline.strip() or not (source.article.strip() or source.publication or source.as_of):
        yield words.NO_SOURCE
    for key, longest in LONGEST_SOURCE.items():
        # An entry made here has no article; a headline that is missing has its message already.
        if text := getattr(source, key):
            yield from _text_problems(_source_name(key), text, longest)
    if (source.as_of is None) != (source.as_of_certainty == "unknown"):
        yield words.SOURCE_DATE
    if (source.start, source.end) != (0, 0) and not 0 <= source.start < source.end:
        yield words.SOURCE_PLACE


def _source_name(key: str) -> str:
    """What people call a part of the source; one that nobody types goes by the name of the whole."""
    known = any(field.editable for field in FIELDS if field.key == f"source.{key}")
    return NAMES[f"source.{key}" if known else "source"]
