"""From the send button to the report: once, with a second person, on one live card."""

from datetime import UTC

import pytest

from bot.announcing.digests import Digests
from bot.announcing.states import PauseReason, State
from bot.people.roles import Right
from bot.people.staff import Staff
from data.people import audit
from data.storage.engine import Database
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.cards import EVERY
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.dispatch import words as dispatch_wording
from tests.announcing_runner import Told
from tests.fake_bot_api import Json, Refusal
from tests.handlers.telegram.announcing.ledger import delivered, stands
from tests.handlers.telegram.announcing.pressing import APPROVER, WRITER, hire, subscribed, tap, write
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.conftest import Dialogue

RIDER = 1001


@pytest.fixture(autouse=True)
async def writer(staff: Staff) -> None:
    await hire(staff, WRITER, Right.SEND)


async def sent(dialogue: Dialogue, text: str = "明天发冬衣") -> Json:
    """Announces and presses send; gives the live card."""
    _, beside = await write(dialogue, text)
    await tap(dialogue, beside, wording.SEND, WRITER)
    return beside


async def later(dialogue: Dialogue, seconds: float = EVERY) -> None:
    dialogue.clock.now += seconds
    await dialogue.channel.cards.renew_all()


async def test_send_pressed_twice_sends_once(dialogue: Dialogue, runner: Told) -> None:
    card = await sent(dialogue)
    assert card["text"] == wording.CARD_HEAD.format(number=1, state=wording.STATES[State.SCHEDULED])
    assert await dialogue.press(WRITER, card, "ann:1:send") == []
    assert await dialogue.press(WRITER, card, "ann:1:send") == []
    assert runner.begun == [(1, 1)]
    assert card["text"].startswith("公告 1 号：等时间到")


async def test_what_waited_beyond_its_hour_is_not_sent_by_surprise(dialogue: Dialogue, runner: Told) -> None:
    _, beside = await write(dialogue, "明天发冬衣")
    await dialogue.press(WRITER, beside, "ann:1:at:tomorrow")
    dialogue.clock.now += 3 * 86_400
    (refused,) = await tap(dialogue, beside, wording.SEND, WRITER)
    assert refused["text"] == wording.TIMES_CROSS
    assert runner.begun == []
    await dialogue.press(WRITER, beside, "ann:1:at:now")
    await tap(dialogue, beside, wording.SEND, WRITER)
    assert runner.begun == [(1, 1)]


async def test_an_old_page_of_a_draft_stops_nothing(dialogue: Dialogue) -> None:
    card = await sent(dialogue)
    await dialogue.press(WRITER, card, "ann:1:drop")
    await dialogue.press(WRITER, card, "ann:1:at:tomorrow")
    found = await dialogue.office.find(1)
    assert (State(found.state), found.scheduled_at) == (State.SCHEDULED, None)


@pytest.mark.slow
async def test_the_card_follows_the_ledger_and_changes_every_three_seconds_at_most(
    dialogue: Dialogue, database: Database
) -> None:
    card = await sent(dialogue)
    await stands(database, 1, state=State.SENDING)
    edits = len(dialogue.called("editMessageText"))
    for step in range(20):
        states = {person: "sent" if person <= step else "queued" for person in range(20)}
        await delivered(database, 1, states, at=0)
        await later(dialogue, 1.0)
    assert len(dialogue.called("editMessageText")) - edits == 20 // 3
    await later(dialogue)
    assert "已送达 20 / 20（100%）" in card["text"]
    before = len(dialogue.called("editMessageText"))
    for _ in range(5):
        await later(dialogue)
    assert len(dialogue.called("editMessageText")) == before


async def test_pause_resume_and_cancel_from_the_card(dialogue: Dialogue, database: Database, runner: Told) -> None:
    card = await sent(dialogue)
    await stands(database, 1, state=State.SENDING)
    await delivered(database, 1, {1: "sent", 2: "queued"}, at=0)
    await later(dialogue)
    assert labels(card) == [wording.PAUSE, wording.CANCEL, wording.REPORT]
    dialogue.clock.now += EVERY
    await tap(dialogue, card, wording.PAUSE, WRITER)
    assert wording.PAUSES[PauseReason.STAFF] in card["text"]
    assert await tap(dialogue, card, wording.RESUME, WRITER) == []
    await later(dialogue)
    assert runner.begun == [(1, 1), (1, 2)]
    (sure,) = await tap(dialogue, card, wording.CANCEL, WRITER)
    assert sure["text"] == wording.ASK_CANCEL.format(number=1, left=1)
    await tap(dialogue, sure, wording.BACK, WRITER)
    assert State((await dialogue.office.find(1)).state) is State.SCHEDULED
    (sure,) = await tap(dialogue, card, wording.CANCEL, WRITER)
    await tap(dialogue, sure, wording.CANCEL_SURE, WRITER)
    await later(dialogue)
    assert card["text"].startswith("公告 1 号：已取消")
    assert "没再发 1" in card["text"]


async def test_a_message_of_its_own_tells_the_end_once(dialogue: Dialogue, database: Database) -> None:
    await sent(dialogue)
    await delivered(database, 1, {1: "sent", 2: "blocked"}, at=0)
    await stands(database, 1, state=State.FINISHED)
    before = len(dialogue.api.sent)
    for _ in range(3):
        await later(dialogue)
    assert [m["text"] for m in dialogue.api.sent[before:]] == [wording.FINISHED.format(number=1, sent=1)]


async def test_what_stops_by_itself_is_told_with_its_reason(dialogue: Dialogue, database: Database) -> None:
    card = await sent(dialogue)
    await stands(database, 1, state=State.PAUSED, pause_reason=PauseReason.FAILURES)
    before = len(dialogue.api.sent)
    await later(dialogue)
    await later(dialogue)
    reason = wording.PAUSES[PauseReason.FAILURES]
    assert [m["text"] for m in dialogue.api.sent[before:]] == [wording.STOPPED_ITSELF.format(number=1, reason=reason)]
    assert wording.RESUME in labels(card)


async def test_a_digest_has_its_card_with_whoever_wrote_the_last_in_it(dialogue: Dialogue, database: Database) -> None:
    await sent(dialogue)
    await stands(database, 1, state=State.FINISHED, started_at=int(dialogue.clock.now))
    await dialogue.subscribers.subscribe("tg:1")
    await dialogue.subscribers.choose_digest("tg:1", True)
    dialogue.clock.now += 86_400
    (number,) = await Digests(database, dialogue.subscribers, dialogue.clock, UTC, lambda: (ROOM,)).make()
    before = len(dialogue.api.sent)
    await dialogue.channel.cards.open(number)
    (card,) = dialogue.api.sent[before:]
    assert card["chat"]["id"] == WRITER
    assert wording.CARD_DIGEST in card["text"]
    await stands(database, number, state=State.SENDING)
    await later(dialogue)
    assert card["text"].startswith(f"公告 {number} 号：正在发送")


async def test_a_card_that_was_deleted_harms_nothing(dialogue: Dialogue, database: Database) -> None:
    card = await sent(dialogue)
    del dialogue.api.chats[WRITER][card["message_id"]]
    await stands(database, 1, state=State.SENDING)
    await later(dialogue)


async def test_what_is_unknown_is_repeated_only_when_asked_for_twice(
    dialogue: Dialogue, database: Database, runner: Told
) -> None:
    card = await sent(dialogue)
    await delivered(database, 1, {1: "sent", 2: "unknown", 3: "unknown"}, at=0)
    await stands(database, 1, state=State.FINISHED)
    await later(dialogue)
    (sure,) = await tap(dialogue, card, wording.RESEND, WRITER)
    assert sure["text"] == wording.ASK_RESEND.format(number=1, unknown=2)
    assert len(runner.begun) == 1
    await tap(dialogue, sure, wording.RESEND_SURE, WRITER)
    assert runner.begun == [(1, 1), (1, 2)]
    await later(dialogue)
    assert "不确定 0" in card["text"]


async def test_a_second_person_agrees_and_the_author_hears_of_it(
    dialogue: Dialogue, staff: Staff, runner: Told
) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    await subscribed(dialogue, [1, 2])
    _, beside = await write(dialogue, "明天发冬衣")
    messages = await tap(dialogue, beside, wording.SEND, WRITER)
    shown = [m for m in messages if m["chat"]["id"] == APPROVER]
    assert shown[0]["text"] == "明天发冬衣"
    assert f"写的人：{WRITER}\n" in shown[1]["text"]
    assert labels(shown[1]) == [wording.APPROVE, wording.DECLINE]
    assert beside["text"] == wording.CARD_HEAD.format(number=1, state=wording.STATES[State.WAITING])
    assert runner.begun == []
    (told,) = await tap(dialogue, shown[1], wording.APPROVE, APPROVER)
    assert (told["chat"]["id"], told["text"]) == (WRITER, wording.APPROVED.format(number=1, who=APPROVER))
    assert runner.begun == [(1, 1)]
    assert shown[1]["text"] == wording.YOU_APPROVED.format(number=1)
    assert (await dialogue.office.find(1)).approver == f"tg:{APPROVER}"


async def test_the_author_does_not_approve_and_others_may_not(dialogue: Dialogue, staff: Staff, runner: Told) -> None:
    await hire(staff, WRITER, Right.APPROVE)
    await hire(staff, APPROVER, Right.APPROVE)
    card = await sent(dialogue)
    (refused,) = await dialogue.press(WRITER, card, "apr:1:yes")
    assert refused["text"] == wording.NEEDS_ANOTHER
    (refused,) = await dialogue.press(RIDER, card, "apr:1:yes")
    assert refused["text"] == desk_wording.BUTTON_NOT_YOURS
    assert runner.begun == []


async def test_a_draft_comes_back_and_can_be_sent_again(dialogue: Dialogue, staff: Staff, runner: Told) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    _, beside = await write(dialogue, "明天发冬衣")
    shown = [m for m in await tap(dialogue, beside, wording.SEND, WRITER) if m["chat"]["id"] == APPROVER]
    told, asked = await tap(dialogue, shown[1], wording.DECLINE, APPROVER)
    assert told["text"] == wording.DECLINED.format(number=1, who=APPROVER)
    assert (asked["chat"]["id"], asked["text"]) == (APPROVER, wording.ASK_REASON)
    await tap(dialogue, told, wording.SHOW_DRAFT, WRITER)
    again = [m for m in await tap(dialogue, told, wording.SEND, WRITER) if m["chat"]["id"] == APPROVER]
    await tap(dialogue, again[1], wording.APPROVE, APPROVER)
    (late,) = await dialogue.press(APPROVER, shown[1], "apr:1:yes")
    assert late["text"] == wording.ALREADY_APPROVED.format(number=1, state=wording.STATES[State.SCHEDULED])
    assert shown[1]["text"] == wording.YOU_DECLINED.format(number=1)
    assert runner.begun == [(1, 1)]


async def test_an_urgent_one_need_not_wait_and_that_is_on_record(
    dialogue: Dialogue, staff: Staff, database: Database, runner: Told
) -> None:
    await hire(staff, WRITER, Right.URGENT)
    await hire(staff, APPROVER, Right.APPROVE)
    _, beside = await write(dialogue, "暴雪，今天别上路")
    await tap(dialogue, beside, wording.MAKE_URGENT, WRITER)
    offer = (await tap(dialogue, beside, wording.SEND, WRITER))[-1]
    (sure,) = await tap(dialogue, offer, wording.OVERRIDE, WRITER)
    assert runner.begun == []
    await tap(dialogue, sure, wording.OVERRIDE_SURE, WRITER)
    assert runner.begun == [(1, 1)]
    assert [row.action for row in await audit.newest(database, 1)] == ["announce.override"]


async def test_nobody_to_ask_is_said(dialogue: Dialogue, staff: Staff) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    _, beside = await write(dialogue, "明天发冬衣")
    blocked = Refusal(403, "Forbidden: bot was blocked by the user")
    dialogue.api.refusals["sendMessage"].extend([blocked] * 2)  # the owner and the approver
    (said,) = await tap(dialogue, beside, wording.SEND, WRITER)
    assert said["text"] == wording.NOBODY_ASKED.format(number=1)


async def test_stop_all_stops_everything_at_once(dialogue: Dialogue, database: Database, staff: Staff) -> None:
    first, second = await sent(dialogue), await sent(dialogue, "后天体检")
    await stands(database, 2, state=State.SENDING)
    await hire(staff, 9005, Right.APPROVE)  # any approver may
    dialogue.clock.now += EVERY
    (said,) = await dialogue.say(9005, "全部停")
    assert said["text"] == wording.STOPPED.format(numbers="1、2")
    for card in (first, second):
        assert wording.PAUSES[PauseReason.STOP_ALL] in card["text"]
    (again,) = await dialogue.say(9005, "/stopall")
    assert again["text"] == wording.NOTHING_TO_STOP


async def test_list_and_report(dialogue: Dialogue, database: Database) -> None:
    (none,) = await dialogue.say(WRITER, "/announcements")
    assert none["text"] == wording.LIST_NONE
    await sent(dialogue)
    await delivered(database, 1, {1: "sent", 2: "sent"}, at=0)
    await delivered(database, 1, {3: "blocked"}, at=0, reason="blocked")
    await delivered(database, 1, {4: "failed"}, at=0, reason="refused: Bad Request: SOMETHING")
    await delivered(database, 1, {5: "unknown"}, at=0, reason="no_answer")
    await stands(database, 1, state=State.FINISHED)
    (listed,) = await dialogue.say(WRITER, "公告列表")
    assert "1 号　已发完" in listed["text"]
    (report,) = await tap(dialogue, listed, "1 号", WRITER)
    for line in (
        "已送达 2 / 5（40%）",
        "拉黑 1　失败 1　不确定 1",
        "· Telegram 拒绝了（Bad Request: SOMETHING）：1",
        "· 发出后没有回音，可能收到了：1",
        f"写的人 {WRITER}",
    ):
        assert line in report["text"].splitlines()
    (again,) = await dialogue.say(WRITER, "/announcements 1")
    assert again["text"] == report["text"]


async def test_pages_of_the_list(dialogue: Dialogue) -> None:
    for number in range(12):
        await write(dialogue, f"第{number}条")
        dialogue.clock.now += 10
    (first,) = await dialogue.say(WRITER, "/announcements")
    assert first["text"].splitlines()[-1] == wording.LIST_MORE.format(before=3)
    (second,) = await dialogue.say(WRITER, "/announcements 前 3")
    assert [line.split()[0] for line in second["text"].splitlines()[1:]] == ["2", "1"]


async def test_an_approver_finds_what_waits_in_the_list(dialogue: Dialogue, staff: Staff) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    await sent(dialogue)
    preview, beside = await dialogue.say(APPROVER, "/announcements 1")
    assert preview["text"] == "明天发冬衣"
    assert labels(beside) == [wording.APPROVE, wording.DECLINE]


async def test_nobody_without_a_right_steers(dialogue: Dialogue) -> None:
    card = await sent(dialogue)
    for act in ("pause", "resume", "cancel_sure", "resend_sure", "recall_sure", "report", "keep", ""):
        (refused,) = await dialogue.press(RIDER, card, f"run:1:{act}")
        assert refused["text"] == desk_wording.BUTTON_NOT_YOURS
        assert State((await dialogue.office.find(1)).state) is State.SCHEDULED


async def test_what_cannot_be_done_is_said(dialogue: Dialogue) -> None:
    card = await sent(dialogue)
    unknown = wording.UNKNOWN_NUMBER
    not_now = wording.NOT_NOW.format(number=1, state=wording.STATES[State.SCHEDULED])
    for data, said in (("run:99:pause", unknown), ("run:1:recall_sure", not_now), ("run:1:resume", not_now)):
        assert [m["text"] for m in await dialogue.press(WRITER, card, data)] == [said]
    assert State((await dialogue.office.find(1)).state) is State.SCHEDULED


async def test_correcting_shows_the_new_message_and_asks(dialogue: Dialogue, database: Database, runner: Told) -> None:
    await sent(dialogue)
    await delivered(database, 1, {1: "sent"}, at=0)
    await stands(database, 1, state=State.FINISHED)
    preview, asked = await dialogue.say(WRITER, "/fix 1 后天发冬衣")
    assert preview["text"] == "【更正】后天发冬衣"
    assert asked["text"] == wording.FIX_SURE.format(number=1, sent=1)
    await tap(dialogue, asked, wording.BACK, WRITER)
    preview, asked = await dialogue.say(WRITER, "大后天发冬衣")
    (hint,) = await dialogue.say(WRITER, "好的")
    assert hint["text"] == wording.BUTTONS_ONLY
    await tap(dialogue, asked, wording.FIX, WRITER)
    assert asked["text"] == wording.FIXING.format(number=1)
    assert runner.amended == [(1, 1)]
    assert (await dialogue.office.find(1)).html == "【更正】大后天发冬衣"
    before = len(dialogue.api.sent)
    await later(dialogue)
    await delivered(database, 1, {1: "sent"}, at=0, amended="edited")
    await stands(database, 1, amending=None)
    await later(dialogue)
    await later(dialogue)
    assert [m["text"] for m in dialogue.api.sent[before:]] == ["公告 1 号更正完了。\n已更正 1"]


async def test_correcting_can_be_left(dialogue: Dialogue, database: Database, runner: Told) -> None:
    await sent(dialogue)
    await stands(database, 1, state=State.FINISHED)
    (asked,) = await dialogue.say(WRITER, "更正")
    assert asked["text"].startswith("请写公告编号")
    (asked,) = await dialogue.say(WRITER, "/更正 1")
    assert asked["text"] == wording.ASK_FIX.format(number=1)
    await tap(dialogue, asked, wording.BACK, WRITER)
    assert asked["text"] == wording.KEPT.format(number=1)
    _, asked = await dialogue.say(WRITER, "/fix 1 后天")
    await tap(dialogue, asked, wording.QUIT, WRITER)
    (over,) = await dialogue.press(WRITER, asked, "f:fix")
    assert over["text"] == dispatch_wording.FORM_OVER
    assert runner.amended == []


async def test_taking_back_asks_first(dialogue: Dialogue, database: Database, runner: Told) -> None:
    card = await sent(dialogue)
    await delivered(database, 1, {1: "sent", 2: "sent"}, at=0)
    await stands(database, 1, state=State.FINISHED)
    (asked,) = await dialogue.say(WRITER, "/recall 1")
    assert asked["text"] == wording.RECALL_SURE.format(number=1, sent=2)
    await tap(dialogue, asked, wording.RECALL, WRITER)
    assert asked["text"] == wording.RECALLING.format(number=1)
    assert runner.amended == [(1, 1)]
    await later(dialogue)
    assert card["text"].startswith("公告 1 号：正在撤回")


ARGUMENTS = (
    "0",
    "99",
    "-1",
    "１",
    "9" * 20,
    "x",
    "1 2 3",
    "前",
    "前 x",
    "<b>",
    "&lt;",
    "\u202e",
    "1号",
    "1 " + "字" * 4000,
)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["/fix", "/recall", "/announcements", "/announce", "/stopall"])
async def test_strange_arguments_get_an_answer(dialogue: Dialogue, command: str) -> None:
    for arguments in ARGUMENTS:
        answers = await dialogue.say(WRITER, f"{command} {arguments}")
        assert answers
        assert dispatch_wording.APOLOGY not in [message["text"] for message in answers]
        dialogue.clock.now += 10


@pytest.mark.parametrize("prefix", ["ann:", "run:", "apr:", "sub:", "set:", "uns:", "f:"])
async def test_strange_buttons_harm_nothing(dialogue: Dialogue, staff: Staff, prefix: str) -> None:
    await hire(staff, WRITER, Right.APPROVE)
    await dialogue.say(WRITER, "/subscribe all")
    _, beside = await write(dialogue, "明天发冬衣")
    for rest in (
        "",
        ":",
        "1",
        "1:",
        ":1",
        "1:send:x",
        "-1:send",
        "1:r:",
        "1:t:",
        "1:until:",
        "１:send",
        "a:",
        "t::",
        "\x00",
    ):
        for message in await dialogue.press(WRITER, beside, prefix + rest):
            assert message["text"] != dispatch_wording.APOLOGY
        dialogue.clock.now += 10
    assert State((await dialogue.office.find(1)).state) is State.DRAFT


async def test_everything_goes_on_after_a_restart(
    dialogue: Dialogue, database: Database, staff: Staff, runner: Told
) -> None:
    await hire(staff, APPROVER, Right.APPROVE)
    await dialogue.say(WRITER, "/announce")
    await dialogue.restart()
    _, beside = await dialogue.say(WRITER, "明天发冬衣")
    await dialogue.restart()
    await tap(dialogue, beside, wording.CHANGE_TIME, WRITER)
    await tap(dialogue, beside, wording.TIME_TYPE, WRITER)
    await dialogue.restart()
    (beside,) = await dialogue.say(WRITER, "两小时后")
    await dialogue.restart()
    shown = [m for m in await tap(dialogue, beside, wording.SEND, WRITER) if m["chat"]["id"] == APPROVER]
    await dialogue.restart()
    await tap(dialogue, shown[1], wording.APPROVE, APPROVER)
    assert runner.begun == [(1, 1)]
    await delivered(database, 1, {1: "sent"}, at=0)
    await stands(database, 1, state=State.FINISHED)
    await dialogue.restart()
    await later(dialogue)
    assert "已送达 1 / 1" in beside["text"]
    _, asked = await dialogue.say(WRITER, "/fix 1 后天")
    await dialogue.restart()
    await tap(dialogue, asked, wording.FIX, WRITER)
    assert runner.amended == [(1, 1)]
