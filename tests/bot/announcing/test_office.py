"""Drafts, the second person, and the states that follow each other."""

import pytest

from bot.announcing.content import BadLink, BadMarks, Content, Empty, TooLong
from bot.announcing.messenger import Link
from bot.announcing.office import Office
from bot.announcing.records import NeedsAnother, NobodyToAsk, NotNow, UnknownAnnouncement, WrongTime
from bot.announcing.states import PauseReason, State
from bot.announcing.subscribers import Subscribers
from bot.people.staff import NotAllowed, Staff
from bot.settings import Approval
from data.people import audit
from data.storage.engine import Database
from tests.announcing_runner import Told
from tests.bot.announcing.conftest import APPROVER, OWNER, RIDER, WRITER, Clock
from tests.bot.announcing.outlets import rooms

TEXT = Content("<b>明天</b>发冬衣")


async def _acts(database: Database) -> list[str]:
    return [row.action for row in await audit.newest(database, 50) if row.action.startswith("announce.")][::-1]


async def test_the_preview_is_the_message(office: Office) -> None:
    number = await office.drafts.draft(
        WRITER, Content("<b>明天</b>发冬衣", links=(Link("地址", "https://example.org/a"),))
    )
    notice = await office.drafts.preview(number)
    assert (notice.html, notice.plain) == ("<b>明天</b>发冬衣", "明天发冬衣")
    assert notice.links == (Link("地址", "https://example.org/a"),)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (Content("  "), Empty),
        (Content("字" * 4097), TooLong),
        (Content("<b>明天"), BadMarks),
        (Content("<h1>明天</h1>"), BadMarks),
        (Content("明天", links=(Link("地址", "javascript:x"),)), BadLink),
    ],
)
async def test_what_telegram_would_refuse_is_refused_here(
    office: Office, content: Content, wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        await office.drafts.draft(WRITER, content)


async def test_one_approver_alone_sends_and_every_act_is_in_the_audit(
    office: Office, told: Told, database: Database, subscribers: Subscribers
) -> None:
    await subscribers.subscribe("tg:1")
    number = await office.drafts.draft(WRITER, TEXT)
    assert (await office.drafts.estimate(number)).people == 1
    assert await office.approvals.submit(WRITER, number) is State.SCHEDULED
    assert told.begun == [(number, 1)]
    await office.steering.pause(WRITER, number)
    await office.steering.resume(OWNER, number)
    assert told.begun == [(number, 1), (number, 2)]
    await office.steering.cancel(WRITER, number)
    acts = ["announce.draft", "announce.send", "announce.pause", "announce.resume", "announce.cancel"]
    assert await _acts(database) == acts


async def test_of_two_who_may_approve_the_author_is_not_enough(office: Office, staff: Staff, told: Told) -> None:
    await staff.grant(OWNER, APPROVER.person, "approve")
    number = await office.drafts.draft(OWNER, TEXT)
    assert await office.approvals.submit(OWNER, number) is State.WAITING
    assert told.begun == []
    assert await office.approvals.approvers(number) == [APPROVER.person]
    with pytest.raises(NeedsAnother):
        await office.approvals.approve(OWNER, number)
    with pytest.raises(NotAllowed):
        await office.approvals.approve(WRITER, number)
    await office.approvals.approve(APPROVER, number)
    assert told.begun == [(number, 1)]
    assert (await office.find(number)).approver == APPROVER.person


async def test_always_needs_somebody_to_ask(
    database: Database, staff: Staff, subscribers: Subscribers, told: Told, clock: Clock
) -> None:
    office = Office(database, staff, subscribers, told, clock, rooms, Approval.ALWAYS)
    number = await office.drafts.draft(OWNER, TEXT)
    with pytest.raises(NobodyToAsk):
        await office.approvals.submit(OWNER, number)


async def test_an_urgent_one_may_go_without_and_that_is_written_down(
    office: Office, staff: Staff, told: Told, database: Database
) -> None:
    await staff.grant(OWNER, APPROVER.person, "approve")
    plain = await office.drafts.draft(OWNER, TEXT)
    with pytest.raises(NotAllowed):
        await office.approvals.override(OWNER, plain)
    urgent = await office.drafts.draft(OWNER, TEXT, urgent=True)
    await office.approvals.override(OWNER, urgent)
    assert told.begun == [(urgent, 1)]
    assert (await _acts(database))[-1] == "announce.override"
    with pytest.raises(NotAllowed):
        await office.drafts.draft(WRITER, TEXT, urgent=True)


async def test_nobody_without_the_right_does_anything(office: Office) -> None:
    number = await office.drafts.draft(WRITER, TEXT)
    for act in (
        office.drafts.draft(RIDER, TEXT),
        office.drafts.change(RIDER, number, urgent=False),
        office.approvals.submit(RIDER, number),
        office.approvals.approve(RIDER, number),
        office.approvals.decline(RIDER, number),
        office.approvals.override(RIDER, number),
        office.steering.pause(RIDER, number),
        office.steering.resume(RIDER, number),
        office.steering.cancel(RIDER, number),
        office.steering.stop_all(RIDER),
        office.afterwards.resend_unknown(RIDER, number),
        office.afterwards.fix(RIDER, number, "x"),
        office.afterwards.recall(RIDER, number),
    ):
        with pytest.raises(NotAllowed):
            await act


async def test_the_panic_button_stops_all_that_goes_out(office: Office) -> None:
    numbers = [await office.drafts.draft(WRITER, TEXT) for _ in range(3)]
    for number in numbers[:2]:
        await office.approvals.submit(WRITER, number)
    assert await office.steering.stop_all(WRITER) == numbers[:2]
    report = await office.report(numbers[0])
    assert (report.state, report.pause_reason) == (State.PAUSED, PauseReason.STOP_ALL)
    assert State((await office.find(numbers[2])).state) is State.DRAFT


async def test_what_has_no_number_or_no_time_is_refused(office: Office, clock: Clock) -> None:
    with pytest.raises(UnknownAnnouncement):
        await office.find(99)
    now = int(clock())
    for at, not_after in ((now - 3600, None), (None, now), (now + 3600, now + 1800)):
        with pytest.raises(WrongTime):
            await office.drafts.draft(WRITER, TEXT, at=at, not_after=not_after)


async def test_a_draft_is_changed_by_its_author_alone_and_only_while_it_is_one(office: Office) -> None:
    number = await office.drafts.draft(WRITER, TEXT)
    with pytest.raises(NotAllowed):
        await office.drafts.change(OWNER, number, content=Content("别的"))
    await office.drafts.change(WRITER, number, content=Content("后天发冬衣"))
    assert (await office.drafts.preview(number)).plain == "后天发冬衣"
    await office.approvals.submit(WRITER, number)
    with pytest.raises(NotNow):
        await office.drafts.change(WRITER, number, content=TEXT)
