"""Handing something over to the union: what it is, where, how urgent; then what is kept of it, and the button."""

import secrets
from typing import Final

from bot.cases import words as case_wording
from bot.cases.limits import MOST_OPEN, MOST_WORDS, NobodyThere, Paused, TooManyOpen
from bot.cases.riders import Draft
from bot.cases.states import Kind, Urgency
from bot.people.forms import Form
from bot.people.roles import Right
from bot.reply import Choice
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.pieces import Refused, fetched, kept_piece, opened, sealed, subject_of
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.desk.region_buttons import ELSEWHERE, home_choices, other_choices
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "case"
_DONE, _GO, _WORDS, _WHERE, _SUBJECT, _URGENCY = "done", "go", "words", "where", "subject", "urgency"
_BEFORE: Final = {
    "words": "words",
    "where": "words",
    "elsewhere": "where",
    "urgency": "where",
    "subject": "review",
    "review": "urgency",
}


async def case(desk: Desk, turn: Turn) -> None:
    """`/case`, or the button under an answer: begins, where somebody is there and the person may."""
    await begin(desk, turn, None)


async def begin(desk: Desk, turn: Turn, subject: str | None, about: str = "") -> None:
    """Asks for the words; `subject` is what was talked about, `about` what the case says first of what it is about."""
    problem = await _problem(desk, turn)
    if problem is not None:
        await desk.outbox.answer(turn, plain(problem))
        return
    answers: dict[str, object] = {
        "subject": subject,
        "region": await desk.people.region(turn.person),
        "urgency": None,
        "pieces": [await sealed(desk, {"kind": Kind.SAID, "text": about})] if about else [],
        "token": secrets.token_hex(16),
    }
    form = Form(FORM, "words", answers)
    await desk.forms.keep(turn.conversation, form)
    await desk.outbox.answer(turn, await _page(desk, form))


async def _problem(desk: Desk, turn: Turn) -> str | None:
    try:
        await desk.cases.riders.check(turn.person)
    except NobodyThere:
        return wording.NOBODY
    except Paused as paused:
        return wording.PAUSED.format(until=desk.teller.at(paused.until))
    except TooManyOpen:
        return wording.TOO_MANY.format(most=MOST_OPEN)
    return None


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the next words or press; words are kept at whatever step they come."""
    pressed = pressed_in_form(turn)
    if pressed is None:
        await _take_words(desk, turn, form)
        return
    if pressed == CANCEL or (pressed == BACK and form.step == "words"):
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, plain(wording.DROPPED))
        return
    if pressed == _GO and form.step == "review":
        await _hand_over(desk, turn, form)
        return
    after = _after(desk, form, pressed)
    await desk.forms.keep(turn.conversation, after)
    await desk.outbox.show(turn, await _page(desk, after))


def _after(desk: Desk, form: Form, pressed: str) -> Form:
    """The form after a press; one that fits nothing leaves it as it is."""
    kind, _, given = pressed.partition(":")
    if pressed == BACK:
        return form.answered(_BEFORE[form.step])
    if pressed == _DONE and form.answers["pieces"]:
        return _next(form)
    if kind == "r" and given == ELSEWHERE:
        return form.answered("elsewhere")
    if kind == "r" and (path := desk.regions.coded(given)) is not None:
        return _next(form.answered("where", region=path))
    if kind == "u" and given in frozenset(Urgency):
        return _next(form.answered("urgency", urgency=given))
    if kind == "s":
        return form.answered("review", subject=given or None)
    if kind == "to" and given in (_WORDS, _WHERE, _SUBJECT, _URGENCY) and form.step == "review":
        return form.answered(given)
    return form


def _next(form: Form) -> Form:
    """The first step that is still open."""
    if form.answers["region"] is None:
        return form.answered("where")
    return form.answered("urgency" if form.answers["urgency"] is None else "review")


async def _take_words(desk: Desk, turn: Turn, form: Form) -> None:
    pieces = list(form.answers["pieces"])
    try:
        if len(pieces) >= MOST_WORDS:
            raise Refused(wording.TOO_MUCH.format(most=MOST_WORDS))
        piece = kept_piece(turn)
    except Refused as refused:
        await desk.outbox.answer(turn, plain(str(refused), form_keyboard(_of_words(form))))
        return
    guessed = await subject_of(desk, turn)
    pieces.append(await sealed(desk, piece))
    subject = form.answers["subject"] or guessed
    after = form.answered(form.step, pieces=pieces, subject=subject)
    await desk.forms.keep(turn.conversation, after)
    if form.step == "words":
        said = wording.NOTED.format(count=len(pieces))
        await desk.outbox.answer(turn, plain(said, form_keyboard(_of_words(after))))
    else:
        await desk.outbox.answer(turn, await _page(desk, after))


def _of_words(form: Form) -> tuple[Choice, ...]:
    return (Choice(_DONE, wording.DONE),) if form.answers["pieces"] else ()


async def _page(desk: Desk, form: Form) -> Drawn:
    match form.step:
        case "words":
            return plain(wording.ASK_WORDS, form_keyboard(_of_words(form)))
        case "where":
            return plain(wording.ASK_WHERE, form_keyboard(home_choices(desk.around_home, "r:")))
        case "elsewhere":
            return plain(wording.ASK_WHERE, form_keyboard(other_choices(desk.around_home, "r:")))
        case "urgency":
            choices = tuple(Choice(f"u:{one}", label) for one, label in case_wording.URGENCIES.items())
            return plain(wording.ASK_URGENCY, form_keyboard(choices))
        case "subject":
            names = desk.teaching.subject_names()
            choices = tuple(Choice(f"s:{one}", name) for one, name in names.items())
            return plain(wording.ASK_SUBJECT, form_keyboard((*choices, Choice("s:", case_wording.NO_SUBJECT))))
        case _:
            return await _review(desk, form)


async def _review(desk: Desk, form: Form) -> Drawn:
    answers = form.answers
    text = wording.REVIEW.format(
        subject=desk.teller.subject(answers["subject"]),
        region=answers["region"],
        urgency=case_wording.URGENCIES[Urgency(answers["urgency"])],
        count=len(answers["pieces"]),
        who=wording.WHO_SEES.format(count=len(await desk.staff.who_may(Right.CASES))),
        days=desk.cases.keeping.days,
    )
    choices = (
        Choice(_GO, wording.GO),
        Choice(f"to:{_WORDS}", wording.CHANGE_WORDS),
        Choice(f"to:{_SUBJECT}", wording.CHANGE_SUBJECT),
        Choice(f"to:{_WHERE}", wording.CHANGE_WHERE),
        Choice(f"to:{_URGENCY}", wording.CHANGE_URGENCY),
    )
    return plain(text, form_keyboard(choices))


async def _hand_over(desk: Desk, turn: Turn, form: Form) -> None:
    answers = form.answers
    try:
        pieces = [await fetched(desk, await opened(desk, kept)) for kept in answers["pieces"]]
        draft = Draft(answers["subject"], answers["region"], Urgency(answers["urgency"]), tuple(pieces))
        receipt = await desk.cases.riders.hand_over(turn.person, draft, answers["token"], turn.person)
    except Refused as refused:
        await desk.outbox.answer(turn, plain(str(refused), form_keyboard(_of_words(form))))
        return
    except (NobodyThere, Paused, TooManyOpen):
        await desk.outbox.show(turn, plain(await _problem(desk, turn) or wording.NOBODY))
        return
    await desk.forms.close(turn.conversation)
    button = inline_keyboard((Choice("cr:list", wording.MINE),))
    await desk.outbox.show(turn, plain(desk.teller.receipt(receipt, comes_here=True), button))
