"""What a subscriber can change: topics, area, sound, one message a day, a pause."""

from typing import Final

from bot.announcing.audience import Topic
from bot.announcing.subscribers import Subscription
from bot.reply import Choice
from handlers.telegram.announcing import telling
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.areas import chosen, other_choices
from handlers.telegram.announcing.subscribing import PREFIX as SUBSCRIBE
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.region_buttons import ELSEWHERE, home_choices
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import UNSUBSCRIBE, Turn

PREFIX: Final = "set:"
_BACK, _AREA, _TOPIC = f"{PREFIX}back", f"{PREFIX}a:", f"{PREFIX}t:"
_PAUSES: Final = (7, 30)


async def settings(desk: Desk, turn: Turn) -> None:
    """Shows the subscription with a button for each change."""
    await desk.outbox.answer(turn, await _page(desk, turn))


async def settings_pressed(desk: Desk, turn: Turn) -> None:
    """Makes the change of a button, and shows what holds now."""
    if not turn.private:
        return
    held = await desk.announcing.subscribers.subscription(turn.person)
    drawn = await _changed(desk, turn, held) if held is not None else None
    await desk.outbox.show(turn, drawn or await _page(desk, turn))


async def _changed(desk: Desk, turn: Turn, held: Subscription) -> Drawn | None:
    """Makes the change; gives the page that follows when it is not the first."""
    subscribers = desk.announcing.subscribers
    match turn.text.split(":")[1:]:
        case ["topics"]:
            return _topics(held.topics)
        case ["t", topic] if topic in frozenset(Topic):
            wanted = held.topics ^ {Topic(topic)}
            if not wanted:
                return _topics(held.topics, wording.LAST_TOPIC)
            await subscribers.choose_topics(turn.person, wanted)
            return _topics(wanted)
        case ["area"]:
            return _areas(home_choices(desk.around_home, _AREA))
        case ["a", code] if code == ELSEWHERE:
            return _areas(other_choices(desk.around_home, _AREA))
        case ["a", code] if chosen(desk.regions, code)[0]:
            await subscribers.choose_area(turn.person, chosen(desk.regions, code)[1])
        case ["station"]:
            await subscribers.choose_station(turn.person, None)
        case ["silent", switch]:
            await subscribers.choose_silent(turn.person, switch == "on")
        case ["digest", switch]:
            await subscribers.choose_digest(turn.person, switch == "on")
        case ["pause", days] if days in ("0", *(str(days) for days in _PAUSES)):
            await subscribers.pause(turn.person, int(days))
    return None


async def _page(desk: Desk, turn: Turn) -> Drawn:
    held = await desk.announcing.subscribers.subscription(turn.person)
    if held is None:
        choice = Choice(f"{SUBSCRIBE}back", wording.SUBSCRIBE_BUTTON)
        return plain(wording.NOT_SUBSCRIBED, inline_keyboard((choice,)))
    until = held.paused_until
    paused = until is not None and until > desk.announcing.clock()
    text = wording.SETTINGS.format(
        subscription=telling.subscription(held),
        sound=wording.SOUND_OFF if held.silent else wording.SOUND_ON,
        digest=wording.DIGEST_ON if held.digest else wording.DIGEST_OFF,
        pause=wording.PAUSED_UNTIL.format(until=telling.at(until, desk.timezone))
        if until is not None and paused
        else wording.NOT_PAUSED,
    )
    choices = [
        Choice(f"{PREFIX}topics", wording.CHANGE_TOPICS),
        Choice(f"{PREFIX}area", wording.CHANGE_AREA),
        Choice(f"{PREFIX}silent:off", wording.MAKE_LOUD)
        if held.silent
        else Choice(f"{PREFIX}silent:on", wording.MAKE_SILENT),
        Choice(f"{PREFIX}digest:off", wording.MAKE_SINGLE)
        if held.digest
        else Choice(f"{PREFIX}digest:on", wording.MAKE_DIGEST),
    ]
    if held.station is not None:
        choices.append(Choice(f"{PREFIX}station", wording.NO_STATION))
    if paused:
        choices.append(Choice(f"{PREFIX}pause:0", wording.PAUSE_END))
    else:
        choices += [Choice(f"{PREFIX}pause:{days}", wording.PAUSE_DAYS.format(days=days)) for days in _PAUSES]
    choices.append(Choice(f"{UNSUBSCRIBE}0", wording.UNSUBSCRIBE_BUTTON))
    return plain(text, inline_keyboard(tuple(choices)))


def _areas(choices: tuple[Choice, ...]) -> Drawn:
    return plain(wording.AREA_ASK, inline_keyboard((*choices, Choice(_BACK, wording.BACK))))


def _topics(held: frozenset[Topic], text: str = wording.TOPICS_ASK) -> Drawn:
    choices = [
        Choice(
            f"{_TOPIC}{topic}",
            wording.TOPIC_CHOSEN.format(topic=wording.TOPICS[topic]) if topic in held else wording.TOPICS[topic],
        )
        for topic in Topic
    ]
    return plain(text, inline_keyboard((*choices, Choice(_BACK, wording.BACK))))
