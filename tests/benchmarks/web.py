"""The web page and its API: requests a second beside a bare endpoint, memory of sessions, and a poor line."""

import asyncio
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import aiohttp
import psutil

from tests.benchmarks.changed_words import WordChanger
from tests.benchmarks.labelled import own_files
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.throttled import LATENCY_MS, SLOWER, measured
from tests.benchmarks.workplace import database_url, environment, say, temporary_folder
from tests.benchmarks.wrk import Wrk

ROUNDS: Final = 3
ASKED: Final = 20_000
NEW: Final = 8000  # four times as many as the program keeps the meaning of
ALONE, IN_SESSIONS, P99_MS, SESSIONS_MB = 0.08, 0.04, 50.0, 50.0
SENT_SECONDS, COLD_SECONDS, PAGE_KB = 1.0, 3.0, 200.0
IDLE_SESSIONS: Final = 2000
STEADY_SECONDS: Final = 8


@contextmanager
def _running(command: Sequence[str], settings: dict[str, str]) -> Iterator[tuple[psutil.Process, str]]:
    """A server as a process of its own, with its address once it prints one."""
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = next(
                (found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line))), None
            )
            if address is None:
                raise RuntimeError(f"{command} did not start")
            yield psutil.Process(process.pid), address
        finally:
            process.stdout.close()  # nobody reads on
            process.terminate()


async def _steadily(address: str, questions: Sequence[str], a_second: float) -> list[float]:
    """Milliseconds of each answer while so many are asked a second, whether or not the earlier are answered."""
    took: list[float] = []

    async def ask(web: aiohttp.ClientSession, text: str) -> None:
        start = time.perf_counter()
        async with web.post(f"{address}/api/ask", json={"text": text}) as answer:
            await answer.read()
            answer.raise_for_status()
        took.append((time.perf_counter() - start) * 1000)

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as web, asyncio.TaskGroup() as asked:
        start = time.perf_counter()
        for number in range(int(a_second * STEADY_SECONDS)):
            late = time.perf_counter() - start - number / a_second
            await asyncio.sleep(max(0.0, -late))
            asked.create_task(ask(web, questions[number % len(questions)]))
    return took


async def _open_sessions(address: str) -> None:
    """So many people ask once each and go away."""
    gate = asyncio.Semaphore(16)

    async def one(web: aiohttp.ClientSession) -> None:
        async with gate, web.post(address, data={"text": "找驿站"}, headers={"X-Fragment": "1"}) as answer:
            answer.raise_for_status()
            await answer.read()

    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as web:
        await asyncio.gather(*(one(web) for _ in range(IDLE_SESSIONS)))


def _megabytes(process: psutil.Process) -> float:
    size: int = process.memory_info().rss
    return size / 2**20


def _popular(questions: Sequence[str], seed: int) -> list[str]:
    """Questions as people ask them: the n-th most frequent 1/n times as often as the first."""
    shares = [1 / (1 + place) for place in range(len(questions))]
    return random.Random(seed).choices(questions, shares, k=ASKED)


def _load(sheet: Sheet, folder: Path, asked: Sequence[str], new: Sequence[str], ours: str, bare: str) -> None:
    alone = Wrk(folder, "alone", asked)
    in_sessions = Wrk(folder, "sessions", asked, sessions=True)
    never_asked = Wrk(folder, "new", new)
    alone.rate(ours)  # warms up
    rates: list[tuple[float, ...]] = []
    for _ in range(ROUNDS):  # in turns, so that what else the machine does meets all alike
        rates.append((alone.rate(bare), alone.rate(ours), in_sessions.rate(ours), never_asked.rate(ours)))
        say("bare {:.0f}/s, ours {:.0f}/s, in sessions {:.0f}/s, never asked before {:.0f}/s".format(*rates[-1]))
    named = (
        "bare Starlette endpoint",
        "/api/ask without a session, the n-th question 1/n times as often as the first",
        "with one",
        "each question never asked before",
    )
    for place, what in enumerate(named):
        sheet.figure(f"{what}: answers a second, median of {ROUNDS}", f"{median(one[place] for one in rates):.0f}")
    sheet.at_least("without a session, of the bare endpoint's", median(one[1] / one[0] for one in rates), ALONE)
    sheet.at_least("with one (conversation written)", median(one[2] / one[0] for one in rates), IN_SESSIONS)
    sheet.figure("each question never asked before", f"{median(one[3] / one[0] for one in rates):.3f}")
    half = median(one[3] for one in rates) / 2
    next_one = never_asked.asked % len(new)
    took = asyncio.run(_steadily(ours, [*new[next_one:], *new[:next_one]], half))
    sheet.at_most(
        f"p99 at half of that last load ({half:.0f} a second), ms", quantiles(took, n=100)[98], P99_MS, "{:.1f}"
    )


def measure(sheet: Sheet) -> None:
    """See the module."""
    lines = [line.text for lines in own_files().values() for line in lines if line.text]
    asked, new = _popular(lines, seed=10), WordChanger(seed=9).sample(lines, NEW)
    with temporary_folder() as folder:
        more = {"UNIONBOT_PERSON_LIMITS": "false", "UNIONBOT_WEB_PORT": "0"}
        settings = environment(database_url(folder), more=more)
        with (
            _running([sys.executable, "-m", "tests.benchmarks.bare_web"], settings) as (_, bare),
            _running([sys.executable, "-m", "bot", "run"], settings) as (process, ours),
        ):
            _load(sheet, folder, asked, new, ours, bare)
            before = _megabytes(process)
            asyncio.run(_open_sessions(ours))
            sheet.at_most(f"{IDLE_SESSIONS} idle sessions add, MB", _megabytes(process) - before, SESSIONS_MB, "{:.1f}")
            sheet.figure("resident memory with them, MB", f"{_megabytes(process):.0f}")
            poor = asyncio.run(measured(f"{ours}/"))
            line = f"{LATENCY_MS} ms, 1.4 Mbit/s, processor {SLOWER} times slower"
            sheet.at_most(f"发送 to the answer, s ({line})", poor.sent_to_answer, SENT_SECONDS, "{:.2f}")
            sheet.at_most("a link with a question, cold, to the answer, s", poor.cold_to_answer, COLD_SECONDS, "{:.2f}")
            sheet.at_most("the page loads, kB", poor.transferred / 1000, PAGE_KB, "{:.1f}")


SUBJECT = Subject("The web page", measure)
