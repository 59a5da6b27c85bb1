"""Editors who look at entries, change them, are asked first and take it back: by words and by buttons."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.answering.assistant import Assistant
from bot.people.forms import Forms
from bot.people.roles import Right, Role
from bot.people.staff import Staff
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import FIELDS, EntryField, Kind
from data.catalogue.whole import hold_catalogue
from data.people.audit import Actor
from data.people.forms import FormRows
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.limits import NO_LIMITS, Allowance
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.editing import words as wording
from handlers.telegram.editing.save_results import confirm_id
from tests.editing_office import Office
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.small_catalogue import ENTRIES

EDITOR, OTHER, RIDER = 1001, 1002, 1003
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")
BY_ID = {one.id: one for one in ENTRIES}
STOPS = BY_ID["city-stops"]


@pytest.fixture
def database(small_database: Database) -> Database:
    return small_database


@pytest.fixture
def assistant(editors: Office) -> Assistant:
    """Riders ask the catalogue that editors change."""
    return editors.assistant


@pytest.fixture
def allowance() -> Allowance:
    return NO_LIMITS


@pytest.fixture(autouse=True)
async def editor(staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{EDITOR}", Role.EDITOR)
    await staff.grant(BY_OWNER, f"tg:{OTHER}", Role.ADMIN)


def buttons(message: Json) -> dict[str, str]:
    """What is pressed, by label."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row if "callback_data" in button}


class Editor:
    """A person who reads the last message and answers it, or presses what stands under it."""

    def __init__(self, dialogue: Dialogue, user: int = EDITOR) -> None:
        self.dialogue = dialogue
        self.user = user
        self.message: Json = {}

    async def say(self, text: str) -> str:
        (self.message,) = await self.dialogue.say(self.user, text)
        return str(self.message["text"])

    async def press(self, label: str) -> str:
        sent = await self.dialogue.press(self.user, self.message, buttons(self.message)[label])
        if sent:
            (self.message,) = sent
        else:
            self.message = self.dialogue.api.chats[self.user][self.message["message_id"]]
        return str(self.message["text"])

    def sees(self, *labels: str) -> bool:
        return set(labels) <= set(buttons(self.message))


@pytest.fixture
def she(dialogue: Dialogue) -> Editor:
    return Editor(dialogue)


async def stored(editors: Office, entry_id: str = "city-stops") -> ServiceEntry | None:
    return await editors.entries.entry(entry_id)


async def as_riders_see(dialogue: Dialogue, entry_id: str) -> str:
    (menu,) = await dialogue.say(RIDER, "/services")
    (said,) = await dialogue.press(RIDER, menu, f"d:{entry_id}")
    return str(said["text"])


async def test_the_bare_command_shows_what_it_can_do(she: Editor) -> None:
    assert (await she.say("/service")).startswith("服务条目")
    assert she.sees(wording.FIND, wording.ADD, wording.TODO)
    assert await she.say("/service 什么") == await she.say("条目")


async def test_an_edit_of_one_line_is_live_at_once_and_can_be_taken_back(she: Editor, dialogue: Dialogue) -> None:
    said = await she.say("/service edit city-stops 怎么办 推门就进")
    assert said.splitlines()[0] == wording.SAVED
    assert "怎么办：\n　原来：（空）\n　现在：推门就进" in said
    assert "推门就进" in await as_riders_see(dialogue, "city-stops")
    assert (await she.press(wording.UNDO)).startswith(wording.SAVED_UNDO)
    assert "推门就进" not in await as_riders_see(dialogue, "city-stops")
    assert (await she.press(wording.UNDO)).startswith(wording.SAVED_UNDO)
    assert "推门就进" in await as_riders_see(dialogue, "city-stops")


TYPED = {
    Kind.WORDS: "到站里问一问",
    Kind.SUBJECT: "工会律师",
    Kind.REGION: "赛罕区",
    Kind.FACTS: "毛毯=40 条",
    Kind.DATE: "2026-05",
}


@pytest.mark.parametrize("field", [field for field in FIELDS if field.editable], ids=lambda field: field.key)
async def test_every_field_is_changed_by_its_name_and_shown(
    field: EntryField, dialogue: Dialogue, editors: Office
) -> None:
    she = Editor(dialogue, OTHER)
    said = await she.say(f"/service edit eye-check {field.name} {TYPED[field.kind]}")
    if she.sees(wording.CONFIRM):
        said = await she.press(wording.CONFIRM)
    assert said.startswith(wording.SAVED), said
    assert f"{field.name}：" in said
    assert await stored(editors, "eye-check") != BY_ID["eye-check"]
    assert TYPED[field.kind] in await she.say("/service show eye-check")


async def test_facts_are_typed_in_lines(she: Editor, editors: Office) -> None:
    said = await she.say("/service edit city-stops 数据 歇脚站=12 个 @2026年5月\n毛毯=40 条")
    assert said.startswith(wording.SAVED)
    entry = await stored(editors)
    assert entry is not None
    assert [(fact.name, fact.value, fact.unit, fact.as_of) for fact in entry.facts] == [
        ("歇脚站", "12", "个", "2026-05"),
        ("毛毯", "40", "条", None),
    ]


async def test_an_entry_is_found_shown_and_changed_by_buttons(she: Editor, editors: Office) -> None:
    await she.say("/service")
    assert await she.press(wording.FIND) == wording.ASK_WORD
    assert "没找到" in await she.say("火星基地")
    await she.say("/service find 歇脚")
    assert "呼市歇脚站" in buttons(she.message)
    shown = await she.press("呼市歇脚站")
    assert "呼市歇脚站（city-stops）" in shown
    assert "出处标题：歇脚有地方" in shown
    assert await she.press(wording.EDIT) == wording.ASK_FIELD.format(title=STOPS.title)
    assert "现在是：\n骑手和快递员" in await she.press("给谁")
    assert she.sees(desk_wording.BACK, desk_wording.CANCEL, wording.CLEAR)
    assert (await she.say("送外卖的")).startswith(wording.SAVED)
    entry = await stored(editors)
    assert entry is not None
    assert entry.audience == "送外卖的"
    assert (await she.press(wording.EDIT_MORE)).startswith("改「")
    await she.press("给谁")
    assert (await she.press(wording.CLEAR)).startswith(wording.SAVED)
    cleared = await stored(editors)
    assert cleared is not None
    assert cleared.audience is None


async def test_a_subject_is_chosen_by_its_name(she: Editor, editors: Office) -> None:
    await she.say("/service edit qinghai-meal 主题")
    said = await she.press("工会律师")
    assert "主题：\n　原来：热饭\n　现在：工会律师" in said
    entry = await stored(editors, "qinghai-meal")
    assert entry is not None
    assert entry.intent == "lawyers"


async def test_every_step_goes_back_and_can_be_left(she: Editor, editors: Office) -> None:
    await she.say("/service edit city-stops")
    await she.press("标题")
    assert (await she.press(desk_wording.BACK)) == wording.ASK_FIELD.format(title=STOPS.title)
    assert (await she.press(desk_wording.BACK)).startswith("呼市歇脚站（city-stops）")
    await she.press(wording.EDIT)
    await she.press("标题")
    assert await she.press(desk_wording.CANCEL) == wording.CANCELLED
    assert await stored(editors) == STOPS


async def test_a_wrong_value_is_said_and_asked_again(she: Editor, editors: Office) -> None:
    await she.say("/service edit city-stops 找谁")
    assert "不像电话" in await she.say("99999999")
    assert she.sees(desk_wording.BACK, desk_wording.CANCEL)
    assert (await she.say("12351")).startswith(wording.SAVED)
    assert "没有「颜色」这一项" in await she.say("/service edit city-stops 颜色 红")
    assert "「标题」有 30 个字" in await she.say("/service edit city-stops 标题 " + "长" * 30)
    assert await she.say("/service edit city-stops 标题 呼市歇脚站") == wording.UNCHANGED


async def test_a_change_of_labelled_answers_is_shown_and_asked_first(
    she: Editor, editors: Office, dialogue: Dialogue
) -> None:
    said = await she.say("/service edit city-stops 数据 歇脚站=15 个 @2026-03")
    assert said.startswith("还没有保存。这样改，下面 1 个样题的答案会变")
    assert "问：歇脚站有多少个" in said
    assert "原来：呼市歇脚站｜" in said
    assert await stored(editors) == STOPS
    assert "现在是" in await she.press(desk_wording.BACK)
    await she.say("歇脚站=15 个 @2026-03")
    assert (await she.press(wording.CONFIRM)).startswith(wording.SAVED)
    assert "15" in await as_riders_see(dialogue, "city-stops")
    assert (await she.press(wording.UNDO)).startswith(wording.SAVED_UNDO), "what brings a labelled figure back is fine"
    assert await stored(editors) == STOPS


async def test_who_may_not_publish_cannot_confirm(
    dialogue: Dialogue, staff: Staff, editors: Office, database: Database, commits: GroupCommit
) -> None:
    await staff.grant(BY_OWNER, f"tg:{RIDER}", Right.EDIT)
    he = Editor(dialogue, RIDER)
    said = await he.say("/service remove eye-check")
    assert "您没有「确认会改变答案的修改」的权限" in said
    assert wording.CONFIRM not in buttons(he.message)
    form = await Forms(FormRows(database, commits), dialogue.clock).current(f"tg:{RIDER}:{RIDER}")
    assert form is not None
    forged = await dialogue.press(RIDER, he.message, f"f:{confirm_id(form)}")
    assert forged[0]["text"] == desk_wording.BUTTON_NOT_YOURS
    assert await stored(editors, "eye-check") is not None


async def test_an_entry_is_removed_and_brought_back(she: Editor, editors: Office) -> None:
    await she.say("/service show qinghai-meal")
    assert await she.press(wording.REMOVE) == wording.ASK_SURE.format(title="青海热饭")
    assert (await she.press(desk_wording.BACK)).startswith("青海热饭（qinghai-meal）")
    await she.press(wording.REMOVE)
    assert await she.press(desk_wording.CANCEL) == wording.CANCELLED
    await she.say("/service show qinghai-meal")
    await she.press(wording.REMOVE)
    assert (await she.press(wording.SURE)).startswith(wording.SAVED_REMOVE)
    assert await stored(editors, "qinghai-meal") is None
    assert (await she.press(wording.UNDO)).startswith(wording.SAVED_UNDO)
    assert await stored(editors, "qinghai-meal") == BY_ID["qinghai-meal"]
    assert (await she.say("/service remove qinghai-meal")).startswith(wording.SAVED_REMOVE)
    assert (await she.say("/service undo qinghai-meal")).startswith(wording.SAVED_UNDO)


async def test_removing_what_answers_a_labelled_question_asks_first(she: Editor, editors: Office) -> None:
    await she.say("/service show eye-check")
    await she.press(wording.REMOVE)
    assert "问：哪里查视力" in await she.press(wording.SURE)
    assert (await she.press(wording.CONFIRM)).startswith(wording.SAVED_REMOVE)
    assert await stored(editors, "eye-check") is None


ADDED = ("热饭送到车头", "热饭", "赛罕区", "中午把热饭送到出租车上。", "热饭到车头", "呼和浩特日报", "2026年11月2日")


async def test_an_entry_is_added_step_by_step(she: Editor, editors: Office, dialogue: Dialogue) -> None:
    assert (await she.say("/service add")).startswith("加一条服务")
    for text in ADDED:
        said = await she.say(text)
        assert she.sees(desk_wording.BACK, desk_wording.CANCEL), said
    assert she.sees(wording.SKIP)
    await she.press(wording.SKIP)
    said = await she.say("打 12351")
    assert said.startswith(wording.ASK_ADD["check"])
    assert "地区：内蒙古自治区呼和浩特市赛罕区" in said
    assert (await she.press(wording.SAVE)).startswith(wording.SAVED_ADD)
    entry = await stored(editors, "hot-meal-1")
    assert entry is not None
    assert (entry.title, entry.intent, entry.how, entry.contact) == ("热饭送到车头", "hot_meal", None, "打 12351")
    assert (entry.source.headline, entry.source.as_of) == ("热饭到车头", "2026-11-02")
    said = await as_riders_see(dialogue, "hot-meal-1")
    assert "热饭到车头" in said
    assert "2026年11月2日" in said
    assert (await she.press(wording.UNDO)).startswith(wording.SAVED_UNDO)
    assert await stored(editors, "hot-meal-1") is None
    await she.say("/service add 热饭再送一回")
    for text in ADDED[1:]:
        await she.say(text)
    await she.press(wording.SKIP)
    await she.press(wording.SKIP)
    await she.press(wording.SAVE)
    assert await stored(editors, "hot-meal-2") is not None, "an id never comes to mean another entry"


async def test_adding_checks_each_step_and_goes_back(she: Editor, editors: Office) -> None:
    await she.say("/service add")
    assert "「标题」有 40 个字" in await she.say("长" * 40)
    await she.say("热饭送到车头")
    assert "没有「天气」这个主题" in await she.say("天气")
    await she.press("热饭")
    assert "没有「月球」这个地区" in await she.say("月球")
    await she.press("全国")
    assert she.sees(desk_wording.BACK)
    assert (await she.press(desk_wording.BACK)).startswith("在哪里有效")
    assert "属于哪个主题" in await she.press(desk_wording.BACK)
    await she.press("热饭")
    await she.press("全国")
    await she.say("送热饭。")
    assert "不能空着" in await she.say("空")
    await she.say("热饭到车头")
    await she.press(wording.SKIP)
    assert "日期「去年」不对" in await she.say("去年")
    await she.say("2026")
    await she.press(wording.SKIP)
    assert "不像电话" in await she.say("1234567")
    assert await she.press(desk_wording.CANCEL) == wording.CANCELLED
    assert await stored(editors, "hot-meal-1") is None


async def test_a_title_that_is_there_already_is_refused_at_the_end(she: Editor) -> None:
    await she.say("/service add 呼市歇脚站")
    for text in ("歇脚站", "呼和浩特市", "歇脚。", "歇脚", "日报", "2026", "空", "空"):
        await she.say(text)
    assert "已有同名条目：呼市歇脚站（city-stops）" in await she.press(wording.SAVE)
    assert she.sees(wording.SAVE, desk_wording.BACK, desk_wording.CANCEL)


async def test_the_second_editor_sees_what_the_first_changed(dialogue: Dialogue, editors: Office) -> None:
    she, he = Editor(dialogue), Editor(dialogue, OTHER)
    await she.say("/service edit city-stops 怎么办")
    await he.say("/service edit city-stops 怎么办")
    await she.say("推门就进")
    said = await he.say("刷卡进门")
    assert said.startswith("没有保存：「呼市歇脚站」刚刚被别人改了")
    assert "现在：推门就进" in said
    assert "您写的「怎么办」：刷卡进门" in said
    assert he.sees(wording.KEEP_MINE, desk_wording.BACK, desk_wording.CANCEL)
    assert "原来：推门就进\n　现在：刷卡进门" in await he.press(wording.KEEP_MINE)
    entry = await stored(editors)
    assert entry is not None
    assert entry.how == "刷卡进门"
    await he.say("/service edit city-stops 怎么办")
    await she.say("/service remove city-stops")
    await she.press(wording.CONFIRM)
    assert await he.say("走后门") == wording.OVERTAKEN_GONE.format(id="city-stops")


@pytest.mark.slow
async def test_history_names_role_and_date_but_no_person(dialogue: Dialogue) -> None:
    she, he = Editor(dialogue), Editor(dialogue, OTHER)
    await she.say("/service edit city-stops 怎么办 推门就进")
    await he.say("/service edit city-stops 给谁 司机")
    said = await she.say("/service history city-stops")
    lines = said.splitlines()
    assert lines[1].startswith("第 2 次 2027-01-15 08:00 管理员修改")
    assert lines[2] == "　给谁：骑手和快递员 → 司机"
    assert lines[3].startswith("第 1 次 2027-01-15 08:00 编辑修改")
    assert str(EDITOR) not in said
    assert str(OTHER) not in said
    assert (await she.press(wording.HISTORY_UNDO.format(number=1))).startswith(wording.SAVED_UNDO)
    assert wording.HISTORY_NONE.format(id="eye-check") == await she.say("/service history eye-check")
    for number in range(12):
        await she.say(f"/service edit eye-check 怎么办 第{number}种")
    more = (await she.say("/service history eye-check")).splitlines()[-1].removeprefix("更早的：")
    assert "第 4 次" in await she.say(more)


async def test_an_undo_that_would_lose_a_later_edit_says_so(she: Editor) -> None:
    await she.say("/service edit city-stops 怎么办 推门就进")
    await she.say("/service edit city-stops 怎么办 刷卡进门")
    assert "「怎么办」又被改过" in await she.say("/service undo city-stops 1")
    assert "没有第 9 次修改" in await she.say("/service undo city-stops 9")
    assert (await she.say("/service undo city-stops 第一次")) == wording.USAGE["undo"]


async def test_an_undo_pressed_twice_undoes_once(she: Editor, dialogue: Dialogue) -> None:
    await she.say("/service edit city-stops 怎么办 推门就进")
    undo = buttons(she.message)[wording.UNDO]
    await dialogue.press(EDITOR, she.message, undo)
    (again,) = await dialogue.press(EDITOR, she.message, undo)
    assert "第 1 次修改已经撤销过了" in again["text"]


async def test_a_button_decides_only_on_what_its_own_message_is_about(
    she: Editor, dialogue: Dialogue, editors: Office
) -> None:
    await she.say("/service remove eye-check")
    old = she.message
    await she.say("/service remove city-stops")
    (asked,) = await dialogue.press(EDITOR, old, buttons(old)[wording.CONFIRM])
    assert asked["text"] == wording.ASK_SURE.format(title=STOPS.title)
    assert await stored(editors) == STOPS
    assert await stored(editors, "eye-check") is not None
    await she.say("/service show qinghai-meal")
    await she.press(wording.REMOVE)
    (asked,) = await dialogue.press(EDITOR, asked, buttons(asked)[wording.SURE])
    assert await stored(editors) == STOPS
    assert await stored(editors, "qinghai-meal") is not None


async def test_going_back_can_be_typed(she: Editor) -> None:
    await she.say("/service edit city-stops 怎么办")
    assert await she.say("返回") == wording.ASK_FIELD.format(title=STOPS.title)


async def test_an_unknown_id_brings_the_nearest(she: Editor) -> None:
    said = await she.say("/service show city-stop")
    assert said.startswith("没有「city-stop」这个条目")
    assert "呼市歇脚站" in buttons(she.message)
    assert (await she.press("呼市歇脚站")).startswith("呼市歇脚站（city-stops）")
    assert (await she.say("/service show 呼市歇脚站")).startswith("呼市歇脚站（city-stops）")
    for command in ("edit", "remove", "history", "undo"):
        assert "city-stopz" in await she.say(f"/service {command} city-stopz")


@pytest.mark.parametrize("command", ["show", "edit", "remove", "history", "undo", "label"])
async def test_a_command_without_what_it_needs_says_how(she: Editor, command: str) -> None:
    assert (await she.say(f"/service {command}")).startswith("用法：/service " + command)


async def test_long_lists_are_paged_in_place(she: Editor, dialogue: Dialogue) -> None:
    first = await she.say("/service find 工")
    assert "（第 1/" in first
    number = she.message["message_id"]
    second = await she.press(wording.NEXT)
    assert "（第 2/" in second
    assert she.message["message_id"] == number
    assert (await she.press(wording.PREVIOUS)) == first
    assert "歇脚" in await she.say("歇脚")
    await she.say("/service find 工")
    assert await she.press(desk_wording.CANCEL) == wording.CANCELLED


STEPS = (
    ("/service edit city-stops",),
    ("/service edit city-stops", "怎么办"),
    ("/service add", "热饭送到车头"),
    ("/service add", *ADDED),
    ("/service find 工",),
)


@pytest.mark.parametrize("said", STEPS, ids=lambda said: f"{said[0]}-{len(said)}")
async def test_a_form_survives_a_restart_in_every_step(
    dialogue: Dialogue, restarted: Iterator[Dialogue], said: tuple[str, ...]
) -> None:
    """Another process, with the same database, goes on with the button of the message that the first one sent."""
    she = Editor(dialogue)
    for text in said:
        await she.say(text)
    she.dialogue = next(restarted)
    await she.dialogue.channel.application.initialize()
    later = await she.press(desk_wording.CANCEL)
    assert later == wording.CANCELLED
    assert (await she.dialogue.press(EDITOR, she.message, "f:cancel"))[0]["text"] == dispatch_wording.FORM_OVER
    await she.dialogue.channel.application.shutdown()


async def test_what_waits_for_confirmation_survives_a_restart(
    dialogue: Dialogue, restarted: Iterator[Dialogue], editors: Office
) -> None:
    she = Editor(dialogue)
    await she.say("/service remove eye-check")
    she.dialogue = next(restarted)
    await she.dialogue.channel.application.initialize()
    assert (await she.press(wording.CONFIRM)).startswith(wording.SAVED_REMOVE)
    assert await stored(editors, "eye-check") is None
    await she.dialogue.channel.application.shutdown()


async def test_who_lost_the_right_is_out_of_the_form(she: Editor, staff: Staff, editors: Office) -> None:
    await she.say("/service edit city-stops 怎么办")
    await staff.revoke(BY_OWNER, f"tg:{EDITOR}", Role.EDITOR)
    await she.say("推门就进")
    assert await stored(editors) == STOPS


async def test_labelled_questions_are_added_tried_and_taken_away(she: Editor) -> None:
    assert "自带的有 4 个" in await she.say("/service labels")
    said = await she.say("/service label qinghai-meal 热饭怎么领")
    assert "现在会这样答：青海热饭" in said
    await she.say("/service label none 彩票怎么买")
    assert "热饭怎么领 → qinghai-meal" in await she.say("/service labels")
    await she.say("/service remove qinghai-meal")
    assert "问：热饭怎么领" in she.message["text"]
    await she.press(desk_wording.CANCEL)
    await she.say("/service labels")
    label = next(label for label in buttons(she.message))
    assert await she.press(label) == wording.LABEL_REMOVED.format(text="热饭怎么领")
    assert (await she.say("/service remove qinghai-meal")).startswith(wording.SAVED_REMOVE)
    assert await she.say("/service label city-stops 长" + "长" * 90) == wording.LABEL_WRONG
    assert "没有「nope」这个条目" in await she.say("/service label nope 问什么")


async def test_what_there_is_to_do_leads_to_the_missing_field(she: Editor, editors: Office) -> None:
    assert await she.say("/todo") == wording.TODO_HEAD
    counts = {label.split("（")[0]: label for label in buttons(she.message)}
    assert set(counts) == {"没写怎么办", "没写找谁", "已经结束", "一年没更新"}
    first = await she.press(counts["没写找谁"])
    assert "点一个来补（第 1/" in first
    await she.press("骑手查视力")
    assert (await she.say("12351")).startswith(wording.SAVED)
    entry = await stored(editors, "eye-check")
    assert entry is not None
    assert entry.contact == "12351"
    await she.say("待办")
    await she.press(counts["已经结束"])
    assert she.sees(desk_wording.BACK)
    assert await she.press(desk_wording.BACK) == wording.TODO_HEAD


async def test_nothing_to_do_is_said(she: Editor, editors: Office, database: Database) -> None:
    done = [
        replace(one, how="去就行", contact="12351", valid_from=None, valid_until=None, facts=(),
                source=replace(one.source, as_of="2026-11", as_of_certainty="exact"))
        for one in ENTRIES
    ]  # fmt: skip
    async with database.write_rows() as connection:
        await hold_catalogue(connection)
        changes = [EntryChange(BY_ID[one.id], one) for one in done]
        await editing.apply(connection, BY_OWNER, "owner", 1, editing.IMPORT, changes)
    await editors.live.renew()
    assert await she.say("/todo") == wording.TODO_NONE


async def test_acts_stand_in_the_audit(dialogue: Dialogue) -> None:
    await Editor(dialogue).say("/service edit city-stops 怎么办 推门就进")
    said = await Editor(dialogue, OWNER).say("/audit")
    assert f"{EDITOR}（Telegram）修改条目 city-stops" in said
    assert "怎么办：推门就进" in said
