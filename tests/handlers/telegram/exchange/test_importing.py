"""Files of entries in the chat: out, looked at, and in by a button, all or nothing."""

from dataclasses import replace

import pytest

from bot.bootstrap.parts import shipped_regions
from bot.exchange import files
from bot.exchange import words as wording
from bot.exchange.rows import MOST_BYTES
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry
from data.catalogue.whole import hold_catalogue
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.telegram.dispatch import words as dispatch_wording
from tests.fake_bot_api import Json, Refusal
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.small_catalogue import ENTRIES, HOHHOT, entry, store_small

EDITOR = 1001
BY_ID = {one.id: one for one in ENTRIES}


@pytest.fixture
def regions() -> Regions:
    """Those of the small catalogue too."""
    return shipped_regions()


@pytest.fixture(autouse=True)
async def stored(database: Database) -> None:
    await store_small(database)


async def entries_of(database: Database) -> dict[str, ServiceEntry]:
    async with database.engine.connect() as connection:
        return await editing.all_entries(connection)


def button(message: Json, label: str) -> str:
    """The id of the button whose label begins so."""
    rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
    (found,) = [one["callback_data"] for row in rows for one in row if one["text"].startswith(label)]
    return str(found)


def labels(message: Json) -> list[str]:
    return [one["text"] for row in (message["reply_markup"] or {}).get("inline_keyboard", []) for one in row]


def csv(*entries: ServiceEntry) -> bytes:
    return files.write(entries, "csv")


async def shown(dialogue: Dialogue, content: bytes, *, user: int = OWNER, name: str = "改.csv") -> Json:
    """The message that says what a file would do."""
    return (await dialogue.upload(user, name, content, caption="/import"))[0]


@pytest.mark.parametrize("kind", files.KINDS)
async def test_what_is_exported_comes_back_and_changes_nothing(dialogue: Dialogue, kind: str) -> None:
    (message,) = await dialogue.say(OWNER, f"/export {kind}")
    name = message["document"]["file_name"]
    assert name == f"services-20270115.{kind}"
    content = dialogue.api.files[message["document"]["file_id"]]
    answer = await shown(dialogue, content, name=name)
    assert wording.NOTHING in answer["text"]
    assert labels(answer) == ["返回", "取消"]


@pytest.mark.parametrize("text", ["/export", "/export pdf", "导出"])
async def test_export_says_which_kinds_there_are(dialogue: Dialogue, text: str) -> None:
    (message,) = await dialogue.say(OWNER, text)
    assert message["text"] == wording.EXPORT_HELP


async def test_a_file_is_shown_before_and_after_and_imported_by_the_button(
    dialogue: Dialogue, database: Database
) -> None:
    (asked,) = await dialogue.say(OWNER, "/import")
    assert asked["text"] == wording.SEND_FILE
    new = entry("new-stop", "新站", "rest_stop", HOHHOT, "新站开了", "2026-11")
    changed = replace(BY_ID["eye-check"], how="周末到车间去查")
    (answer,) = await dialogue.upload(OWNER, "改.csv", csv(new, changed))
    lines = answer["text"].splitlines()
    assert lines[0] == wording.HEAD.format(name="改.csv", added=1, changed=1, unchanged=0, refused=0)
    assert wording.MISSING.format(count=len(ENTRIES) - 1) in lines
    assert labels(answer) == [wording.IMPORT_ALL, "返回", "取消"]  # none that removes nearly all of them
    assert wording.ADDED_ROW.format(row=2, id="new-stop", title="新站") in lines
    assert wording.CHANGED_FIELD.format(field="怎么办", before="（空）", after="周末到车间去查") in lines
    assert await entries_of(database) == BY_ID

    (done,) = await dialogue.press(OWNER, answer, button(answer, wording.IMPORT_ALL))
    assert done["text"].startswith("已导入：新增 1，修改 1，删除 0。")
    assert await entries_of(database) == BY_ID | {"new-stop": new, "eye-check": changed}
    (record,) = await dialogue.say(OWNER, "/audit")
    assert "导入条目 eye-check" in record["text"]
    (revision,) = await editing.history(database, "eye-check", 5)
    assert (revision.action, revision.role, revision.number) == ("import", "owner", 1)
    (over,) = await dialogue.press(OWNER, answer, button(asked, "取消"))
    assert over["text"] == dispatch_wording.FORM_OVER


async def test_of_a_file_with_a_wrong_row_the_others_go_in_by_a_button(dialogue: Dialogue, database: Database) -> None:
    content = csv(replace(BY_ID["eye-check"], how="好"), replace(BY_ID["lawyers-2017"], region="火星"))
    answer = await shown(dialogue, content)
    assert "第 3 行 lawyers-2017：没有「火星」这个地区。" in answer["text"]
    good = wording.IMPORT_GOOD.format(count=1)
    assert labels(answer) == [good, "返回", "取消"]
    assert await entries_of(database) == BY_ID
    (done,) = await dialogue.press(OWNER, answer, button(answer, good))
    assert done["text"].startswith("已导入：新增 0，修改 1，删除 0。")
    assert await entries_of(database) == BY_ID | {"eye-check": replace(BY_ID["eye-check"], how="好")}


async def test_a_list_whose_rows_are_all_wrong_offers_no_import(dialogue: Dialogue, database: Database) -> None:
    answer = await shown(dialogue, csv(replace(BY_ID["lawyers-2017"], region="火星")))
    assert labels(answer) == ["返回", "取消"]
    assert await entries_of(database) == BY_ID


LIST = """青城区工会服务表,,,
名称,主题,简介,备注
新歇脚站,歇脚站,"有热水
有暖气",新
工地律师,歇脚热饭,见面说事,
"""


async def test_a_list_of_the_unions_own_goes_in_after_one_question(dialogue: Dialogue, database: Database) -> None:
    answer = await shown(dialogue, LIST.encode("gb18030"), name="表.csv")
    assert wording.UNUSED.format(names="备注") in answer["text"]
    assert "没有「歇脚热饭」这个主题。" in answer["text"]
    ask = wording.IS_SUBJECT.format(written="歇脚热饭", name="热饭")
    assert labels(answer)[:2] == [ask, wording.IMPORT_GOOD.format(count=1)]
    (again,) = await dialogue.press(OWNER, answer, button(answer, ask))
    assert labels(again) == [wording.IMPORT_ALL, "返回", "取消"]
    (done,) = await dialogue.press(OWNER, again, button(again, wording.IMPORT_ALL))
    assert done["text"].startswith("已导入：新增 2，修改 0，删除 0。")
    stored = await entries_of(database)
    assert stored["rest-stop-1"].summary == "有热水；有暖气"
    assert (stored["hot-meal-1"].title, stored["hot-meal-1"].source.headline) == ("工地律师", "青城区工会服务表")
    repeated = await shown(dialogue, LIST.encode("gb18030"), name="表.csv")
    assert "新增 0，修改 0，不变 1" in repeated["text"]


async def test_what_somebody_changed_meanwhile_is_shown_again_and_not_overwritten(
    dialogue: Dialogue, database: Database
) -> None:
    answer = await shown(dialogue, csv(replace(BY_ID["eye-check"], how="周末去查")))
    theirs = replace(BY_ID["eye-check"], how="每月一号去查")
    async with database.write_rows() as connection:
        await hold_catalogue(connection)
        change = EntryChange(BY_ID["eye-check"], theirs)
        await editing.apply(connection, Actor("tg:7", "telegram"), "editor", 1, editing.EDIT, [change])
    (again,) = await dialogue.press(OWNER, answer, button(answer, wording.IMPORT_ALL))
    assert again["text"].startswith(wording.PLAN_MOVED)
    assert wording.CHANGED_FIELD.format(field="怎么办", before="每月一号去查", after="周末去查") in again["text"]
    assert (await entries_of(database))["eye-check"] == theirs
    (done,) = await dialogue.press(OWNER, again, button(again, wording.IMPORT_ALL))
    assert done["text"].startswith("已导入")


async def test_a_button_of_an_earlier_file_imports_nothing_of_the_later_one(
    dialogue: Dialogue, database: Database
) -> None:
    first = await shown(dialogue, csv(replace(BY_ID["eye-check"], how="甲")))
    await shown(dialogue, csv(replace(BY_ID["eye-check"], how="乙")))
    (answer,) = await dialogue.press(OWNER, first, button(first, wording.IMPORT_ALL))
    assert answer["text"].startswith(wording.PLAN_MOVED)
    assert await entries_of(database) == BY_ID


async def test_what_the_file_does_not_hold_goes_by_a_button_of_its_own(dialogue: Dialogue, database: Database) -> None:
    kept = [one for one in ENTRIES if one.id not in ("wages-there", "lawyers-2017")]
    answer = await shown(dialogue, csv(*kept))
    assert wording.MISSING_ROW.format(id="lawyers-2017", title=BY_ID["lawyers-2017"].title) in answer["text"]
    assert wording.IMPORT_ALL not in labels(answer)
    (done,) = await dialogue.press(OWNER, answer, button(answer, "导入，并删掉没写的 2 条"))
    if "已导入" not in done["text"]:  # a labelled answer goes with them
        (done,) = await dialogue.press(OWNER, done, button(done, wording.IMPORT_ALL))
    assert "删除 2" in done["text"]
    now = await entries_of(database)
    assert sorted(BY_ID.keys() - now.keys()) == ["lawyers-2017", "wages-there"]
    assert now["wages-here"].conflict is None


async def test_answers_that_would_change_are_shown_with_the_rows(dialogue: Dialogue) -> None:
    content = csv(replace(BY_ID["city-stops"], facts=(replace(BY_ID["city-stops"].facts[0], value="15"),)))
    answer = await shown(dialogue, content)
    assert wording.ANSWERS_HEAD.format(count=1) in answer["text"]
    assert "「歇脚站有多少个」" in answer["text"]
    assert wording.ANSWER_WRONG in answer["text"]
    (done,) = await dialogue.press(OWNER, answer, button(answer, wording.IMPORT_ALL))
    assert done["text"].startswith("已导入")


async def test_who_may_not_publish_imports_only_what_changes_no_answer(
    dialogue: Dialogue, database: Database, staff: Staff
) -> None:
    await staff.grant(Actor(f"tg:{OWNER}", "telegram"), f"tg:{EDITOR}", Right.EDIT)
    fact = replace(BY_ID["city-stops"].facts[0], value="15")
    answer = await shown(dialogue, csv(replace(BY_ID["city-stops"], facts=(fact,))), user=EDITOR)
    (refused,) = await dialogue.press(EDITOR, answer, button(answer, wording.IMPORT_ALL))
    assert refused["text"].startswith(wording.MAY_NOT_CONFIRM)
    assert await entries_of(database) == BY_ID
    answer = await shown(dialogue, csv(replace(BY_ID["eye-check"], how="周末去查")), user=EDITOR)
    (done,) = await dialogue.press(EDITOR, answer, button(answer, wording.IMPORT_ALL))
    assert done["text"].startswith("已导入")


async def test_a_long_list_comes_whole_as_a_file(dialogue: Dialogue) -> None:
    new = [entry(f"new-{n}", f"新站{n}", "rest_stop", HOHHOT, f"新站{n}开了", "2026-11") for n in range(60)]
    answer, whole = await dialogue.upload(OWNER, "x.csv", csv(*new), "/import")
    content = dialogue.api.files[whole["document"]["file_id"]].decode("utf-8-sig")
    assert all(wording.ADDED_ROW.format(row=n + 2, id=f"new-{n}", title=f"新站{n}") in content for n in range(60))
    assert wording.WHOLE_LIST in answer["text"]
    (done,) = await dialogue.press(OWNER, answer, button(answer, wording.IMPORT_ALL))
    assert "新增 60" in done["text"]


async def test_going_back_and_away(dialogue: Dialogue, database: Database) -> None:
    answer = await shown(dialogue, csv(replace(BY_ID["eye-check"], how="甲")))
    (said,) = await dialogue.say(OWNER, "好的")
    assert said["text"] == wording.PRESS
    (back,) = await dialogue.press(OWNER, answer, button(answer, "返回"))
    assert back["text"] == wording.SEND_FILE
    (said,) = await dialogue.say(OWNER, "马上发")
    assert said["text"] == wording.NO_FILE
    (gone,) = await dialogue.press(OWNER, back, button(back, "取消"))
    assert gone["text"] == wording.CANCELLED
    (over,) = await dialogue.press(OWNER, answer, button(answer, wording.IMPORT_ALL))
    assert over["text"] == dispatch_wording.FORM_OVER
    assert await entries_of(database) == BY_ID


async def test_a_file_that_cannot_be_had_or_read_says_why(dialogue: Dialogue) -> None:
    assert (await shown(dialogue, b"\x89PNG\x00", name="x.png"))["text"] == wording.NO_TABLE
    large = await shown(dialogue, b"id\n" + b" " * MOST_BYTES)
    assert large["text"] == wording.FILE_TOO_LARGE.format(most=20)
    dialogue.api.refusals["getFile"].append(Refusal(400, "Bad Request: wrong file_id"))
    gone = await shown(dialogue, csv(*ENTRIES))
    assert gone["text"] == wording.FILE_GONE
    (answer,) = await dialogue.upload(OWNER, "x.csv", csv(*ENTRIES))  # the form still waits for one
    assert wording.NOTHING in answer["text"]


async def test_the_progress_message_is_edited_at_most_every_three_seconds(dialogue: Dialogue) -> None:
    times: list[float] = []
    handle = dialogue.api.handle

    def slow(method: str, parameters: Json) -> tuple[int, Json]:
        dialogue.clock.now += 1
        if method == "editMessageText":
            times.append(dialogue.clock.now)
        return handle(method, parameters)

    dialogue.api.handle = slow  # type: ignore[method-assign]
    answer = await shown(dialogue, csv(replace(BY_ID["eye-check"], how="甲")))
    await dialogue.press(OWNER, answer, button(answer, wording.IMPORT_ALL))
    assert len(times) == 2  # only the results: each step took less
    dialogue.api.handle = handle  # type: ignore[method-assign]
