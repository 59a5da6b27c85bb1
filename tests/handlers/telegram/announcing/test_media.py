"""What comes with an announcement goes out as it came, or is refused in words that say why."""

import pytest

from bot.people.roles import Right
from bot.people.staff import Staff
from handlers.telegram.announcing import words as wording
from handlers.telegram.dispatch import words as dispatch_wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.pressing import WRITER, hire
from tests.handlers.telegram.conftest import Dialogue


@pytest.fixture(autouse=True)
async def writer(staff: Staff) -> None:
    await hire(staff, WRITER, Right.SEND, Right.EDIT)


@pytest.mark.parametrize(
    ("kind", "method"),
    [("video", "sendVideo"), ("animation", "sendAnimation"), ("voice", "sendVoice"), ("audio", "sendAudio")],
)
@pytest.mark.parametrize("caption", ["", "/announce 明天发冬衣"])
async def test_a_recording_goes_out_as_it_came(dialogue: Dialogue, kind: str, method: str, caption: str) -> None:
    if not caption:
        await dialogue.say(WRITER, "/announce")
    update = dialogue.api.recording(WRITER, kind, caption=caption)
    preview, _ = await dialogue.told(update)
    assert preview["caption"] == ("明天发冬衣" if caption else "")
    (call,) = dialogue.called(method)
    assert call[kind] == update["message"][kind]["file_id"]
    await dialogue.channel.announcing.messenger.send("tg:1001", await dialogue.office.drafts.preview(1))
    assert dialogue.called(method)[1] == {**call, "chat_id": 1001}


async def test_an_album_is_refused_once_and_one_of_it_may_follow(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    said: list[Json] = []
    for _ in range(3):
        update = dialogue.api.photo(WRITER)
        update["message"]["media_group_id"] = "77"
        said += await dialogue.told(update)
    assert [message["text"] for message in said] == [wording.NO_ALBUM]
    assert await dialogue.office.listed(9) == []
    preview, _ = await dialogue.told(dialogue.api.photo(WRITER))
    assert "photo" in preview


async def test_what_no_announcement_can_carry_is_refused_by_what_it_can(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    (refused,) = await dialogue.told(dialogue.api.message(WRITER, dice={"emoji": "🎲", "value": 3}))
    assert refused["text"] == wording.NOT_CARRIED
    preview, _ = await dialogue.say(WRITER, "明天发冬衣")
    assert preview["text"] == "明天发冬衣"


async def test_a_video_belongs_to_no_other_dialogue(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/import")
    (answer,) = await dialogue.told(dialogue.api.recording(WRITER, "video"))
    assert answer["text"] == dispatch_wording.NOT_TEXT
