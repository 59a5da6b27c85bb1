"""The reviewed seed files: read into typed objects, every shape error turned into a message that says what to do."""

import csv
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from data.catalogue.entries import Certainty, ExamplePhrase, ServiceEntry, Subject
from data.catalogue.guides import Guide

INTENTS, ARTICLES, OUT_OF_SCOPE, REGIONS = "intents.yaml", "articles.yaml", "out_of_scope.yaml", "regions.csv"
_T = TypeVar("_T")
_EXACT_KEYS = ConfigDict(extra="forbid")
# The C parser reads all files in 0.3 s, the Python one takes 3 s; a platform without libyaml still works.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class WrongSeeds(ValueError):
    """The seed files cannot be used; `problems` holds one message each, with file, id and what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Story:
    """One piece on a newspaper page; headline and byline as printed."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    headline: str
    byline: str | None
    as_of: str | None
    as_of_certainty: Certainty


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """A newspaper page; `id` is the name of the file that holds its text."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    id: str
    publication: str | None
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class _PhraseFile:
    __pydantic_config__: ClassVar[ConfigDict] = _EXACT_KEYS

    intent: str | None
    phrases: dict[str, tuple[str, ...]]
    guides: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def examples(self) -> tuple[ExamplePhrase, ...]:
        return tuple(
            ExamplePhrase(self.intent, text, kind)
            for kinds in (self.phrases, *self.guides.values())
            for kind, texts in kinds.items()
            for text in texts
        )

    def said(self) -> dict[str, tuple[str, ...]]:
        return {
            guide: tuple(text for texts in kinds.values() for text in texts) for guide, kinds in self.guides.items()
        }


class PlacedEntry(NamedTuple):
    """An entry with the file it stands in (a path below the seeds folder)."""

    file: str
    entry: ServiceEntry


class PlacedGuide(NamedTuple):
    """A guide with the file it stands in."""

    file: str
    guide: Guide


class PlacedPhrases(NamedTuple):
    """The phrases of one file, which are all of one intent (None: out of scope); `guides` are those it has some for."""

    file: str
    intent: str | None
    phrases: tuple[ExamplePhrase, ...]
    guides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything the seed files hold, in the order in which it stands there; `regions` are full paths."""

    subjects: tuple[Subject, ...]
    articles: tuple[SeedArticle, ...]
    placed_entries: tuple[PlacedEntry, ...]
    placed_phrases: tuple[PlacedPhrases, ...]
    regions: frozenset[str]
    placed_guides: tuple[PlacedGuide, ...] = ()

    @property
    def entries(self) -> tuple[ServiceEntry, ...]:
        """All entries."""
        return tuple(placed.entry for placed in self.placed_entries)

    @property
    def guides(self) -> tuple[Guide, ...]:
        """All guides."""
        return tuple(placed.guide for placed in self.placed_guides)

    @property
    def phrases(self) -> tuple[ExamplePhrase, ...]:
        """All phrases, in scope and out of it."""
        return tuple(phrase for placed in self.placed_phrases for phrase in placed.phrases)


def seeds_folder() -> Traversable:
    """The seed files that came with the program."""
    return files("seeds")


def read_shapes(folder: Traversable | Path) -> tuple[Seeds, list[str]]:
    """What of the files has the right shape, and a message for everything that has not."""
    reader = SeedReader(folder)
    subjects = reader.items(INTENTS, TypeAdapter(Subject))
    articles = reader.items(ARTICLES, TypeAdapter(SeedArticle))
    entry_shape = TypeAdapter(ServiceEntry)
    entries = [PlacedEntry(name, e) for name in reader.names("entries") for e in reader.items(name, entry_shape)]
    phrase_shape = TypeAdapter(_PhraseFile)
    phrases, said = [], dict[str, tuple[str, ...]]()
    for name in (*reader.names("phrases"), OUT_OF_SCOPE):
        for one in reader.one(name, phrase_shape):
            of_guides = one.said()
            phrases.append(PlacedPhrases(name, one.intent, one.examples(), frozenset(of_guides)))
            said |= of_guides
    guide_shape = TypeAdapter(Guide)
    guides = [
        PlacedGuide(name, replace(guide, said=said.get(guide.id, ())))
        for name in reader.names("guides", needed=False)
        for guide in reader.items(name, guide_shape)
    ]
    seeds = Seeds(tuple(subjects), tuple(articles), tuple(entries), tuple(phrases), reader.regions(), tuple(guides))
    return seeds, reader.problems


class _Loader(_Base):  # type: ignore[misc, valid-type]
    """Refuses a key that stands twice in one mapping: YAML readers keep the last and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    twice = f"the key `{key.value}` stands twice"
                    raise yaml.constructor.ConstructorError(None, None, twice, key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


@dataclass
class SeedReader:
    """Reads files below one folder and collects what is wrong with them."""

    folder: Traversable | Path
    problems: list[str] = field(default_factory=list)

    def names(self, part: str, *, needed: bool = True) -> list[str]:
        """The YAML files of a sub-folder, by name; one that is not `needed` may be missing."""
        sub = self.folder.joinpath(part)
        if not sub.is_dir():
            if not needed:
                return []
            self.problems.append(f"{part}/: the folder is missing; create it with one <intent>.yaml an intent")
            return []
        found = sorted(one.name for one in sub.iterdir())
        return [f"{part}/{name}" for name in found if name.endswith((".yaml", ".yml"))]

    def items(self, name: str, shape: TypeAdapter[_T]) -> Iterator[_T]:
        """The items of a file that holds a list."""
        content = self._content(name)
        if content is None:
            return
        if not isinstance(content, list):
            self.problems.append(f"{name}: must be a list; start every item with `- id: …`")
            return
        for number, item in enumerate(content, 1):
            label = item["id"] if isinstance(item, dict) and isinstance(item.get("id"), str) else f"item {number}"
            yield from self._shaped(f"{name}: {label}", item, shape)

    def one(self, name: str, shape: TypeAdapter[_T]) -> Iterator[_T]:
        """The content of a file that holds one mapping; nothing when it is wrong."""
        content = self._content(name)
        if content is not None:
            yield from self._shaped(name, content, shape)

    def regions(self) -> frozenset[str]:
        """The full paths of the regions table (a CSV file with the column `path`)."""
        text = self._text(REGIONS)
        if text is None:
            return frozenset()
        rows = csv.DictReader(text.splitlines())
        if "path" not in (rows.fieldnames or ()):
            self.problems.append(f"{REGIONS}: has no column `path`; its first line must be `code,path,names`")
            return frozenset()
        return frozenset(row["path"] for row in rows if row["path"])

    def _text(self, name: str) -> str | None:
        try:
            return self.folder.joinpath(name).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.problems.append(f"{name}: the file is missing; create it or bring it back from version control")
        except UnicodeDecodeError as error:
            self.problems.append(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8")
        except OSError as error:
            self.problems.append(f"{name}: cannot be read ({error.strerror}); make it a readable file")
        return None

    def _content(self, name: str) -> object:
        text = self._text(name)
        if text is None:
            return None
        try:
            content: object = yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = f"line {mark.line + 1}: " if mark else ""
            self.problems.append(f"{name}: {line}{error.problem or 'is not YAML'}; correct the YAML there")
            return None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.problems.append(f"{name}: is not YAML we can read ({str(error).splitlines()[0]}); correct it")
            return None
        if content is None:
            self.problems.append(f"{name}: is empty; fill it or delete it")
        return content

    def _shaped(self, label: str, item: object, shape: TypeAdapter[_T]) -> Iterator[_T]:
        try:
            yield shape.validate_python(item)
        except ValidationError as error:
            self.problems.extend(f"{label}: {_shape_message(detail)}" for detail in error.errors())


def _shape_message(error: ErrorDetails) -> str:
    """What to do about one difference from the shape."""
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"the key `{where}` is missing; add it (null when the page does not say)"
        case "unexpected_keyword_argument":
            return f"unknown key `{where}`; remove it or correct its spelling"
        case "invalid_key":
            return f"unknown key `{error['loc'][-1]}`; remove it or correct its spelling"
        case "string_type":
            hint = "it cannot be null" if error["input"] is None else "put it in quotes"
            return f"`{where}` must be text; {hint}"
        case "int_type":
            return f"`{where}` must be a whole number, without quotes"
        case "literal_error" | "enum":
            return f"`{where}` must be {error['ctx']['expected']}"
        case "tuple_type" | "list_type":
            return f"`{where}` must be a list; write [] when there is none"
        case "dataclass_type" | "dict_type":
            return f"`{where}` must be a mapping of keys to values" if where else "must be a mapping of keys to values"
        case _:
            return f"`{where}`: {error['msg']}"
