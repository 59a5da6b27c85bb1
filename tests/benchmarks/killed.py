"""kill -9 while questions wait, restart: how many were never answered, how many twice."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

import orjson

from tests.benchmarks.peers import TOOLS
from tests.benchmarks.sheet import ROOT

TOKEN: Final = "4242:TEST"  # the tools' own
PATIENCE: Final = 60.0
SETTLED: Final = 3.0
"""Seconds without another message after which no more are expected."""

IN_FLIGHT: Final = 0.1
"""A message delivered less than so many seconds before the kill may be unrecorded yet: the way back takes 20-40 ms."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One round: questions put, answers delivered before the restart, never given, given twice, and in flight."""

    asked: int
    delivered: int
    unanswered: int
    twice: int
    in_flight: int


class Fake:
    """The fake Bot API server's control side."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._last = 0
        self._sent: list[Mapping[str, Any]] = []

    def call(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """One call; a body makes it a POST."""
        data = None if body is None else orjson.dumps(body)
        with urlopen(Request(f"{self.base}/_control/{path}", data=data), timeout=30) as response:
            return orjson.loads(response.read())

    def answers(self, people: Collection[int], wait: float = 0.0) -> list[Mapping[str, Any]]:
        """Every message delivered to them so far, with `ts` (seconds since 1970) and `chat_id`.

        With `wait` it comes back when there are more than last time, or after so many seconds.
        """
        page = self.call(f"sent?after={self._last}&limit=100000&wait={wait}")
        self._last = page["last"]
        self._sent.extend(page["sent"])
        return [row for row in self._sent if row["method"] == "sendMessage" and row["chat_id"] in people]


@contextmanager
def fake_server(python: Path, latency: str) -> Iterator[Fake]:
    """A fake of its own on a free port."""
    command = [str(python), str(TOOLS / "fake_telegram.py"), "--port", "0", "--max-seconds", "580"]
    settings = ["--cap", "0", "--chat-rate", "0", "--latency", latency]
    with subprocess.Popen([*command, *settings], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            yield Fake(orjson.loads(process.stdout.readline())["listening"])
        finally:
            process.terminate()


@contextmanager
def running_bot(fake: Fake, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Our bot, polling the fake; ended on leaving unless it was killed."""
    own = {**settings, "TG_BASE": fake.base, "TG_TOKEN": TOKEN}
    command = [sys.executable, "-m", "tests.benchmarks.telegram_bot"]
    process = subprocess.Popen(command, cwd=ROOT, env=own, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()


def _wait_for(count: int, people: Collection[int], fake: Fake, bot: subprocess.Popen[bytes]) -> None:
    end, answered = time.monotonic() + PATIENCE, 0
    while answered < count:
        answered = len(fake.answers(people, wait=0.2))
        if bot.poll() is not None or (answered < count and time.monotonic() > end):
            raise RuntimeError(f"the bot answered {answered} of {count} questions, then no more")


def _wait_until_quiet(people: Collection[int], fake: Fake) -> None:
    """Until everybody has an answer and no more come; or for `PATIENCE`, and what is missing then is unanswered."""
    end, changed, seen = time.monotonic() + PATIENCE, time.monotonic(), 0
    while time.monotonic() < end:
        answers = fake.answers(people)
        if len(answers) != seen:
            seen, changed = len(answers), time.monotonic()
        if time.monotonic() - changed > SETTLED and len({row["chat_id"] for row in answers}) == len(people):
            return
        time.sleep(0.1)


class Rounds:
    """Rounds on one server and one database; everybody asks once: no answer is taken for another."""

    def __init__(self, fake: Fake, settings: Mapping[str, str], questions: Sequence[str]) -> None:
        self._fake = fake
        self._settings = settings
        self._questions = questions
        self._next_person = 10_000

    def undisturbed(self) -> float:
        """Seconds from the moment the questions wait to the delivery of the last answer, when nothing is killed."""
        people = self._people()
        with running_bot(self._fake, self._settings) as bot:
            put = self._put(people, bot)
            _wait_for(len(people), people, self._fake, bot)
        return float(max(row["ts"] for row in self._fake.answers(people))) - put

    def killed_after(self, seconds: float) -> Outcome:
        """The bot is killed so many seconds after the questions wait, and started again."""
        people = self._people()
        with running_bot(self._fake, self._settings) as bot:
            put = self._put(people, bot)
            time.sleep(max(0.0, put + seconds - time.time()))
            bot.kill()
            died = time.time()
            bot.wait()
        time.sleep(IN_FLIGHT)  # what was under way arrives
        before = self._fake.answers(people)
        with running_bot(self._fake, self._settings):
            _wait_until_quiet(people, self._fake)
        answered = Counter(row["chat_id"] for row in self._fake.answers(people))
        return Outcome(
            asked=len(people),
            delivered=len(before),
            unanswered=len(people) - len(answered),
            twice=sum(count - 1 for count in answered.values()),
            in_flight=sum(row["ts"] > died - IN_FLIGHT for row in before),
        )

    def _people(self) -> range:
        self._next_person += 1_000
        return range(self._next_person, self._next_person + len(self._questions))

    def _put(self, people: range, bot: subprocess.Popen[bytes]) -> float:
        """Puts all questions at once to a bot that is at work; the time of it."""
        greeter = range(people[0] - 1, people[0])
        self._fake.call("inject", {"user": greeter[0], "text": "你好"})
        _wait_for(1, greeter, self._fake, bot)
        time.sleep(SETTLED)  # it polls again, and its start is over
        batch = [{"user": person, "text": text} for person, text in zip(people, self._questions, strict=True)]
        put = time.time()
        self._fake.call("inject", {"batch": batch})
        return put
