"""How long one question takes in process, warm: understanding it alone, and the whole reply."""

import asyncio
import time
from statistics import median
from typing import Final

from bot.bootstrap.parts import RunningParts
from bot.reply import Message
from bot.understanding.classifying import classify, intent_scores
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import seeds_folder
from tests.benchmarks.changed_words import WordChanger
from tests.benchmarks.labelled import shared_lines
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import shipped

QUESTIONS: Final = 4_000
WARMING: Final = 500
PEOPLE: Final = 200
"""How many take turns asking, each with a conversation of their own."""

MEDIAN_MS, P99_MS = 1.0, 5.0


def percentile(values: list[float], share: float) -> float:
    """By nearest rank; `share` in [0, 1]."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def understanding_ms(parts: RunningParts, question: str) -> float:
    """Milliseconds to the intent and its confidence."""
    snapshot = parts.assistant.snapshot
    start = time.perf_counter()
    features = snapshot.featurizer(question)
    hit = snapshot.taught.nearest(features.text)
    scores = intent_scores(features, snapshot.model, snapshot.titles, snapshot.intent_of)
    classify(scores, snapshot.model.calibration, snapshot.intent_of, hit)
    return 1000 * (time.perf_counter() - start)


async def reply_ms(parts: RunningParts, question: str, person: str) -> float:
    """Milliseconds to the whole reply, within a person's conversation."""
    start = time.perf_counter()
    await parts.assistant.reply(Message(question, person))
    return 1000 * (time.perf_counter() - start)


async def _measured(sheet: Sheet) -> None:
    phrases = [phrase.text for phrase in read_seeds(seeds_folder()).phrases]
    asked = phrases + [line.text for line in shared_lines("questions.jsonl")]
    questions = WordChanger(seed=3).sample(asked, WARMING + QUESTIONS)
    async with shipped() as parts:
        alone = [understanding_ms(parts, question) for question in questions][WARMING:]
        # Other questions than those just understood: nothing of them is kept anywhere.
        questions = WordChanger(seed=4).sample(asked, WARMING + QUESTIONS)
        whole = [await reply_ms(parts, q, f"bench:{n % PEOPLE}") for n, q in enumerate(questions)][WARMING:]
    of = f"{len(phrases)} phrases, {QUESTIONS} questions"
    sheet.at_most(f"whole reply, median ms ({of})", median(whole), MEDIAN_MS, "{:.2f}")
    sheet.at_most("whole reply, p99 ms", percentile(whole, 0.99), P99_MS, "{:.2f}")
    sheet.figure("understanding alone, median ms", f"{median(alone):.2f}")
    sheet.figure("understanding alone, p99 ms", f"{percentile(alone, 0.99):.2f}")


def measure(sheet: Sheet) -> None:
    """See the module."""
    asyncio.run(_measured(sheet))


SUBJECT = Subject("One question in process", measure)
