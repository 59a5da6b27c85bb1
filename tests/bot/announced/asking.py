"""Announcements that went out, and people who ask about them, for tests and measurements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import yaml

from bot.announced.asking import AnnouncedAnswers
from bot.announcing.audience import Audience
from bot.announcing.drafts import UNTOUCHED
from bot.announcing.states import State
from bot.answering.assistant import Assistant
from bot.answering.memory import ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Card, Message, Reply
from data.announcing import announcements
from data.storage.engine import Database
from tests.small_catalogue import HOHHOT

SET: Final = Path(__file__).parents[2] / "questions" / "announced.yaml"
"""The labelled set: announcements, ways of asking about them, and questions that are about none of them."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question of the set that was not answered as labelled, with what was said instead."""

    said: str
    got: str


def labelled() -> dict[str, Any]:
    """The set as it is written."""
    found: dict[str, Any] = yaml.safe_load(SET.read_text(encoding="utf-8"))
    return found


def seconds(moment: datetime) -> int:
    """Seconds since 1970 of a moment of the set, which is in UTC."""
    return int(moment.replace(tzinfo=UTC).timestamp())


async def went_out(database: Database, text: str, at: datetime, audience: Audience = Audience(), **more: Any) -> int:  # noqa: B008
    """An announcement that was sent; gives its number."""
    row = {
        "html": text,
        "buttons": [],
        "audience": audience.to_json(),
        "urgent": False,
        "author": "tg:9002",
        "state": State.FINISHED,
        "created_at": seconds(at),
        "started_at": seconds(at),
        **UNTOUCHED,
        **more,
    }
    async with database.write_rows() as connection:
        return await announcements.add(connection, row)


async def put_all(database: Database, found: Mapping[str, Any]) -> dict[int, int]:
    """Every announcement of the set; gives their numbers by those of the set."""
    return {
        number: await went_out(database, one["text"], one["sent"], Audience(region=one.get("region")))
        for number, one in found["announcements"].items()
    }


def assistant_at(database: Database, snapshot: Snapshot, regions: Regions, moment: datetime) -> Assistant:
    """The assistant at a moment, over what was announced."""

    def clock() -> float:
        return float(seconds(moment))

    announced = AnnouncedAnswers(database, clock, UTC)
    return Assistant(snapshot, regions, HOHHOT, ProcessMemory(), database, clock, moment.date, announced=announced)


async def misses(assistant: Assistant, found: Mapping[str, Any], numbers: Mapping[int, int]) -> Iterable[Miss]:
    """The questions of the set that are not answered as labelled."""
    wrong: list[Miss] = []
    for row, one in enumerate(found["questions"]):
        key = f"test:{row}"
        quoted = numbers[one["about"]] if one.get("replies") else None
        reply = await assistant.reply(Message(one["say"], key, quoted=quoted))
        wrong += [] if shows(reply, found, one["about"], one["shows"]) else [Miss(one["say"], reply.text)]
        if (then := one.get("then")) is not None:
            reply = await assistant.reply(Message(then["say"], key))
            wrong += [] if shows(reply, found, one["about"], then["shows"]) else [Miss(then["say"], reply.text)]
    for text in found["none"]:
        reply = await assistant.reply(Message(text))
        wrong += [Miss(text, reply.text)] if "来源：公告" in reply.text else []
    return wrong


def shows(reply: Reply, found: Mapping[str, Any], number: int, wanted: Iterable[str]) -> bool:
    """Whether the first line says all that is wanted, from the announcement of this number of the set."""
    cards = [block for block in reply.blocks if isinstance(block, Card)]
    if len(cards) != 1 or not cards[0].source.startswith("来源：公告"):
        return False
    sent: datetime = found["announcements"][number]["sent"]
    of_it = f"{sent.year}年{sent.month}月{sent.day}日" in cards[0].source
    return of_it and all(word in cards[0].lead for word in wanted)
