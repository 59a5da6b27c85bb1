"""What the buttons of a draft ask of its readers: a page of switches, and what is typed for them."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcing.asks import Asks, WrongAsks
from bot.announcing.hours import PastTime, UnreadableTime, when
from bot.reply import Choice
from data.people.audit import Actor
from data.tables import Announcement
from handlers.telegram.announcing import taking_part_words, telling
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.drafting import of, ways_out
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

PLACES: Final = "places"
EVENT: Final = "event"
POLL: Final = "poll"
STEPS: Final = frozenset((PLACES, EVENT, POLL))
"""Steps of the dialogue that are answered in words."""


async def page(desk: Desk, number: int) -> Drawn:
    """What is asked, with a button for each change."""
    asks = Asks.from_json((await desk.announcing.office.find(number)).asks)
    acts = [("asks:signup", taking_part_words.SIGNUP_OFF if asks.signup else taking_part_words.SIGNUP_ON)]
    if asks.signup:
        acts += [("type_places", taking_part_words.PLACES), ("type_event", taking_part_words.EVENT)]
    acts.append(("asks:question", taking_part_words.QUESTION_OFF if asks.question else taking_part_words.QUESTION_ON))
    acts.append(("asks:nopoll", taking_part_words.POLL_OFF) if asks.poll else ("type_poll", taking_part_words.POLL_ON))
    acts.append(("asks:done", taking_part_words.ASKS_DONE))
    named = "\n".join(telling.asks_in_words(asks, desk.timezone)) or taking_part_words.ASKS_NONE
    choices = (*(Choice(of(number, act), label) for act, label in acts), ways_out(number)[1])
    return plain(taking_part_words.ASKS.format(number=number, asks=named), inline_keyboard(choices))


async def switch(desk: Desk, by: Actor, found: Announcement, what: str) -> None:
    """Turns one of them on or off; anything else changes nothing."""
    asks = Asks.from_json(found.asks)
    changed = {
        "signup": replace(asks, signup=not asks.signup),
        "question": replace(asks, question=not asks.question),
        "nopoll": replace(asks, poll=()),
    }.get(what, asks)
    if changed != asks:
        await desk.announcing.office.drafts.change(by, found.id or 0, asks=changed)


def reads(step: str, text: str) -> bool:
    """Whether the step can read these words: a number of places, or several lines of choices."""
    if step == PLACES:
        return _number(text) is not None
    return len(_lines(text)) > 1


async def take(desk: Desk, turn: Turn, found: Announcement, step: str) -> str | None:
    """Changes the draft; gives what is wrong with the words, if anything."""
    asks = Asks.from_json(found.asks)
    try:
        match step:
            case "places":
                number = _number(turn.text)
                if number is None:
                    return taking_part_words.PLACES_WRONG
                asks = replace(asks, places=number or None)
            case "poll":
                asks = replace(asks, poll=_lines(turn.raw or turn.text))
            case _:
                moment = when(turn.text, datetime.fromtimestamp(desk.announcing.clock(), desk.timezone))
                if moment is None:  # at once is no beginning
                    return wording.TIME_PAST
                asks = replace(asks, at=int(moment.timestamp()))
        await desk.announcing.office.drafts.change(actor(turn), found.id or 0, asks=asks)
    except WrongAsks:
        return taking_part_words.POLL_WRONG if step == POLL else taking_part_words.PLACES_WRONG
    except UnreadableTime:
        return wording.TIME_UNREADABLE
    except PastTime:
        return wording.TIME_PAST
    return None


def _number(text: str) -> int | None:
    plain_text = text.strip().removesuffix("个").removesuffix("人").strip()
    return int(plain_text) if plain_text.isascii() and plain_text.isdecimal() and len(plain_text) <= 6 else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
