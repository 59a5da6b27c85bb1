"""What comes with an announcement goes out as it came, or is refused in words that say why."""

import pytest

from bot.announcing.messenger import send_whole
from bot.people.roles import Right
from bot.people.staff import Staff
from handlers.telegram.announcing import words as wording
from handlers.telegram.dispatch import words as dispatch_wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.pressing import WRITER, hire, tap
from tests.handlers.telegram.answering.test_dialogues import labels
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


async def parts(dialogue: Dialogue, updates: list[Json]) -> list[Json]:
    """The parts of an album come; gives what was said because of them."""
    return [message for update in updates for message in await dialogue.told(update)]


@pytest.mark.parametrize("command", [True, False])
async def test_an_album_goes_out_as_it_came_with_its_words_and_buttons_behind_it(
    dialogue: Dialogue, command: bool
) -> None:
    if not command:
        await dialogue.say(WRITER, "/announce")
    caption = "/announce 明天发冬衣" if command else "明天发冬衣"
    updates = dialogue.api.album(WRITER, "photo", "video", "photo", caption=caption)
    (said,) = await parts(dialogue, updates)
    assert said["text"] == wording.ALBUM.format(number=1, count=3)
    *album, text, beside = await tap(dialogue, said, wording.ALBUM_WHOLE, WRITER)
    assert ["photo" in album[0], "video" in album[1], "photo" in album[2], len(album)] == [True, True, True, 3]
    assert text["text"] == "明天发冬衣"
    assert wording.UNSUBSCRIBE_BUTTON in labels(text)
    assert "草稿" in beside["text"]
    (call,) = dialogue.called("sendMediaGroup")
    first, second, third = (update["message"] for update in updates)
    sent = [first["photo"][-1]["file_id"], second["video"]["file_id"], third["photo"][-1]["file_id"]]
    assert [part["media"] for part in call["media"]] == sent
    before = len(dialogue.api.sent)
    await send_whole(dialogue.channel.announcing.messenger, "tg:1001", await dialogue.office.drafts.preview(1))
    assert [message["chat"]["id"] for message in dialogue.api.sent[before:]] == [1001] * 4


async def test_the_parts_of_an_album_may_come_with_a_restart_between_and_twice(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    first, second, third = dialogue.api.album(WRITER, "photo", "photo", "photo")
    (said,) = await parts(dialogue, [first, second])
    await dialogue.restart()
    assert await parts(dialogue, [second, third]) == []
    assert said["text"] == wording.ALBUM.format(number=1, count=3)
    await dialogue.restart()
    *album, text, _ = await dialogue.say(WRITER, "明天发冬衣")  # words to it
    assert (len(album), text["text"]) == (3, "明天发冬衣")
    *_, text, _ = await dialogue.press(WRITER, said, "ann:1:preview")
    assert text["text"] == "明天发冬衣"


async def test_an_album_without_words_has_a_line_for_its_buttons(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    (said,) = await parts(dialogue, dialogue.api.album(WRITER, "document", "document"))
    *_, text, _ = await tap(dialogue, said, wording.ALBUM_WHOLE, WRITER)
    assert text["text"] == wording.UNDER_ALBUM
    assert labels(text) == [wording.UNSUBSCRIBE_BUTTON]


async def test_what_no_album_can_hold_is_refused_and_what_came_before_is_kept(dialogue: Dialogue) -> None:
    await dialogue.say(WRITER, "/announce")
    updates = dialogue.api.album(WRITER, *["photo"] * 11)
    said, refused = await parts(dialogue, updates)
    assert said["text"] == wording.ALBUM.format(number=1, count=10)
    assert refused["text"] == wording.BAD_ALBUM
    again, refused = await parts(dialogue, dialogue.api.album(WRITER, "photo", "document"))
    assert again["text"] == wording.ALBUM.format(number=1, count=1)
    assert refused["text"] == wording.BAD_ALBUM
    preview, _ = await tap(dialogue, again, wording.ALBUM_WHOLE, WRITER)
    assert "photo" in preview


async def test_another_file_takes_the_place_of_an_album_and_an_edited_caption_renews_its_words(
    dialogue: Dialogue,
) -> None:
    await dialogue.say(WRITER, "/announce")
    updates = dialogue.api.album(WRITER, "photo", "photo", caption="明天发冬衣")
    (said,) = await parts(dialogue, updates)
    await tap(dialogue, said, wording.ALBUM_WHOLE, WRITER)
    message = {**updates[0]["message"], "caption": "后天发冬衣", "edit_date": 1}
    *album, text, _ = await dialogue.told(dialogue.api._update(edited_message=message))
    assert (len(album), text["text"]) == (2, "后天发冬衣")
    await dialogue.press(WRITER, said, "ann:1:content")
    preview, _ = await dialogue.told(dialogue.api.photo(WRITER, caption="周五发冬衣"))
    assert ("photo" in preview, preview["caption"]) == (True, "周五发冬衣")


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
