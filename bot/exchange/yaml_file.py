"""Entries as YAML: a list of mappings with the keys of the seed files. Every scalar is a text, but for a plain null."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

import yaml

from bot.exchange import words
from bot.exchange.headings import key_of
from bot.exchange.rows import KEYS, MOST_ROWS, Row, Sheet, Value, WrongFile
from data.catalogue.entries import Fact, ServiceEntry

_DEEPEST: Final = 8
_NULLS: Final = ("", "~", "null", "Null", "NULL")
_PARTS: Final = ("conflict", "source")
# The C parser is ten times as fast; a platform without libyaml still works.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Node: TypeAlias = "str | list[Node] | _Mapping | None"


@dataclass(frozen=True, slots=True)
class _Mapping:
    """Keys with their values; `line` counts from 1, `twice` are keys that stand again."""

    line: int
    items: dict[str, Any]
    twice: tuple[str, ...]


def write(entries: Iterable[ServiceEntry]) -> bytes:
    """A file of these entries, as the seed files are."""
    content = [{**asdict(entry), "facts": [asdict(fact) for fact in entry.facts]} for entry in entries]
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()


def read(text: str) -> Sheet:
    """The entries of a file; a row's number is the line that it begins on.

    Raises:
        WrongFile: it is no YAML, or no list of mappings.
    """
    try:
        content = _Tree(yaml.parse(text, Loader=_Loader)).build()
    except yaml.MarkedYAMLError as error:
        problem = str(error.problem or error.context or "")[:80]
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise WrongFile(words.WRONG_YAML.format(line=line, problem=problem)) from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, WrongFile):
            raise
        raise WrongFile(words.WRONG_YAML.format(line=1, problem=str(error).splitlines()[0][:80])) from None
    if content is None or content == []:
        raise WrongFile(words.EMPTY_FILE)
    if not isinstance(content, list) or not all(isinstance(item, _Mapping) for item in content):
        raise WrongFile(words.YAML_NOT_LIST)
    return Sheet([_row(item) for item in content if isinstance(item, _Mapping)])


class _Tree:
    """Builds the tree out of the parser's events: nothing is repeated by reference, nothing nested deeply."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events

    def build(self) -> Node:
        """The one document's content; None for none."""
        content: Node = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise WrongFile(words.WRONG_YAML.format(line=_line(event), problem="---"))
                content = self._node(next(self._events), 0)
        return content

    def _node(self, event: Any, depth: int) -> Node:
        line = _line(event)
        if depth > _DEEPEST:
            raise WrongFile(words.YAML_DEEP.format(line=line))
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None or event.tag not in (None, "!"):
            raise WrongFile(words.YAML_ALIAS.format(line=line))
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in _NULLS else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                if len(items) >= MOST_ROWS:
                    raise WrongFile(words.TOO_MANY_ROWS.format(most=MOST_ROWS))
                items.append(self._node(inner, depth + 1))
            return items
        return self._mapping(line, depth)

    def _mapping(self, line: int, depth: int) -> _Mapping:
        found: dict[str, Node] = {}
        twice: list[str] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            name = key if isinstance(key, str) else "?"
            twice += [name] if name in found else []
            found[name] = value
        return _Mapping(line, found, tuple(twice))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _row(item: _Mapping) -> Row:
    values: dict[str, Value] = {}
    problems = [words.KEY_TWICE.format(name=name[:20]) for name in item.twice]
    for name, node in item.items.items():
        if name in _PARTS:
            problems += _take_part(name, node, values)
        elif (key := key_of(name)) is None or "." in key:
            problems.append(words.UNKNOWN_KEY.format(name=name[:20]))
        elif key == "facts":
            problems += _take_facts(node, values)
        else:
            problems += _take_text(key, node, values)
    return Row(item.line, values, tuple(problems))


def _take_text(key: str, node: Node, values: dict[str, Value]) -> list[str]:
    if node is not None and not isinstance(node, str):
        return [words.NOT_TEXT.format(column=words.COLUMN_NAMES[key])]
    values[key] = node or None
    return []


def _take_part(name: str, node: Node, values: dict[str, Value]) -> list[str]:
    """Conflict or source: null empties all of it."""
    keys = {key.partition(".")[2]: key for key in KEYS if key.startswith(f"{name}.")}
    if node is None:
        values |= dict.fromkeys(keys.values())
        return []
    if not isinstance(node, _Mapping):
        return [words.NOT_A_MAPPING.format(column=name)]
    problems = [words.KEY_TWICE.format(name=key[:20]) for key in node.twice]
    for inner, value in node.items.items():
        if inner in keys:
            problems += _take_text(keys[inner], value, values)
        else:
            problems.append(words.UNKNOWN_KEY.format(name=f"{name}.{inner}"[:30]))
    return problems


def _take_facts(node: Node, values: dict[str, Value]) -> list[str]:
    facts: list[Fact] = []
    for item in node if isinstance(node, list) else ([] if node is None else [None]):
        if not isinstance(item, _Mapping) or item.twice or not {"name", "value"} <= item.items.keys():
            return [words.NOT_FACTS]
        given: Mapping[str, Any] = {"unit": None, "as_of": None, **item.items}
        if len(given) > 4 or not all(value is None or isinstance(value, str) for value in given.values()):
            return [words.NOT_FACTS]
        facts.append(Fact(given["name"] or "", given["value"] or "", given["unit"] or None, given["as_of"] or None))
    values["facts"] = tuple(facts)
    return []
