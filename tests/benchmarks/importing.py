"""How long a file of 10,000 entries takes from its bytes to being live, and what riders notice of it meanwhile."""

import asyncio
import os
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.bootstrap.editors import editors_over
from bot.bootstrap.parts import RunningParts, bootstrap
from bot.editing.save_results import Saved
from bot.exchange import files
from bot.exchange.exchange import Exchange
from bot.people.staff import Staff
from data.catalogue.entries import ServiceEntry, Source
from data.people.audit import OPERATOR, Actor
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import database_url, say, settings_for, temporary_folder

ENTRIES: Final = int(os.environ.get("BENCH_IMPORTED", 10_000))
"""How many; fewer try the program out."""

SECONDS: Final = 60.0
TICK: Final = 0.01


def _made(parts: RunningParts, count: int) -> list[ServiceEntry]:
    """Entries like the shipped ones, with ids, titles and sources of their own."""
    models = list(parts.assistant.snapshot.entries.values())
    made = []
    for number in range(count):
        model = models[number % len(models)]
        source = Source("", "某报", f"第{number}篇报道", None, "2026", "exact", 0, 0)
        title = f"{model.title[:14]}{number}"
        made.append(replace(model, id=f"made-{number:05d}", title=title, conflict=None, source=source))
    return made


async def _longest_stall(done: asyncio.Event) -> float:
    """The longest time that the event loop let nobody else go on."""
    longest = 0.0
    while not done.is_set():
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        longest = max(longest, time.perf_counter() - before - TICK)
    return longest


async def _imported(exchange: Exchange, name: str, content: bytes, changes: int) -> tuple[list[float], float]:
    """Seconds of reading and comparing, of trying the labelled questions, and of saving; and the longest stall."""
    done = asyncio.Event()
    stall = asyncio.create_task(_longest_stall(done))
    times = [time.perf_counter()]
    plan = await exchange.plan(name, content)
    times.append(time.perf_counter())
    assert not plan.refused, plan.refused[:3]
    assert len(plan.changes(remove_missing=False)) == changes
    await exchange.changed_answers(plan)
    times.append(time.perf_counter())
    # The button reads and compares once more before it saves.
    plan = await exchange.plan(name, content)
    outcome = await exchange.commit(Actor(OPERATOR, "terminal"), plan, remove_missing=False, confirmed=True)
    times.append(time.perf_counter())
    assert isinstance(outcome, Saved), outcome
    done.set()
    return [later - earlier for earlier, later in pairwise(times)], await stall


async def _measure(sheet: Sheet) -> None:
    with temporary_folder() as folder:
        async with bootstrap(settings_for(database_url(folder)), say, persistent=False) as parts:
            exchange = Exchange(
                parts.database,
                editors_over(parts, Staff(parts.database, frozenset(), time.time), time.time).entries,
                parts.live,
            )
            made = _made(parts, ENTRIES)
            for kind, change in (("xlsx", "added"), ("csv", "changed"), ("yaml", "changed again")):
                made = [replace(entry, how=f"{change}：到窗口去办") for entry in made]
                await _row(sheet, exchange, kind, change, made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sheet.figure("most memory of the process, MB", f"{peak:,.0f}")
    sheet.note(f"Load average of the machine at the end: {os.getloadavg()[0]:.1f}.")


async def _row(sheet: Sheet, exchange: Exchange, kind: str, change: str, made: Sequence[ServiceEntry]) -> None:
    content = await asyncio.to_thread(files.write, made, kind)
    begun = time.process_time()
    say(f"{kind}: {len(content) / 2**20:.1f} MB")
    (reading, trying, saving), stall = await _imported(exchange, f"made.{kind}", content, len(made))
    total = reading + trying + saving
    spent = time.process_time() - begun
    sheet.at_most(f"{len(made):,} entries {change}, {kind}: from the file to live, s", total, SECONDS, "{:.1f}")
    sheet.figure(
        "reading and comparing + labelled questions + again and saving, s",
        f"{reading:.1f} + {trying:.1f} + {saving:.1f}",
    )
    sheet.figure("processor time of it, s", f"{spent:.1f}")
    sheet.figure("longest stall of the event loop meanwhile, s", f"{stall:.2f}")


def measure(sheet: Sheet) -> None:
    """See the module."""
    asyncio.run(_measure(sheet))


SUBJECT = Subject("Importing entries", measure)
