"""Whoever is in danger is answered, whatever else keeps answers back."""

import asyncio
from typing import Any

import pytest

from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Message, Reply
from handlers.telegram.answering import words as wording
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.wire.ordering import Lanes
from handlers.telegram.wire.polling import lane_in
from tests.bot.answering.talking import assistant_over
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.handlers.telegram.recording_assistant import RecordingAssistant

RIDER, OTHER = 1001, 1002
GROUP = -1_000_000_000_005
CRY = "站长打我"


def numbers_told(said: list[Json]) -> bool:
    return any("110" in message["text"] for message in said)


async def test_after_the_notice_of_too_many_a_minute(dialogue: Dialogue) -> None:
    for n in range(25):
        await dialogue.say(RIDER, f"第{n}句")
    assert await dialogue.say(RIDER, "第二十六句") == []
    assert numbers_told(await dialogue.say(RIDER, CRY))


async def test_after_the_notice_of_too_many_a_day(dialogue: Dialogue) -> None:
    for n in range(205):
        await dialogue.say(RIDER, f"第{n}句")
        dialogue.clock.now += 10
    assert numbers_told(await dialogue.say(RIDER, CRY))


async def test_said_again_at_once(dialogue: Dialogue) -> None:
    for _ in range(3):
        assert numbers_told(await dialogue.say(RIDER, CRY))


async def test_edited_beyond_the_limits(dialogue: Dialogue) -> None:
    for n in range(25):
        await dialogue.say(RIDER, f"第{n}句")
    edited = dialogue.api.edit(RIDER, max(dialogue.api.chats[RIDER]) - 1, CRY)
    assert numbers_told(await dialogue.told(edited))


async def test_in_a_group_that_had_its_answers_of_this_minute(dialogue: Dialogue) -> None:
    for n in range(8):
        await dialogue.say(RIDER + n, f"@union_helper_bot 第{n}句", chat=GROUP)
    assert await dialogue.say(OTHER, "@union_helper_bot 再问", chat=GROUP) == []
    assert numbers_told(await dialogue.say(OTHER, f"@union_helper_bot {CRY}", chat=GROUP))


async def test_in_a_caption_of_a_file_and_behind_an_unknown_command(dialogue: Dialogue) -> None:
    assert numbers_told(await dialogue.upload(RIDER, "x.pdf", b"%PDF", CRY))
    assert numbers_told(await dialogue.say(RIDER, f"/nonsense {CRY}"))


async def test_while_a_form_is_open_which_goes_on(dialogue: Dialogue) -> None:
    await dialogue.say(OWNER, "/announce")
    danger, *step = await dialogue.say(OWNER, CRY)
    assert numbers_told([danger])
    assert step  # the announcement about somebody who was hit


async def test_typed_behind_our_name_in_any_chat(dialogue: Dialogue) -> None:
    await dialogue.take(dialogue.api.inline(RIDER, CRY))

    (offered,) = dialogue.called("answerInlineQuery")
    (first,) = offered["results"]
    assert first["title"] == wording.INLINE_DANGER
    assert "110" in first["description"]


class Hanging(RecordingAssistant):
    """Its talks lie in a database that does not answer."""

    async def reply(self, message: Message) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError


@pytest.mark.parametrize("assistant", [Hanging()], ids=["hanging"])
async def test_while_what_the_talk_adds_does_not_come(dialogue: Dialogue, caplog: pytest.LogCaptureFixture) -> None:
    assert numbers_told(await dialogue.say(RIDER, CRY))
    caplog.clear()  # it is reported


async def test_before_what_the_same_person_sent_and_still_waits() -> None:
    lanes, done, held = Lanes(), [], asyncio.Event()

    def update(number: int) -> dict[str, Any]:
        return {"update_id": number, "message": {"from": {"id": 1}, "chat": {"id": 1}}}

    async def waiting() -> None:
        await held.wait()
        done.append("first")

    async def work(name: str) -> None:
        done.append(name)

    def urgent(one: dict[str, Any]) -> bool:
        return bool(one["update_id"] == 3)

    lanes.put(lane_in(lanes, update(1), urgent), waiting)
    lanes.put(lane_in(lanes, update(2), urgent), lambda: work("second"))
    lanes.put(lane_in(lanes, update(3), urgent), lambda: work("danger"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    held.set()
    await lanes.idle()
    assert done == ["danger", "first", "second"]


def test_every_notice_that_stands_in_place_of_an_answer_names_whom_to_call() -> None:
    for notice in (dispatch_wording.APOLOGY, dispatch_wording.TOO_MANY_A_MINUTE, dispatch_wording.TOO_MANY_A_DAY):
        assert "110" in notice
        assert "120" in notice


@pytest.mark.parametrize("cry", ["我被车撞了 流了好多血", "我同事触电晕倒了没呼吸", "楼里着火了"])
def test_it_is_heard_without_talk_or_database(shipped_snapshot: Snapshot, regions: Regions, cry: str) -> None:
    assistant = assistant_over(shipped_snapshot, regions)
    danger = assistant.in_danger(cry)
    assert danger is not None
    assert any(number in danger.text for number in ("110", "119", "120"))
    assert assistant.in_danger("驿站在哪") is None
