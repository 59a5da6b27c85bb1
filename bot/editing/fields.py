"""The fields of an entry that people change, and how what they type becomes a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.editing import words
from bot.editing.fact_lines import WrongFactLine, fact_lines, read_fact_lines
from bot.regions import AmbiguousRegion, Regions, UnknownRegion
from data.catalogue.entries import Fact, ServiceEntry, Subject
from data.catalogue.fields import DATES, FIELDS, NAMES, OTHER_NAMES

NULLABLE: Final = frozenset(field.key for field in FIELDS if field.may_be_empty)
"""Fields that may stay empty."""

EDITABLE: Final = tuple(field.key for field in FIELDS if field.editable)
"""The keys of the fields that can be changed, in the order of showing; a dot leads into the source."""

_DATE_PARTS = re.compile(r"(\d{4})(?:[年./-](\d{1,2})(?:[月./-](\d{1,2}))?)?[年月日号]?", re.ASCII)
_BY_NAME: Final[Mapping[str, str]] = (
    {key: key for key in EDITABLE} | {NAMES[key]: key for key in EDITABLE} | OTHER_NAMES
)


class WrongValue(ValueError):
    """What was typed is no value of the field; the text says why, for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Turns what people type into values; `near` is the full path of the region that names are taken from first."""

    subjects: Mapping[str, Subject]
    regions: Regions
    near: str

    def field(self, given: str) -> str:
        """The key of the field that somebody named.

        Raises:
            WrongValue: there is no such field, or it cannot be changed.
        """
        key = _BY_NAME.get(given.strip()) or _BY_NAME.get(given.strip().lower())
        if key is None:
            names = "、".join(NAMES[key] for key in EDITABLE)
            raise WrongValue(words.NO_FIELD.format(given=given[:20], fields=names))
        return key

    def with_value(self, entry: ServiceEntry, key: str, text: str) -> ServiceEntry:
        """The entry with a field set to what was typed.

        Raises:
            WrongValue: the text is no value of the field.
        """
        value = self._value(key, text.strip())
        changed: dict[str, Any] = {key.removeprefix("source."): value}
        if not key.startswith("source."):
            return replace(entry, **changed)
        if key == "source.as_of":
            changed["as_of_certainty"] = "unknown" if value is None else "exact"
        return replace(entry, source=replace(entry.source, **changed))

    def _value(self, key: str, text: str) -> str | tuple[Fact, ...] | None:
        if not text or text in words.CLEARING:
            if key not in NULLABLE:
                raise WrongValue(words.NOT_CLEARED.format(field=NAMES[key]))
            return () if key == "facts" else None
        if key == "intent":
            return self.intent(text)
        if key == "region":
            return self.region(text)
        if key == "facts":
            return _facts(text)
        return date_typed(text) if key in DATES else text

    def intent(self, text: str) -> str:
        """The id of the subject named by its id or name; raises as `with_value` does."""
        found = next((s.id for s in self.subjects.values() if text in (s.id, s.name)), None)
        if found is None:
            raise WrongValue(words.UNKNOWN_INTENT.format(value=text[:20]))
        return found

    def region(self, text: str) -> str:
        """The full path of the region named; raises as `with_value` does."""
        if text in self.regions:
            return text
        try:
            return self.regions.parse(text, self.near)
        except AmbiguousRegion as several:
            names = "、".join(several.candidates)
            raise WrongValue(words.SEVERAL_REGIONS.format(value=text[:20], regions=names)) from None
        except UnknownRegion:
            raise WrongValue(words.UNKNOWN_REGION.format(value=text[:20])) from None


def _facts(text: str) -> tuple[Fact, ...]:
    try:
        facts = read_fact_lines(text)
    except WrongFactLine as wrong:
        raise WrongValue(words.WRONG_FACT.format(line=wrong.number, text=wrong.text[:40])) from None
    return tuple(replace(fact, as_of=date_typed(fact.as_of) if fact.as_of else None) for fact in facts)


def date_typed(text: str) -> str:
    """A date as people type it (2026年3月, 2026.3.1) in the form that is stored; any other text as it stands."""
    found = _DATE_PARTS.fullmatch(text)
    if found is None:
        return text
    year, *rest = found.groups()
    return "-".join((year, *(part.zfill(2) for part in rest if part)))


def shown_value(entry: ServiceEntry, key: str) -> str:
    """A field's value as people read it, and as they could type it."""
    holder: ServiceEntry | Any = entry.source if key.startswith("source.") else entry
    value = getattr(holder, key.removeprefix("source."))
    if key == "facts":
        return fact_lines(value) or words.EMPTY
    return value if isinstance(value, str) and value else words.EMPTY


def changed_fields(before: ServiceEntry, after: ServiceEntry) -> tuple[str, ...]:
    """The keys of the fields whose values differ, in the order of showing."""
    return tuple(key for key in EDITABLE if shown_value(before, key) != shown_value(after, key))
