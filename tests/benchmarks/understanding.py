"""How much is understood: the labelled sets through the whole assistant, and the intent model on public data."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bot.bootstrap.parts import RunningParts
from bot.cli.evaluation import Labelled, Tally, denied, measured_length, rates, read_labelled, tally
from bot.reply import Message
from tests.benchmarks.labelled import none_of_ours, own_files, shared_lines, smp_parts
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.workplace import shipped

MEDIAN_LENGTH, MOST_LENGTH = 160, 300
SMP_MACRO_F1: Final = 0.92


@dataclass(frozen=True, slots=True)
class Bar:
    """What a rate of `bot.cli.evaluation.rates` must reach; `least` says on which side of it."""

    value: float
    least: bool


ON_OURS: Final = {
    "right intent, in scope": Bar(0.97, True),
    "right where 5 % of out-of-scope passes": Bar(0.95, True),
    "answered with the right intent": Bar(0.90, True),
    "answered with a wrong intent": Bar(0.02, False),
    "out of scope: answered": Bar(0.05, False),
    "out of scope: asked back": Bar(0.15, False),
    "turns of dialogues right": Bar(0.96, True),
}
ON_FIGURES: Final = {
    "right figure in the reply": Bar(0.98, True),
    "right figure in its first line": Bar(0.95, True),
    "denied although printed": Bar(0.0, False),
}
ON_TRAPS: Final = {"traps told rightly": Bar(0.95, True)}
LITERALLY: Final = ("{title}，{name}是多少？", "{title}的{name}是什么", "{title}，{name}", "{title} {name}多少")
"""The ways of asking for a fact by its own name."""

ON_SMP2017: Final = {"out of scope: answered": Bar(0.01, False), "out of scope: asked back": Bar(0.03, False)}


def _rows(sheet: Sheet, of: str, found: Tally, bars: dict[str, Bar]) -> None:
    for name, value in rates(found).items():
        bar = bars.get(name)
        if bar is not None:
            (sheet.at_least if bar.least else sheet.at_most)(f"{of}: {name}", value, bar.value)


async def _measured(sheet: Sheet) -> None:
    lengths: list[int] = []
    async with shipped() as parts:

        async def count(of: str, lines: Sequence[Labelled], bars: dict[str, Bar]) -> None:
            if lines:
                found = await tally(lines, parts.assistant, parts.regions)
                _rows(sheet, f"{of} ({len(lines)})", found, bars)
                lengths.extend(found.lengths)
            else:
                sheet.note(f"{of} is not there: not measured")

        await count("questions.jsonl", shared_lines("questions.jsonl"), ON_OURS)
        await count("dialogues.jsonl", shared_lines("dialogues.jsonl"), ON_OURS)
        for name in ("figures.jsonl", "figures_2.jsonl"):
            await count(name, shared_lines(name), ON_FIGURES)
        await count("traps_2.jsonl", shared_lines("traps_2.jsonl"), ON_TRAPS)
        asked, missed, denials = await _literally(parts)
        sheet.at_most(f"facts asked for by their own names ({asked}): not told", missed, 0, "{:.0f}")
        sheet.at_most("the same: denied although printed", denials, 0, "{:.0f}")
        for name, lines in own_files().items():
            await count(name, lines, ON_FIGURES if any(line.answer_any for line in lines) else ON_OURS)
        if lengths:
            sheet.at_most("characters of an answer before 来源, median", median(lengths), MEDIAN_LENGTH, "{:.0f}")
            sheet.at_most("characters of an answer before 来源, most", max(lengths), MOST_LENGTH, "{:.0f}")
        sheet.at_most("the same, most over every entry", await _longest_entry(parts), MOST_LENGTH, "{:.0f}")
        smp = smp_parts()
        if smp is None:
            sheet.note("SMP2017 is not there: not measured")
            return
        utterances = none_of_ours([line for path in smp for line in read_labelled(path)])
        await count("SMP2017", utterances, ON_SMP2017)
    sheet.at_least("SMP2017, model fitted on train: macro F1 on develop", _macro_f1(*smp), SMP_MACRO_F1, "{:.4f}")


async def _literally(parts: RunningParts) -> tuple[int, int, int]:
    """How often a fact is asked for by its name, how often its value is not told, and how often it is denied."""
    asked = missed = denials = 0
    for entry in parts.assistant.snapshot.entries.values():
        for fact in entry.facts:
            for pattern in LITERALLY:
                reply = await parts.assistant.reply(Message(pattern.format(title=entry.title, name=fact.name)))
                asked += 1
                missed += fact.value not in reply.text
                denials += denied(reply)
    return asked, missed, denials


async def _longest_entry(parts: RunningParts) -> int:
    """Characters of the longest entry when its button is pressed."""
    entries = parts.assistant.snapshot.entries
    return max([measured_length(await parts.assistant.reply(Message(choice=f"e:{entry}"))) for entry in entries])


def _macro_f1(train: Path, develop: Path) -> float:
    """What `python -m bot eval --train --test` prints."""
    command = [sys.executable, "-m", "bot", "eval", "--train", str(train), "--test", str(develop)]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = re.search(r"macro F1 ([\d.]+)", printed)
    if found is None:
        raise ValueError(f"eval printed no macro F1: {printed[:200]}")
    return float(found[1])


def measure(sheet: Sheet) -> None:
    """See the module."""
    asyncio.run(_measured(sheet))


SUBJECT = Subject("What is understood", measure)
