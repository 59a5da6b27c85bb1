"""What was announced can be asked about: in sixty ways, by reply or by its words, while it holds and after."""

from datetime import datetime, timedelta

import pytest

from bot.announcing.audience import Audience, Topic
from bot.announcing.states import State
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Message
from data.announcing import announcements
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import Delivery
from tests.bot.announced.asking import assistant_at, labelled, misses, put_all, seconds, went_out

MONDAY = datetime(2026, 11, 30, 9)
LECTURE = "周五下午两点，工会四楼会议室有法律讲座，请带笔。"


async def test_sixty_ways_of_asking_are_answered_from_twelve_announcements(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    found = labelled()
    numbers = await put_all(database, found)
    wrong = list(await misses(assistant_at(database, shipped_snapshot, regions, found["at"]), found, numbers))
    asked = len(found["questions"])
    assert asked == 60
    not_right = [one for one in wrong if one.said not in found["none"]]
    assert len(not_right) <= asked * 0.05, "\n".join(f"{one.said} -> {one.got}" for one in not_right)
    assert [one for one in wrong if one.said in found["none"]] == []


async def test_a_talk_about_an_announcement_goes_on_and_ends_with_another_subject(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    await went_out(database, LECTURE, MONDAY)
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY + timedelta(hours=1))
    first = await assistant.reply(Message("法律讲座几点", "test:1"))
    assert "周五下午两点" in first.text
    assert first.text.endswith("来源：公告，2026年11月30日")
    assert "会议室" in (await assistant.reply(Message("在哪", "test:1"))).text
    other = await assistant.reply(Message("怎么加入工会", "test:1"))
    assert "来源：公告" not in other.text
    assert "来源：公告" not in (await assistant.reply(Message("要带什么", "test:1"))).text


async def test_what_the_announcement_does_not_say_is_said_to_be_missing(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    await went_out(database, LECTURE, MONDAY)
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    assert (await assistant.reply(Message("法律讲座收费吗"))).text.startswith("公告没写要不要钱。")


async def test_its_last_day_ends_it_and_after_a_month_it_is_told_no_more(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    await went_out(database, LECTURE, MONDAY)  # its Friday is the 4th of December
    said = {}
    for day in (4, 5, 34, 35):
        assistant = assistant_at(database, shipped_snapshot, regions, MONDAY + timedelta(days=day))
        said[day] = (await assistant.reply(Message("法律讲座几点"))).text
    assert said[4].startswith("周五下午两点")
    assert said[5].startswith("这事已经结束了（2026年12月4日）。")
    assert said[34].startswith("这事已经结束了")
    assert "来源：公告" not in said[35]


async def test_who_is_told_is_who_may_read_it(database: Database, shipped_snapshot: Snapshot, regions: Regions) -> None:
    hidden = await went_out(database, LECTURE, MONDAY, Audience(staff=True))
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    for person in (None, "tg:1", "tg:2"):
        reply = await assistant.reply(Message("法律讲座几点", person=person, quoted=hidden))
        assert "来源：公告" not in reply.text
    async with database.write() as session:
        session.add(Delivery(announcement=hidden, chat="tg:2", stage=0, state="sent"))
        session.add(Delivery(announcement=hidden, chat="tg:1", stage=0, state="failed"))
    assert "周五下午两点" in (await assistant.reply(Message("法律讲座几点", person="tg:2"))).text
    assert "来源：公告" not in (await assistant.reply(Message("法律讲座几点", person="tg:1"))).text


@pytest.mark.parametrize(
    "audience", [Audience(region="内蒙古自治区包头市"), Audience(topic=Topic.RIGHTS)], ids=["region", "topic"]
)
async def test_what_a_region_or_a_topic_got_is_for_all_to_read(
    database: Database, shipped_snapshot: Snapshot, regions: Regions, audience: Audience
) -> None:
    await went_out(database, LECTURE, MONDAY, audience)
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    assert "周五下午两点" in (await assistant.reply(Message("法律讲座几点"))).text


async def test_drafts_and_what_was_recalled_are_never_told(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    await went_out(database, LECTURE, MONDAY, state=State.DRAFT)
    await went_out(database, LECTURE, MONDAY, state=State.CANCELLED)
    recalled = await went_out(database, LECTURE, MONDAY)
    async with database.write_rows() as connection:
        await audit.note(connection, Actor("tg:1", "telegram"), seconds(MONDAY), "announce.recall", str(recalled))
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    assert "来源：公告" not in (await assistant.reply(Message("法律讲座几点", quoted=recalled))).text


async def test_danger_comes_before_what_was_announced(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    number = await went_out(database, LECTURE, MONDAY)
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    reply = await assistant.reply(Message("我不想活了，法律讲座几点", quoted=number))
    assert reply.urgent
    assert "来源：公告" not in reply.text


async def test_a_reply_that_asks_something_else_is_answered_from_the_catalogue(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    number = await went_out(database, LECTURE, MONDAY)
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    reply = await assistant.reply(Message("公司拖欠工资怎么办", quoted=number))
    assert "来源：公告" not in reply.text


async def test_a_correction_is_told_instead_of_what_was_wrong(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    number = await went_out(database, LECTURE, MONDAY)
    first = assistant_at(database, shipped_snapshot, regions, MONDAY)
    assert "下午两点" in (await first.reply(Message("法律讲座几点"))).text
    async with database.write_rows() as connection:
        await announcements.change(connection, number, {"html": f"【更正】{LECTURE.replace('两点', '三点')}"})
    later = assistant_at(database, shipped_snapshot, regions, MONDAY + timedelta(minutes=1))
    assert "下午三点" in (await later.reply(Message("法律讲座几点"))).text


async def test_what_asks_for_nothing_of_an_announcement_is_no_question_about_the_last_one(
    database: Database, shipped_snapshot: Snapshot, regions: Regions
) -> None:
    await went_out(database, LECTURE, MONDAY)
    assistant = assistant_at(database, shipped_snapshot, regions, MONDAY)
    await assistant.reply(Message("法律讲座几点", "test:1"))
    for text in ("你叫什么名字", "谢谢", "那咋办"):
        assert "来源：公告" not in (await assistant.reply(Message(text, "test:1"))).text, text
