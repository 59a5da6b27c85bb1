"""Words of the staff: what is typed goes where the screen says, once it was shown again and confirmed."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from bot.announcing.hours import PastTime, UnreadableTime, when
from bot.cases.limits import LONGEST
from bot.cases.states import Step
from bot.editing.finding import find
from bot.people.forms import Form
from bot.reply import Choice, Message
from data.people.audit import Actor
from handlers.telegram.cases import card
from handlers.telegram.cases import words as wording
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.message.show import Drawn, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "case_say"
_WRITE, _CONFIRM, _ENTRY, _UNIT, _UNTIL = "write", "confirm", "entry", "unit", "until"
_SEND, _REWRITE, _INSERT, _NO_LIMIT = "send", "rewrite", "insert", "never"
_FOUND: Final = 5


async def begin(desk: Desk, turn: Turn, given: str) -> Drawn:
    """Asks for the words of a step of a case (`NUMBER:STEP`)."""
    number, _, step = given.partition(":")
    if step not in wording.WRITE or not number.isdecimal():
        return plain(wording.STAFF_NOT_NOW)
    form = Form(FORM, _WRITE, {"number": int(number), "step": step, "token": secrets.token_hex(16)})
    await desk.forms.keep(turn.conversation, form)
    return await _page(desk, form)


async def begin_handing(desk: Desk, turn: Turn, given: str) -> Drawn:
    """Asks to which unit a case goes."""
    if not given.isdecimal():
        return plain(wording.STAFF_NOT_NOW)
    if not await desk.cases.roster.units():
        return plain(wording.NO_UNITS)
    answers = {"number": int(given), "step": str(Step.HAND), "token": secrets.token_hex(16)}
    form = Form(FORM, _UNIT, answers)
    await desk.forms.keep(turn.conversation, form)
    return await _page(desk, form)


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the next words or press of whoever is writing."""
    number = int(form.answers["number"])
    pressed = pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step in (_WRITE, _UNIT)):
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, await _card(desk, turn, number))
        return
    if pressed == _SEND and form.step == _CONFIRM:
        await _do(desk, turn, form)
        return
    after = await _pressed(desk, form, pressed) if pressed is not None else await _written(desk, turn, form)
    if isinstance(after, Drawn):
        await desk.outbox.answer(turn, after)
        return
    if after.step == "":  # handed over
        await _do(desk, turn, after)
        return
    await desk.forms.keep(turn.conversation, after)
    page = await _page(desk, after)
    if pressed is None:
        await desk.outbox.answer(turn, page)
    else:
        await desk.outbox.show(turn, page)


async def _pressed(desk: Desk, form: Form, pressed: str) -> Form:
    kind, _, given = pressed.partition(":")
    if pressed == _REWRITE or (pressed == BACK and form.step == _CONFIRM):
        return form.answered(_WRITE)
    if pressed == _INSERT and form.step == _CONFIRM:
        return form.answered(_ENTRY, found=[])
    if pressed == BACK:
        return form.answered(_UNIT if form.step == _UNTIL else _CONFIRM)
    if kind == "e" and form.step == _ENTRY:
        text = await _text(desk, form)
        reply = await desk.assistant.reply(Message(choice=pressed))
        whole = f"{text}\n\n{reply.text}"
        return form.answered(_CONFIRM, text=await desk.cases.drafts.seal(whole[:LONGEST]))
    if kind == "n" and form.step == _UNIT and given.isdecimal():
        units = await desk.cases.roster.units()
        return form.answered(_UNTIL, unit=units[int(given)]) if int(given) < len(units) else form
    if pressed == _NO_LIMIT and form.step == _UNTIL:
        return form.answered("", until=None)
    return form


async def _written(desk: Desk, turn: Turn, form: Form) -> Form | Drawn:
    text = turn.raw.strip() or turn.text.strip()
    match form.step:
        case "write" | "confirm" if text and len(text) <= LONGEST:
            return form.answered(_CONFIRM, text=await desk.cases.drafts.seal(text))
        case "entry" if text:
            found = [entry.id for entry in find(desk.entries.known.values(), text[:40])[:_FOUND]]
            return form.answered(_ENTRY, found=found) if found else plain(wording.NO_ENTRY, form_keyboard())
        case "until":
            try:
                moment = when(text, datetime.fromtimestamp(desk.clock(), desk.timezone))
            except (UnreadableTime, PastTime):
                moment = None
            if moment is None:
                return plain(wording.TIME_WRONG, form_keyboard((Choice(_NO_LIMIT, wording.NO_LIMIT),)))
            return form.answered("", until=int(moment.timestamp()))
        case "unit":
            return form
    return plain(wording.TOO_LONG_STAFF.format(most=LONGEST), form_keyboard())


async def _text(desk: Desk, form: Form) -> str:
    return str(await desk.cases.drafts.open(form.answers["text"]))


async def _page(desk: Desk, form: Form) -> Drawn:
    number, step = form.answers["number"], form.answers["step"]
    match form.step:
        case "write":
            return plain(wording.WRITE[step].format(number=number), form_keyboard())
        case "confirm":
            send = Choice(_SEND, wording.KEEP_NOTE if step == Step.NOTE else wording.SEND)
            insert = () if step == Step.NOTE else (Choice(_INSERT, wording.INSERT),)
            text = wording.CONFIRM[step].format(number=number, text=await _text(desk, form))
            return plain(text, form_keyboard((send, Choice(_REWRITE, wording.REWRITE), *insert)))
        case "entry":
            known = desk.entries.known
            found = [known[entry] for entry in form.answers.get("found", []) if entry in known]
            choices = tuple(Choice(f"e:{entry.id}", entry.title) for entry in found if len(entry.id) < 60)
            return plain(wording.ASK_TITLE, form_keyboard(choices))
        case "unit":
            units = await desk.cases.roster.units()
            choices = tuple(Choice(f"n:{place}", unit) for place, unit in enumerate(units))
            return plain(wording.ASK_UNIT.format(number=number), form_keyboard(choices))
    no_limit = (Choice(_NO_LIMIT, wording.NO_LIMIT),)
    return plain(wording.ASK_UNTIL.format(unit=form.answers["unit"]), form_keyboard(no_limit))


async def _do(desk: Desk, turn: Turn, form: Form) -> None:
    """Does what was confirmed; the form's token makes that happen once."""
    answers = form.answers
    number, token, who = int(answers["number"]), str(answers["token"]), actor(turn)
    try:
        if answers["step"] == Step.HAND:
            await desk.cases.work.hand(who, number, answers["unit"], answers["until"], token)
        else:
            await _SAYS[answers["step"]](desk, who, number, await _text(desk, form), token)
        drawn = await card.opened(desk, turn, number)
    except card.PROBLEMS as error:
        drawn = await card.problem(desk, turn, error, number)
    await desk.forms.close(turn.conversation)
    await desk.outbox.show(turn, drawn)


async def _card(desk: Desk, turn: Turn, number: int) -> Drawn:
    try:
        return await card.opened(desk, turn, number)
    except card.PROBLEMS as error:
        return await card.problem(desk, turn, error, number)


_SAYS: Final[Mapping[str, Callable[[Desk, Actor, int, str, str], Awaitable[None]]]] = {
    Step.ANSWER: lambda desk, who, number, text, token: desk.cases.work.answer(who, number, text, token),
    Step.ASK: lambda desk, who, number, text, token: desk.cases.work.ask(who, number, text, token),
    Step.NOTE: lambda desk, who, number, text, token: desk.cases.work.note(who, number, text, token),
    Step.SOLVE: lambda desk, who, number, text, token: desk.cases.work.solve(who, number, text, token),
    Step.NOT_OURS: lambda desk, who, number, text, token: desk.cases.work.not_ours(who, number, text, token),
}
