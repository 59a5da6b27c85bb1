"""A page of a newspaper comes into the chat, and each thing on it is decided on with a press."""

import pytest
from sqlalchemy import select

from bot.bootstrap.parts import shipped_regions
from bot.extracting.words import WHY_UNREADABLE
from bot.people.roles import Right, Role
from bot.people.staff import Staff
from bot.regions import Regions
from data.catalogue import changes as editing
from data.catalogue.entries import ServiceEntry
from data.extracting.drafts import Drafts
from data.extracting.page_file import Unreadable
from data.extracting.reading import MOST_BYTES
from data.people.audit import Actor, newest
from data.storage.engine import Database
from data.tables import Entry, table_of
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.editing import words as entry_wording
from handlers.telegram.extracting import words as wording
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.small_catalogue import store_small

PAGE = (
    "滨河工会简报\n2026年3月5日\n\n# 驿站建到家门口\n\n"
    "本报讯（记者 江一）赤峰市总工会今年新建工会驿站31个，驿站里配有饮水机，每天服务户外劳动者900人次。\n"
    "赤峰市总工会还组建“红山律师团”，为职工免费提供法律援助，今年办理案件57件。\n"
)
CHIFENG = "内蒙古自治区赤峰市"


@pytest.fixture
def regions() -> Regions:
    """All of them: a page may be of any city."""
    return shipped_regions()


@pytest.fixture(autouse=True)
async def stored(database: Database) -> None:
    await store_small(database)


async def entries_of(database: Database) -> dict[str, ServiceEntry]:
    async with database.engine.connect() as connection:
        return await editing.all_entries(connection)


async def of_chifeng(database: Database) -> list[ServiceEntry]:
    return [entry for entry in (await entries_of(database)).values() if entry.region == CHIFENG]


def button(message: Json, label: str, *, whole: bool = False) -> str:
    """The id of the button whose label begins so, or with `whole` is so."""
    rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
    named = [(one["text"], one["callback_data"]) for row in rows for one in row]
    (found,) = [data for text, data in named if (text == label if whole else text.startswith(label))]
    return str(found)


async def brought(dialogue: Dialogue, content: bytes = PAGE.encode(), name: str = "page.txt") -> list[Json]:
    return await dialogue.upload(OWNER, name, content, caption="/drafts")


async def test_a_page_becomes_entries_with_two_presses_each(dialogue: Dialogue, database: Database) -> None:
    told, card = (await brought(dialogue))[-2:]
    assert told["text"].startswith(wording.TAKEN.format(name="page.txt", count=2)) or "2" in told["text"]
    assert "赤峰市总工会" in card["text"]
    assert "原文：" in card["text"]
    (accepted,) = await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    assert entry_wording.ASKED_LIKE_THIS in accepted["text"]
    [entry] = await of_chifeng(database)
    assert entry.provider == "赤峰市总工会"
    assert "31" in [fact.value for fact in entry.facts]
    assert entry.source.headline == "驿站建到家门口"
    (following,) = await dialogue.press(OWNER, accepted, button(accepted, wording.NEXT))
    assert "红山律师团" in following["text"]
    await dialogue.press(OWNER, following, button(following, wording.ACCEPT))
    assert len(await of_chifeng(database)) == 2
    assert await Drafts(database).count() == 0


async def test_what_the_page_says_is_kept_with_the_entry(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue))[-1]
    await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    [entry] = await of_chifeng(database)
    table = table_of(Entry)
    async with database.engine.connect() as connection:
        passage = await connection.scalar(select(table.c.passage).where(table.c.id == entry.id))
    assert passage is not None
    assert "31" in passage
    assert passage in "".join(PAGE.split())


async def test_accepting_is_on_the_record_and_can_be_undone(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue))[-1]
    await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    [entry] = await of_chifeng(database)
    (row,) = [row for row in await newest(database, 5) if row.subject == entry.id]
    assert (row.action, row.actor) == ("entry.add", f"tg:{OWNER}")
    await dialogue.say(OWNER, f"/service undo {entry.id}")
    assert await of_chifeng(database) == []


async def test_a_page_that_was_read_before_adds_nothing_twice(dialogue: Dialogue, database: Database) -> None:
    await brought(dialogue)
    again = await brought(dialogue, name="again.txt")
    assert wording.KNOWN.format(count=2) in again[-1]["text"]
    assert await Drafts(database).count() == 2
    card = (await dialogue.say(OWNER, "/drafts"))[-1]
    await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    await brought(dialogue, PAGE.replace("滨河工会简报", "滨河日报").encode(), name="third.txt")
    assert await Drafts(database).count() == 1


async def test_a_draft_that_is_no_service_goes_and_stays_away(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue))[-1]
    (following,) = await dialogue.press(OWNER, card, button(card, wording.NOT_SERVICE))
    assert following["text"].startswith(wording.DROPPED)
    assert await of_chifeng(database) == []
    (late,) = await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    assert late["text"].startswith(wording.GONE)
    await brought(dialogue)
    assert await Drafts(database).count() == 1


async def test_a_field_is_corrected_before_accepting(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue))[-1]
    (fields,) = await dialogue.press(OWNER, card, button(card, wording.CORRECT))
    (value,) = await dialogue.press(OWNER, fields, button(fields, "标题"))
    (card,) = await dialogue.say(OWNER, "红山工会驿站")
    assert "标题：红山工会驿站" in card["text"]
    await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    assert [entry.title for entry in await of_chifeng(database)] == ["红山工会驿站"]
    assert "标题" in value["text"]


async def test_a_newer_page_changes_the_figures_of_what_stands(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue))[-1]
    await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    [before] = await of_chifeng(database)
    later = PAGE.replace("2026年3月5日", "2026年9月1日").replace("驿站31个", "驿站44个").replace("家门口", "车站旁")
    card = (await brought(dialogue, later.encode(), name="later.txt"))[-1]
    while "44" not in card["text"]:
        card = (await dialogue.press(OWNER, card, button(card, wording.NEXT)))[-1]
    assert wording.SAME_AS.format(title=before.title) in card["text"]
    assert "31个 → 44个" in card["text"]
    await dialogue.press(OWNER, card, button(card, wording.MERGE.partition("{")[0]))
    [after] = await of_chifeng(database)
    assert after.id == before.id
    assert "44" in [fact.value for fact in after.facts]
    assert "31" not in [fact.value for fact in after.facts]
    assert after.source.headline == "驿站建到车站旁"


async def test_text_can_be_pasted(dialogue: Dialogue, database: Database) -> None:
    (nothing,) = await dialogue.say(OWNER, "/drafts")
    assert nothing["text"] == wording.NONE_LEFT
    (asked,) = await dialogue.press(OWNER, nothing, button(nothing, wording.BRING))
    assert asked["text"] == wording.SEND_PAGE
    (short,) = await dialogue.say(OWNER, "驿站")
    assert short["text"] == wording.NO_PAGE
    await dialogue.say(OWNER, PAGE)
    assert await Drafts(database).count() == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, Unreadable.PICTURE),
        (b" ", Unreadable.EMPTY),
        (b"PK\x03\x04 cut", Unreadable.BROKEN),
        (b"0" * (MOST_BYTES + 1), Unreadable.TOO_BIG),
    ],
)
async def test_a_file_that_gives_no_page_is_refused_in_words(
    dialogue: Dialogue, database: Database, content: bytes, why: Unreadable
) -> None:
    told = (await brought(dialogue, content))[-1]
    assert told["text"] == WHY_UNREADABLE[why]
    assert await Drafts(database).count() == 0


async def test_what_riders_would_ask_is_answered_at_once_or_taught_with_one_press(
    dialogue: Dialogue, database: Database
) -> None:
    card = (await brought(dialogue))[-1]
    (fields,) = await dialogue.press(OWNER, card, button(card, wording.CORRECT))
    await dialogue.press(OWNER, fields, button(fields, "标题"))
    (card,) = await dialogue.say(OWNER, "理发")
    (accepted,) = await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    assert entry_wording.ASKED_WRONG[0] in accepted["text"]
    (taught,) = await dialogue.press(OWNER, accepted, button(accepted, entry_wording.TEACH, whole=True))
    assert taught["text"] == entry_wording.TAUGHT.format(count=accepted["text"].count(entry_wording.ASKED_WRONG[0]))
    (none_left,) = await dialogue.press(OWNER, accepted, button(accepted, entry_wording.TEACH, whole=True))
    assert none_left["text"] == entry_wording.NOTHING_TO_TEACH


async def test_a_telephone_in_the_next_sentence_is_whom_to_call(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue, f"{PAGE.rstrip()}咨询电话：12351。\n".encode()))[-1]
    while "红山律师团" not in card["text"].partition("原文")[0]:
        card = (await dialogue.press(OWNER, card, button(card, wording.NEXT)))[-1]
    assert "找谁：12351" in card["text"]
    assert "报道没有写" not in card["text"]


async def test_a_name_of_its_own_is_answered_without_teaching(dialogue: Dialogue, database: Database) -> None:
    card = (await brought(dialogue))[-1]
    while "红山律师团" not in card["text"].partition("原文")[0]:
        card = (await dialogue.press(OWNER, card, button(card, wording.NEXT)))[-1]
    (accepted,) = await dialogue.press(OWNER, card, button(card, wording.ACCEPT))
    assert entry_wording.ASKED_WRONG[0] not in accepted["text"]


async def test_who_may_not_edit_finds_no_drafts(dialogue: Dialogue, staff: Staff, database: Database) -> None:
    (told,) = await dialogue.upload(1002, "page.txt", PAGE.encode(), caption="/drafts")
    assert told["text"] == dispatch_wording.UNKNOWN_COMMAND
    await staff.grant(Actor(f"tg:{OWNER}", "telegram"), "tg:1002", Role.STAFF)
    assert Right.EDIT not in await staff.rights("tg:1002")
    card = (await brought(dialogue))[-1]
    (refused,) = await dialogue.press(1002, card, button(card, wording.ACCEPT))
    assert refused["text"] != wording.ACCEPTED
    assert await of_chifeng(database) == []
