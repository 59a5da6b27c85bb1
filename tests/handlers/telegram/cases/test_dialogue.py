"""A case from a rider's first words to `solved`, through the real Application, on each database."""

import io

import docx

from bot.cases import words as case_words
from bot.cases.states import Urgency
from bot.people.roles import Right
from bot.people.staff import Staff
from data.storage.engine import Database
from handlers.telegram.cases import words as wording
from handlers.telegram.desk.words import BUTTON_NOT_YOURS
from tests.bot.cases.test_accounts import keep
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.pressing import data_of, hire, tap
from tests.handlers.telegram.answering.test_dialogues import labels
from tests.handlers.telegram.conftest import Dialogue

RIDER, OTHER = 1001, 1002
ANNA, BOB, LEAD = 9101, 9102, 9103
WORDS = "站长扣了我三天的钱，在玉泉区的站点"


async def on_duty(dialogue: Dialogue, staff: Staff, *people: int) -> None:
    for person in people:
        await hire(staff, person, Right.CASES)
        (board,) = await dialogue.say(person, "/cases")
        await tap(dialogue, board, wording.GO_ON_DUTY, person)


async def hand_over(dialogue: Dialogue, rider: int = RIDER, words: str = WORDS) -> list[Json]:
    """Everything from /case to the receipt; gives what was said because of it, to the rider first."""
    (asked,) = await dialogue.say(rider, "/case")
    assert asked["text"] == wording.ASK_WORDS
    (noted,) = await dialogue.say(rider, words)
    assert wording.NOTED.format(count=1) in noted["text"]
    await tap(dialogue, noted, wording.DONE, rider)
    await tap(dialogue, noted, "玉泉区", rider)
    await tap(dialogue, noted, case_words.URGENCIES[Urgency.DAYS], rider)
    assert "加密" in noted["text"]
    told = await tap(dialogue, noted, wording.GO, rider)
    return [noted, *told]


async def test_a_case_goes_from_a_rider_to_solved_and_nobody_learns_who_it_was(
    dialogue: Dialogue, staff: Staff
) -> None:
    await on_duty(dialogue, staff, ANNA, BOB)
    receipt, *news = await hand_over(dialogue)
    assert "编号 1" in receipt["text"]
    assert "01-20 17:00 前给您结果" in receipt["text"]  # a Friday morning, three working days
    assert sorted(message["chat"]["id"] for message in news) == [ANNA, BOB]
    assert "玉泉区" in news[0]["text"]

    await tap(dialogue, news[0], wording.OPEN, news[0]["chat"]["id"])
    card = news[0]
    anna, bob = card["chat"]["id"], news[1]["chat"]["id"]
    assert WORDS in card["text"]
    await tap(dialogue, card, wording.TAKE, anna)
    await tap(dialogue, news[1], wording.OPEN, bob)
    assert wording.TAKE in labels(news[1])
    await tap(dialogue, news[1], wording.TAKE, bob)
    assert f"{anna} 在办" in news[1]["text"]

    await tap(dialogue, card, wording.ASK, anna)
    (shown,) = await dialogue.say(anna, "扣了多少钱？")
    assert shown["text"].endswith("追问 1号事的当事人：\n扣了多少钱？")
    (asked,) = await tap(dialogue, shown, wording.SEND, anna)
    assert asked["chat"]["id"] == RIDER
    assert "扣了多少钱" in asked["text"]
    assert "停表" in shown["text"]

    await tap(dialogue, asked, wording.ADD, RIDER)
    said, to_anna = await dialogue.say(RIDER, "三百块")
    assert said["text"] == wording.ADDED.format(number=1)
    assert to_anna["chat"]["id"] == anna
    assert to_anna["text"].endswith("三百块")

    await tap(dialogue, to_anna, wording.OPEN, anna)
    await tap(dialogue, to_anna, wording.SOLVE, anna)
    (shown,) = await dialogue.say(anna, "跟站长谈了，退了三百块")
    (solved,) = await tap(dialogue, shown, wording.SEND, anna)
    assert solved["chat"]["id"] == RIDER
    done, settled = await tap(dialogue, solved, wording.SOLVED, RIDER)
    assert done["text"] == wording.SOLVED_THANKS.format(number=1)
    assert settled["chat"]["id"] == anna
    thanked, thanks = await tap(dialogue, done, wording.THANK, RIDER)
    assert thanked["text"] == wording.THANKED
    assert "谢谢您" in thanks["text"]

    to_staff = [message["text"] for person in (anna, bob) for message in dialogue.api.chats[person].values()]
    assert not any(str(RIDER) in text or f"rider{RIDER}" in text or "王师傅" in text for text in to_staff)


async def test_colleagues_see_each_other_by_the_names_they_gave_and_the_rider_sees_none(
    dialogue: Dialogue, staff: Staff
) -> None:
    await on_duty(dialogue, staff, ANNA, BOB)
    await dialogue.say(ANNA, "/name 王姐")
    await dialogue.say(BOB, "/name 老李")
    _, *news = await hand_over(dialogue)
    anna, bob = sorted(news, key=lambda message: int(message["chat"]["id"]))
    await tap(dialogue, anna, wording.OPEN, ANNA)
    await tap(dialogue, bob, wording.OPEN, BOB)
    await tap(dialogue, anna, wording.TAKE, ANNA)
    await tap(dialogue, bob, wording.TAKE, BOB)
    assert bob["text"].startswith("王姐 在办")
    await tap(dialogue, bob, wording.OPEN, BOB)
    assert "在办，王姐 在办" in bob["text"]
    await tap(dialogue, bob, wording.BACK, BOB)
    await dialogue.press(BOB, bob, "cs:w:1:note")
    (shown,) = await dialogue.say(BOB, "这个站点上月也有")
    await tap(dialogue, shown, wording.KEEP_NOTE, BOB)
    await tap(dialogue, anna, wording.ANSWER, ANNA)
    (shown,) = await dialogue.say(ANNA, "在谈")
    (answer,) = await tap(dialogue, shown, wording.SEND, ANNA)
    assert "内部，老李：这个站点上月也有" in shown["text"]
    assert "工会，王姐：在谈" in shown["text"]
    assert "您在办" in shown["text"]
    (page,) = await tap(dialogue, answer, wording.SEE, RIDER)
    told = "".join(message["text"] for message in dialogue.api.chats[RIDER].values())
    assert "在谈" in page["text"]
    assert not any(name in told for name in ("王姐", "老李", "上月"))


async def test_every_step_of_both_sides_goes_on_after_a_restart(dialogue: Dialogue, staff: Staff) -> None:
    await on_duty(dialogue, staff, ANNA)
    await dialogue.say(RIDER, "/case")
    await dialogue.restart()
    (noted,) = await dialogue.say(RIDER, WORDS)
    await tap(dialogue, noted, wording.DONE, RIDER)
    await dialogue.restart()
    await tap(dialogue, noted, "玉泉区", RIDER)
    await tap(dialogue, noted, case_words.URGENCIES[Urgency.NOW], RIDER)
    await dialogue.restart()
    (news,) = await tap(dialogue, noted, wording.GO, RIDER)
    assert "编号 1" in noted["text"]
    await tap(dialogue, news, wording.OPEN, ANNA)
    await tap(dialogue, news, wording.TAKE, ANNA)
    await tap(dialogue, news, wording.ANSWER, ANNA)
    await dialogue.restart()
    (shown,) = await dialogue.say(ANNA, "在谈")
    await dialogue.restart()
    (answer,) = await tap(dialogue, shown, wording.SEND, ANNA)
    assert (answer["chat"]["id"], answer["text"]) == (RIDER, "1号事，工会答复：\n在谈")


async def test_words_of_an_open_form_are_sealed_too(dialogue: Dialogue, staff: Staff, database: Database) -> None:
    await on_duty(dialogue, staff, ANNA)
    await dialogue.say(RIDER, "/case")
    await dialogue.say(RIDER, WORDS)
    async with database.engine.connect() as connection:
        kept = str((await connection.exec_driver_sql("SELECT answers FROM open_form")).all())
    assert "pieces" in kept
    assert "站长" not in kept
    assert "\\u7ad9" not in kept


async def test_mydata_shows_a_case_and_forget_deletes_it_at_once(dialogue: Dialogue, staff: Staff) -> None:
    await on_duty(dialogue, staff, ANNA)
    await hand_over(dialogue)
    (held,) = await dialogue.say(RIDER, "/mydata")
    assert WORDS in held["text"]
    await dialogue.say(RIDER, "/forget")
    (held,) = await dialogue.say(RIDER, "/mydata")
    assert WORDS not in held["text"]
    (mine,) = await dialogue.say(RIDER, "/mycases")
    assert mine["text"] == wording.MINE_NONE


async def test_a_case_taken_back_is_gone_for_everybody(dialogue: Dialogue, staff: Staff) -> None:
    await on_duty(dialogue, staff, ANNA)
    _, news = await hand_over(dialogue)
    await tap(dialogue, news, wording.OPEN, ANNA)
    await tap(dialogue, news, wording.TAKE, ANNA)
    (mine,) = await dialogue.say(RIDER, "我的事")
    (page,) = await dialogue.press(RIDER, mine, "cr:o:1")
    (sure,) = await tap(dialogue, page, wording.TAKE_BACK, RIDER)
    gone, withdrawn = await tap(dialogue, sure, wording.YES_BACK, RIDER)
    assert gone["text"] == wording.GONE_BACK.format(number=1)
    await tap(dialogue, withdrawn, wording.OPEN, ANNA)
    assert WORDS not in withdrawn["text"]


async def test_the_union_is_offered_where_an_answer_may_not_be_enough_and_somebody_is_there(
    dialogue: Dialogue, staff: Staff
) -> None:
    (said,) = await dialogue.say(RIDER, "我要投诉站长")
    assert wording.HAND_OVER in labels(said)  # owners work on cases
    (danger,) = await dialogue.say(RIDER, "站长打我，我要投诉")
    assert wording.HAND_OVER not in labels(danger)
    (asked,) = await tap(dialogue, said, wording.HAND_OVER, RIDER)
    assert asked["text"] == wording.ASK_WORDS
    staff.owners = frozenset()
    (said,) = await dialogue.say(OTHER, "我要投诉站长")
    assert wording.HAND_OVER not in labels(said)
    (nobody,) = await dialogue.say(OTHER, "/case")
    assert nobody["text"] == wording.NOBODY


async def test_photos_and_voice_are_kept_and_seen_by_the_staff(dialogue: Dialogue, staff: Staff) -> None:
    await on_duty(dialogue, staff, ANNA)
    await dialogue.say(RIDER, "/case")
    await dialogue.told(dialogue.api.photo(RIDER))
    dialogue.api.files["v"] = b"ogg"
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3, "file_size": 3}
    (noted,) = await dialogue.told(dialogue.api.message(RIDER, voice=voice))
    (wrong,) = await dialogue.upload(RIDER, "a.exe", b"MZ")
    assert wrong["text"] == wording.WRONG_FILE
    await tap(dialogue, noted, wording.DONE, RIDER)
    await tap(dialogue, noted, "玉泉区", RIDER)
    await tap(dialogue, noted, case_words.URGENCIES[Urgency.DAY], RIDER)
    (news,) = await tap(dialogue, noted, wording.GO, RIDER)
    await tap(dialogue, news, wording.OPEN, ANNA)
    (photo,) = await tap(dialogue, news, f"{wording.PHOTO} 1", ANNA)
    (sent,) = await tap(dialogue, news, f"{wording.VOICE} 2", ANNA)
    assert dialogue.api.files[photo["photo"][0]["file_id"]] == b"jpeg"
    assert dialogue.api.files[sent["document"]["file_id"]] == b"ogg"


async def test_two_cases_become_a_matter_with_an_agenda_and_an_agreement(dialogue: Dialogue, staff: Staff) -> None:
    await on_duty(dialogue, staff, ANNA)
    await hire(staff, LEAD, Right.LEAD)
    _, news = await hand_over(dialogue)
    _, more = await hand_over(dialogue, OTHER)
    (none,) = await dialogue.say(LEAD, "/matters")
    assert none["text"] == wording.MATTERS_NONE
    await tap(dialogue, news, wording.OPEN, ANNA)
    await tap(dialogue, news, wording.JOIN, ANNA)
    await tap(dialogue, news, wording.NEW_MATTER, ANNA)
    await dialogue.restart()
    (long,) = await dialogue.say(ANNA, "长" * 50)
    assert long["text"] == wording.ASK_MATTER_TITLE.format(most=40)
    (matter,) = await dialogue.say(ANNA, "站点扣钱")
    assert matter["text"].startswith("议题 1：站点扣钱")
    assert wording.AGREE not in labels(matter)  # for those who lead
    await tap(dialogue, matter, wording.ALIKE, ANNA)
    await tap(dialogue, matter, wording.JOIN_THIS.format(number=2), ANNA)
    assert "编号：1、2" in matter["text"]
    await tap(dialogue, more, wording.OPEN, ANNA)
    assert "并在议题 1" in more["text"]

    agenda, listed = await dialogue.say(LEAD, "议程")
    document = docx.Document(io.BytesIO(dialogue.api.files[agenda["document"]["file_id"]]))
    assert [cell.text for cell in document.tables[0].rows[1].cells][:2] == ["1", "站点扣钱"]
    await tap(dialogue, listed, "议题 1：站点扣钱", LEAD)
    await tap(dialogue, listed, wording.AGREE, LEAD)
    (shown,) = await dialogue.say(LEAD, "扣钱要先跟本人说")
    assert "2 件事的当事人每人收到一次" in shown["text"]
    await dialogue.restart()
    told = await tap(dialogue, shown, wording.SEND, LEAD)
    assert sorted((message["chat"]["id"], message["text"].rpartition("\n")[2]) for message in told) == [
        (RIDER, "扣钱要先跟本人说"),
        (OTHER, "扣钱要先跟本人说"),
    ]
    assert labels(told[0]) == [wording.SEE]
    (mine,) = await tap(dialogue, told[0], wording.SEE, told[0]["chat"]["id"])
    assert "（会上商定）扣钱要先跟本人说" in mine["text"]

    (_, listed) = await dialogue.say(LEAD, "/matters")
    await tap(dialogue, listed, "议题 1：站点扣钱", LEAD)
    assert "发到 2，还没发 0" in listed["text"]
    await tap(dialogue, listed, wording.END, LEAD)
    await tap(dialogue, listed, wording.YES_END, LEAD)
    assert listed["text"] == wording.MATTERS_NONE


async def test_matters_are_nothing_to_whoever_has_no_right(dialogue: Dialogue, staff: Staff) -> None:
    await on_duty(dialogue, staff, ANNA)
    _, news = await hand_over(dialogue)
    await tap(dialogue, news, wording.OPEN, ANNA)
    await tap(dialogue, news, wording.JOIN, ANNA)
    await tap(dialogue, news, wording.NEW_MATTER, ANNA)
    await dialogue.say(ANNA, "站点扣钱")
    for what in ("", "o", "in", "j", "out", "like", "new", "name", "agree", "end", "shut"):
        assert await dialogue.press(RIDER, news, f"cm:{what}:1:1") == []
        assert news["text"] == BUTTON_NOT_YOURS, what


async def test_the_account_of_a_month_is_seen_drafted_and_published(
    dialogue: Dialogue, staff: Staff, database: Database
) -> None:
    await hire(staff, ANNA, Right.CASES)
    await hire(staff, LEAD, Right.LEAD, Right.SEND)
    await keep(database, "wages", 12, int(dialogue.clock()) - 32 * 86_400, solved_after=86_400, in_time=True)
    (seen,) = await dialogue.say(ANNA, "办事账")
    assert "收到 12 件，办好 12 件" in seen["text"]
    assert labels(seen) == [wording.EARLIER, wording.ACCOUNT_SHEET]
    (sheet,) = await tap(dialogue, seen, wording.ACCOUNT_SHEET, ANNA)
    assert dialogue.api.files[sheet["document"]["file_id"]].decode("utf-8-sig").count("12") >= 2
    await tap(dialogue, seen, wording.EARLIER, ANNA)
    assert "不到 10 件" in seen["text"]
    (wrong,) = await dialogue.say(ANNA, "/account 明年")
    assert wrong["text"] == wording.ACCOUNT_USAGE
    (unknown,) = await dialogue.say(RIDER, "/account")
    assert "收到" not in unknown["text"]

    (seen,) = await dialogue.say(LEAD, "/account")
    await tap(dialogue, seen, wording.ACCOUNT_PUBLISH, LEAD)
    await dialogue.restart()
    (shown,) = await dialogue.say(LEAD, "站点都贴了规矩")
    assert shown["text"].endswith("改了什么：站点都贴了规矩")
    await dialogue.restart()
    await tap(dialogue, shown, wording.ACCOUNT_PUBLISH, LEAD)
    assert "已公开" in shown["text"]
    preview, beside = await tap(dialogue, shown, wording.ACCOUNT_DRAFT, LEAD)
    assert preview["text"].startswith(shown["text"].split("\n")[0])
    assert preview["text"].endswith("改了什么：站点都贴了规矩")
    assert "草稿" in beside["text"]


async def test_buttons_of_an_account_are_for_whoever_has_the_right(
    dialogue: Dialogue, staff: Staff, database: Database
) -> None:
    await hire(staff, ANNA, Right.CASES)
    await keep(database, "wages", 12, int(dialogue.clock()) - 32 * 86_400)
    (seen,) = await dialogue.say(ANNA, "/account")
    month = data_of(seen, wording.ACCOUNT_SHEET).rpartition(":")[2]
    for person, whats in ((RIDER, ("o", "csv", "draft", "pub", "")), (ANNA, ("draft", "pub"))):
        for what in whats:
            (said,) = await dialogue.press(person, seen, f"ca:{what}:{month}")
            assert said["text"] == BUTTON_NOT_YOURS, what
