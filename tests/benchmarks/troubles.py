"""People in trouble: is their subject found, are they answered, are two needs both, is there a number to dial."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final

from pydantic import BaseModel

from bot.bootstrap.parts import RunningParts
from bot.cli.evaluation import LabelledTurn, measured_length
from bot.reply import Message, Outcome, Reply
from data.seeding.guide_checks import HOTLINES
from tests.benchmarks.labelled import OWN, TROUBLES
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import SHARED, shipped

RIGHT, ANSWERED, MUST, BOTH = 0.95, 0.90, 0.85, 0.85
TOLD_NONE_OF_OURS, WRONG, NEAR_MISSES = 0.01, 0.02, 0.05
MEDIAN_LENGTH, MOST_LENGTH = 200, 320
TURNS: Final = 0.96

_NONE_OF_OURS: Final = "不归工会管"
_PATTERN: Final = "re:"


class Trouble(BaseModel):
    """One labelled line: a question, or a talk; `must` are patterns that the reply holds, after `re:`."""

    id: str
    text: str = ""
    intents: list[str] = []
    turns: list[LabelledTurn] = []
    needs: list[str] = []
    first: list[str] = []
    second: list[str] = []
    session: str | None = None
    must: list[str] | str = []

    @property
    def both(self) -> list[set[str]]:
        """The subjects of its two needs, each by its labels; none where it holds one."""
        if self.first and self.second:
            return [set(self.first), set(self.second)]
        return [{need} for need in self.needs]

    def patterns(self) -> Iterator[str]:
        """What a reply must hold."""
        for one in self.must if isinstance(self.must, list) else []:
            if one.startswith(_PATTERN):
                yield one.removeprefix(_PATTERN)


def _read(path: Path) -> list[Trouble]:
    return [Trouble.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _to_dial(reply: Reply) -> bool:
    return any(re.search(rf"(?<!\d){number}(?!\d)", reply.text) for number in HOTLINES)


async def _asked(sheet: Sheet, of: str, lines: list[Trouble], parts: RunningParts) -> list[int]:
    """Asks every line, writes the rows, and gives the lengths of the answers."""
    count: Counter[str] = Counter()
    lengths: list[int] = []
    for line in lines:
        if line.turns:
            await _talk(count, line, of, parts)
            continue
        key = f"{of}:{line.session}" if line.session is not None else None
        reply = await parts.assistant.reply(Message(line.text, key))
        answered = reply.outcome is Outcome.ANSWER
        if not line.intents:
            count["none"] += 1
            count["none answered"] += answered
            continue
        if answered:
            lengths.append(measured_length(reply))
        _judged(count, line, reply, parts)
    _rows(sheet, of, count)
    return lengths


def _judged(count: Counter[str], line: Trouble, reply: Reply, parts: RunningParts) -> None:
    labels_of = parts.assistant.snapshot.labels_of
    right = not labels_of(reply.intent).isdisjoint(line.intents)
    count["asked"] += 1
    count["right"] += right
    count["answered right"] += right and reply.outcome is Outcome.ANSWER
    count["answered wrong"] += not right and reply.outcome is Outcome.ANSWER
    count["told none of ours"] += _NONE_OF_OURS in reply.text
    count["to dial"] += _to_dial(reply)
    if len(line.both) > 1:
        found = labels_of(reply.intent).union(*(labels_of(service.intent) for service in reply.services))
        count["two needs"] += 1
        count["both found"] += all(not need.isdisjoint(found) for need in line.both)
    for pattern in line.patterns():
        count["must"] += 1
        count["must held"] += re.search(pattern, reply.text) is not None


async def _talk(count: Counter[str], line: Trouble, of: str, parts: RunningParts) -> None:
    for turn in line.turns:
        reply = await parts.assistant.reply(Message(turn.user, f"{of}:{line.id}"))
        labels = parts.assistant.snapshot.labels_of(reply.intent)
        right = reply.outcome is not Outcome.ANSWER
        if turn.smalltalk:
            right = reply.outcome is Outcome.SMALLTALK
        elif turn.intents:
            right = reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE) and not labels.isdisjoint(turn.intents)
        count["turns"] += 1
        count["turns right"] += right


def _rows(sheet: Sheet, of: str, count: Counter[str]) -> None:
    for name, part, whole, bar, least in (
        ("right subject", "right", "asked", RIGHT, True),
        ("answered with the right guide or service", "answered right", "asked", ANSWERED, True),
        ("answered with a wrong subject", "answered wrong", "asked", WRONG, False),
        ("told to be none of the union's", "told none of ours", "asked", TOLD_NONE_OF_OURS, False),
        ("replies with a number to dial", "to dial", "asked", 1.0, True),
        ("two needs: both found", "both found", "two needs", BOTH, True),
        ("mechanical `must`", "must held", "must", MUST, True),
        ("near misses answered", "none answered", "none", NEAR_MISSES, False),
        ("turns of talks right", "turns right", "turns", TURNS, True),
    ):
        if count[whole]:
            row = sheet.at_least if least else sheet.at_most
            row(f"{of} ({count[whole]}): {name}", count[part] / count[whole], bar)


async def _measured(sheet: Sheet) -> None:
    lengths: list[int] = []
    async with shipped() as parts:
        for path in (*sorted(OWN.glob(f"{TROUBLES}*.jsonl")), SHARED / "riders_2.jsonl", SHARED / "riders_3.jsonl"):
            if path.exists():
                lengths += await _asked(sheet, path.name, _read(path), parts)
            else:
                sheet.note(f"{path.name} is not there: not measured")
    sheet.at_most("characters of an answer before 来源, median", median(lengths), MEDIAN_LENGTH, "{:.0f}")
    sheet.at_most("characters of an answer before 来源, most", max(lengths), MOST_LENGTH, "{:.0f}")


def measure(sheet: Sheet) -> None:
    """See the module."""
    asyncio.run(_measured(sheet))


SUBJECT = Subject("What people in trouble are told", measure)
