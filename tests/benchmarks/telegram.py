"""Answered Telegram updates a second, beside two other bots in the same run; and what a kill -9 costs."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from tests.benchmarks.killed import Rounds, fake_server
from tests.benchmarks.labelled import own_files, shared_lines
from tests.benchmarks.peers import TOOLS, peers_python
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.workplace import database_url, environment, say, temporary_folder

LATENCY: Final = "40-80"
RATES: Final = (60, 80, 100, 120, 140, 160, 190, 220, 260, 300, 340, 380, 420, 470, 520, 580, 640, 700, 800, 900)
"""Updates a second that are offered, to every bot alike, until two in a row are not kept up with."""

SECONDS: Final = 8
BACKLOG: Final = 1500
AGAINST_ECHO, AGAINST_AIOGRAM = 2.0, 0.7
WAITING: Final = 100
KILLED_AT: Final = (0.1, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1)
"""When the bot is killed, as shares of the time it takes to answer all that wait; a round each."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a bot kept up with: updates a second with none lost and p99 below 500 ms, and while a backlog drained."""

    sustained: float
    backlog: float
    p50_ms: float
    p99_ms: float
    others_cpu: float
    """Cores that neither the bot nor the tools used, at the most: what disturbed the measurement."""


def _capacity(python: Path, name: str, bot: str, settings: Mapping[str, str]) -> Capacity:
    """What `bench.py capacity` finds."""
    command = [
        *(str(python), str(TOOLS / "bench.py"), "capacity", "--name", name, "--bot", bot, "--latency", LATENCY),
        *("--backlog", str(BACKLOG), "--seconds", str(SECONDS), "--rates", ",".join(map(str, RATES))),
    ]
    rows: list[Mapping[str, Any]] = []
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            row = orjson.loads(line)
            rows.append(row)
            if row["kind"] != "capacity":
                say(f"{name}, {row['kind']} {row.get('rate', '')}: {row['answered_per_s']}/s, p99 {row['p99_ms']} ms")
    if process.returncode or not rows or rows[-1]["kind"] != "capacity":
        raise RuntimeError(f"{name} could not be measured")
    best = rows[-1]
    return Capacity(
        sustained=best["sustained_per_s"] or 0.0,
        backlog=max(best["backlog_per_s"]),
        p50_ms=best["p50_ms"] or 0.0,
        p99_ms=best["p99_ms"] or 0.0,
        others_cpu=max(row["other_cpu"] for row in rows[:-1]),
    )


def _row(sheet: Sheet, who: str, found: Capacity) -> None:
    kept_up = f"{found.sustained:.0f} (p50 {found.p50_ms:.0f} ms, p99 {found.p99_ms:.0f} ms)"
    sheet.figure(f"{who}: updates a second sustained", kept_up)
    sheet.figure(f"{who}: a backlog of {BACKLOG} drains at, a second", f"{found.backlog:.0f}")


def _compare(sheet: Sheet, python: Path, folder: Path) -> None:
    settings = environment(database_url(folder))
    peers = TOOLS / "peers"
    ours = _capacity(python, "ours", f"{sys.executable} -m tests.benchmarks.telegram_bot", settings)
    echo = _capacity(python, "PTB echo", f"{python} {peers / 'ptb_echo.py'} --concurrent", settings)
    aiogram = _capacity(python, "aiogram", f"{python} {peers / 'aiogram_naive.py'}", settings)
    _row(sheet, "ours, all features", ours)
    _row(sheet, "python-telegram-bot echo, concurrent, default transport", echo)
    _row(sheet, "aiogram 3 + rapidfuzz extractOne on 620 phrases", aiogram)
    if echo.sustained and aiogram.sustained:
        sheet.at_least("sustained, times the echo's", ours.sustained / echo.sustained, AGAINST_ECHO, "{:.2f}")
        sheet.at_least("sustained, times aiogram's", ours.sustained / aiogram.sustained, AGAINST_AIOGRAM, "{:.2f}")
    sheet.figure("backlog, times the echo's", f"{ours.backlog / echo.backlog:.2f}")
    sheet.figure("backlog, times aiogram's", f"{ours.backlog / aiogram.backlog:.2f}")
    others = max(found.others_cpu for found in (ours, echo, aiogram))
    sheet.note(f"Round trip {LATENCY} ms; the bot alone on a core; other programs took {others:.2f} cores at the most.")


def _kill(sheet: Sheet, python: Path, folder: Path) -> None:
    lines = [*shared_lines("questions.jsonl"), *(line for lines in own_files().values() for line in lines)]
    asked = [line.text for line in lines if line.text][:WAITING]
    with fake_server(python, LATENCY) as fake:
        on_them = Rounds(fake, environment(database_url(folder)), asked)
        takes = on_them.undisturbed()
        rounds = [on_them.killed_after(share * takes) for share in KILLED_AT]
    of = f"{len(rounds)} times kill -9 with {len(asked)} questions waiting, restart"
    sheet.at_most(f"{of}: unanswered", sum(one.unanswered for one in rounds), 0, "{:.0f}")
    # A round that keeps the bar must not make up for one that does not.
    over = max(one.twice - one.in_flight for one in rounds)
    sheet.at_most("answered twice beyond those in flight, worst round", max(0, over), 0, "{:.0f}")
    sheet.figure("answered twice, a round", ", ".join(str(one.twice) for one in rounds))
    sheet.figure("in flight when it was killed, a round", ", ".join(str(one.in_flight) for one in rounds))
    sheet.figure("answered before it was killed, a round", ", ".join(str(one.delivered) for one in rounds))


def measure(sheet: Sheet) -> None:
    """See the module."""
    if not TOOLS.exists():
        sheet.note("the measuring tools are not there: not measured")
        return
    python = peers_python()
    with temporary_folder() as folder:
        # The model is fitted and the database made before anything is timed.
        command = [sys.executable, "-m", "bot", "ask", "你好"]
        for name in ("capacity", "kill"):
            (folder / name).mkdir()
            own = environment(database_url(folder / name))
            subprocess.run(command, cwd=ROOT, env=own, check=True, stdout=subprocess.DEVNULL)
        _kill(sheet, python, folder / "kill")
        if (os.cpu_count() or 1) < 2:
            sheet.note("updates a second are measured on two cores or more: not measured")
            return
        _compare(sheet, python, folder / "capacity")


SUBJECT = Subject("Telegram", measure)
