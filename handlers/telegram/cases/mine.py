"""我的事: all cases of a person and what happens with each; words added, taken back, solved or not."""

from typing import Final

from bot.cases.limits import TooMuch, WrongFile
from bot.cases.records import Case, NotNow, UnknownCase
from bot.cases.states import State
from bot.people.forms import Form
from bot.reply import Choice
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.handing_over import begin
from handlers.telegram.cases.pieces import Refused, fetched, kept_piece
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

PREFIX: Final = "cr:"
"""Begins the id of each button about a person's own case."""

FORM: Final = "case_more"
_LONGEST: Final = 24


async def my_cases(desk: Desk, turn: Turn) -> None:
    """`/mycases`: the list."""
    await desk.outbox.answer(turn, await _list(desk, turn))


async def rider_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button about one's own case says."""
    if not turn.private:
        return
    what, _, given = turn.text.removeprefix(PREFIX).partition(":")
    if what == "new":
        await begin(desk, turn, given or None)
        return
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= 9 else 0
    try:
        drawn = await _done(desk, turn, what, number)
    except UnknownCase:
        drawn = plain(wording.GONE, inline_keyboard((Choice(f"{PREFIX}list", wording.MINE),)))
    except NotNow:
        drawn = plain(wording.NOT_NOW, inline_keyboard((Choice(f"{PREFIX}o:{number}", wording.SEE),)))
    # What the union said stays where it stands.
    await desk.outbox.answer(turn, drawn)


async def _done(desk: Desk, turn: Turn, what: str, number: int) -> Drawn:
    riders = desk.cases.riders
    match what:
        case "list":
            return await _list(desk, turn)
        case "add":
            await riders.read(turn.person, number)
            await desk.forms.keep(turn.conversation, Form(FORM, "words", {"number": number}))
            return plain(wording.ASK_MORE.format(number=number), form_keyboard())
        case "back":
            await riders.read(turn.person, number)
            yes, no = Choice(f"{PREFIX}gone:{number}", wording.YES_BACK), Choice(f"{PREFIX}o:{number}", wording.KEEP)
            return plain(wording.SURE_BACK.format(number=number), inline_keyboard((yes, no)))
        case "gone":
            await riders.take_back(turn.person, number)
            return plain(wording.GONE_BACK.format(number=number))
        case "yes":
            await riders.settle(turn.person, number, solved=True)
            thanks = inline_keyboard((Choice(f"{PREFIX}thx:{number}", wording.THANK),))
            return plain(wording.SOLVED_THANKS.format(number=number), thanks)
        case "no":
            await riders.settle(turn.person, number, solved=False)
            return plain(wording.AGAIN.format(number=number))
        case "thx":
            await riders.thank(turn.person, number, wording.THANKS)
            return plain(wording.THANKED)
    return _page(desk, await riders.read(turn.person, number))


async def _list(desk: Desk, turn: Turn) -> Drawn:
    found = await desk.cases.riders.mine(turn.person)
    new = Choice(f"{PREFIX}new", wording.NEW)
    if not found:
        return plain(wording.MINE_NONE, inline_keyboard((new,)))
    lines = [
        wording.MINE_LINE.format(title=desk.teller.title(case), state=desk.teller.how_it_stands(case)) for case in found
    ]
    choices = tuple(Choice(f"{PREFIX}o:{case.number}", desk.teller.title(case)[:_LONGEST]) for case in found)
    return plain("\n".join((wording.MINE_HEAD, *lines)), inline_keyboard((*choices, new)))


def _page(desk: Desk, case: Case) -> Drawn:
    number = case.number
    choices: list[Choice] = []
    if case.state is State.SOLVED:
        choices.append(Choice(f"{PREFIX}yes:{number}", wording.SOLVED))
        choices += [] if case.reopened else [Choice(f"{PREFIX}no:{number}", wording.UNSOLVED)]
    if case.going_on:
        choices.append(Choice(f"{PREFIX}add:{number}", wording.ADD))
    choices.append(Choice(f"{PREFIX}back:{number}", wording.TAKE_BACK))
    choices.append(Choice(f"{PREFIX}list", wording.MINE))
    return plain(desk.teller.for_rider(case), inline_keyboard(tuple(choices)))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes what is added to a case: one message, then the form is over."""
    if pressed_in_form(turn) in (BACK, CANCEL):
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, await _list(desk, turn))
        return
    if turn.query_id:
        return
    number = int(form.answers["number"])
    try:
        piece = await fetched(desk, kept_piece(turn))
        # The update's own number: the same message adds once, however often it is brought.
        await desk.cases.riders.add(turn.person, number, piece, f"tg {turn.bot} {turn.update_id}")
    except Refused as refused:
        await desk.outbox.answer(turn, plain(str(refused), form_keyboard()))
        return
    except (TooMuch, WrongFile):
        text = wording.TOO_MUCH.format(most="40")
    except (UnknownCase, NotNow):
        text = wording.NOT_NOW
    else:
        text = wording.ADDED.format(number=number)
    await desk.forms.close(turn.conversation)
    await desk.outbox.answer(turn, plain(text, inline_keyboard((Choice(f"{PREFIX}o:{number}", wording.SEE),))))
