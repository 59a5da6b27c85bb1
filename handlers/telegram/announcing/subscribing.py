"""Riders choose what they hear about: in two taps, or in one message, and leave with one word."""

from typing import Final

from bot.announcing.audience import Topic
from bot.regions import AmbiguousRegion, UnknownRegion
from bot.reply import Choice
from bot.wording import announcing as wording
from bot.wording import telegram as telegram_wording
from handlers.telegram.announcing.areas import ELSEWHERE, chosen, home_choices, other_choices
from handlers.telegram.announcing.telling import subscription
from handlers.telegram.desk import Desk
from handlers.telegram.show import Drawn, inline_keyboard, plain
from handlers.telegram.turn import Turn

PREFIX: Final = "sub:"
STATION: Final = f"{PREFIX}st:"
"""Begins the id of a button that asks for one station's announcements; the station's id follows."""

_ALL, _BACK, _AREA, _TOPIC = f"{PREFIX}all", f"{PREFIX}back", f"{PREFIX}a:", f"{PREFIX}t:"
_EVERY: Final = frozenset(("all", "全部", "全都要", "所有"))


async def subscribe(desk: Desk, turn: Turn) -> None:
    """`/subscribe` offers regions, then topics; `/subscribe all` or `/subscribe 赛罕区 维权` takes them at once."""
    words = turn.text.lower().split()
    if not words:
        await desk.outbox.answer(turn, _where())
        return
    named = frozenset(topic for topic, name in wording.TOPICS.items() if name in words)
    places = " ".join(word for word in words if word not in _EVERY and word not in wording.TOPICS.values())
    area = None
    if places:
        try:
            area = desk.regions.parse(places[:80], await desk.people.region(turn.person) or desk.home)
        except UnknownRegion:
            await desk.outbox.answer(turn, plain(wording.SUBSCRIBE_UNKNOWN.format(given=places[:40])))
            return
        except AmbiguousRegion as several:
            names = "、".join(several.candidates)
            await desk.outbox.answer(turn, plain(telegram_wording.REGION_AMBIGUOUS.format(regions=names)))
            return
    await desk.outbox.answer(turn, await _subscribed(desk, turn, named, area))


async def pressed(desk: Desk, turn: Turn) -> None:
    """A region or a topic of the two taps, or everything in one."""
    if not turn.private:
        return
    if turn.text == _ALL:
        drawn = await _subscribed(desk, turn, frozenset(), None)
    elif turn.text == f"{_AREA}{ELSEWHERE}":
        drawn = plain(wording.SUBSCRIBE_WHERE, inline_keyboard((*other_choices(_AREA), Choice(_BACK, wording.BACK))))
    elif turn.text.startswith(_AREA):
        drawn = _what(turn.text.removeprefix(_AREA))
    elif turn.text.startswith(STATION) and (station := turn.text.removeprefix(STATION)):
        drawn = await _of_station(desk, turn, station)
    elif turn.text.startswith(_TOPIC):
        code, _, topic = turn.text.removeprefix(_TOPIC).partition(":")
        known, area = chosen(code)
        named = frozenset({Topic(topic)}) if topic in frozenset(Topic) else frozenset[Topic]()
        drawn = await _subscribed(desk, turn, named, area) if known else _where()
    else:
        drawn = _where()
    await desk.outbox.show(turn, drawn)


async def unsubscribe(desk: Desk, turn: Turn) -> None:
    """Ends everything at once."""
    await desk.outbox.answer(turn, await left(desk, turn))


async def left(desk: Desk, turn: Turn) -> Drawn:
    """What a person reads who leaves."""
    gone = await desk.announcing.subscribers.unsubscribe(turn.person)
    return plain(
        wording.UNSUBSCRIBED if gone else wording.NOT_SUBSCRIBED,
        inline_keyboard((Choice(_BACK, wording.SUBSCRIBE_BUTTON),)),
    )


async def pressed_unsubscribe(desk: Desk, turn: Turn) -> None:
    """The button under an announcement, which itself stays as it is."""
    if turn.private:
        await unsubscribe(desk, turn)


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
    return plain(wording.SUBSCRIBED.format(subscription=subscription(held))) if held is not None else _where()


def _where() -> Drawn:
    choices = (Choice(_ALL, wording.SUBSCRIBE_ALL), *home_choices(_AREA))
    return plain(wording.SUBSCRIBE_WHERE, inline_keyboard(choices))


def _what(code: str) -> Drawn:
    known, area = chosen(code)
    if not known:
        return _where()
    topics = [Choice(f"{_TOPIC}{code}:{topic}", wording.TOPICS[topic]) for topic in Topic]
    choices = (Choice(f"{_TOPIC}{code}:all", wording.ALL_TOPICS), *topics, Choice(_BACK, wording.BACK))
    text = wording.SUBSCRIBE_WHAT.format(area=area or wording.EVERYWHERE)
    return plain(text, inline_keyboard(choices))
