"""Riders choose what they hear about: in two taps, or in one message, and leave with one word."""

from typing import Final

from bot.announcing.audience import Topic
from bot.regions import AmbiguousRegion, UnknownRegion
from bot.reply import Choice
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.areas import chosen, other_choices
from handlers.telegram.announcing.telling import subscription
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.region_buttons import ELSEWHERE, home_choices
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.chats import NotSaid

PREFIX: Final = "sub:"
STATION: Final = f"{PREFIX}st:"
"""Begins the id of a button that asks for one station's announcements; the station's id follows."""

_ALL, _BACK, _AREA, _TOPIC = f"{PREFIX}all", f"{PREFIX}back", f"{PREFIX}a:", f"{PREFIX}t:"
_EVERY: Final = frozenset(("all", "全部", "全都要", "所有"))


async def subscribe(desk: Desk, turn: Turn) -> None:
    """`/subscribe` offers regions, then topics; `/subscribe all` or `/subscribe 赛罕区 维权` takes them at once."""
    if not turn.private:
        await _for_group(desk, turn)
    elif not turn.text:
        await desk.outbox.answer(turn, _where(desk))
    elif (wanted := await read(desk, turn, turn.text)) is not None:
        await desk.outbox.answer(turn, await _subscribed(desk, turn, *wanted))


async def _for_group(desk: Desk, turn: Turn) -> None:
    """An admin has announcements brought to the group, or to the topic in which this stands."""
    if not await _by_admin(desk, turn) or (wanted := await read(desk, turn, turn.text)) is None:
        return
    held = await desk.announcing.subscribers.subscribe(turn.room, *wanted)
    said = wording.GROUP_SUBSCRIBED if turn.topic is None else wording.TOPIC_SUBSCRIBED
    text = said.format(subscription=subscription(held), example=desk.around_home.example)
    await desk.outbox.answer(turn, plain(text))


async def _by_admin(desk: Desk, turn: Turn) -> bool:
    """Whether a group's admin writes; says so to whoever is none."""
    try:
        if turn.as_group or await desk.chats.is_admin(turn.chat_id, turn.user_id):
            return True
        text = wording.ADMINS_ONLY
    except NotSaid:
        text = wording.ADMIN_UNKNOWN
    await desk.outbox.answer(turn, plain(text))
    return False


async def read(desk: Desk, turn: Turn, text: str) -> tuple[frozenset[Topic], str | None] | None:
    """The topics and the area that are named; None where a place is none, which is said."""
    words = text.lower().split()
    named = frozenset(topic for topic, name in wording.TOPICS.items() if name in words)
    places = " ".join(word for word in words if word not in _EVERY and word not in wording.TOPICS.values())
    area = None
    if places:
        try:
            area = desk.regions.parse(places[:80], await desk.people.region(turn.person) or desk.home)
        except UnknownRegion:
            unknown = wording.SUBSCRIBE_UNKNOWN.format(given=places[:40], example=desk.around_home.example)
            await desk.outbox.answer(turn, plain(unknown))
            return None
        except AmbiguousRegion as several:
            names = "、".join(several.candidates)
            await desk.outbox.answer(turn, plain(desk_wording.REGION_AMBIGUOUS.format(regions=names)))
            return None
    return named, area


async def subscribe_pressed(desk: Desk, turn: Turn) -> None:
    """A region or a topic of the two taps, or everything in one."""
    if not turn.private:
        return
    if turn.text == _ALL:
        drawn = await _subscribed(desk, turn, frozenset(), None)
    elif turn.text == f"{_AREA}{ELSEWHERE}":
        choices = (*other_choices(desk.around_home, _AREA), Choice(_BACK, wording.BACK))
        drawn = plain(wording.SUBSCRIBE_WHERE, inline_keyboard(choices))
    elif turn.text.startswith(_AREA):
        drawn = _what(desk, turn.text.removeprefix(_AREA))
    elif turn.text.startswith(STATION) and (station := turn.text.removeprefix(STATION)):
        drawn = await _of_station(desk, turn, station)
    elif turn.text.startswith(_TOPIC):
        code, _, topic = turn.text.removeprefix(_TOPIC).partition(":")
        known, area = chosen(desk.regions, code)
        named = frozenset({Topic(topic)}) if topic in frozenset(Topic) else frozenset[Topic]()
        drawn = await _subscribed(desk, turn, named, area) if known else _where(desk)
    else:
        drawn = _where(desk)
    await desk.outbox.show(turn, drawn)


async def unsubscribe(desk: Desk, turn: Turn) -> None:
    """Ends everything at once; in a group its admins do, for the group or the topic in which this stands."""
    if not turn.private:
        if await _by_admin(desk, turn):
            gone = await desk.announcing.subscribers.unsubscribe(turn.room)
            await desk.outbox.answer(turn, plain(wording.GROUP_LEFT if gone else wording.GROUP_NOT_SUBSCRIBED))
        return
    await desk.outbox.answer(turn, await left(desk, turn))


async def left(desk: Desk, turn: Turn) -> Drawn:
    """What a person reads who leaves."""
    gone = await desk.announcing.subscribers.unsubscribe(turn.person)
    return plain(
        wording.UNSUBSCRIBED if gone else wording.NOT_SUBSCRIBED,
        inline_keyboard((Choice(_BACK, wording.SUBSCRIBE_BUTTON),)),
    )


async def unsubscribe_pressed(desk: Desk, turn: Turn) -> None:
    """The button under an announcement, which itself stays as it is."""
    await unsubscribe(desk, turn)


async def left_in_group(desk: Desk, turn: Turn) -> str:
    """The same button in a group or a channel, where its admins decide: said over the chat, not into it."""
    try:
        if not await desk.chats.is_admin(turn.chat_id, turn.user_id):
            return wording.ADMINS_ONLY
    except NotSaid:
        return wording.ADMIN_UNKNOWN
    gone = await desk.announcing.subscribers.unsubscribe(turn.room)
    return wording.GROUP_LEFT if gone else wording.GROUP_NOT_SUBSCRIBED


async def _subscribed(desk: Desk, turn: Turn, topics: frozenset[Topic], area: str | None) -> Drawn:
    held = await desk.announcing.subscribers.subscribe(turn.person, topics, area)
    return plain(wording.SUBSCRIBED.format(subscription=subscription(held)))


async def _of_station(desk: Desk, turn: Turn, station: str) -> Drawn:
    """One station's announcements besides what was chosen before; else those about stations around here."""
    subscribers = desk.announcing.subscribers
    if await subscribers.subscription(turn.person) is None:
        area = await desk.people.region(turn.person) or desk.home
        await subscribers.subscribe(turn.person, frozenset({Topic.STATIONS}), area)
    await subscribers.choose_station(turn.person, station)
    held = await subscribers.subscription(turn.person)
    return plain(wording.SUBSCRIBED.format(subscription=subscription(held))) if held is not None else _where(desk)


def _where(desk: Desk) -> Drawn:
    choices = (Choice(_ALL, wording.SUBSCRIBE_ALL), *home_choices(desk.around_home, _AREA))
    return plain(wording.SUBSCRIBE_WHERE, inline_keyboard(choices))


def _what(desk: Desk, code: str) -> Drawn:
    known, area = chosen(desk.regions, code)
    if not known:
        return _where(desk)
    topics = [Choice(f"{_TOPIC}{code}:{topic}", wording.TOPICS[topic]) for topic in Topic]
    choices = (Choice(f"{_TOPIC}{code}:all", wording.ALL_TOPICS), *topics, Choice(_BACK, wording.BACK))
    text = wording.SUBSCRIBE_WHAT.format(area=area or wording.EVERYWHERE)
    return plain(text, inline_keyboard(choices))
