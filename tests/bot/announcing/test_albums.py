"""An album and the text behind it: two calls, each made once whatever comes between them."""

from dataclasses import replace

import pytest

from bot.announcing.amending import Amender
from bot.announcing.content import BadAlbum, Content
from bot.announcing.messenger import Begun, Enclosed, Media, Moved, Notice, Outcome, OutcomeUnknown, SlowDown
from bot.announcing.office import Office
from bot.announcing.states import State
from bot.announcing.subscribers import Subscribers
from data.storage.engine import Database
from tests.bot.announcing.conftest import OWNER, WRITER, Clock, Desk
from tests.bot.announcing.fake_messenger import FakeMessenger
from tests.bot.announcing.outlets import rooms

ALBUM = tuple(Enclosed(Media.PHOTO, f"photo {number}") for number in range(5))
CONTENT = Content("明天发冬衣", album=ALBUM)
RIDER = "tg:1000"
STAFF = [OWNER.person, WRITER.person]


async def _submitted(office: Office, subscribers: Subscribers, riders: int = 1) -> int:
    for number in range(riders):
        await subscribers.subscribe(f"tg:{1000 + number}")
    number = await office.drafts.draft(WRITER, CONTENT)
    await office.approvals.submit(WRITER, number)
    return number


def _to(messenger: FakeMessenger, chat: str) -> list[Notice]:
    return [notice for to, notice in messenger.delivered if to == chat]


async def test_everybody_gets_the_album_and_then_the_text_once_each(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    number = await _submitted(office, subscribers, riders=60)
    whole = await office.drafts.preview(number)
    began = desk.clock.now
    await desk.run(number, 1)
    for chat in (*STAFF, *(f"tg:{1000 + rider}" for rider in range(60))):
        assert _to(messenger, chat) == [whole, replace(whole, album=())]
    assert (await office.report(number)).counts.sent == 62
    # The channel counts every photo: 62 times 6 messages at its pace.
    assert desk.clock.now - began > 62 * 6 / 30
    assert (await office.drafts.estimate(number)).minutes == 1


async def test_the_text_follows_before_others_get_their_album(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    number = await _submitted(office, subscribers, riders=200)
    await desk.run(number, 1)
    places = {(chat, bool(notice.album)): place for place, (chat, notice) in enumerate(messenger.delivered)}
    apart = [places[chat, False] - places[chat, True] for chat, _ in places]
    assert 0 < max(apart) < 80


@pytest.mark.parametrize("between", [SlowDown(3), OutcomeUnknown()])
async def test_what_stops_the_text_never_repeats_the_album(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger, between: Outcome
) -> None:
    messenger.script[RIDER].extend((Begun((7, 8)), between))
    number = await _submitted(office, subscribers)
    await desk.run(number, 1)
    if isinstance(between, OutcomeUnknown):
        assert (await office.report(number)).counts.unknown == 1
        assert await office.afterwards.resend_unknown(WRITER, number) == 1
        await desk.run(number, 2)
    assert [notice.album for notice in _to(messenger, RIDER)] == [()]
    assert (await office.report(number)).counts.sent == 3


async def test_an_album_that_may_not_have_come_is_sent_whole_again(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    messenger.script[RIDER].append(OutcomeUnknown())
    number = await _submitted(office, subscribers)
    await desk.run(number, 1)
    assert _to(messenger, RIDER) == []  # no text without it
    assert await office.afterwards.resend_unknown(WRITER, number) == 1
    await desk.run(number, 2)
    assert [bool(notice.album) for notice in _to(messenger, RIDER)] == [True, False]


async def test_a_group_that_moves_between_the_two_keeps_its_album(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger
) -> None:
    await subscribers.subscribe("tg:-5")
    messenger.script["tg:-5"].extend((Begun((7, 8)), Moved("tg:-1005")))
    number = await _submitted(office, subscribers)
    await desk.run(number, 1)
    assert [notice.album for notice in _to(messenger, "tg:-1005")] == [()]


async def test_a_recall_takes_album_and_text_away_and_a_correction_changes_the_text(
    office: Office, desk: Desk, subscribers: Subscribers, messenger: FakeMessenger, clock: Clock, database: Database
) -> None:
    messenger.script["tg:1001"].extend((Begun((7, 8)), OutcomeUnknown()))
    number = await _submitted(office, subscribers, riders=2)
    await desk.run(number, 1)
    amender = Amender(database, desk.router, clock, clock.sleep)
    await office.afterwards.fix(WRITER, number, "【更正】后天发冬衣")
    assert await amender.amend(number, 1)
    assert sorted(chat for chat, _, _ in messenger.edited) == sorted([*STAFF, RIDER])
    await office.afterwards.recall(WRITER, number)
    assert await amender.amend(number, 2)
    deleted = dict(messenger.deleted)
    assert deleted["tg:1001"] == (7, 8)
    assert {len(deleted[chat]) for chat in (*STAFF, RIDER)} == {len(ALBUM) + 1}
    assert (await office.report(number)).state is State.FINISHED


@pytest.mark.parametrize(
    "kinds", [("photo",), ("photo",) * 11, ("photo", "document"), ("audio", "video"), ("voice", "voice")]
)
def test_what_cannot_stand_together_is_no_album(kinds: tuple[str, ...]) -> None:
    album = tuple(Enclosed(Media(kind), str(place)) for place, kind in enumerate(kinds))
    with pytest.raises(BadAlbum):
        Content("字", album=album).checked(rooms())
