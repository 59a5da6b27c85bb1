"""Choosing the region that answers are for."""

from bot.regions import AmbiguousRegion, UnknownRegion
from bot.reply import Choice
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.region_buttons import home_choices, other_choices
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.people import words as wording

# Behind it a division code (GB/T 2260), which never changes its meaning: an old button keeps working.
PREFIX = "r:"
_HOME, _ELSEWHERE, _NONE = f"{PREFIX}home", f"{PREFIX}more", f"{PREFIX}none"


async def region(desk: Desk, turn: Turn) -> None:
    """Sets the region that is named, or shows regions to choose from."""
    if not turn.text:
        await desk.outbox.answer(turn, await _offer(desk, turn))
        return
    try:
        path = desk.regions.parse(turn.text, await desk.people.region(turn.person) or desk.home)
    except UnknownRegion:
        await desk.outbox.answer(turn, plain(wording.REGION_UNKNOWN.format(example=desk.around_home.example)))
    except AmbiguousRegion as several:
        names = "、".join(several.candidates)
        await desk.outbox.answer(turn, plain(desk_wording.REGION_AMBIGUOUS.format(regions=names)))
    else:
        await desk.people.choose_region(turn.person, path)
        await desk.outbox.answer(turn, plain(wording.REGION_SET.format(region=path)))


async def region_pressed(desk: Desk, turn: Turn) -> None:
    """Sets the region of a pressed button, or turns the page of the list."""
    if turn.text == _ELSEWHERE:
        choices = (*other_choices(desk.around_home, PREFIX), Choice(_HOME, wording.REGION_BACK))
        drawn = plain(_ask(desk), inline_keyboard(choices))
    elif turn.text == _NONE:
        await desk.people.choose_region(turn.person, None)
        drawn = plain(wording.REGION_CLEARED)
    elif (path := desk.regions.coded(turn.text.removeprefix(PREFIX))) is not None:
        await desk.people.choose_region(turn.person, path)
        drawn = plain(wording.REGION_SET.format(region=path))
    else:  # the way back, and buttons of a list that is no longer offered
        drawn = await _offer(desk, turn)
    await desk.outbox.show(turn, drawn)


def _ask(desk: Desk) -> str:
    return wording.REGION_ASK.format(example=desk.around_home.example)


async def _offer(desk: Desk, turn: Turn) -> Drawn:
    current = await desk.people.region(turn.person)
    lines = [_ask(desk)] if current is None else [wording.REGION_NOW.format(region=current), _ask(desk)]
    choices = list(home_choices(desk.around_home, PREFIX))
    if current is not None:
        choices.append(Choice(_NONE, wording.REGION_NONE))
    return plain("\n".join(lines), inline_keyboard(tuple(choices)))
