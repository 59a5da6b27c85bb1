"""Riders ask while fifty of the staff work on cases: how long answers take, beside how long they take otherwise."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from bot.cases import words as case_words
from bot.cases.states import Urgency
from bot.people.roles import Right
from bot.people.staff import Staff
from data.people import staff_names
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.telegram.cases import words as wording
from tests.benchmarks.labelled import own_files
from tests.benchmarks.programs import OWNER, Program, databases, program
from tests.benchmarks.sheet import Sheet
from tests.benchmarks.speed import percentile
from tests.benchmarks.workplace import say, temporary_folder
from tests.fake_bot_api import Json

STAFF: Final = 50
ACTS: Final = 5.0
"""Acts a second of all of the staff: each looks, writes or presses every ten seconds."""

QUESTIONS: Final = 6.0
"""Questions a second, each of somebody else."""

ASKED: Final = 200
"""Questions of one stretch; two of them idle and two beside the staff, in turn."""

SLOWER: Final = 1.1
_FIRST_RIDER, _FIRST_STAFF, _FIRST_ASKER = 1_000, 9_200, 100_000
_ACTOR: Final = Actor(f"tg:{OWNER}", "bench")


class NoButton(LookupError):
    """No message of ours has this button."""


class Arrivals(list[Json]):
    """What the server delivered; `first` is when each chat got its first message."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[int, float] = {}

    def append(self, message: Json, /) -> None:
        super().append(message)
        self.first.setdefault(int(message["chat"]["id"]), time.perf_counter())


def beside_staff(sheet: Sheet) -> None:
    """The rows, on each database."""
    with temporary_folder() as folder, databases(folder) as filled:
        for name, url in filled:
            asyncio.run(_measure(sheet, name, url, folder / f"{name}.key"))


async def _measure(sheet: Sheet, name: str, url: str, key: Path) -> None:
    say(f"{name}: riders beside {STAFF} of the staff")
    await _hire(url)
    chance = random.Random(3)
    questions = sorted({line.text for lines in own_files().values() for line in lines if line.text})
    chance.shuffle(questions)
    async with program(url, settings={"UNIONBOT_CASE_KEY": str(key)}) as bot:
        bot.api.sent = arrivals = Arrivals()
        for number in range(STAFF):
            await _hand_over(bot, _FIRST_RIDER + number)
        idle, busy, acts = list[float](), list[float](), 0
        for stretch in range(4):
            asked = questions[stretch * ASKED : (stretch + 1) * ASKED]
            first = _FIRST_ASKER + stretch * 1_000
            if stretch % 2 == 0:
                idle += await _ask(bot, arrivals, asked, first)
                continue
            async with _at_work(bot, chance) as done:
                busy += await _ask(bot, arrivals, asked, first)
            acts += len(done)
    what = f"{name}: riders' answers beside {STAFF} of the staff ({acts / (2 * ASKED / QUESTIONS):.0f} acts a second)"
    for label, share in (("p50", 0.5), ("p99", 0.99)):
        calm, working = percentile(idle, share), percentile(busy, share)
        sheet.figure(f"{what}, {label}, idle and beside them", f"{calm:.0f} and {working:.0f} ms")
        sheet.at_most(f"{what}, {label}, times idle", working / calm, SLOWER, "{:.2f}")


async def _hire(url: str) -> None:
    database = Database(url)
    try:
        staff = Staff(database, frozenset({_ACTOR.person}), time.time)
        for number in range(STAFF):
            person = f"tg:{_FIRST_STAFF + number}"
            await staff.grant(_ACTOR, person, Right.CASES)
            await staff_names.ask(database, person, 0)  # nobody is asked for a name in the middle of the work
    finally:
        await database.close()


async def _hand_over(bot: Program, rider: int) -> None:
    """A rider hands over a case, from /case to the receipt."""
    await _did(bot, bot.api.text(rider, "/case"))
    await _did(bot, bot.api.text(rider, f"站长扣了我{rider}块，在玉泉区"))
    for label in (wording.DONE, "玉泉区", case_words.URGENCIES[Urgency.DAYS], wording.GO):
        await _tap(bot, rider, label)


@asynccontextmanager
async def _at_work(bot: Program, chance: random.Random) -> AsyncIterator[list[str]]:
    """The staff work, each on a case; gives what they did."""
    done: list[str] = []
    people = [
        asyncio.create_task(_work(bot, _FIRST_STAFF + number, number + 1, chance, done)) for number in range(STAFF)
    ]
    try:
        yield done
    finally:
        for person in people:
            person.cancel()
        for ended in await asyncio.gather(*people, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def _work(bot: Program, person: int, case: int, chance: random.Random, done: list[str]) -> None:
    """Looks at the lists, takes the case, answers and notes, over and over."""

    async def pause(what: str) -> None:
        done.append(what)
        await asyncio.sleep(chance.uniform(0.5, 1.5) * STAFF / ACTS)

    await asyncio.sleep(chance.uniform(0, STAFF / ACTS))
    while True:
        with suppress(NoButton):  # it was told that this cannot be done now, and begins again
            await _round(bot, person, case, pause)
        await pause("looks")


async def _round(bot: Program, person: int, case: int, pause: Callable[[str], Awaitable[None]]) -> None:
    await _did(bot, bot.api.text(person, f"/cases {case}"))
    await pause("opens")
    if wording.TAKE in _labels(bot, person):
        await _tap(bot, person, wording.TAKE)
        await pause("takes")
    for label, text, sure in ((wording.ANSWER, "在谈", wording.SEND), (wording.NOTE, "问过了", wording.KEEP_NOTE)):
        await _tap(bot, person, label)
        await pause("begins")
        await _did(bot, bot.api.text(person, text))
        await pause("writes")
        await _tap(bot, person, sure)
        await pause("confirms")
    await _did(bot, bot.api.text(person, "/cases"))


async def _ask(bot: Program, arrivals: Arrivals, questions: Sequence[str], first: int) -> list[float]:
    """Milliseconds from each question to its answer; they come at their pace, whether or not answers do."""
    asked: dict[int, float] = {}
    start = time.perf_counter()
    for number, question in enumerate(questions):
        await asyncio.sleep(max(0.0, start + number / QUESTIONS - time.perf_counter()))
        asked[first + number] = time.perf_counter()
        bot.api.wait_in_line([bot.api.text(first + number, question)])
    await bot.until(lambda: all(person in arrivals.first for person in asked))
    return [(arrivals.first[person] - moment) * 1000 for person, moment in asked.items()]


async def _tap(bot: Program, person: int, label: str) -> None:
    """Presses the button with this label under the newest message that has it."""
    for message in reversed(bot.api.chats[person].values()):
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    await _did(bot, bot.api.press(person, message, button["callback_data"]))
                    return
    raise NoButton(f"{label}: {_labels(bot, person)}")


def _labels(bot: Program, person: int) -> list[str]:
    """The buttons of the newest message."""
    newest = list(bot.api.chats[person].values())[-1]
    rows = (newest.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def _did(bot: Program, update: Json) -> None:
    """Sends an update, and waits until something was said or changed in that chat."""
    (what,) = (value for key, value in update.items() if key != "update_id")
    chat = what["message"]["chat"]["id"] if "message" in what else what["chat"]["id"]
    before = _standing(bot, chat)
    bot.api.wait_in_line([update])
    await bot.until(lambda: _standing(bot, chat) != before)


def _standing(bot: Program, chat: int) -> list[tuple[int, str]]:
    return [(number, message["text"]) for number, message in bot.api.chats[chat].items() if "text" in message]
