"""Facts as lines that people type and files hold: `name=value unit @as_of`, one fact a line."""

import re
from collections.abc import Iterable

from data.entries import Fact

# A value holds no white space; a unit neither, and does not begin with @, so that a line reads one way only.
_LINE = re.compile(
    r"(?P<name>[^=＝]+?)\s*[=＝]\s*(?P<value>\S+)(?:\s+(?P<unit>[^@＠\s]\S*))?(?:\s+[@＠]\s*(?P<as_of>\S+))?"
)


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
    parts = (f"{fact.name}={fact.value}", fact.unit, f"@{fact.as_of}" if fact.as_of else None)
    return " ".join(part for part in parts if part)


def read_fact_lines(text: str) -> tuple[Fact, ...]:
    """The facts of a text; blank lines are skipped, dates taken as they stand.

    Raises:
        WrongFactLine: a line has another form.
    """
    facts = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise WrongFactLine(number, line.strip())
        facts.append(Fact(found["name"].strip(), found["value"], found["unit"], found["as_of"]))
    return tuple(facts)
