"""The buttons of a draft."""

from datetime import datetime, timedelta

from bot.announcing.audience import Audience, Topic
from bot.announcing.content import Content
from bot.announcing.records import NotNow, content_of
from bot.announcing.states import State
from bot.wording import announcing as wording
from handlers.telegram.announcing import composing, drafting, submitting
from handlers.telegram.announcing.areas import ELSEWHERE, chosen
from handlers.telegram.announcing.telling import REFUSALS, refusal
from handlers.telegram.desk import Desk
from handlers.telegram.roles import actor
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

_ASKED_IN_WORDS = {
    "content": "content",
    "links": "links",
    "station": "station",
    "type_region": "region",
    "type_time": "time",
    "type_expiry": "expiry",
}


async def pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button of a draft says; an open dialogue of steps ends with it."""
    name, _, act = turn.text.removeprefix(drafting.PREFIX).partition(":")
    if not (name.isascii() and name.isdecimal() and len(name) <= 9):
        return
    number = int(name)
    form = await desk.forms.current(turn.conversation)
    if form is not None and form.name == composing.FORM:
        await desk.forms.close(turn.conversation)
    if not number:  # a dialogue that has no draft yet
        await desk.outbox.show(turn, plain(wording.LEFT_DIALOGUE))
        return
    try:
        await _do(desk, turn, number, act)
    except NotNow:
        await desk.outbox.show(turn, await desk.announcing.cards.drawn(number))
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))


async def _do(desk: Desk, turn: Turn, number: int, act: str) -> None:
    office = desk.announcing.office
    if act in ("send", "override", "override_sure"):
        await submitting.pressed(desk, turn, number, act)
        return
    if act == "drop":
        await _only_a_draft(desk, turn, number)
        await office.steering.cancel(actor(turn), number)
        await desk.outbox.show(turn, plain(wording.DROPPED.format(number=number)))
        return
    if act in _ASKED_IN_WORDS:
        await composing.ask(desk, turn, number, _ASKED_IN_WORDS[act])
        return
    found = await office.find(number)
    now = Audience.from_json(found.audience)
    match act.split(":"):
        case ["audience" | "region" | "topic"]:
            await desk.outbox.show(turn, drafting.audience_page(number, act, now))
            return
        case ["r", code] if code == ELSEWHERE:
            await desk.outbox.show(turn, drafting.audience_page(number, "more", now))
            return
        case ["time"]:
            await desk.outbox.show(turn, drafting.time_page(number))
            return
        case ["expiry"]:
            await desk.outbox.show(turn, drafting.expiry_page(number))
            return
        case ["nolinks"]:
            kept = content_of(found)
            await office.drafts.change(actor(turn), number, content=Content(kept.html, kept.media, kept.file))
            await composing.preview(desk, turn, number)
            return
        case ["all" | "staff"]:
            await office.drafts.change(actor(turn), number, audience=drafting.with_audience(now, act, None))
        case ["r", code] if chosen(code)[0]:
            await office.drafts.change(
                actor(turn), number, audience=drafting.with_audience(now, "region", chosen(code)[1])
            )
        case ["t", topic] if topic in frozenset(Topic):
            await office.drafts.change(actor(turn), number, audience=drafting.with_audience(now, "topic", topic))
        case ["at", "now" | "tomorrow" as named]:
            at = None if named == "now" else _tomorrow_at_eight(desk)
            await office.drafts.change(actor(turn), number, times=(at, found.not_after))
        case ["until", "none" | "today" as named]:
            until = None if named == "none" else drafting.end_of_day(found, desk.announcing.clock(), desk)
            await office.drafts.change(actor(turn), number, times=(found.scheduled_at, until))
        case ["urgent", switch]:
            await office.drafts.change(actor(turn), number, urgent=switch == "on")
    await desk.outbox.show(turn, await drafting.page(desk, turn, number))


async def _only_a_draft(desk: Desk, turn: Turn, number: int) -> None:
    """Raises for what goes out already, and for somebody else's: an old button must not stop it."""
    office = desk.announcing.office
    await office.drafts.change(actor(turn), number)
    state = State((await office.find(number)).state)
    if state is not State.DRAFT:
        raise NotNow(state)


def _tomorrow_at_eight(desk: Desk) -> int:
    now = datetime.fromtimestamp(desk.announcing.clock(), desk.timezone)
    return int((now + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0).timestamp())
