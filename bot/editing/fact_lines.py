"""Facts as lines that people type and files hold: `name=value unit @as_of`, one fact a line."""

import re
from collections.abc import Iterable

from data.catalogue.entries import Fact

# A backslash takes its meaning from whatever follows it, so that a line reads one way only.
_LINE = re.compile(
    r"(?P<name>(?:\\.|[^=＝\\])+?)[=＝]\s*(?P<value>(?:\\.|[^\s\\])+)"
    r"(?:\s+(?P<unit>(?:\\.|[^@＠\s\\])(?:\\.|[^\s\\])*))?(?:\s+[@＠]\s*(?P<as_of>(?:\\.|[^\s\\])+))?"
)
_IN_NAME = re.compile(r"[=＝\\]")
_IN_VALUE = re.compile(r"[\s\\]")
_IN_UNIT = re.compile(r"^[@＠]|[\s\\]")
_LONGEST = 500  # characters of a line: four times a fact; a long one could keep the pattern busy for minutes
_ESCAPED = re.compile(r"\\(.)")


class WrongFactLine(ValueError):
    """A line is no fact; `number` counts from 1, `text` is the line."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(f"line {number} is no fact; write name=value unit @as_of")
        self.number = number
        self.text = text


def fact_lines(facts: Iterable[Fact]) -> str:
    """The facts, one a line, as `read_fact_lines` reads them."""
    return "\n".join(_line(fact) for fact in facts)


def _line(fact: Fact) -> str:
    parts = [f"{_escaped(_IN_NAME, fact.name)}={_escaped(_IN_VALUE, fact.value)}"]
    if fact.unit:
        parts.append(_escaped(_IN_UNIT, fact.unit))
    if fact.as_of:
        parts.append(f"@{_escaped(_IN_VALUE, fact.as_of)}")
    return " ".join(parts)


def _escaped(what: re.Pattern[str], text: str) -> str:
    return what.sub(lambda found: "\\" + found[0], text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def read_fact_lines(text: str) -> tuple[Fact, ...]:
    """The facts of a text; blank lines are skipped, dates taken as they stand.

    Raises:
        WrongFactLine: a line has another form.
    """
    facts = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
        if found is None:
            raise WrongFactLine(number, line.strip())
        name, value, unit, as_of = (_plain(part) if part is not None else None for part in found.groups())
        facts.append(Fact((name or "").strip(), value or "", unit, as_of))
    return tuple(facts)
