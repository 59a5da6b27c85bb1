"""One message a day for those who want it so."""

from datetime import UTC, datetime

import pytest

from bot.announcing import words as wording
from bot.announcing.audience import Audience, Topic
from bot.announcing.content import Content, plain_of
from bot.announcing.digests import Digests
from bot.announcing.office import Office
from bot.announcing.preparing import Preparer
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from bot.people.staff import Staff
from data.announcing import announcements
from data.storage.engine import Database
from data.tables import Delivery
from tests.bot.announcing.conftest import OWNER, SAIHAN, XINCHENG, Clock
from tests.bot.announcing.outlets import rooms

EVENING = datetime(2026, 11, 25, 20, 30, tzinfo=UTC).timestamp()
HOUR = 3600


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = EVENING - 10 * HOUR
    return clock


@pytest.fixture
def digests(database: Database, subscribers: Subscribers, clock: Clock) -> Digests:
    return Digests(database, subscribers, clock, UTC, rooms)


@pytest.fixture
def preparer(database: Database, staff: Staff, subscribers: Subscribers, clock: Clock) -> Preparer:
    return Preparer(database, staff, subscribers, clock, 0)


async def went_out(
    office: Office,
    database: Database,
    text: str,
    audience: Audience | None = None,
    *,
    ago: float = HOUR,
    urgent: bool = False,
    state: State = State.FINISHED,
) -> int:
    """An announcement that went out so long before the evening."""
    number = await office.drafts.draft(OWNER, Content(text), audience or Audience(), urgent=urgent)
    async with database.write_rows() as connection:
        values = {"state": state, "started_at": int(EVENING - ago)}
        await announcements.change(connection, number, values)
    return number


async def recipients(database: Database, preparer: Preparer, number: int) -> set[str]:
    """Whom the ledger holds, staff left out."""
    await preparer.prepare(number)
    async with database.read() as session:
        found = {n for n in ("a", "b", "c", "d") if await session.get(Delivery, (number, f"tg:{n}")) is not None}
    return found


async def test_they_get_nothing_at_once_but_what_is_urgent(
    office: Office, subscribers: Subscribers, database: Database, preparer: Preparer
) -> None:
    for chat in ("tg:a", "tg:b"):
        await subscribers.subscribe(chat)
    await subscribers.choose_digest("tg:b", True)
    usual = await office.drafts.draft(OWNER, Content("体检"))
    urgent = await office.drafts.draft(OWNER, Content("暴雪"), urgent=True)
    assert await recipients(database, preparer, usual) == {"a"}
    assert await recipients(database, preparer, urgent) == {"a", "b"}


async def test_in_the_evening_each_gets_one_message_with_what_is_meant_for_them(
    office: Office, subscribers: Subscribers, database: Database, preparer: Preparer, digests: Digests, clock: Clock
) -> None:
    await subscribers.subscribe("tg:a", frozenset({Topic.RIGHTS}), SAIHAN)
    await subscribers.subscribe("tg:b", frozenset({Topic.JOBS}), SAIHAN)
    await subscribers.subscribe("tg:c", frozenset({Topic.JOBS}), XINCHENG)
    await subscribers.subscribe("tg:d")
    for chat in ("tg:a", "tg:b", "tg:c"):
        await subscribers.choose_digest(chat, True)
    await went_out(office, database, "给<b>赛罕</b>", Audience(region=SAIHAN))
    await went_out(office, database, "给求职的", Audience(topic=Topic.JOBS))
    await went_out(office, database, "太早了", ago=25 * HOUR)  # of the day before
    await went_out(office, database, "停了", state=State.CANCELLED)
    await went_out(office, database, "紧急的", urgent=True)
    await went_out(office, database, "只给同事", Audience(staff=True))

    (yesterdays,) = await digests.make()
    assert (await office.drafts.preview(yesterdays)).plain == f"{wording.DIGEST_HEAD}\n\n太早了"
    clock.now = EVENING
    numbers = await digests.make()
    texts = {number: (await office.drafts.preview(number)).plain for number in numbers}
    got = {chat: text for number, text in texts.items() for chat in await recipients(database, preparer, number)}
    assert got == {
        "a": f"{wording.DIGEST_HEAD}\n\n给赛罕",
        "b": f"{wording.DIGEST_HEAD}\n\n给赛罕\n\n给求职的",
        "c": f"{wording.DIGEST_HEAD}\n\n给求职的",
    }
    assert len(numbers) == 3
    assert {State((await office.find(number)).state) for number in numbers} == {State.SCHEDULED}


async def test_a_day_is_made_once_by_whichever_process_and_after_an_evening_away(
    office: Office, subscribers: Subscribers, database: Database, digests: Digests, clock: Clock
) -> None:
    await subscribers.subscribe("tg:a")
    await subscribers.choose_digest("tg:a", True)
    await went_out(office, database, "体检")
    clock.now = EVENING + 14 * HOUR
    assert len(await digests.make()) == 1
    assert await digests.make() == ()
    other = Digests(database, subscribers, clock, UTC, rooms)
    assert await other.make() == ()
    clock.now = EVENING + 24 * HOUR
    assert await other.make() == ()  # nothing new, and a digest is not in the next


async def test_nobody_wants_one_so_none_is_written(
    office: Office, subscribers: Subscribers, database: Database, digests: Digests, clock: Clock
) -> None:
    await subscribers.subscribe("tg:a")
    await went_out(office, database, "体检")
    clock.now = EVENING
    assert await digests.make() == ()


async def test_what_was_taken_back_is_left_out(
    office: Office, subscribers: Subscribers, database: Database, digests: Digests, clock: Clock
) -> None:
    await subscribers.subscribe("tg:a")
    await subscribers.choose_digest("tg:a", True)
    number = await went_out(office, database, "写错了")
    await office.afterwards.recall(OWNER, number)
    clock.now = EVENING
    assert await digests.make() == ()


async def test_a_day_with_much_to_say_stays_within_one_message(
    office: Office, subscribers: Subscribers, database: Database, digests: Digests, clock: Clock
) -> None:
    await subscribers.subscribe("tg:a")
    await subscribers.choose_digest("tg:a", True)
    for _ in range(5):
        await went_out(office, database, "<b>" + "😀&lt;" * 1300 + "</b>")
    clock.now = EVENING
    (number,) = await digests.make()
    html = (await office.find(number)).html
    Content(html).checked(rooms())
    assert plain_of(html).count(wording.DIGEST_CUT) == 5
