"""What is kept of a person because of announcements, shown and deleted; and the news for everybody."""

from pathlib import Path

from sqlalchemy import update

from bot.announcing.audience import Audience
from bot.announcing.content import Content
from bot.announcing.states import State
from data.people.audit import Actor
from data.storage.engine import Database
from data.tables import METADATA, Announcement, table_of
from handlers.telegram.announcing import words as wording
from tests.handlers.telegram.announcing.ledger import delivered, stands
from tests.handlers.telegram.conftest import OWNER, Dialogue

RIDER, OTHER = 1001, 1002
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")


async def announced(dialogue: Dialogue, database: Database, text: str, audience: Audience | None = None) -> int:
    """An announcement that went out."""
    number = await dialogue.office.drafts.draft(BY_OWNER, Content(text), audience or Audience())
    await stands(database, number, state=State.FINISHED, started_at=int(dialogue.clock.now))
    return number


async def test_mydata_shows_the_subscription_and_how_many_announcements_came(
    dialogue: Dialogue, database: Database
) -> None:
    await dialogue.say(RIDER, "/subscribe 赛罕区 维权")
    number = await announced(dialogue, database, "明天发冬衣")
    await delivered(database, number, {RIDER: "sent", OTHER: "sent"}, at=int(dialogue.clock.now))
    await dialogue.subscribers.choose_silent(f"tg:{RIDER}", True)
    await dialogue.subscribers.choose_digest(f"tg:{RIDER}", True)
    await dialogue.subscribers.choose_station(f"tg:{RIDER}", "st-017")
    await dialogue.subscribers.pause(f"tg:{RIDER}", 7)
    (shown,) = await dialogue.say(RIDER, "/mydata")
    line = "内蒙古自治区呼和浩特市赛罕区，维权，驿站：st-017，静音，每日汇总，暂停到 2027-01-22 08:00"
    assert f"· 公告订阅（2027-01-15 起）：{line}" in shown["text"].splitlines()
    assert wording.MYDATA_DELIVERIES.format(count=1) in shown["text"].splitlines()


async def test_forget_ends_the_subscription_and_takes_the_ledgers_rows_and_messages(
    dialogue: Dialogue, database: Database
) -> None:
    await dialogue.say(RIDER, "/subscribe all")
    old, new = [await announced(dialogue, database, text) for text in ("旧的", "新的")]
    now = int(dialogue.clock.now)
    await delivered(database, old, {RIDER: "sent", OTHER: "sent"}, at=now - 49 * 3600)
    await delivered(database, new, {RIDER: "sent"}, at=now - 3600)
    (done,) = await dialogue.say(RIDER, "/forget")
    assert "公告也退订了" in done["text"]
    (deleted,) = dialogue.called("deleteMessages")
    assert 50_000 + RIDER in deleted["message_ids"]
    assert await dialogue.subscribers.subscription(f"tg:{RIDER}") is None
    assert (await dialogue.office.report(old)).counts.sent == 1
    assert (await dialogue.office.report(new)).counts.total == 0


async def test_forget_takes_nothing_of_an_old_message(dialogue: Dialogue, database: Database) -> None:
    number = await announced(dialogue, database, "旧的")
    await delivered(database, number, {RIDER: "sent"}, at=int(dialogue.clock.now) - 49 * 3600)
    await dialogue.say(RIDER, "/forget")
    (deleted,) = dialogue.called("deleteMessages")
    assert 50_000 + RIDER not in deleted["message_ids"]


async def test_news_shows_the_last_ten_that_everybody_may_read(dialogue: Dialogue, database: Database) -> None:
    (none,) = await dialogue.say(RIDER, "/news")
    assert none["text"] == wording.NEWS_NONE
    for number in range(11):
        await announced(dialogue, database, f"第{number}条 <b>公告</b>")
    await announced(dialogue, database, "只给同事", Audience(staff=True))
    await announced(dialogue, database, "只给一个站", Audience(station="st-017"))
    await dialogue.office.drafts.draft(BY_OWNER, Content("还是草稿"))
    (shown,) = await dialogue.say(RIDER, "公告")
    assert shown["text"].splitlines() == [
        wording.NEWS_HEAD,
        *(f"01-15　第{number}条 公告" for number in range(10, 0, -1)),
    ]


async def test_after_forget_no_row_of_any_table_names_the_person(dialogue: Dialogue, database: Database) -> None:
    """Whatever column a later release adds: a person's number stands in none of them."""
    rider = 71_234_567
    key = f"tg:{rider}"
    await dialogue.say(rider, "/subscribe 赛罕区 维权")
    await dialogue.say(rider, "/region 赛罕区")
    (answer,) = await dialogue.say(rider, "驿站在哪")
    await dialogue.press(rider, answer, "v:+:station:")
    await dialogue.say(rider, "没有人答得上的事")
    number = await announced(dialogue, database, "明天发冬衣")
    await delivered(database, number, {rider: "sent"}, at=int(dialogue.clock.now))
    async with database.write_rows() as connection:
        await connection.execute(update(table_of(Announcement)).values(prepared_to=key))
    assert await naming(database, str(rider))
    await dialogue.say(rider, "/forget")
    assert await naming(database, str(rider)) == []
    if database.is_sqlite:
        file = Path(database.url.database or "")
        assert not any(key.encode() in part.read_bytes() for part in file.parent.glob(f"{file.name}*"))


async def naming(database: Database, number: str) -> list[str]:
    """The tables in which a row holds this number."""
    found = []
    async with database.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            rows = (await connection.execute(table.select())).all()
            if any(number in str(value) for row in rows for value in row):
                found.append(table.name)
    return found
