"""Which labelled lines come out right: by id, so that a miss can be known, and by rate."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from bot.answering.assistant import Assistant
from bot.cli.evaluation import Labelled, rates, read_labelled, tally, trap_missed, turn_right
from bot.regions import Regions
from bot.reply import Message, Outcome, Reply

FOLDER: Final = Path(__file__).parent
SETS: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))
KNOWN_MISSES: Final = FOLDER / "known_misses.yaml"
FLOORS: Final = FOLDER / "floors.yaml"

LESS_IS_BETTER: Final = ("wrong", "out of scope:")
"""What the names of those rates hold that may not rise; the others may not fall."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of the labelled lines of one set.

    `rates` are the shares that `python -m bot eval` prints; `misses` tell what went wrong, by the line's id (of a
    dialogue: id and number of the turn).
    """

    rates: dict[str, float]
    misses: dict[str, str]


async def judge(name: str, assistant: Assistant, regions: Regions) -> Judged:
    """Asks every line of a set."""
    lines = read_labelled(FOLDER / f"{name}.jsonl")
    misses: dict[str, str] = {}
    for line in lines:
        region = regions.parse(line.asker) if line.asker else None
        for number, turn in enumerate(line.turns, 1):
            reply = await assistant.reply(Message(turn.user, f"judge:{line.id}", region))
            if not turn_right(turn, reply, assistant.snapshot.labels_of(reply.intent)):
                misses[f"{line.id}.{number}"] = _told(turn.user, reply)
        if not line.turns:
            reply = await assistant.reply(Message(line.text, region=region))
            if not _line_right(line, reply, assistant.snapshot.labels_of(reply.intent)):
                misses[str(line.id)] = _told(line.text, reply)
    found = rates(await tally(lines, assistant, regions))
    return Judged({rate: value for rate, value in found.items() if not rate.startswith("characters")}, misses)


def _line_right(line: Labelled, reply: Reply, labels: frozenset[str]) -> bool:
    if line.answer_any:
        first = _squeezed(reply.text.split("\n")[0])
        return any(_squeezed(value) in first for value in line.answer_any)
    if not line.intents:
        return reply.outcome is not Outcome.ANSWER
    if line.trap:
        return not trap_missed(line, reply)
    return reply.outcome is Outcome.ANSWER and not labels.isdisjoint(line.intents)


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace(",", "").replace("，", "")


def _told(text: str, reply: Reply) -> str:
    return f"{reply.outcome} {reply.intent} {reply.confidence:.2f}: {text} -> {reply.text.split(chr(10))[0]}"


def known_misses() -> dict[str, list[str]]:
    """The ids that are known to come out wrong, by set."""
    found: dict[str, list[str]] = yaml.safe_load(KNOWN_MISSES.read_text(encoding="utf-8"))
    return found


def floors() -> dict[str, dict[str, float]]:
    """What each rate of each set must reach, or may not exceed."""
    found: dict[str, dict[str, float]] = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    return found


def may_not_rise(rate: str) -> bool:
    """Whether less of this rate is better."""
    return any(word in rate for word in LESS_IS_BETTER)
