"""Fifty editors at once over a loopback Bot API, on one entry and on many: no edit may be lost."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from data.catalogue import changes as editing
from data.storage.engine import Database
from tests.benchmarks.programs import OWNER, databases, program
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import temporary_folder

EDITORS: Final = 50
ONE: Final = "hohhot-volunteer-lawyers"
FIRST: Final = 5_000


@dataclass(frozen=True, slots=True)
class _Round:
    """What came of one edit by each editor: confirmations, revisions that say so, breaks in their chain, seconds."""

    confirmed: int
    kept: int
    broken: int
    seconds: float


async def _round(url: str, ids: list[str], word: str) -> _Round:
    async with program(url) as bot:
        people = range(FIRST, FIRST + EDITORS)
        for person in people:
            await bot.asked(bot.api.text(OWNER, f"/role grant {person} editor"))
        before = len(bot.api.sent)
        start = time.perf_counter()
        bot.api.wait_in_line(
            bot.api.text(person, f"/service edit {entry_id} 怎么办 {word}{person}")
            for person, entry_id in zip(people, ids, strict=True)
        )
        await bot.until(lambda: len(bot.api.sent) >= before + EDITORS)
        seconds = time.perf_counter() - start
        answers = Counter(message["chat"]["id"] for message in bot.api.sent[before:] if word in message["text"])
    database = Database(url)
    kept, broken = 0, 0
    for entry_id in set(ids):
        rows = list(reversed(await editing.history(database, entry_id, 1000)))
        mine = [row for row in rows if word in ((row.after or {})["how"] or "")]
        kept += len({(row.after or {})["how"] for row in mine})
        broken += sum(one.after != other.before for one, other in pairwise(rows))
    await database.close()
    return _Round(len(answers), kept, broken, seconds)


def measure(sheet: Sheet) -> None:
    """See the module."""
    with temporary_folder() as folder, databases(folder) as filled:
        for name, url in filled:
            many = asyncio.run(_ids(url))
            for what, ids in (("one entry", [ONE] * EDITORS), (f"{EDITORS} entries", many)):
                found = asyncio.run(_round(url, ids, f"试{len(set(ids))}号"))
                lost = (EDITORS - found.confirmed) + (EDITORS - found.kept) + found.broken
                sheet.at_most(f"{name}: {EDITORS} editors at once on {what}: edits lost", lost, 0, "{:.0f}")
                sheet.figure(f"{name}: {EDITORS} editors at once on {what}: all confirmed in", f"{found.seconds:.1f} s")


async def _ids(url: str) -> list[str]:
    database = Database(url)
    async with database.engine.connect() as connection:
        entries = await editing.all_entries(connection)
    await database.close()
    return [entry.id for entry in entries.values() if entry.id != ONE][:EDITORS]


SUBJECT = Subject("Editors at once", measure)
