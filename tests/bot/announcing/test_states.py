"""No way leads past the table of states, whatever staff and the sender do in whatever order."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.announcing.content import Content
from bot.announcing.office import Office
from bot.announcing.records import NeedsAnother, NotNow
from bot.announcing.states import AFTER, PauseReason, State, before
from bot.announcing.subscribers import Subscribers
from bot.people.staff import NotAllowed, Staff
from handlers.telegram.announcing.words import PAUSES
from tests.bot.announcing.conftest import APPROVER, OWNER, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger

Act = Callable[[Office, Desk, int], Awaitable[object]]


async def _run(office: Office, desk: Desk, number: int) -> None:
    await desk.run(number, (await office.find(number)).runs)


async def _stale_run(office: Office, desk: Desk, number: int) -> None:
    await desk.run(number, (await office.find(number)).runs - 1)


ACTS: dict[str, Act] = {
    "submit": lambda office, _, number: office.approvals.submit(OWNER, number),
    "approve": lambda office, _, number: office.approvals.approve(APPROVER, number),
    "approve own": lambda office, _, number: office.approvals.approve(OWNER, number),
    "decline": lambda office, _, number: office.approvals.decline(APPROVER, number),
    "override": lambda office, _, number: office.approvals.override(OWNER, number),
    "pause": lambda office, _, number: office.steering.pause(OWNER, number),
    "resume": lambda office, _, number: office.steering.resume(OWNER, number),
    "cancel": lambda office, _, number: office.steering.cancel(OWNER, number),
    "stop all": lambda office, _, __: office.steering.stop_all(OWNER),
    "change": lambda office, _, number: office.drafts.change(OWNER, number, content=Content("别的")),
    "resend": lambda office, _, number: office.afterwards.resend_unknown(OWNER, number),
    "fix": lambda office, _, number: office.afterwards.fix(OWNER, number, "更正"),
    "recall": lambda office, _, number: office.afterwards.recall(OWNER, number),
    "open": lambda office, desk, number: desk.preparer.open(number, 1),
    "trouble": lambda office, desk, number: desk.preparer.trouble(number, 1),
    "run": _run,
    "stale run": _stale_run,
}


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=3, max_size=10), urgent=st.booleans())
async def test_only_the_transitions_of_the_table_happen_and_nobody_has_it_twice(
    office: Office,
    desk: Desk,
    staff: Staff,
    subscribers: Subscribers,
    messenger: FakeMessenger,
    acts: list[str],
    urgent: bool,
) -> None:
    await staff.grant(OWNER, APPROVER.person, "approve")
    await subscribers.subscribe("tg:1001")
    messenger.delivered.clear()
    number = await office.drafts.draft(OWNER, Content("通知"), urgent=urgent)
    state = State.DRAFT
    approved = False
    for act in acts:
        try:
            await ACTS[act](office, desk, number)
        except (NotNow, NeedsAnother, NotAllowed):
            allowed = False
        else:
            allowed = True
        now = State((await office.find(number)).state)
        # A run goes through two states at once: scheduled, sending, finished.
        steps = {state} | AFTER[state] | {after for middle in AFTER[state] for after in AFTER[middle]}
        assert now in (steps if act == "run" else {state} | AFTER[state])
        assert allowed or now is state
        approved = approved or (allowed and act in ("approve", "override"))
        assert approved or messenger.delivered == []
        state = now
    assert not messenger.times or max(messenger.times.values()) == 1


def test_the_table_has_no_way_out_of_an_end_and_none_back_into_a_draft_that_went_out() -> None:
    assert AFTER[State.CANCELLED] == AFTER[State.EXPIRED] == frozenset()
    assert before(State.DRAFT) == {State.WAITING}
    assert before(State.SENDING) == {State.SCHEDULED}
    assert AFTER.keys() == set(State)


@pytest.mark.parametrize("reason", list(PauseReason))
def test_every_reason_to_pause_has_words(reason: PauseReason) -> None:
    assert PAUSES[reason]
