"""What is kept of a talk is shown in words, all of it."""

import re
from dataclasses import asdict

import orjson

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.answering.kept_in_words import kept_in_words
from bot.answering.memory import ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.regions import Regions
from tests.bot.answering.talking import Talk, assistant_over


async def test_a_talk_is_told_by_titles(shipped: Assistant, regions: Regions) -> None:
    memory = ProcessMemory()
    talk = Talk(assistant_over(shipped.snapshot, regions, memory=memory))
    reply = await talk.say("包头市公司欠薪咋办")
    state = await memory.recall("test:1", 0)
    told = shipped.in_words(orjson.dumps(asdict(state)).decode())
    assert "欠薪与克扣工资" in told
    assert reply.services[0].title in told
    assert "包头市" in told
    assert not re.search(r"[a-z_]{4,}|[{}\"\[\]]", told)


def test_every_field_of_a_state_is_told(small: Snapshot, regions: Regions) -> None:
    entries = [*small.entries]
    whole = DialogueState(
        intent="camp",
        shown=(entries[0],),
        rest=(entries[1], "gone-entry"),
        region="内蒙古自治区包头市",
        offered=("m",),
        misses=2,
        stations=("017", "018"),
        seen=1,
        wanted=("charge",),
        guide_told=1,
        disclaimed=True,
        asked=("count",),
        measure="家",
        unknown=1,
        announced=7,
    )
    told = kept_in_words(whole, small, regions)
    for piece in (
        small.entries[entries[0]].title,
        small.entries[entries[1]].title,
        words.KEPT_GONE,
        "包头市",
        "2 次",
        "017",
    ):
        assert piece in told
    assert len(told.split("；")) == len(asdict(whole))


def test_an_empty_state_says_so(small: Snapshot, regions: Regions) -> None:
    assert kept_in_words(DialogueState(), small, regions) == words.KEPT_NOTHING
