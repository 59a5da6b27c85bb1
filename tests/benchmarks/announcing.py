"""Announcements: speed beside answers, kills, faults, millions of recipients, two processes; and plain loops."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from typing import Any, Final

import orjson

from tests.benchmarks.albums import to_a_thousand
from tests.benchmarks.announced import (
    FIRST,
    Round,
    bot,
    judged,
    killed_round,
    send,
    wait_for,
    wait_until_over,
    wait_until_polling,
)
from tests.benchmarks.killed import Fake, fake_server
from tests.benchmarks.peers import TOOLS, peers_python
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.workplace import database_url, environment, say, temporary_folder
from tests.postgresql import server_of_its_own

LATENCY: Final = "40-80"
CAP: Final = 30
RECIPIENTS: Final = 3_000
PEERS_RECIPIENTS: Final = 1_500
KILLS, KILLED_RECIPIENTS = 20, 240
FAULTY_RECIPIENTS: Final = 1_000
MILLIONS: Final = 2_840_000


def _tool(python: Path, name: str, command: str, settings: Mapping[str, str], *options: str) -> dict[str, Any]:
    """One measurement of the tools' `broadcast` or `quiet`."""
    call = [str(python), str(TOOLS / "bench.py"), *options, "--name", name, "--bot", command, "--latency", LATENCY]
    done = subprocess.run(call, cwd=ROOT, env=dict(settings), stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} could not be measured")
    row: dict[str, Any] = orjson.loads(done.stdout.splitlines()[-1])
    return row


def _ours(folder: Path, name: str) -> dict[str, str]:
    (folder / name).mkdir()
    return environment(database_url(folder / name))


def _speed(sheet: Sheet, python: Path, folder: Path) -> None:
    command = f"{sys.executable} -m tests.benchmarks.announcing_bot"
    # A p99 is the slowest of a hundred, and other programs of the machine come and go: idle is measured on both sides.
    calm = ("quiet", "--cap", str(CAP), "--question-rate", "2", "--seconds", "100")
    idle = [_tool(python, "ours, idle", command, _ours(folder, "before"), *calm)]
    sending: dict[int, dict[str, Any]] = {}
    for burst in (40, 30):
        options = ["broadcast", "--recipients", str(RECIPIENTS), "--cap", str(CAP), "--cap-burst", str(burst)]
        options += ["--question-rate", "2", "--timeout", "150", "--idle", "15"]
        sending[burst] = _tool(python, f"ours, burst {burst}", command, _ours(folder, f"burst{burst}"), *options)
    idle.append(_tool(python, "ours, idle", command, _ours(folder, "after"), *calm))
    calm_p99 = mean(one["p99_ms"] for one in idle)
    for burst, found in sending.items():
        during = found["during_broadcast"]
        together = (found["delivered"] + during["answered"]) / found["seconds"]
        of = f"{RECIPIENTS} recipients, cap {CAP}/s, burst {burst}"
        sheet.at_least(f"{of}: announcement and answers, share of the cap", together / CAP, 0.95)
        sheet.at_most("429 on the way", found["429"], 0, "{:.0f}")
        sheet.at_most("not delivered or twice", found["lost"] + found["duplicates"], 0, "{:.0f}")
        sheet.at_most("riders' p99, times idle", during["p99_ms"] / calm_p99, 1.5, "{:.2f}")
        sheet.figure("riders' p50 and p99 meanwhile", f"{during['p50_ms']:.0f} and {during['p99_ms']:.0f} ms")
        others = f"other programs took {found['other_cpu']:.2f} cores"
        sheet.figure("processor", f"{found['bot_cpu']:.2f} of a core; {others}")
    told = ", ".join(f"{one['p50_ms']:.0f} and {one['p99_ms']:.0f} ms" for one in idle)
    sheet.figure("riders' p50 and p99 idle, before and after", told)


def _plain_loops(sheet: Sheet, python: Path, folder: Path) -> None:
    options = ["broadcast", "--recipients", str(PEERS_RECIPIENTS), "--cap", str(CAP), "--question-rate", "2"]
    options += ["--timeout", "150", "--idle", "8"]
    ours = _ours(folder, "beside")
    bots = {
        "ours": f"{sys.executable} -m tests.benchmarks.announcing_bot",
        "a loop with python-telegram-bot's AIORateLimiter": f"{python} {TOOLS / 'peers' / 'ptb_naive.py'}",
        "a loop with aiogram": f"{python} {TOOLS / 'peers' / 'aiogram_naive.py'}",
    }
    for name, command in bots.items():
        found = _tool(python, name, command, ours, *options)
        during = found["during_broadcast"]
        waited = f"p50 {during['p50_ms'] or 0:.0f} ms, p99 {during['p99_ms'] or 0:.0f} ms"
        unanswered = found["questions"]["lost"]
        told = f"{found['per_s']} a second, {found['429']} times 429; riders {waited}, {unanswered} unanswered"
        sheet.figure(f"{PEERS_RECIPIENTS} recipients by {name}", told)


@contextmanager
def _fake(python: Path, **more: Any) -> Iterator[Fake]:
    with fake_server(python, LATENCY) as fake:
        fake.call("config", {"cap": CAP, "cap_burst": 40, "chat_rate": 1, **more})
        yield fake


def _kills(sheet: Sheet, python: Path, folder: Path) -> None:
    dice = random.Random(7)
    rounds: list[Round] = []
    for number in range(KILLS):
        with _fake(python) as fake:
            fake.call("chats", {"from": FIRST, "count": KILLED_RECIPIENTS})
            settings = _ours(folder, f"kill{number}")
            rounds.append(killed_round(fake, settings, KILLED_RECIPIENTS, dice.uniform(0.02, 0.95)))
            say(f"kill {number + 1}: {rounds[-1].unknown} unknown, back after {rounds[-1].back:.1f} s")
    of = f"{KILLS} times kill -9 at a random moment, {KILLED_RECIPIENTS} recipients, restart"
    sheet.at_most(f"{of}: lost", sum(one.lost for one in rounds), 0, "{:.0f}")
    sheet.at_most("twice", sum(one.twice for one in rounds), 0, "{:.0f}")
    over = max(one.unknown - one.in_flight for one in rounds)
    sheet.at_most("unknown beyond the requests in flight, worst round", max(0, over), 0, "{:.0f}")
    sheet.figure("unknown, a round", ", ".join(str(one.unknown) for one in rounds))
    sheet.at_most("seconds until it goes on, worst round", max(one.back for one in rounds), 30, "{:.1f}")


def _faults(sheet: Sheet, python: Path, folder: Path) -> None:
    with _fake(python, blocked_share=0.1) as fake:
        fake.call("chats", {"from": FIRST, "count": FAULTY_RECIPIENTS})
        blocked = frozenset(fake.call("chats?list=1", {})["blocked"])
        fake.call("config", {"p_drop_after": 0.05, "p500": 0.05, "fault_methods": "send"})
        settings = _ours(folder, "faults")
        with bot(fake, settings, FAULTY_RECIPIENTS):
            wait_until_polling(fake)
            send(fake)
            found = wait_until_over(settings["UNIONBOT_DATABASE_URL"])
        result = judged(fake, found, FAULTY_RECIPIENTS, unreachable=blocked)
    of = f"{FAULTY_RECIPIENTS} recipients, 5 % resets after processing, 5 % 500s, 10 % blocked"
    sheet.at_most(f"{of}: twice", result.twice, 0, "{:.0f}")
    wrongly = sum(state == "blocked" and chat not in blocked for chat, (state, _) in found.rows.items())
    sheet.at_most("wrongly unsubscribed", wrongly, 0, "{:.0f}")
    unaccounted = result.lost + (FAULTY_RECIPIENTS + 1 - len(found.rows)) + found.count("queued")
    sheet.at_most("not accounted for", unaccounted, 0, "{:.0f}")
    counts = ", ".join(f"{found.count(state)} {state}" for state in ("sent", "blocked", "unknown", "failed"))
    sheet.figure("the ledger says", counts)


def _millions(sheet: Sheet, folder: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.prepared", database_url(folder), str(MILLIONS)]
    done = subprocess.run(command, cwd=ROOT, env=environment(database_url(folder)), stdout=subprocess.PIPE, check=True)
    found = orjson.loads(done.stdout)
    sheet.at_most(f"{MILLIONS:,} recipients, with sign-up, prepared on SQLite: seconds", found["seconds"], 90, "{:.1f}")
    sheet.at_most("growth of resident memory, MB", found["growth_mb"], 100, "{:.0f}")
    sheet.figure("the longest that another writer waited meanwhile", f"{found['longest_ms']:.0f} ms")


def _two_processes(sheet: Sheet, python: Path) -> None:
    with server_of_its_own() as server, _fake(python) as fake:
        url = server.create("bench")
        settings = environment(url)
        fake.call("chats", {"from": FIRST, "count": KILLED_RECIPIENTS})
        found = _survived(fake, settings)
        server.drop(url)
    sheet.at_most(
        "two processes on PostgreSQL, the sending one killed: seconds until the other goes on", found.back, 30
    )
    sheet.at_most("lost or twice", found.lost + found.twice, 0, "{:.0f}")
    sheet.figure("unknown", str(found.unknown))


def _survived(fake: Fake, settings: Mapping[str, str]) -> Round:
    """Two bots of one database; the second, whose token differs, does not poll the first one's updates."""
    with bot(fake, settings, KILLED_RECIPIENTS) as first:
        wait_until_polling(fake)
        with bot(fake, {**settings, "TG_SECOND": "1"}, KILLED_RECIPIENTS):
            send(fake)
            wait_for(fake, KILLED_RECIPIENTS, 0.3)
            first.kill()
            died = time.time()
            first.wait()
            found = wait_until_over(settings["UNIONBOT_DATABASE_URL"])
    return judged(fake, found, KILLED_RECIPIENTS, died)


def measure(sheet: Sheet) -> None:
    """See the module."""
    with temporary_folder() as folder:
        _millions(sheet, folder)
        to_a_thousand(sheet, folder)
        if not TOOLS.exists():
            sheet.note("the measuring tools are not there: sending is not measured")
            return
        python = peers_python()
        _faults(sheet, python, folder)
        _two_processes(sheet, python)
        _kills(sheet, python, folder)
        _speed(sheet, python, folder)
        _plain_loops(sheet, python, folder)
        shutil.rmtree(folder, ignore_errors=True)


SUBJECT = Subject("Announcements", measure)
