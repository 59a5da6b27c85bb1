"""Measures the labelled sets and writes down what is missed today and how low each rate may fall.

    python -m tests.questions.refresh

To be run when phrases, entries or the understanding change, and its difference read like any other: a rate that falls
or a miss that is new needs a reason.
"""

import asyncio
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import yaml

from bot.bootstrap.parts import bootstrap
from bot.settings import Settings
from tests.questions.judging import FLOORS, KNOWN_MISSES, SETS, Judged, judge, may_not_rise

MARGIN = 0.01
"""How much of a rate may be lost to chance: three of 310 questions."""


def say(text: str) -> None:
    """What was measured."""
    sys.stdout.write(f"{text}\n")


def limit(rate: str, value: float) -> float:
    """How low a rate may fall, or how high it may rise."""
    return round(min(1.0, value + MARGIN) if may_not_rise(rate) else max(0.0, value - MARGIN), 3)


async def measured() -> dict[str, Judged]:
    """Every set, asked today."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'labelled.db'}"
        settings = Settings(database_url=url, today=datetime(2026, 11, 21))
        async with bootstrap(settings, say, persistent=False) as parts:
            return {name: await judge(name, parts.assistant, parts.regions) for name in SETS}


def main() -> None:
    """Writes both files and tells every miss."""
    found = asyncio.run(measured())
    for name, judged in found.items():
        say(f"\n{name}: {len(judged.misses)} misses")
        for rate, value in judged.rates.items():
            say(f"  {rate:44} {value:.4g}")
        for line, told in judged.misses.items():
            say(f"  {line:8} {told}")
    misses = {name: list(judged.misses) for name, judged in found.items()}
    lowest = {name: {rate: limit(rate, value) for rate, value in j.rates.items()} for name, j in found.items()}
    for path, content in ((KNOWN_MISSES, misses), (FLOORS, lowest)):
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
