"""Guides: what to do first in a trouble, each step borne out by a passage of law or by a notice of the state."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import ConfigDict, Strict, TypeAdapter

_EXACT_KEYS = ConfigDict(extra="forbid")

CONTENT_VERSION: Final = 1
"""The shape of a guide's stored content; a later release reads earlier ones."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something is written.

    `law` is the name of the text's file, with the date of its version in brackets; `article` its number as printed;
    `start` and `end` are offsets in the text without white space. A `notice` names who published it and when.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    law: str | None = None
    article: str | None = None
    notice: str | None = None
    start: Annotated[int, Strict()] | None = None
    end: Annotated[int, Strict()] | None = None

    @property
    def title(self) -> str:
        """The law's name, or who published the notice and when."""
        return (
            self.law.rpartition("(")[0] or self.law.removesuffix(".txt") if self.law is not None else self.notice or ""
        )

    @property
    def version(self) -> str | None:
        """The date of the law's version, YYYY-MM-DD; None for a notice, or where the file names none."""
        date = self.law.rpartition("(")[2].partition(")")[0] if self.law is not None else ""
        return date if len(date) == len("2018-12-29") and date[:4].isdecimal() else None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `refs` are keys of the guide's passages."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    text: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideFact:
    """A deadline or figure: `value` as the passage prints it, `say` as a person says it."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    name: str
    value: str
    say: str
    unit: str | None
    as_of: str
    ref: str


@dataclass(frozen=True, slots=True)
class Variant:
    """What changes where the case is another: `when` are ways of saying so."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    when: tuple[str, ...]
    answer: str
    step: str | None
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The first steps in one trouble; `aliases` name it in a worker's words, `contact` are numbers to dial.

    `said` are phrases of its subject that tell of this very trouble; they stand in the file of phrases. `reckons`
    names what can be worked out for whoever is in it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    id: str
    title: str
    intent: str
    aliases: tuple[str, ...]
    answer: str
    answer_refs: tuple[str, ...]
    steps: tuple[Step, ...]
    facts: tuple[GuideFact, ...]
    papers: str | None
    contact: tuple[str, ...]
    where: str | None
    cost: str | None
    riders: str | None
    unsettled: str | None
    variants: tuple[Variant, ...]
    refs: Mapping[str, Passage]
    kind: Literal["guide"] = "guide"
    said: tuple[str, ...] = ()
    reckons: Literal["severance", "deadline", "overtime", "leave"] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All that is said of its trouble itself, and of no case of it."""
        return (self.title, *self.aliases, *self.said)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage once, those of the answer and the steps first, in their order."""
        keys = [*self.answer_refs, *(key for step in self.steps for key in step.refs), *self.refs]
        return tuple(dict.fromkeys(self.refs[key] for key in keys))


@lru_cache(maxsize=1)
def _shape() -> TypeAdapter[Guide]:
    return TypeAdapter(Guide)


def guide_columns(guide: Guide, position: int) -> dict[str, Any]:
    """The guide as values for the columns of the table `guide`."""
    content: dict[str, Any] = _shape().dump_python(guide, mode="json", exclude={"id", "intent"})
    return {
        "id": guide.id,
        "intent": guide.intent,
        "position": position,
        "content": {"version": CONTENT_VERSION, **content},
    }


def guide_from_columns(columns: Mapping[str, Any]) -> Guide:
    """The guide that a row of the table holds; keys of a later release say nothing to this one."""
    known = Guide.__dataclass_fields__.keys()
    content = {key: value for key, value in columns["content"].items() if key in known}
    return _shape().validate_python({**content, "id": columns["id"], "intent": columns["intent"]})
