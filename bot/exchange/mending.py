"""Rows as people's own sheets have them, made into rows that can be read: each mend is told before anything is done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import PurePath
from typing import Final

from bot.editing import words as editing_words
from bot.editing.fields import Typed, WrongValue
from bot.exchange import words
from bot.exchange.rows import Row, Sheet, Value
from bot.exchange.subject_names import SubjectNames, titled
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import NAMES

MOST_GUESSED: Final = 500
"""Rows of one file whose subject is guessed: some milliseconds each."""

_BREAK: Final = re.compile(r"[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")
_PROSE: Final = frozenset({"audience", "summary", "how", "contact", "conflict.note"})
_LONGEST_HEADLINE: Final = 80


@dataclass(frozen=True, slots=True)
class SubjectAsked:
    """A name for a subject that none has, and the one that may be meant, by id and name."""

    written: str
    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class Around:
    """What rows are mended by: the entries there are, ids that were used, the subjects, the day, the file's name.

    `given` are subjects by the names in the file for which somebody said so.
    """

    stored: Mapping[str, ServiceEntry]
    used: frozenset[str]
    typed: Typed
    names: SubjectNames
    today: date
    file: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mended:
    """The rows, sentences on what was done to them, and what is to be asked."""

    rows: Sequence[Row]
    notes: Sequence[str]
    asked: Sequence[SubjectAsked]


def mended(sheet: Sheet, around: Around) -> Mended:
    """The rows: one line a text, a subject of ours, an id, and a region and a source where the file has none at all."""
    return _Mending(sheet, around).done()


class _Mending:
    def __init__(self, sheet: Sheet, around: Around) -> None:
        self._sheet = sheet
        self._around = around
        self._written = frozenset(key for row in sheet.rows for key in row.values)
        self._titled = {(one.region, one.title): one.id for one in around.stored.values()}
        self._taken = set(around.stored) | set(around.used)
        self._taken |= {value for row in sheet.rows if isinstance(value := row.values.get("id"), str)}
        self._notes: list[str] = []
        self._asked: dict[str, SubjectAsked] = {}
        self._guessed = 0
        self._made = 0
        self._unsourced = 0

    def done(self) -> Mended:
        if self._sheet.unused:
            self._notes.append(words.UNUSED.format(names="、".join(self._sheet.unused[:8])))
        self._notes += self._sheet.aside[:8]
        rows = [self._row(row) for row in self._sheet.rows]
        if self._made:
            self._notes.append(words.IDS_MADE.format(count=self._made))
        if self._unsourced:
            home = self._around.typed.near
            if "region" not in self._written:
                self._notes.append(words.REGION_SET.format(region=home))
            if not self._has_source:
                said = words.SOURCE_SET.format(headline=self._headline, day=self._around.today.isoformat())
                self._notes.append(said)
        return Mended(rows, self._notes, tuple(self._asked.values()))

    @property
    def _has_source(self) -> bool:
        return any(key.startswith("source.") for key in self._written)

    @property
    def _headline(self) -> str:
        """What the sheet is called: the title above its headings, else its file's name."""
        return (self._sheet.banner or PurePath(self._around.file).stem)[:_LONGEST_HEADLINE]

    def _row(self, row: Row) -> Row:
        values = {key: _one_line(key, value) for key, value in row.values.items()}
        before = self._before(values)
        problems = list(row.problems)
        problems += self._take_subject(row.number, values, before)
        if before is None:
            self._fill(values)
        if not values.get("id") and before is not None:
            values["id"] = before.id
        elif not values.get("id") and not problems:
            problems += self._make_id(values)
        return replace(row, values=values, problems=tuple(problems))

    def _before(self, values: Mapping[str, Value]) -> ServiceEntry | None:
        """The entry that a row is about: by its id, or by its title in its region."""
        if isinstance(known := values.get("id"), str):
            return self._around.stored.get(known)
        region = values.get("region") if "region" in self._written else self._around.typed.near
        if not isinstance(region, str):
            return None
        try:
            found = self._titled.get((self._around.typed.region(region), str(values.get("title"))))
        except WrongValue:
            return None
        return self._around.stored.get(found or "")

    def _take_subject(self, number: int, values: dict[str, Value], before: ServiceEntry | None) -> list[str]:
        written = values.get("intent")
        subjects = self._around.typed.subjects
        about = "，".join(str(values[key]) for key in ("title", "summary") if values.get(key))
        if not isinstance(written, str):
            return self._guess_subject(number, values, about) if before is None else []
        if before is not None and written == before.intent:
            return []
        if written in self._around.given:
            values["intent"] = self._around.given[written]
            return []
        try:
            values["intent"] = self._around.typed.intent(written)
        except WrongValue as wrong:
            if (meant := self._around.names.meant(written)) is not None:
                values["intent"] = meant
                self._notes.append(
                    words.SUBJECT_TAKEN.format(row=number, written=written[:20], name=titled(subjects, meant))
                )
                return []
            return [f"{wrong}{self._asked_about(written, about)}"]
        return []

    def _asked_about(self, written: str, about: str) -> str:
        """The sentence that proposes a subject for a name, and keeps the question; nothing where none is near."""
        if written not in self._asked:
            near = self._around.names.nearest(written, about) if self._may_guess() else None
            if near is None:
                return ""
            self._asked[written] = SubjectAsked(written, near, titled(self._around.typed.subjects, near))
        return words.NEAREST.format(name=self._asked[written].name)

    def _guess_subject(self, number: int, values: dict[str, Value], about: str) -> list[str]:
        found, sure = self._around.names.of(about) if self._may_guess() else (None, False)
        missing = editing_words.MISSING.format(field=NAMES["intent"])
        if found is None:
            return [missing]
        name = titled(self._around.typed.subjects, found)
        if not sure:
            return [f"{missing}{words.NEAREST.format(name=name)}"]
        values["intent"] = found
        self._notes.append(words.SUBJECT_GUESSED.format(row=number, name=name))
        return []

    def _may_guess(self) -> bool:
        self._guessed += 1
        return self._guessed <= MOST_GUESSED

    def _fill(self, values: dict[str, Value]) -> None:
        """Gives a new entry what the whole file says of none of them."""
        if "region" not in self._written:
            values["region"] = self._around.typed.near
        if not self._has_source:
            values["source.headline"] = self._headline
            values["source.as_of"] = self._around.today.isoformat()
            values["source.as_of_certainty"] = "inferred"
        self._unsourced += 1

    def _make_id(self, values: dict[str, Value]) -> list[str]:
        if not values.get("title"):
            return [editing_words.MISSING.format(field=NAMES["title"])]
        beginning = f"{values['intent']}".replace("_", "-") + "-"
        made = next(new for number in count(1) if (new := f"{beginning}{number}") not in self._taken)
        self._taken.add(made)
        values["id"] = made
        self._made += 1
        return []


def _one_line(key: str, value: Value) -> Value:
    """A text without line breaks: a name runs on, sentences are parted."""
    if not isinstance(value, str) or key == "facts" or _BREAK.search(value) is None:
        return value
    made = ""
    for part in filter(None, _BREAK.split(value.strip())):
        if made and key in _PROSE and made[-1] not in "，。；：、！？,;:!?":
            made += "；"
        elif made and made[-1].isascii() and part[0].isascii():
            made += " "
        made += part
    return made
