"""Who takes which cases, set by buttons; and the units of the union, kept by those who lead."""

from collections.abc import Sequence
from typing import Final

from bot.cases.duty import LONGEST_UNIT, WrongUnit, chosen
from bot.people.forms import Form
from bot.reply import Choice
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.prefix import PREFIX
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.message.show import Drawn, inline_keyboard, plain, rows_of
from handlers.telegram.message.turn import Turn

FORM: Final = "case_unit"


async def switch(desk: Desk, turn: Turn, *, on_duty: bool) -> None:
    """Goes on duty or off it; what was chosen stays."""
    kept = await desk.cases.roster.of(turn.person)
    await desk.cases.roster.keep(
        turn.person, on_duty=on_duty, regions=chosen(kept.regions), subjects=chosen(kept.subjects)
    )


async def page(desk: Desk, turn: Turn, given: str) -> Drawn:
    """What of this person can be chosen."""
    choices = (Choice(f"{PREFIX}dr", wording.DUTY_REGIONS), Choice(f"{PREFIX}ds", wording.DUTY_SUBJECTS))
    return plain(wording.DUTY_HEAD, rows_of(choices, (Choice(PREFIX, wording.BACK),)))


async def regions(desk: Desk, turn: Turn, given: str) -> Drawn:
    """The districts around home; a press (its code) takes one in, or out."""
    kept = await desk.cases.roster.of(turn.person)
    now = list(chosen(kept.regions))
    path = desk.regions.coded(given) if given else None
    if path is not None:
        now = _turned(now, path)
        await desk.cases.roster.keep(turn.person, on_duty=kept.on_duty, regions=now, subjects=chosen(kept.subjects))
    around = desk.around_home
    return _marked([(f"{PREFIX}dr:{one.code}", one.name, one.path in now) for one in (*around.districts, around.city)])


async def subjects(desk: Desk, turn: Turn, given: str) -> Drawn:
    """The subjects; a press (its id) takes one in, or out."""
    kept = await desk.cases.roster.of(turn.person)
    now = list(chosen(kept.subjects))
    names = desk.teaching.subject_names()
    if given in names:
        now = _turned(now, given)
        await desk.cases.roster.keep(turn.person, on_duty=kept.on_duty, regions=chosen(kept.regions), subjects=now)
    return _marked([(f"{PREFIX}ds:{one}", name, one in now) for one, name in names.items()])


def _turned(now: Sequence[str], one: str) -> list[str]:
    return [each for each in now if each != one] if one in now else [*now, one]


def _marked(options: Sequence[tuple[str, str, bool]]) -> Drawn:
    choices = [Choice(id, wording.CHOSEN.format(name=name) if taken else name) for id, name, taken in options]
    back = Choice(f"{PREFIX}duty", wording.BACK)
    return plain(wording.DUTY_HEAD, inline_keyboard((*choices, back)))


async def units(desk: Desk, turn: Turn, given: str) -> Drawn:
    """The units, each a button that takes it off the list."""
    names = await desk.cases.roster.units()
    rows = [[Choice(f"{PREFIX}del:{place}:{len(names)}", name)] for place, name in enumerate(names)]
    last = [Choice(f"{PREFIX}add", wording.ADD_UNIT), Choice(PREFIX, wording.BACK)]
    return plain(wording.UNITS_HEAD, rows_of(*rows, last))


async def removed(desk: Desk, turn: Turn, given: str) -> Drawn:
    """The units without the pressed one; a press under an old list takes nothing off."""
    place, _, count = given.partition(":")
    names = await desk.cases.roster.units()
    if place.isdecimal() and count == str(len(names)) and int(place) < len(names):
        await desk.cases.roster.remove_unit(turn.person, names[int(place)])
    return await units(desk, turn, "")


async def begin_adding(desk: Desk, turn: Turn, given: str) -> Drawn:
    """Asks for the name of a unit."""
    await desk.forms.keep(turn.conversation, Form(FORM, "name", {}))
    return plain(wording.ASK_UNIT_NAME.format(most=LONGEST_UNIT), form_keyboard())


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the name of a unit."""
    if pressed_in_form(turn) not in (BACK, CANCEL):
        try:
            await desk.cases.roster.add_unit(turn.person, turn.text)
        except WrongUnit:
            await desk.outbox.answer(turn, plain(wording.UNIT_WRONG.format(most=LONGEST_UNIT), form_keyboard()))
            return
    await desk.forms.close(turn.conversation)
    await desk.outbox.answer(turn, await units(desk, turn, ""))
