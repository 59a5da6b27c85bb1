"""How long an edit in one process takes until a question in another is answered with it; both as users start them."""

import asyncio
import time
from statistics import median
from typing import Final

from tests.benchmarks.programs import OWNER, Program, databases, program
from tests.benchmarks.sheet import Sheet, Subject
from tests.benchmarks.workplace import temporary_folder

EDITS: Final = 20
ENTRY: Final = "hohhot-volunteer-lawyers"
RIDER: Final = 77
BAR: Final = 1.0


async def _seen_after(editor: Program, other: Program, text: str) -> tuple[float, float]:
    """Seconds from sending the edit until it is confirmed, and until the other process shows it."""
    sent = time.perf_counter()
    said = await editor.asked(editor.api.text(OWNER, f"/service edit {ENTRY} 怎么办 {text}"))
    confirmed = time.perf_counter()
    if text not in said:
        raise RuntimeError(said)
    menu = other.api.sent[-1]
    while text not in await other.asked(other.api.press(RIDER, menu, f"d:{ENTRY}")):
        pass
    return confirmed - sent, time.perf_counter() - sent


async def _measure(url: str) -> list[tuple[float, float]]:
    async with program(url, 0) as editor, program(url, 1) as other:
        await other.asked(other.api.text(RIDER, "/services"))
        return [await _seen_after(editor, other, f"第{number}种办法") for number in range(EDITS)]


def measure(sheet: Sheet) -> None:
    """See the module."""
    with temporary_folder() as folder, databases(folder) as filled:
        for name, url in filled:
            found = asyncio.run(_measure(url))
            confirmed, seen = [one for one, _ in found], [other for _, other in found]
            what = f"{name}: {EDITS} edits until answered with in another process"
            sheet.at_most(f"{what}, most (s)", max(seen), BAR, "{:.2f}")
            sheet.figure(f"{what}, median", f"{median(seen):.2f} s")
            sheet.figure(f"{name}: until the editor reads that it is saved, median", f"{median(confirmed):.2f} s")


SUBJECT = Subject("Edits in another process", measure)
