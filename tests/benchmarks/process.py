"""What runs in a process of its own, so that its memory and its start can be measured; prints one JSON object.

python -m tests.benchmarks.process fit URL CACHE
python -m tests.benchmarks.process answer URL CACHE QUESTIONS
"""

import asyncio
import resource
import sys
import time
from pathlib import Path
from statistics import median

import orjson
import psutil

from bot.bootstrap.parts import bootstrap
from bot.catalogue.building import examples
from bot.understanding.fitted import fitted_model
from bot.understanding.shipped import shipped_vectors
from data.catalogue.whole import read_catalogue
from data.storage.engine import Database
from tests.benchmarks.speed import WARMING, percentile, reply_ms
from tests.benchmarks.workplace import say, settings_for

MB = 2**20


async def fit(url: str, cache: Path) -> dict[str, float]:
    """Fits the model of the database's catalogue: seconds, and the most memory of the process that fitted."""
    database = Database(url)
    try:
        async with database.read() as session:
            rows = await read_catalogue(session)
    finally:
        await database.close()
    given = examples(rows)
    start = time.perf_counter()
    model = await fitted_model(given, shipped_vectors(), cache, lambda count: say(f"fitting {count} phrases"))
    return {
        "seconds": time.perf_counter() - start,
        "peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MB,
        "features": sum(len(vocabulary.row) for vocabulary in model.vocabularies),
    }


async def answer(url: str, cache: Path, questions: list[str]) -> dict[str, float]:
    """Answers the questions, the model being fitted: milliseconds, seconds to open, memory."""
    settings = settings_for(url, cache)
    start = time.perf_counter()
    async with bootstrap(settings, say, persistent=False) as parts:
        open_seconds = time.perf_counter() - start
        spent = [await reply_ms(parts, question, f"bench:{number % 200}") for number, question in enumerate(questions)]
        resident = psutil.Process().memory_info().rss / MB
        start = time.perf_counter()
        parts.assistant.take(await parts.snapshots.first())
        return {
            "open_seconds": open_seconds,
            "median_ms": median(spent[WARMING:]),
            "p99_ms": percentile(spent[WARMING:], 0.99),
            "resident_mb": resident,
            "swap_seconds": time.perf_counter() - start,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB,
            "entries": len(parts.assistant.snapshot.entries),
        }


def main() -> int:
    """Runs what the arguments say."""
    what, url, cache = sys.argv[1:4]
    if what == "fit":
        result = asyncio.run(fit(url, Path(cache)))
    else:
        result = asyncio.run(answer(url, Path(cache), orjson.loads(Path(sys.argv[4]).read_bytes())))
    print(orjson.dumps(result).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
