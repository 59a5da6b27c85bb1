"""The process stands still, its clock jumps, its model is damaged."""

import asyncio
import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.understanding.fitted import models_in
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_server import serving
from tests.soak.running import DANGER, QUESTION, answers, asked, carried_out, running
from tests.soak.table import Came, Row

STOPPED: Final = 40.0
ASKED: Final = 50
_FIRST: Final = 1001
_DAY: Final = 86_400
_WITHIN: Final = 2.0


async def _stood_still(folder: Path) -> Came:
    api = FakeBotApi()
    people = range(_FIRST, _FIRST + ASKED)
    async with serving(api) as (_, address), running(f"sqlite:///{folder / 'bot.db'}", folder, api, address) as program:
        await asked(program, api, 1, QUESTION)
        os.kill(program.process.pid, signal.SIGSTOP)
        api.wait_in_line([api.text(person, QUESTION) for person in people])
        await asyncio.sleep(STOPPED)
        os.kill(program.process.pid, signal.SIGCONT)
        began = time.monotonic()
        await program.until(lambda: all(answers(api, people).values()))
        took = time.monotonic() - began
        await asyncio.sleep(3)
    twice = sum(len(messages) > 1 for messages in answers(api, people).values())
    return Came(f"all {ASKED} came within {took:.1f} s, {twice} twice", twice == 0)


async def _clock_jumped(folder: Path) -> Came:
    """A library in C adds what stands in a file to the clock."""
    library, shift = folder / "shifted.so", folder / "shift"
    shift.write_text("0")
    source = Path(__file__).with_name("shifted_clock.c")
    await carried_out("cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl")
    api = FakeBotApi()
    within = ("env", f"LD_PRELOAD={library}", f"SHIFTED_BY={shift}")
    told: list[str] = []
    worst = 0.0
    url = f"sqlite:///{folder / 'bot.db'}"
    async with serving(api) as (_, address), running(url, folder, api, address, within) as program:
        await asked(program, api, 1, QUESTION)
        for number, (name, seconds) in enumerate((("forward", _DAY), ("back", 0), ("a day back", -_DAY))):
            shift.write_text(str(seconds))
            said, danger = await asked(program, api, _FIRST + number, DANGER)
            answer, question = await asked(program, api, _FIRST + 10 + number, QUESTION)
            status, _, web = await program.ask_web(QUESTION)
            right = "120" in said and "来源" in answer and status == 200
            worst = max(worst, danger, question, web)
            told.append(f"{name}: {'all answered' if right else '**not answered rightly**'}")
        errors = program.printed.read_text().count("ERROR")
    text = f"{'; '.join(told)}; the slowest after {worst:.2f} s; {errors} errors in the log"
    return Came(text, worst <= _WITHIN and errors == 0 and "**" not in text)


async def _damaged_model(folder: Path) -> Came:
    """What is taught makes a model of its own, which lies in the cache; it is cut in half."""
    api = FakeBotApi()
    url = f"sqlite:///{folder / 'bot.db'}"
    cache = folder / "cache"
    async with serving(api) as (_, address), running(url, folder, api, address) as program:
        await asked(program, api, 1, QUESTION)
    with closing(sqlite3.connect(folder / "bot.db")) as database, database:
        taken = database.execute("SELECT min(id) FROM phrase").fetchone()[0]
        database.execute("UPDATE phrase SET text = text || '呀' WHERE id = ?", (taken,))
    async with serving(api) as (_, address), running(url, folder, api, address) as program:
        await asked(program, api, 2, QUESTION)
    (model,) = models_in(cache)
    whole = model.read_bytes()
    model.write_bytes(whole[: len(whole) // 2])
    began = time.monotonic()
    async with serving(api) as (_, address), running(url, folder, api, address) as program:
        said, _ = await asked(program, api, 3, QUESTION)
    again = model.exists() and len(model.read_bytes()) > len(whole) // 2
    told = f"fitted anew, answered {time.monotonic() - began:.0f} s after the start" if again else "**used as it was**"
    return Came(told, again and "来源" in said)


ROWS: Final = (
    Row(
        "stopped",
        f"SIGSTOP for {STOPPED:.0f} s with {ASKED} questions waiting, then on",
        "every answer comes, once",
        _stood_still,
    ),
    Row(
        "clock",
        "the clock goes a day forward, back, and a day back",
        f"danger and questions are answered within {_WITHIN:.0f} s, no errors",
        _clock_jumped,
    ),
    Row("model", "the fitted model in the cache is cut in half", "it is fitted anew, and answers", _damaged_model),
)
