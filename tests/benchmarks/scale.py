"""What becomes of speed and memory with 500,000 phrases and 11,000 entries."""

import asyncio
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import orjson

from data.seeding.loading import load_seeds
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import Seeds, seeds_folder
from data.storage.engine import Database
from data.upkeep.migrating import migrate
from tests.benchmarks.changed_words import WordChanger
from tests.benchmarks.generated import enlarged
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.speed import WARMING
from tests.benchmarks.workplace import CACHE, database_url, environment, say, temporary_folder

PHRASES, ENTRIES = (
    int(os.environ.get(name, size)) for name, size in (("BENCH_PHRASES", 500_000), ("BENCH_ENTRIES", 11_000))
)
"""The sizes; smaller ones try the program out."""

QUESTIONS: Final = 2_500
TIMES_SLOWER, RESIDENT_MB = 5.0, 1.5 * 1024


async def _load(url: str, seeds: Seeds) -> None:
    database = Database(url)
    try:
        await migrate(database)
        await load_seeds(database, seeds)
    finally:
        await database.close()


def _run(what: str, url: str, cache: Path, *more: str) -> dict[str, float]:
    """What `tests.benchmarks.process` prints."""
    command = [sys.executable, "-m", "tests.benchmarks.process", what, url, str(cache), *more]
    printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, env=environment(url, cache)).stdout
    result: dict[str, float] = orjson.loads(printed)
    return result


def measure(sheet: Sheet) -> None:
    """See the module."""
    seeds = read_seeds(seeds_folder())
    say("generating the catalogue")
    large = enlarged(seeds, PHRASES, ENTRIES)
    with temporary_folder() as folder:
        asked = folder / "questions.json"
        known = [
            *random.Random(5).sample(large.phrases, QUESTIONS // 2),
            *random.Random(6).sample(seeds.phrases, QUESTIONS // 2),
        ]
        questions = WordChanger(seed=7).sample([phrase.text for phrase in known], WARMING + QUESTIONS)
        asked.write_bytes(orjson.dumps(questions))
        (folder / "small").mkdir()
        (folder / "large").mkdir()
        small_url, large_url = database_url(folder / "small"), database_url(folder / "large")
        asyncio.run(_load(small_url, seeds))
        start = time.perf_counter()
        asyncio.run(_load(large_url, large))
        loaded = time.perf_counter() - start
        _run("fit", small_url, CACHE)
        shipped = _run("answer", small_url, CACHE, str(asked))
        fitted = _run("fit", large_url, folder)
        found = _run("answer", large_url, folder, str(asked))
    sheet.figure("phrases / entries", f"{len(large.phrases):,} / {len(large.entries):,}")
    sheet.figure("loading them into the database", f"{loaded:.0f} s")
    sheet.figure("fitting the model (a process of its own)", f"{fitted['seconds']:.0f} s")
    sheet.figure("most memory of that process", f"{fitted['peak_mb']:,.0f} MB")
    sheet.figure("features of the model", f"{fitted['features']:,.0f}")
    sheet.figure("start with the model on disk", f"{found['open_seconds']:.1f} s")
    sheet.figure("a new snapshot when the catalogue changed", f"{found['swap_seconds']:.1f} s")
    sheet.figure(
        f"whole reply, median ms, shipped catalogue ({len(seeds.phrases):,} phrases)", f"{shipped['median_ms']:.2f}"
    )
    sheet.figure("whole reply, median / p99 ms", f"{found['median_ms']:.2f} / {found['p99_ms']:.2f}")
    sheet.at_most(
        "median, times the shipped catalogue's", found["median_ms"] / shipped["median_ms"], TIMES_SLOWER, "{:.1f}"
    )
    sheet.at_most("resident memory of the answering process, MB", found["resident_mb"], RESIDENT_MB, "{:.0f}")
    sheet.figure("most memory of it, while a second snapshot is built", f"{found['peak_mb']:,.0f} MB")


SUBJECT = Subject(f"{PHRASES:,} phrases, {ENTRIES:,} entries", measure)
