"""A service entry, its subject and the phrases people ask with: the shapes that files and database share."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import ConfigDict, Strict

Certainty = Literal["exact", "inferred", "unknown"]
_EXACT_KEYS = ConfigDict(extra="forbid")


class SubjectKey(StrEnum):
    """What the program must know of a subject; but for `PERSONAL`, each is a key of at most one subject."""

    PERSONAL = "personal"
    """Who asks on it tells of unpaid wages, a complaint, poverty, distress or illness: nothing for others to read."""

    ABOUT_STATIONS = "about_stations"
    """The directory of stations answers questions on it."""

    LEGAL_HELP = "legal_help"
    """Helps whoever came to harm over work, once everybody is safe."""

    COMFORT = "comfort"
    """Helps whoever thinks of ending their life, after the number to call."""

    SHELTER = "shelter"
    """Helps whoever has no roof, nothing to eat or is freezing, after the number to call."""

    REACHES_UNION = "reaches_union"
    """How to reach the union itself."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the closed list of intents; `scope` is one short line for people.

    `leads` are the ids of the entries that a general question on the subject is answered with, most helpful first;
    `keys` is what the program must know of it. `part_of` is an older subject of which this one was a part, whose
    label in a set of questions is right for it too; `helped_by` is the subject whose services help in this trouble.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    id: str
    name: str
    scope: str
    leads: tuple[str, ...] = ()
    keys: tuple[SubjectKey, ...] = ()
    part_of: str | None = None
    helped_by: str | None = None


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
    """What somebody may say; `intent` None marks an out-of-scope phrase, `taught` one that an admin added.

    `entry` is the one entry that answers a taught phrase; None where the subject decides.
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
PART_KEYS = {"conflict": _CONFLICT_KEYS, "source": _SOURCE_KEYS}
"""The keys within the fields that have parts."""

_DEFAULTS: dict[type, dict[str, object]] = {
    of: {field.name: field.default for field in fields(of) if field.default is not MISSING}
    for of in (ServiceEntry, Fact, Source)
}


def content_hash(entry: ServiceEntry) -> str:
    """The entry's content as 64 hexadecimal digits: equal contents hash equal, whatever they were read from.

    A field with a default counts only where it says something else: what a release hashed that did not have the field
    hashes the same in one that has it.
    """
    said = _without_defaults(ServiceEntry, entry_columns(entry))
    said["facts"] = [_without_defaults(Fact, fact) for fact in said["facts"]]
    said["source"] = _without_defaults(Source, said["source"])
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without_defaults(of: type[ServiceEntry | Fact | Source], columns: dict[str, Any]) -> dict[str, Any]:
    defaults = _DEFAULTS[of]
    return {k: v for k, v in columns.items() if k not in defaults or v != defaults[k]} if defaults else columns


def differing_keys(one: ServiceEntry, other: ServiceEntry) -> tuple[str, ...]:
    """The keys whose values differ, in the entry's order."""
    return tuple(key for key in ENTRY_KEYS if getattr(one, key) != getattr(other, key))


def entry_from_columns(columns: Mapping[str, Any]) -> ServiceEntry:
    """The entry that a row of the table `entry` holds, or that was written down as one, by an earlier release too.

    Raises:
        TypeError: a key is missing that has no default.
    """
    values = _known(columns, ENTRY_KEYS)
    values["facts"] = tuple(Fact(**_known(fact, _FACT_KEYS)) for fact in values["facts"])
    values["conflict"] = Conflict(**_known(values["conflict"], _CONFLICT_KEYS)) if values["conflict"] else None
    values["source"] = Source(**_known(values["source"], _SOURCE_KEYS))
    return ServiceEntry(**values)


def _known(content: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """What of these keys is there: an earlier release did not write those of a field that is new since."""
    return {key: content[key] for key in keys if key in content}


def entry_columns(entry: ServiceEntry) -> dict[str, Any]:
    """The entry as values for the columns of the table `entry`."""
    # By hand: `asdict` takes ten times as long, and an import of 10,000 entries comes here several times.
    columns: dict[str, Any] = {key: getattr(entry, key) for key in ENTRY_KEYS}
    columns["facts"] = [{key: getattr(fact, key) for key in _FACT_KEYS} for fact in entry.facts]
    columns["conflict"] = entry.conflict and {key: getattr(entry.conflict, key) for key in _CONFLICT_KEYS}
    columns["source"] = {key: getattr(entry.source, key) for key in _SOURCE_KEYS}
    return columns
