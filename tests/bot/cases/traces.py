"""Cases handed over and worked on, and a search for their words wherever a union's data may leave the house."""

import gzip
import json
from datetime import UTC
from pathlib import Path
from typing import Final

from bot.cases.records import Piece
from bot.cases.relay import LEASE
from bot.cases.riders import Draft
from bot.cases.states import Kind, Urgency
from bot.timing import Time
from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import Watched
from data.storage.engine import Database
from data.upkeep.backups import ending, write_backup
from data.upkeep.standing import counted
from handlers.web.metrics import Metrics
from tests.bot.cases.union import ANNA, OWNER, REGION, Union, by

_SAID: Final = (
    "站长扣了我三百块押金不退",
    "上个月的工钱少发了一半",
    "摔伤了站点说不给报",
    "电动车充电的地方太少了",
    "平台罚我超时可是商家出餐慢",
    "保安不让进小区还骂人",
    "干了四个月没签合同",
    "换电柜又坏了没人修",
    "孩子上学要的证明没人肯开",
    "顾客投诉是假的申诉没人理",
)
_STAFFS: Final = ("答复也不许留底", "扣钱的议题", "商定的也一样", "内部的话也一样")


def _parts(text: str) -> set[str]:
    return {text[:3], text[3:6], text[-3:]}


_SEARCHED: Final = ("tg:770", "这是第", *sorted(set().union(*map(_parts, (*_SAID, *_STAFFS)))))
"""A part of every text that is said, three characters long, and of every rider's key."""


async def work_on(union: Union, cases: int) -> None:
    """So many cases are handed over, each with words of its own; some are answered, agreed on, noted and taken back."""
    await union.hire(ANNA)
    for number in range(cases):
        said = (f"{_SAID[number % len(_SAID)]}，这是第{number}次", _SAID[number % 7])
        draft = Draft(None, REGION, Urgency.DAYS, tuple(Piece(Kind.SAID, text) for text in said))
        person = f"tg:{77_000_000 + number}"
        await union.office.riders.hand_over(person, draft, f"t{number}", person)
    answer, title, agreed, note = _STAFFS
    await union.office.work.take(by(ANNA), 1)
    await union.office.work.answer(by(ANNA), 1, answer, "a")
    matter = await union.office.matters.begin(by(ANNA), 1, title, "m")
    await union.office.matters.agree(by(OWNER), matter, agreed, "g")
    await union.office.work.note(by(ANNA), 2, note, "n")
    await union.office.riders.take_back("tg:77000002", 3)
    union.now += LEASE
    await union.settle()


async def traces(union: Union, folder: Path, logged: str) -> list[str]:
    """Where a part of what was said can be read: in the database's files, a backup, the metrics or what was logged."""
    backup = folder / f"backup{ending(union.database)}"
    await write_backup(union.database, backup, int(union.now))
    files = _files(union.database, backup)
    if ANNA.encode() not in files:
        raise AssertionError("who works on a case is no secret: these are not the files")
    time = Time(lambda: union.now, lambda: union.now, _never, UTC)
    metrics = Metrics(Keeper(time.clock, time.sleep), Watched(time.clock))
    told = metrics.text(await counted(union.database), 0.0, 0).decode()
    return [
        part
        for part in _SEARCHED
        if part in logged or part in told or any(written in files for written in _written(part))
    ]


def _files(database: Database, backup: Path) -> bytes:
    """The backup, and the files of the database with its log."""
    if backup.suffix == ".gz":
        return gzip.decompress(backup.read_bytes())
    live = Path(str(database.url.database))
    return backup.read_bytes() + live.read_bytes() + live.with_name(f"{live.name}-wal").read_bytes()


def _written(part: str) -> tuple[bytes, ...]:
    """The ways in which text gets into files."""
    return part.encode(), part.encode("utf-16-le"), json.dumps(part)[1:-1].encode()


async def _never(seconds: float) -> None:
    raise AssertionError(seconds)
