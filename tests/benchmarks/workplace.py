"""Where the assistant runs while it is measured: a folder of its own, the day that the labelled sets hold for."""

import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.bootstrap.parts import RunningParts, bootstrap
from bot.settings import Settings
from tests.benchmarks.sheet import RESULTS, ROOT

TODAY: Final = "2026-11-21"
"""The day that the labelled sets hold for."""

SHARED: Final = ROOT.parent / "shared"
"""The labelled sets and measuring tools that come beside the project; may be missing."""

CACHE: Final = RESULTS / "cache"
"""Fitted models, kept from one subject and one run to the next."""


def say(text: str) -> None:
    """Progress, beside the table."""
    print(f"({text})", file=sys.stderr, flush=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="unionbot-bench-") as name:
        yield Path(name)


def database_url(folder: Path) -> str:
    """A SQLite database in the folder."""
    return f"sqlite:///{folder / 'bench.db'}"


def settings_for(url: str, cache: Path = CACHE) -> Settings:
    """The settings everything is measured with."""
    return Settings(database_url=url, cache=str(cache), today=datetime.fromisoformat(TODAY))


def environment(url: str, cache: Path = CACHE, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The same settings for a process of its own."""
    # A container may forbid Python to keep compiled files; a user's machine does not, and it costs half of a start.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"UNIONBOT_DATABASE_URL": url, "UNIONBOT_CACHE": str(cache), "UNIONBOT_TODAY": TODAY}
    return {**kept, **ours, **(more or {})}


@asynccontextmanager
async def shipped() -> AsyncIterator[RunningParts]:
    """The assistant over the shipped catalogue."""
    with temporary_folder() as folder:
        async with bootstrap(settings_for(database_url(folder)), say, persistent=False) as parts:
            yield parts
