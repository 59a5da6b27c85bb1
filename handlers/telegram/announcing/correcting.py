"""Correcting and taking back what was delivered."""

from dataclasses import replace
from html import escape
from typing import Final

from bot.announcing.content import BadMarks, plain_of
from bot.announcing.messenger import Refused, Sent
from bot.announcing.records import content_of
from bot.people.forms import Form
from bot.reply import Choice
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.cards import STEER
from handlers.telegram.announcing.telling import NUMBER, REFUSALS, refusal
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "fix"
_YES: Final = "fix"


async def fix(desk: Desk, turn: Turn) -> None:
    """`/fix NUMBER TEXT` shows the corrected message and asks; without a text that is asked for first."""
    found = NUMBER.fullmatch(turn.text)
    if found is None:
        await desk.outbox.answer(turn, plain(wording.NO_NUMBER.format(example=wording.FIX_EXAMPLE)))
        return
    number = int(found[1])
    if found[2]:
        await offer(desk, turn.with_text(found[2].strip()), number)
    else:
        await _ask(desk, turn, number)


async def _ask(desk: Desk, turn: Turn, number: int) -> None:
    try:
        await desk.announcing.office.find(number)
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))
        return
    await desk.forms.keep(turn.conversation, Form(FORM, "content", {"number": number}))
    await desk.outbox.answer(turn, plain(wording.ASK_FIX.format(number=number), form_keyboard()))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in the corrected text, or the decision about it."""
    number = int(form.answers["number"])
    pressed = pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step == "content"):
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, plain(wording.KEPT.format(number=number)))
    elif form.step == "content" and pressed is None:
        await offer(desk, turn, number)
    elif pressed == BACK:
        await _ask(desk, turn, number)
    elif pressed == _YES and form.step == "confirm":
        await desk.forms.close(turn.conversation)
        try:
            await desk.announcing.office.afterwards.fix(actor(turn), number, str(form.answers["html"]))
        except REFUSALS as error:
            await desk.outbox.answer(turn, plain(refusal(error, number)))
            return
        await desk.outbox.show(turn, plain(wording.FIXING.format(number=number)))
        await desk.announcing.cards.amending(number, "fix")
    else:
        await desk.outbox.answer(turn, plain(wording.BUTTONS_ONLY))


async def offer(desk: Desk, turn: Turn, number: int) -> None:
    """Shows the corrected message as everybody would see it, and asks."""
    office = desk.announcing.office
    try:
        kept = content_of(await office.find(number))
        html = f"{wording.CORRECTION}{turn.html}"
        try:
            office.check(replace(kept, html=html))
        except BadMarks:
            html = f"{wording.CORRECTION}{escape(turn.text, quote=False)}"
            office.check(replace(kept, html=html))
        # An album stays as it is: what is put in its place is the message behind it.
        notice = replace(await office.drafts.preview(number), html=html, plain=plain_of(html), album=())
        sent = (await office.progress(number)).counts.sent
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))
        return
    outcome = await desk.announcing.messenger.send(turn.person, notice)
    if not isinstance(outcome, Sent):
        why = outcome.words if isinstance(outcome, Refused) and outcome.words else wording.NO_ANSWER
        await desk.outbox.answer(turn, plain(wording.PREVIEW_FAILED.format(why=why)))
        return
    if outcome.plain:
        html = escape(notice.plain, quote=False)
    await desk.forms.keep(turn.conversation, Form(FORM, "confirm", {"number": number, "html": html}))
    text = wording.FIX_SURE.format(number=number, sent=sent)
    await desk.outbox.answer(turn, plain(text, form_keyboard((Choice(_YES, wording.FIX),))))


async def recall(desk: Desk, turn: Turn) -> None:
    """`/recall NUMBER` asks; the button takes every copy younger than 48 hours away."""
    found = NUMBER.fullmatch(turn.text)
    if found is None or found[2]:
        await desk.outbox.answer(turn, plain(wording.NO_NUMBER.format(example="/recall 12")))
        return
    number = int(found[1])
    try:
        sent = (await desk.announcing.office.progress(number)).counts.sent
    except REFUSALS as error:
        await desk.outbox.answer(turn, plain(refusal(error, number)))
        return
    choices = (Choice(f"{STEER}{number}:recall_sure", wording.RECALL), Choice(f"{STEER}{number}:keep", wording.BACK))
    text = wording.RECALL_SURE.format(number=number, sent=sent)
    await desk.outbox.answer(turn, plain(text, inline_keyboard(choices)))
