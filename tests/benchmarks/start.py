"""How soon the first answer comes, and how much memory a serving process holds."""

import asyncio
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import psutil

from tests.benchmarks.changed_words import WordChanger
from tests.benchmarks.labelled import own_files, shared_lines
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.workplace import database_url, environment, temporary_folder
from tests.fake_bot_api import TOKEN, FakeBotApi
from tests.fake_bot_server import serving

QUESTION: Final = "天太热了，附近有没有能歇脚喝水的地方"
STARTS: Final = 5
COLD_SECONDS, FIRST_SECONDS, RESIDENT_MB = 3.0, 15.0, 300.0
PEOPLE: Final = 100
QUESTIONS: Final = 500
PATIENCE: Final = 120.0
"""Seconds after which a bot that does not answer ends the measurement."""


@dataclass(frozen=True, slots=True)
class Start:
    """One run of `ask` in a fresh process: seconds by the clock and of processor time, and what it said meanwhile."""

    seconds: float
    cpu_seconds: float
    said: str


def _cpu_seconds() -> float:
    """Processor time of all processes that we started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _first_answer(folder: Path) -> Start:
    """Asks one question and waits for its answer."""
    settings = environment(database_url(folder), folder / "cache")
    command = [sys.executable, "-m", "bot", "ask", QUESTION]
    used, start = _cpu_seconds(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
    spent = time.perf_counter() - start
    if not done.stdout.strip():
        raise RuntimeError("ask printed no answer")
    return Start(spent, _cpu_seconds() - used, done.stderr.strip())


async def _resident_mb(folder: Path, questions: list[str]) -> tuple[float, float]:
    """Resident memory of a process that serves Telegram, before its first question and after the last."""
    api = FakeBotApi()
    async with serving(api) as (_, address):
        settings = environment(
            database_url(folder),
            folder / "cache",
            {
                "UNIONBOT_TELEGRAM_API": address,
                "UNIONBOT_TELEGRAM_TOKEN": TOKEN,
                "UNIONBOT_PERSON_LIMITS": "false",
                "UNIONBOT_WEB_PORT": "0",
            },
        )
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=settings, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            process = psutil.Process(bot.pid)
            before = 0.0
            for number, question in enumerate(questions):
                person = 1000 + number % PEOPLE
                answers = len(api.texts(person))
                api.wait_in_line([api.text(person, question)])
                end = time.monotonic() + PATIENCE
                while len(api.texts(person)) == answers:
                    if bot.returncode is not None or time.monotonic() > end:
                        raise RuntimeError("the bot does not answer")
                    await asyncio.sleep(0.002)
                before = before or process.memory_info().rss / 2**20
            return before, process.memory_info().rss / 2**20
        finally:
            if bot.returncode is None:
                bot.terminate()
            await bot.wait()


def measure(sheet: Sheet) -> None:
    """See the module."""
    lines = [*shared_lines("questions.jsonl"), *(line for lines in own_files().values() for line in lines)]
    questions = WordChanger(seed=8).sample([line.text for line in lines if line.text], QUESTIONS)
    with temporary_folder() as folder:
        first = _first_answer(folder)
        sheet.at_most("first start ever to the first answer, s", first.seconds, FIRST_SECONDS, "{:.1f}")
        sheet.figure("processor time of it, s", f"{first.cpu_seconds:.1f}")
        sheet.figure("lines of progress shown meanwhile", str(len(first.said.splitlines())))
        starts = [_first_answer(folder) for _ in range(STARTS)]
        typical = median(start.seconds for start in starts)
        sheet.at_most(f"fitted model on disk: median of {STARTS} starts, s", typical, COLD_SECONDS, "{:.1f}")
        sheet.figure("processor time of it, s", f"{median(start.cpu_seconds for start in starts):.1f}")
        before, after = asyncio.run(_resident_mb(folder, questions))
        sheet.figure("resident memory serving Telegram, first question, MB", f"{before:.0f}")
        sheet.at_most(f"the same after {QUESTIONS} questions, MB", after, RESIDENT_MB, "{:.0f}")
    sheet.note(f"Load average of the machine at the end: {os.getloadavg()[0]:.1f}.")


SUBJECT = Subject("Start and memory", measure)
