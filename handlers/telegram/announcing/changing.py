"""The buttons of a draft."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcing.asks import Asks
from bot.announcing.audience import Audience, Topic
from bot.announcing.records import NotNow, content_of
from bot.announcing.states import State
from bot.people.forms import Form
from data.people.audit import Actor
from data.tables import Announcement
from handlers.telegram.announcing import asking, composing, drafting, submitting
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.areas import chosen
from handlers.telegram.announcing.telling import REFUSALS, refusal
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.region_buttons import ELSEWHERE
from handlers.telegram.message.show import Drawn, plain
from handlers.telegram.message.turn import Turn

_TYPED = {
    "content": "content",
    "links": "links",
    "station": "station",
    "type_region": "region",
    "type_time": "time",
    "type_expiry": "expiry",
    "type_places": "places",
    "type_event": "event",
    "type_poll": "poll",
}

_LISTENS = frozenset(("time", "expiry", "region"))
"""Pages whose question may be answered in words as well as by a button."""


async def draft_pressed(desk: Desk, turn: Turn) -> None:
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
        await submitting.send_pressed(desk, turn, number, act)
        return
    if act == "drop":
        await _only_a_draft(desk, turn, number)
        await office.steering.cancel(actor(turn), number)
        await desk.outbox.show(turn, plain(wording.DROPPED.format(number=number)))
        return
    found = await office.find(number)
    if found.author != turn.person:  # a colleague's draft is not opened
        await desk.outbox.show(turn, await desk.announcing.cards.drawn(number))
        return
    if act in _TYPED:
        await composing.ask(desk, turn, number, _TYPED[act])
        return
    if act.partition(":")[0] == "asks":
        if act == "asks:done":
            await composing.preview(desk, turn, number)
        else:
            await asking.switch(desk, actor(turn), found, act.partition(":")[2])
            await desk.outbox.show(turn, await asking.page(desk, number))
        return
    if act == "preview":
        await composing.preview(desk, turn, number)
        return
    if (page := _page(desk, found, act)) is not None:
        if act in _LISTENS:
            await desk.forms.keep(turn.conversation, Form(composing.FORM, act, {"number": number}))
        await desk.outbox.show(turn, page)
    elif act == "nolinks":
        kept = content_of(found)
        await office.drafts.change(actor(turn), number, content=replace(kept, links=()))
        await composing.preview(desk, turn, number)
    else:
        await _change(desk, actor(turn), found, act)
        await desk.outbox.show(turn, await drafting.page(desk, turn, number))


def _page(desk: Desk, found: Announcement, act: str) -> Drawn | None:
    """What the button opens in the draft's place; None when it opens nothing."""
    number, audience = found.id or 0, Audience.from_json(found.audience)
    match act:
        case "audience" | "region" | "topic":
            return drafting.audience_page(desk, number, act, audience)
        case "time":
            return drafting.time_page(number)
        case "expiry":
            return drafting.expiry_page(number)
    return drafting.audience_page(desk, number, "more", audience) if act == f"r:{ELSEWHERE}" else None


async def _change(desk: Desk, by: Actor, found: Announcement, act: str) -> None:
    """Changes the draft as the button says; a button of before an update may say nothing any more."""
    drafts, number, audience = desk.announcing.office.drafts, found.id or 0, Audience.from_json(found.audience)
    match act.split(":"):
        case ["all" | "staff"]:
            await drafts.change(by, number, audience=drafting.with_audience(audience, act, None))
        case ["r", code] if (place := chosen(desk.regions, code))[0]:
            await drafts.change(by, number, audience=drafting.with_audience(audience, "region", place[1]))
        case ["t", topic] if topic in frozenset(Topic):
            await drafts.change(by, number, audience=drafting.with_audience(audience, "topic", topic))
        case ["at", "now" | "tomorrow" as named]:
            at = None if named == "now" else _tomorrow_at_eight(desk)
            await drafts.change(by, number, times=(at, found.not_after))
        case ["until", "none" | "today" as named]:
            until = None if named == "none" else drafting.end_of_day(found, desk.announcing.clock(), desk)
            await drafts.change(by, number, times=(found.scheduled_at, until))
        case ["until", "day"] if (day := drafting.named_day(found, desk)) is not None:
            await drafts.change(by, number, times=(found.scheduled_at, drafting.end_of(day, desk)))
        case ["remind", switch]:
            await drafts.change(by, number, asks=replace(Asks.from_json(found.asks), remind=switch == "on"))
        case ["urgent", switch]:
            await drafts.change(by, number, urgent=switch == "on")


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
