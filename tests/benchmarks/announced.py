"""Announcements by the real program against the fake server, with the program killed on the way: the ledger's truth."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from data.announcing.announcements import ANNOUNCEMENT
from data.announcing.deliveries import DELIVERY
from data.storage.engine import Database
from tests.benchmarks.killed import IN_FLIGHT, TOKEN, Fake
from tests.benchmarks.sheet import ROOT

ADMIN: Final = 1
FIRST: Final = 1_000
TEXT: Final = "通知：冬季送温暖活动开始报名，请到就近驿站登记。"
PATIENCE: Final = 170.0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of the only announcement by chat (state, reason), and the announcement's own state."""

    state: str
    rows: Mapping[int, tuple[str, str | None]]

    def count(self, state: str) -> int:
        """How many rows are in this state."""
        return sum(found == state for found, _ in self.rows.values())


def ledger(url: str) -> Ledger:
    """What the database says."""

    async def read() -> Ledger:
        database = Database(url)
        try:
            async with database.engine.connect() as connection:
                state = (await connection.execute(select(ANNOUNCEMENT.c.state))).scalar()
                query = select(DELIVERY.c.chat, DELIVERY.c.state, DELIVERY.c.reason)
                rows = await connection.execute(query)
                return Ledger(state or "", {int(chat[3:]): (found, why) for chat, found, why in rows})
        finally:
            await database.close()

    return asyncio.run(read())


@contextmanager
def bot(fake: Fake, settings: Mapping[str, str], recipients: int) -> Iterator[subprocess.Popen[bytes]]:
    """Our bot; ended on leaving unless it was killed."""
    theirs = {"TG_BASE": fake.base, "TG_TOKEN": TOKEN, "TG_ADMIN": str(ADMIN)}
    own = {**settings, **theirs, "TG_RECIPIENTS": f"{FIRST}:{FIRST + recipients}"}
    command = [sys.executable, "-m", "tests.benchmarks.announcing_bot"]
    process = subprocess.Popen(command, cwd=ROOT, env=own, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()


def delivered(fake: Fake, recipients: int) -> list[Mapping[str, Any]]:
    """Every copy that reached a recipient, in order."""
    people = range(FIRST, FIRST + recipients)
    return [row for row in fake.answers(people) if row["text"] == TEXT]


def send(fake: Fake) -> None:
    """The administrator writes the announcement."""
    fake.call("inject", {"user": ADMIN, "text": f"/broadcast {TEXT}"})


def wait_until_polling(fake: Fake) -> None:
    """Until the bot fetches updates."""
    end = time.monotonic() + PATIENCE
    while not any(fake.call("stats")["polling"].values()):
        if time.monotonic() > end:
            raise RuntimeError("the bot did not come to poll")
        time.sleep(0.1)


def wait_until_over(url: str) -> Ledger:
    """Until the announcement has ended, or for `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while True:
        found = ledger(url)
        if found.state in ("finished", "cancelled", "expired", "paused") or time.monotonic() > end:
            return found
        time.sleep(0.5)


@dataclass(frozen=True, slots=True)
class Round:
    """One announcement: how many it lost without saying so, sent twice, calls unknown; `in_flight` at the kill.

    `back` is how many seconds after the kill the next copy went out (0 without a kill).
    """

    lost: int
    twice: int
    unknown: int
    in_flight: int
    back: float
    ledger: Ledger


def judged(
    fake: Fake, found: Ledger, recipients: int, died: float | None = None, unreachable: frozenset[int] = frozenset()
) -> Round:
    """The round's truth: the fake's deliveries against the ledger."""
    copies = delivered(fake, recipients)
    times = Counter(row["chat_id"] for row in copies)
    people = set(range(FIRST, FIRST + recipients)) - unreachable
    told = {chat for chat, (state, _) in found.rows.items() if state == "unknown"}
    near = [row for row in copies if died is not None and died - IN_FLIGHT < row["ts"] < died + IN_FLIGHT]
    after = [row["ts"] for row in copies if died is not None and row["ts"] > died + 1]
    return Round(
        lost=len(people - set(times) - told),
        twice=sum(count - 1 for count in times.values()),
        unknown=found.count("unknown"),
        in_flight=len(near),
        back=min(after) - died if died is not None and after else 0.0,
        ledger=found,
    )


def killed_round(fake: Fake, settings: Mapping[str, str], recipients: int, share: float) -> Round:
    """The bot is killed when this share has it, and started again."""
    url = settings["UNIONBOT_DATABASE_URL"]
    with bot(fake, settings, recipients) as process:
        wait_until_polling(fake)
        send(fake)
        wait_for(fake, recipients, share)
        process.kill()
        died = time.time()
        process.wait()
    with bot(fake, settings, recipients):
        found = wait_until_over(url)
    return judged(fake, found, recipients, died)


def wait_for(fake: Fake, recipients: int, share: float) -> None:
    """Until this share of the recipients has it."""
    end = time.monotonic() + PATIENCE
    while len(delivered(fake, recipients)) < share * recipients:
        if time.monotonic() > end:
            raise RuntimeError("the announcement does not go out")
        time.sleep(0.02)
