"""Writing an announcement: its text, what is asked for in words, and the preview that is the very message."""

import re
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Final

from bot.announcing.audience import Audience
from bot.announcing.content import BadLink, Content, plain_of
from bot.announcing.hours import PastTime, UnreadableTime, when
from bot.announcing.messenger import Link, Refused, Sent, send_whole
from bot.announcing.records import content_of
from bot.announcing.states import State
from bot.people.forms import Form
from bot.people.roles import Right
from bot.regions import AmbiguousRegion
from bot.reply import Choice
from handlers.telegram.announcing import asking, correcting, drafting, enclosing
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.telling import REFUSALS, refusal
from handlers.telegram.desk import traces
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = enclosing.FORM
_NEW: Final = 0
"""The number that stands for a draft that is yet to be written."""

_TIME, _EXPIRY = "time", "expiry"

_LINK: Final = re.compile(r"(?P<label>\S.*?)[\s:：]*(?P<url>https?://\S+)")
_LONGEST_STATION: Final = 80


async def announce(desk: Desk, turn: Turn) -> None:
    """`/announce TEXT`, or a file with that as its caption, shows the preview at once; alone it asks for the text."""
    if turn.text or enclosing.enclosed(turn) is not None:
        await _take_content(desk, turn, _NEW)
        return
    await desk.forms.keep(turn.conversation, Form(FORM, "content", {"number": _NEW}))
    choices = (Choice(drafting.of(_NEW, "show"), wording.BACK), Choice(drafting.of(_NEW, "drop"), wording.QUIT))
    await desk.outbox.answer(turn, plain(wording.ASK_CONTENT, inline_keyboard(choices)))


async def ask(desk: Desk, turn: Turn, number: int, step: str) -> None:
    """Opens the dialogue at a step that is answered in words."""
    found = await desk.announcing.office.find(number)
    await desk.forms.keep(turn.conversation, Form(FORM, step, {"number": number}))
    await desk.outbox.show(turn, drafting.question(found, step))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in what was asked for in words."""
    number = int(form.answers["number"])
    if form.step in ("content", enclosing.ALBUM):
        await _take_content(desk, turn, number, form)
        return
    try:
        problem = await _take_words(desk, turn, number, form.step)
    except REFUSALS as error:
        problem = refusal(error, number)
    if problem is not None:
        await desk.outbox.answer(turn, plain(problem, inline_keyboard(drafting.ways_out(number))))
        return
    await desk.forms.close(turn.conversation)
    if form.step in asking.STEPS:
        await desk.outbox.answer(turn, await asking.page(desk, number))
    elif form.step == "links":
        await preview(desk, turn, number)
    else:
        await desk.outbox.answer(turn, await drafting.page(desk, turn, number))


def reads(form: Form, turn: Turn) -> bool:
    """Whether the open step can read these words; any words can be a text, a place or a station."""
    if form.step in asking.STEPS and form.step != asking.EVENT:
        return asking.reads(form.step, turn.raw)
    if form.step not in (_TIME, _EXPIRY, asking.EVENT):
        return True
    try:
        when(turn.text, datetime(2000, 1, 1))
    except UnreadableTime:
        return False
    except PastTime:
        return True
    return True


async def edited(desk: Desk, turn: Turn, number: int) -> None:
    """The message that wrote a draft says something else now: so does the draft; of what went out /fix is offered."""
    try:
        found = await desk.announcing.office.find(number)
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))
        return
    state = State(found.state)
    if state is State.DRAFT and found.author == turn.person:
        await _take_content(desk, turn, number, changed=True)
    elif state in (State.WAITING, State.SCHEDULED, State.DRAFT):
        await desk.outbox.answer(
            turn, plain(wording.EDITED_TOO_LATE.format(number=number, state=wording.STATES[state]))
        )
    else:
        await desk.outbox.answer(turn, plain(wording.EDITED_AFTER_SENDING.format(number=number)))
        await correcting.offer(desk, turn, number)


async def _take_words(desk: Desk, turn: Turn, number: int, step: str) -> str | None:
    """Changes the draft; gives what is wrong with the words, if anything."""
    office = desk.announcing.office
    found = await office.find(number)
    now = Audience.from_json(found.audience)
    match step:
        case "region":
            try:
                region = desk.regions.parse(turn.text[:80], desk.home)
            except AmbiguousRegion as several:
                return desk_wording.REGION_AMBIGUOUS.format(regions="、".join(several.candidates))
            await office.drafts.change(actor(turn), number, audience=drafting.with_audience(now, "region", region))
        case "station":
            if not turn.text or len(turn.text) > _LONGEST_STATION or "\n" in turn.text:
                return wording.STATION_WRONG
            await office.drafts.change(actor(turn), number, audience=drafting.with_audience(now, "station", turn.text))
        case "links":
            links = tuple(_link(line) for line in turn.raw.splitlines() if line.strip())
            if not links:
                return wording.LINKS_UNREADABLE
            kept = content_of(found)
            await office.drafts.change(actor(turn), number, content=replace(kept, links=links))
        case asking.PLACES | asking.POLL | asking.EVENT:
            return await asking.take(desk, turn, found, step)
        case _:
            try:
                moment = when(turn.text, datetime.fromtimestamp(desk.announcing.clock(), desk.timezone))
            except UnreadableTime:
                return wording.TIME_UNREADABLE
            except PastTime:
                return wording.TIME_PAST
            seconds = int(moment.timestamp()) if moment is not None else None
            times = (seconds, found.not_after) if step == "time" else (found.scheduled_at, seconds)
            await office.drafts.change(actor(turn), number, times=times)
    return None


def _link(line: str) -> Link:
    """A button as staff write it: a label, then its link; raises BadLink."""
    found = _LINK.fullmatch(line.strip())
    if found is None:
        raise BadLink("a label and a link")
    return Link(found["label"].strip(), found["url"])


async def _take_content(
    desk: Desk, turn: Turn, number: int, form: Form | None = None, *, changed: bool = False
) -> None:
    """Keeps what was written as a draft and shows it; what cannot be sent is asked for again.

    `changed`: the message is an earlier one that was edited.
    """
    try:
        if turn.album and not changed:
            await enclosing.take(desk, turn, number, form)
            return
        kept = content_of(await desk.announcing.office.find(number)) if number else Content("")
        file = enclosing.enclosed(turn)
        if (form is not None and form.step == enclosing.ALBUM and file is None) or (changed and turn.album):
            content = replace(kept, html=turn.html)  # the words to an album, or to one of its parts
        elif file is None:
            content = Content(turn.html, links=kept.links)
        else:
            content = Content(turn.html, file.media, file.file, kept.links)
        number = await enclosing.keep(desk, turn, number, content)
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number), inline_keyboard(drafting.ways_out(number))))
        return
    await desk.forms.close(turn.conversation)
    await traces.keep(desk, turn, traces.DRAFT, number)
    await preview(desk, turn, number)


async def cannot_carry(desk: Desk, turn: Turn) -> bool:
    """Says so where a text is waited for and something came that no announcement can carry (a sticker, a poll)."""
    form = await desk.database.patience.result(desk.forms.current(turn.conversation), None)
    if (
        form is None
        or form.name != FORM
        or form.step not in ("content", enclosing.ALBUM)
        or not await desk.staff.may(turn.person, Right.SEND)
    ):
        return False
    ways_out = drafting.ways_out(int(form.answers["number"]))
    await desk.outbox.answer(turn, plain(wording.NOT_CARRIED, inline_keyboard(ways_out)))
    return True


async def preview(desk: Desk, turn: Turn, number: int) -> None:
    """Sends the very message to whoever wrote it, with the draft's buttons below."""
    office = desk.announcing.office
    outcome = await send_whole(desk.announcing.messenger, turn.person, await office.drafts.preview(number))
    if isinstance(outcome, Sent) and outcome.plain:
        kept = content_of(await office.find(number))
        content = replace(kept, html=escape(plain_of(kept.html), quote=False))
        await office.drafts.change(actor(turn), number, content=content)
        await desk.outbox.answer(turn, plain(wording.PLAIN_NOW))
    elif not isinstance(outcome, Sent):
        why = outcome.words if isinstance(outcome, Refused) and outcome.words else wording.NO_ANSWER
        choices = (Choice(drafting.of(number, "content"), wording.CHANGE_CONTENT), *drafting.ways_out(number))
        await desk.outbox.answer(turn, plain(wording.PREVIEW_FAILED.format(why=why), inline_keyboard(choices)))
        return
    await desk.outbox.answer(turn, await drafting.page(desk, turn, number))
