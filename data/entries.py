"""A service entry, its subject and the phrases people ask with: the shapes that files and database share."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import ConfigDict, Strict

Certainty = Literal["exact", "inferred", "unknown"]
_EXACT_KEYS = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the closed list of intents; `scope` is one short line for people.

    `leads` are the ids of the entries that a general question on the subject is answered with, most helpful first.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    id: str
    name: str
    scope: str
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, date or name: `value` as printed without white space, `unit` what is counted, `as_of` its date."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    name: str
    value: str
    unit: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another entry whose source says otherwise, and one sentence on what differs; that entry points back."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    entry: str
    note: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry is written; `start` and `end` are offsets in `"".join(text.split())` of the article's file."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    article: str
    publication: str | None
    headline: str
    byline: str | None
    as_of: str | None
    as_of_certainty: Certainty
    start: Annotated[int, Strict()]
    end: Annotated[int, Strict()]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service, programme or mechanism; the fields are the keys of files, export and API, in their order."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    id: str
    title: str
    intent: str
    region: str
    provider: str | None
    audience: str | None
    summary: str
    how: str | None
    contact: str | None
    facts: tuple[Fact, ...]
    valid_from: str | None
    valid_until: str | None
    conflict: Conflict | None
    source: Source


class ExamplePhrase(NamedTuple):
    """What somebody may say; `intent` null marks an out-of-scope phrase, `taught` one that an admin added.

    `entry` is the one entry that answers a taught phrase; null where the subject decides.
    """

    intent: str | None
    text: str
    kind: str
    taught: bool = False
    entry: str | None = None


ENTRY_KEYS = tuple(field.name for field in fields(ServiceEntry))
_FACT_KEYS, _CONFLICT_KEYS, _SOURCE_KEYS = (
    tuple(field.name for field in fields(part)) for part in (Fact, Conflict, Source)
)


def content_hash(entry: ServiceEntry) -> str:
    """The entry's content as 64 hexadecimal digits: equal contents hash equal, whatever they were read from."""
    canonical = json.dumps(entry_columns(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def differing_keys(one: ServiceEntry, other: ServiceEntry) -> tuple[str, ...]:
    """The keys whose values differ, in the entry's order."""
    return tuple(key for key in ENTRY_KEYS if getattr(one, key) != getattr(other, key))


def entry_from_columns(columns: Mapping[str, Any]) -> ServiceEntry:
    """The entry that a row of the table `entry` holds."""
    values = {key: columns[key] for key in ENTRY_KEYS}
    values["facts"] = tuple(Fact(**fact) for fact in values["facts"])
    values["conflict"] = Conflict(**values["conflict"]) if values["conflict"] else None
    values["source"] = Source(**values["source"])
    return ServiceEntry(**values)


def entry_columns(entry: ServiceEntry) -> dict[str, Any]:
    """The entry as values for the columns of the table `entry`."""
    # By hand: `asdict` takes ten times as long, and an import of 10,000 entries comes here several times.
    columns: dict[str, Any] = {key: getattr(entry, key) for key in ENTRY_KEYS}
    columns["facts"] = [{key: getattr(fact, key) for key in _FACT_KEYS} for fact in entry.facts]
    columns["conflict"] = entry.conflict and {key: getattr(entry.conflict, key) for key in _CONFLICT_KEYS}
    columns["source"] = {key: getattr(entry.source, key) for key in _SOURCE_KEYS}
    return columns
