"""An entry out of a row: what the row writes, and for the rest what the entry has already."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, get_args

from bot.editing import words as editing_words
from bot.editing.fact_lines import WrongFactLine, read_fact_lines
from bot.editing.fields import NULLABLE, Typed, WrongValue, date_typed
from bot.exchange import words
from bot.exchange.files import row_of
from bot.exchange.rows import KEYS, Row, Value
from data.catalogue.entries import ENTRY_KEYS, PART_KEYS, Certainty, Conflict, Fact, ServiceEntry, Source
from data.catalogue.fields import DATES

_CERTAINTIES: Final[tuple[Certainty, ...]] = get_args(Certainty)
_TEXTS: Final = tuple(key for key in ENTRY_KEYS if key not in ("facts", *PART_KEYS))


class WrongRow(ValueError):
    """A row is no entry; the text says why, for the person who sent it."""


def entry_of(row: Row, before: ServiceEntry | None, typed: Typed) -> ServiceEntry:
    """The entry that a row makes of the one that is there (None: none); what must not be empty may be, still.

    Raises:
        WrongRow: a value cannot be read.
    """
    there: Mapping[str, Value] = dict(zip(KEYS, row_of(before), strict=True)) if before is not None else {}
    # What stands there already is not read as something typed: it stays as it is, whatever it is.
    new = {key: value for key, value in row.values.items() if value is not None and value != there.get(key)}
    text = {key: value for key, value in {**there, **row.values}.items() if isinstance(value, str)}
    text |= {key: date_typed(value) for key in DATES if isinstance(value := new.get(key), str)}
    try:
        for key, read in (("intent", typed.intent), ("region", typed.region)):
            if isinstance(value := new.get(key), str):
                text[key] = read(value)
    except WrongValue as wrong:
        raise WrongRow(str(wrong)) from None
    facts = before.facts if before is not None else ()
    if "facts" in row.values and row.values["facts"] != there.get("facts"):
        facts = _facts(row.values["facts"])
    texts: dict[str, Any] = {key: text.get(key, None if key in NULLABLE else "") for key in _TEXTS}
    return ServiceEntry(**texts, facts=facts, conflict=_conflict(text), source=_source(row, text, before))


def _facts(value: Value) -> tuple[Fact, ...]:
    if not isinstance(value, str):
        return value or ()
    try:
        facts = read_fact_lines(value)
    except WrongFactLine as wrong:
        raise WrongRow(editing_words.WRONG_FACT.format(line=wrong.number, text=wrong.text[:40])) from None
    return tuple(replace(fact, as_of=date_typed(fact.as_of) if fact.as_of else None) for fact in facts)


def _conflict(text: Mapping[str, str]) -> Conflict | None:
    entry, note = text.get("conflict.entry"), text.get("conflict.note")
    return Conflict(entry or "", note or "") if entry or note else None


def _source(row: Row, text: Mapping[str, str], before: ServiceEntry | None) -> Source:
    as_of = text.get("source.as_of")
    return Source(
        article=text.get("source.article", ""),
        publication=text.get("source.publication"),
        headline=text.get("source.headline", ""),
        byline=text.get("source.byline"),
        as_of=as_of,
        as_of_certainty=_certainty(row, text, before),
        start=_place(text, "source.start"),
        end=_place(text, "source.end"),
    )


def _certainty(row: Row, text: Mapping[str, str], before: ServiceEntry | None) -> Certainty:
    """The certainty written; where none is, that of the same date before, else what the date itself says."""
    as_of = text.get("source.as_of")
    written = row.values.get("source.as_of_certainty")
    if written is None:
        if before is not None and before.source.as_of == as_of:
            return before.source.as_of_certainty
        return "unknown" if as_of is None else "exact"
    found = next((one for one in _CERTAINTIES if one == written), None)
    if found is None:
        raise WrongRow(words.WRONG_CERTAINTY)
    return found


def _place(text: Mapping[str, str], key: str) -> int:
    given = text.get(key, "0")
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise WrongRow(words.NOT_NUMBER.format(column=words.COLUMN_NAMES[key]))
    return int(given)
