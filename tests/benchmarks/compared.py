"""Ours beside other methods: the same phrases, the same questions, the same run."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from statistics import median
from typing import Final

import jieba
from rapidfuzz import fuzz

from bot.bootstrap.parts import RunningParts
from bot.catalogue.building import examples
from bot.cli.evaluation import PASSING_SHARE, Labelled, Tally, right_at_passing_share
from bot.reply import Message
from bot.understanding.fitting import Example
from bot.understanding.normalize import normalize
from data.catalogue.whole import read_catalogue
from tests.benchmarks import e5
from tests.benchmarks.labelled import own_files, shared_lines
from tests.benchmarks.rivals import Bm25, LinearOnE5, NearestByE5, NearestByRapidfuzz, Rival
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import shipped

COLUMNS: Final = ("method", "questions", "right intent", f"right where {PASSING_SHARE:.0%} of the others passes", "ms")


async def _examples(parts: RunningParts) -> list[Example]:
    """What our model is fitted on, for everybody."""
    async with parts.database.read() as session:
        rows = await read_catalogue(session)
    unique: dict[str, str] = {}
    for text, label in examples(rows):
        unique.setdefault(text, label)
    return [Example(text, label) for text, label in unique.items()]


def _rivals(given: Sequence[Example]) -> Iterator[Rival]:
    tokenizer = jieba.Tokenizer()
    for name in (files("seeds") / "words.txt").read_text(encoding="utf-8").split():
        tokenizer.add_word(name)

    def words(text: str) -> list[str]:
        return [word for word in tokenizer.lcut(normalize(text), HMM=False) if word != " "]

    yield NearestByRapidfuzz("rapidfuzz extractOne (WRatio)", given, fuzz.WRatio)
    # Of rapidfuzz's scorers this one finds most on words; WRatio finds half as much, for it looks at parts of words.
    yield NearestByRapidfuzz(
        "rapidfuzz extractOne (token_set_ratio) on jieba words",
        given,
        fuzz.token_set_ratio,
        lambda text: " ".join(words(text)),
    )
    yield Bm25(given, words)
    if e5.available():
        yield NearestByE5(given)
        yield LinearOnE5(given)


def _line(sheet: Sheet, method: str, of: str, found: Sequence[Tally], spent: Sequence[float]) -> None:
    """One row; of several ways to take the method's confidence the best counts."""
    right = sum(right for _, right in found[0].confidences) / len(found[0].confidences)
    passing = max(map(right_at_passing_share, found)) if found[0].out_confidences else None
    sheet.line(
        method, of, f"{right:.3f}", "" if passing is None else f"{passing:.3f}", f"{1000 * median(spent):.2f}"
    )  # fmt: skip


def _rival(sheet: Sheet, rival: Rival, of: str, lines: Sequence[Labelled]) -> None:
    # A rival's confidence is its fit, or how far that stands above the nearest out-of-scope phrase's.
    plain, margin = Tally(), Tally()
    spent = []
    rival(lines[0].text)
    for line in lines:
        start = time.perf_counter()
        guess = rival(line.text)
        spent.append(time.perf_counter() - start)
        for found, confidence in ((plain, guess.fit), (margin, guess.fit - guess.out)):
            if line.intents:
                found.confidences.append((confidence, guess.intent in line.intents))
            else:
                found.out_confidences.append(confidence)
    _line(sheet, rival.name, of, (plain, margin), spent)


async def _ours(sheet: Sheet, parts: RunningParts, of: str, lines: Sequence[Labelled]) -> None:
    found = Tally()
    spent = []
    await parts.assistant.reply(Message(lines[0].text))
    for line in lines:
        start = time.perf_counter()
        reply = await parts.assistant.reply(Message(line.text))
        spent.append(time.perf_counter() - start)
        if line.intents:
            found.confidences.append((reply.confidence, reply.intent in line.intents))
        else:
            found.out_confidences.append(reply.confidence)
    _line(sheet, "ours, the whole reply", of, (found,), spent)


async def _measured(sheet: Sheet) -> None:
    own = [line for lines in own_files().values() for line in lines]
    sets = {"questions.jsonl": shared_lines("questions.jsonl"), "tests/questions": own}
    asked = {of: [line for line in lines if line.text] for of, lines in sets.items()}
    asked = {of: lines for of, lines in asked.items() if any(line.intents for line in lines)}
    if not asked:
        sheet.note("there are no labelled questions: not measured")
        return
    async with shipped() as parts:
        given = await _examples(parts)
        for rival in _rivals(given):
            for of, lines in asked.items():
                _rival(sheet, rival, of, lines)
        for of, lines in asked.items():
            await _ours(sheet, parts, of, lines)
    if not e5.available():
        sheet.note("multilingual-e5-small left out: pip install -e '.[e5]'")
    sheet.note(
        f"{len(given)} phrases for every method. ms: median a question, the whole reply for ours, "
        "the intent alone for the others."
    )


def measure(sheet: Sheet) -> None:
    """See the module."""
    asyncio.run(_measured(sheet))


SUBJECT = Subject("Beside other methods", measure, COLUMNS)
