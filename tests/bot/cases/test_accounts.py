"""The account of a month: counted against a plain count, no small group told, published by a person's words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases import words as wording
from bot.cases.account import SMALLEST_GROUP, Account, Group, Month, Solved, WrongMonth, account_of, lasting
from bot.cases.limits import TooMuch
from bot.people.roles import Right
from bot.people.staff import NotAllowed
from data.people import audit
from data.storage.engine import Database
from data.tables import UnionCase
from tests.bot.cases.union import ANNA, LEAD, REGION, RIDER, Union, by

OCTOBER = Month(2026, 10)
FIRST, END = OCTOBER.span(UTC)
DAY = 86_400
NAMES = {"wages": "工资", "injury": "工伤", "dispatch": "派单"}


async def keep(
    database: Database,
    subject: str,
    count: int,
    opened: int = FIRST,
    *,
    solved_after: int | None = None,
    in_time: bool | None = None,
    state: str = "closed",
) -> None:
    async with database.write() as session:
        for _ in range(count):
            session.add(
                UnionCase(
                    subject=subject,
                    region=REGION,
                    urgency="days",
                    state=state,
                    opened_at=opened,
                    solved_at=opened + solved_after if solved_after is not None else None,
                    in_time=in_time,
                )
            )


async def test_a_month_is_counted_from_its_first_second_to_its_last(union: Union) -> None:
    await union.hire(ANNA)
    await keep(union.database, "wages", 5, FIRST, solved_after=DAY, in_time=True)
    await keep(union.database, "wages", 7, END - 1)
    await keep(union.database, "wages", 90, FIRST - 1)
    await keep(union.database, "wages", 90, END)
    await keep(union.database, "wages", 6, FIRST - DAY, solved_after=3 * DAY, in_time=False)  # solved in October
    await keep(union.database, "wages", 40, FIRST, state="abuse", solved_after=DAY)
    total = (await union.office.accounts.of(ANNA, OCTOBER)).total
    assert total == Group("", 12, 11, round(100 * 5 / 11), 3 * DAY)


def test_months_are_those_of_the_place() -> None:
    first, _ = OCTOBER.span(ZoneInfo("Asia/Shanghai"))
    assert datetime.fromtimestamp(first, UTC) == datetime(2026, 9, 30, 16, 0, tzinfo=UTC)
    assert (Month(2026, 1).moved(-1), Month(2026, 12).moved(1)) == (Month(2025, 12), Month(2027, 1))
    assert Month.read("2026年3月") == Month.read("2026-03") == Month(2026, 3)
    for wrong in ("", "2026", "2026-13", "2026-0", "明年", "2026-03-01"):
        with pytest.raises(WrongMonth):
            Month.read(wrong)


subjects = st.sampled_from(["wages", "injury", "dispatch", None])
solved = st.builds(Solved, subjects, st.integers(0, 90 * DAY), st.sampled_from([True, False, None]))


@given(st.dictionaries(subjects, st.integers(0, 30)), st.lists(solved, max_size=60))
def test_no_group_under_ten_is_told_nor_can_be_reckoned(counts: dict[str | None, int], done: list[Solved]) -> None:
    account = account_of(OCTOBER, counts, done)
    everything = sum(counts.values())
    if everything < SMALLEST_GROUP:
        assert account == Account("2026-10", None, ())
        return
    assert account.total is not None
    assert account.total.received == everything
    for group in account.groups:
        assert group.received >= SMALLEST_GROUP
    if account.groups:
        assert sum(group.received for group in account.groups) == everything
        assert sum(group.solved for group in account.groups) <= len(done)
    for group in (account.total, *account.groups):
        assert group.seconds is None or group.solved >= SMALLEST_GROUP
        promised = [one for one in done if one.in_time is not None]
        assert group.kept is None or len(promised) >= SMALLEST_GROUP


def test_what_is_left_over_stands_with_the_smallest_of_the_others() -> None:
    account = account_of(OCTOBER, {"wages": 40, "injury": 11, "dispatch": 3}, [])
    assert account.named(NAMES) == [
        ("工资", Group("wages", 40, 0, None, None)),
        (wording.ACCOUNT_OTHERS, Group("", 14, 0, None, None)),
    ]
    assert account_of(OCTOBER, {"wages": 12, None: 3}, []).groups == ()


def test_the_account_is_read_as_sentences_and_as_a_spreadsheet() -> None:
    done = [Solved("wages", 2 * DAY, True)] * 9 + [Solved("wages", 4 * DAY, False)] * 3
    account = account_of(OCTOBER, {"wages": 20, "injury": 10}, done)
    assert account.text(NAMES).split("\n") == [
        "2026年10月，骑手交给工会的事",
        "收到 30 件，办好 12 件。",
        "有承诺时间的，75% 在承诺时间内办好。",
        "从交上来到办好，一半不超过 2 天。",
        "事由：工资 20 件、工伤 10 件。",
    ]
    assert account.csv(NAMES).decode("utf-8-sig").splitlines() == [
        ",".join(wording.ACCOUNT_HEAD),
        "2026-10,工资,20,12,75,48.0",
        "2026-10,工伤,10,0,,",
        "2026-10,合计,30,12,75,48.0",
    ]
    assert "不到 10 件" in account_of(OCTOBER, {"wages": 9}, []).text(NAMES)
    assert [lasting(seconds) for seconds in (60, 3 * 3600, DAY, 36 * 3600)] == ["1 小时", "3 小时", "1 天", "1.5 天"]


async def test_what_was_published_stays_as_it_was(union: Union) -> None:
    await union.hire(ANNA)
    await union.hire(LEAD, right=Right.LEAD)
    accounts = union.office.accounts
    assert accounts.last == OCTOBER
    assert (await accounts.published(OCTOBER), await accounts.months()) == (None, [])
    await keep(union.database, "wages", 12)
    await accounts.publish(by(LEAD), OCTOBER, "站点都贴了扣款的规矩")
    await keep(union.database, "wages", 12)
    found = await accounts.published(OCTOBER)
    assert found is not None
    assert found.account.total == Group("", 12, 0, None, None)
    assert (found.changed, await accounts.months()) == ("站点都贴了扣款的规矩", [OCTOBER])
    newest = (await audit.newest(union.database, 1))[0]
    assert (newest.action, newest.subject, newest.after) == ("account.publish", "2026-10", "站点都贴了扣款的规矩")
    await accounts.publish(by(LEAD), OCTOBER, "改了一个字")  # again: in its place
    again = await accounts.published(OCTOBER)
    assert again is not None
    assert again.account.total is not None
    assert (again.account.total.received, again.changed) == (24, "改了一个字")


async def test_who_may_see_and_publish_which_month(union: Union) -> None:
    await union.hire(ANNA)
    await union.hire(LEAD, right=Right.LEAD)
    await keep(union.database, "wages", 12)
    await keep(union.database, "wages", 12, int(union.now))
    accounts = union.office.accounts
    with pytest.raises(NotAllowed):
        await accounts.of(RIDER, OCTOBER)
    for person in (RIDER, ANNA):
        with pytest.raises(NotAllowed):
            await accounts.publish(by(person), OCTOBER, "改了")
    for month in (Month(2026, 11), Month(2026, 12), Month(2026, 8)):  # not over, to come, too few
        with pytest.raises(WrongMonth):
            await accounts.publish(by(LEAD), month, "改了")
    for words in ("", " ", "字" * 501):
        with pytest.raises(TooMuch):
            await accounts.publish(by(LEAD), OCTOBER, words)
    assert await accounts.months() == []
