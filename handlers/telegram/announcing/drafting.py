"""What stands beside a preview: whom for, when, and the button that sends."""

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.announced.last_days import last_day
from bot.announcing.asks import Asks
from bot.announcing.audience import Audience, Topic
from bot.announcing.content import plain_of
from bot.announcing.records import content_of
from bot.announcing.states import State
from bot.people.roles import Right
from bot.reply import Choice
from data.tables import Announcement
from handlers.telegram.announcing import taking_part_words, telling
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.areas import other_choices
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.region_buttons import home_choices
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

PREFIX: Final = "ann:"
"""Begins the id of a button of a draft: `ann:NUMBER:ACT`, and what the act needs behind a further colon."""


def of(number: int, act: str) -> str:
    """The id of a draft's button."""
    return f"{PREFIX}{number}:{act}"


def ways_out(number: int) -> tuple[Choice, Choice]:
    """Back to the draft, or away from it."""
    return Choice(of(number, "show"), wording.BACK), Choice(of(number, "drop"), wording.QUIT)


async def page(desk: Desk, turn: Turn, number: int) -> Drawn:
    """The draft in words, with a button for each change; of what is none any more the card."""
    office = desk.announcing.office
    found = await office.find(number)
    if found.state != State.DRAFT or found.author != turn.person:
        return await desk.announcing.cards.drawn(number)
    details = telling.details(found, await office.drafts.estimate(number), desk.timezone)
    text = wording.DRAFT.format(number=number, details=details)
    day = named_day(found, desk)
    if day is not None:
        text += "\n" + wording.ENDS_ASK.format(day=_shown(day))
    return plain(text, _keyboard(found, await desk.staff.rights(turn.person), day))


def named_day(found: Announcement, desk: Desk) -> date | None:
    """The last day that the text speaks of, where it has no end yet and that day is not over."""
    if found.not_after is not None:
        return None
    today = datetime.fromtimestamp(max(found.scheduled_at or 0, desk.announcing.clock()), desk.timezone).date()
    day = last_day(plain_of(found.html), today)
    return day if day is not None and day >= today else None


def end_of(day: date, desk: Desk) -> int:
    """Midnight after a day, in seconds since 1970."""
    return int(datetime.combine(day + timedelta(days=1), time(), desk.timezone).timestamp())


def _shown(day: date) -> str:
    return wording.DAY.format(month=day.month, day=day.day)


def _keyboard(found: Announcement, rights: frozenset[Right], day: date | None) -> dict[str, object]:
    number = found.id or 0
    labels = [
        ("audience", wording.CHANGE_AUDIENCE),
        ("time", wording.CHANGE_TIME),
        ("expiry", wording.CHANGE_EXPIRY),
        ("links", wording.CHANGE_LINKS),
        ("asks", taking_part_words.CHANGE_ASKS),
        ("content", wording.CHANGE_CONTENT),
    ]
    if day is not None:
        labels.insert(0, ("until:day", wording.ENDS.format(day=_shown(day))))
    if found.not_after is not None:
        remind = Asks.from_json(found.asks).remind
        labels.append(("remind:off", wording.REMIND_OFF) if remind else ("remind:on", wording.REMIND_ON))
    if Right.URGENT in rights:
        labels.append(("urgent:off", wording.MAKE_USUAL) if found.urgent else ("urgent:on", wording.MAKE_URGENT))
    labels.append(("drop", wording.DROP_DRAFT))
    below = inline_keyboard(tuple(Choice(of(number, act), label) for act, label in labels)) or {}
    # In a row of its own, so that no thumb finds it by mistake.
    send = [{"text": wording.SEND, "callback_data": of(number, "send")}]
    return {"inline_keyboard": [send, *below["inline_keyboard"]]}


def audience_page(desk: Desk, number: int, act: str, now: Audience) -> Drawn:
    """Whom for: the kinds of audience, or one kind's choices."""
    choices: tuple[Choice, ...]
    match act:
        case "region":
            choices = (
                *home_choices(desk.around_home, of(number, "r:")),
                Choice(of(number, "type_region"), wording.TYPE_REGION),
            )
            text = wording.ASK_REGION
        case "more":
            choices, text = other_choices(desk.around_home, of(number, "r:")), wording.ASK_REGION
        case "topic":
            choices = tuple(Choice(of(number, f"t:{topic}"), wording.TOPICS[topic]) for topic in Topic)
            text = wording.ASK_TOPIC
        case _:
            kinds = (
                ("all", wording.AUDIENCE_ALL),
                ("region", wording.BY_REGION),
                ("topic", wording.BY_TOPIC),
                ("station", wording.BY_STATION),
                ("staff", wording.ONLY_STAFF),
            )
            choices = tuple(Choice(of(number, kind), label) for kind, label in kinds)
            text = f"{wording.ASK_AUDIENCE}\n{telling.audience(now)}"
    return plain(text, inline_keyboard((*choices, *ways_out(number))))


def time_page(number: int) -> Drawn:
    """When."""
    acts = (
        ("at:now", wording.TIME_NOW),
        ("at:tomorrow", wording.TIME_TOMORROW),
        ("type_time", wording.TIME_TYPE),
    )
    choices = tuple(Choice(of(number, act), label) for act, label in acts)
    return plain(wording.ASK_TIME, inline_keyboard((*choices, *ways_out(number))))


def expiry_page(number: int) -> Drawn:
    """Until when."""
    acts = (
        ("until:none", wording.EXPIRY_NONE),
        ("until:today", wording.EXPIRY_TODAY),
        ("type_expiry", wording.EXPIRY_TYPE),
    )
    choices = tuple(Choice(of(number, act), label) for act, label in acts)
    return plain(wording.ASK_EXPIRY, inline_keyboard((*choices, *ways_out(number))))


def question(found: Announcement, step: str) -> Drawn:
    """What is asked for in words at a step of the dialogue."""
    number = found.id or 0
    texts = {
        "content": wording.ASK_CONTENT,
        "region": wording.ASK_REGION_WORDS,
        "station": wording.ASK_STATION,
        "time": wording.ASK_TIME_WORDS,
        "expiry": wording.ASK_TIME_WORDS,
        "links": wording.ASK_LINKS,
        "places": taking_part_words.ASK_PLACES,
        "event": taking_part_words.ASK_EVENT,
        "poll": taking_part_words.ASK_POLL,
    }
    before = (Choice(of(number, "nolinks"), wording.DROP_LINKS),) if step == "links" and content_of(found).links else ()
    return plain(texts[step], inline_keyboard((*before, *ways_out(number))))


def with_audience(now: Audience, act: str, value: str | None) -> Audience:
    """The audience after a choice; region, topic and station add up, everybody and staff stand alone."""
    match act:
        case "all":
            return Audience()
        case "staff":
            return Audience(staff=True)
        case "region":
            return Audience(region=value, topic=now.topic, station=now.station)
        case "topic":
            return Audience(region=now.region, topic=Topic(value or ""), station=now.station)
        case _:
            return Audience(region=now.region, topic=now.topic, station=value)


def end_of_day(found: Announcement, now: float, desk: Desk) -> int:
    """Midnight after the day on which it is sent."""
    day = datetime.fromtimestamp(found.scheduled_at or now, desk.timezone)
    return int(day.replace(hour=23, minute=59, second=59, microsecond=0).timestamp()) + 1
