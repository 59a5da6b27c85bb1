"""Who is asked for by an audience, and what ends it."""

import pytest

from bot.announcing.audience import Audience, Digest, Topic
from bot.announcing.subscribers import DAY, Subscribers
from bot.regions import UnknownRegion
from tests.bot.announcing.conftest import BAOTOU, CITY, REGION, SAIHAN, XINCHENG, Clock


@pytest.fixture
async def five(subscribers: Subscribers) -> None:
    await subscribers.subscribe("tg:1")
    await subscribers.subscribe("tg:2", frozenset({Topic.RIGHTS}), SAIHAN)
    await subscribers.subscribe("tg:3", frozenset({Topic.JOBS}), CITY)
    await subscribers.subscribe("tg:4", area=BAOTOU)
    await subscribers.subscribe("tg:5", frozenset({Topic.RIGHTS, Topic.JOBS}), REGION)


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("audience", "people"),
    [
        (Audience(), 5),
        (Audience(region=CITY), 4),
        (Audience(region=SAIHAN), 4),
        (Audience(region=XINCHENG), 3),
        (Audience(region=BAOTOU), 3),
        (Audience(region=REGION), 5),
        (Audience(topic=Topic.RIGHTS), 4),
        (Audience(topic=Topic.JOBS), 4),
        (Audience(topic=Topic.SAFETY), 2),
        (Audience(region=SAIHAN, topic=Topic.RIGHTS), 3),
        (Audience(station="st-017"), 0),
    ],
)
async def test_an_audience_holds_its_region_what_is_in_it_and_those_who_chose_more(
    subscribers: Subscribers, audience: Audience, people: int
) -> None:
    assert await subscribers.count(audience) == people
    assert Audience.from_json(audience.to_json()) == audience


def test_an_audience_of_an_earlier_release_is_the_same() -> None:
    assert Audience.from_json({"topic": "rights"}) == Audience(topic=Topic.RIGHTS)
    holds = [{"topic": "rights"}, {"station": "017"}]
    kept = {"digest": {"of": [1, 2], "holds": holds, "lacks": []}}
    digest = Digest((1, 2), (Audience(topic=Topic.RIGHTS), Audience(station="017")))
    assert Audience.from_json(kept) == Audience(digest=digest)


def test_a_condition_of_a_later_release_is_not_left_out() -> None:
    with pytest.raises(ValueError, match="of a later release: age"):
        Audience.from_json({"topic": "rights", "age": 40, "version": 2})


async def test_what_is_chosen_is_kept_and_a_new_choice_leaves_the_rest(subscribers: Subscribers) -> None:
    await subscribers.subscribe("tg:1", frozenset({Topic.RIGHTS}), SAIHAN)
    assert await subscribers.choose_silent("tg:1", True)
    assert await subscribers.choose_station("tg:1", "st-017")
    await subscribers.subscribe("tg:1", frozenset({Topic.JOBS, Topic.SAFETY}), CITY)
    found = await subscribers.subscription("tg:1")
    assert found is not None
    assert (found.topics, found.area, found.silent) == (frozenset({Topic.JOBS, Topic.SAFETY}), CITY, True)
    assert await subscribers.count(Audience(station="st-017")) == 1


async def test_a_pause_ends_by_itself(subscribers: Subscribers, clock: Clock) -> None:
    await subscribers.subscribe("tg:1")
    await subscribers.pause("tg:1", 7)
    assert await subscribers.count(Audience()) == 0
    clock.now += 7 * DAY
    assert await subscribers.count(Audience()) == 1


async def test_whoever_blocked_us_is_left_out_until_they_write(subscribers: Subscribers) -> None:
    await subscribers.subscribe("tg:1", frozenset({Topic.RIGHTS}), SAIHAN)
    await subscribers.blocked("tg:1")
    assert await subscribers.count(Audience()) == 0
    await subscribers.wrote("tg:1")
    found = await subscribers.subscription("tg:1")
    assert found is not None
    assert (found.active, found.area) == (True, SAIHAN)


async def test_a_deactivated_account_is_forgotten_on_a_later_day_only(subscribers: Subscribers, clock: Clock) -> None:
    await subscribers.subscribe("tg:1")
    await subscribers.deactivated("tg:1")
    clock.now += 60
    await subscribers.deactivated("tg:1")
    assert await subscribers.subscription("tg:1") is not None
    clock.now += DAY
    await subscribers.deactivated("tg:1")
    assert await subscribers.subscription("tg:1") is None


async def test_a_group_that_moved_keeps_what_it_chose(subscribers: Subscribers) -> None:
    await subscribers.subscribe("tg:-5", frozenset({Topic.RIGHTS}), SAIHAN)
    await subscribers.moved("tg:-5", "tg:-1000000000005")
    assert await subscribers.subscription("tg:-5") is None
    found = await subscribers.subscription("tg:-1000000000005")
    assert found is not None
    assert (found.topics, found.area) == (frozenset({Topic.RIGHTS}), SAIHAN)


async def test_an_unknown_region_is_refused(subscribers: Subscribers) -> None:
    with pytest.raises(UnknownRegion):
        await subscribers.subscribe("tg:1", area="火星")


async def test_of_nobody_nothing_can_be_changed(subscribers: Subscribers) -> None:
    assert not await subscribers.unsubscribe("tg:1")
    assert not await subscribers.pause("tg:1", 7)
    await subscribers.wrote("tg:1")
    assert await subscribers.subscription("tg:1") is None
