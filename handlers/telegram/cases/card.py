"""A case before somebody of the staff: all that was said, and a button for each step that can be taken."""

from typing import Final

from bot.cases.limits import TooMuch
from bot.cases.records import Case, NotNow, UnknownCase
from bot.cases.states import FILES, STEPS, Kind, Step
from bot.cases.work import NotYours, Taken
from bot.people.staff import NotAllowed
from bot.reply import Choice
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.prefix import MATTERS, PREFIX
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.words import BUTTON_NOT_YOURS
from handlers.telegram.message.show import Drawn, Markup, inline_keyboard, plain, rows_of
from handlers.telegram.message.turn import Turn

KINDS: Final = {Kind.PHOTO: wording.PHOTO, Kind.VOICE: wording.VOICE, Kind.DOCUMENT: wording.DOCUMENT}

PROBLEMS: Final = (Taken, NotYours, NotNow, UnknownCase, NotAllowed, TooMuch)
"""What the office refuses with."""


async def problem(desk: Desk, turn: Turn, error: Exception, number: int) -> Drawn:
    """What is said of a refusal, with the way back."""
    back = inline_keyboard((Choice(f"{PREFIX}o:{number}", wording.OPEN), Choice(PREFIX, wording.BACK)))
    match error:
        case Taken(holder=holder):
            who = desk.teller.holder(holder, turn.person, await desk.staff.names.called(holder))
            return plain(wording.TAKEN_BY.format(who=who), back)
        case NotYours():
            return plain(wording.NOT_YOURS, back)
        case UnknownCase():
            return plain(wording.GONE, inline_keyboard((Choice(PREFIX, wording.BACK),)))
        case NotAllowed():
            return plain(BUTTON_NOT_YOURS)
    return plain(wording.STAFF_NOT_NOW, back)


async def opened(desk: Desk, turn: Turn, number: int) -> Drawn:
    """The case with all its words, and what this person can do with it."""
    case = await desk.cases.work.open(actor(turn), number)
    colleagues = {case.holder, *(word.person for word in case.words)}
    called = await desk.staff.names.of(filter(None, colleagues))
    return plain(desk.teller.for_staff(case, turn.person, called), _buttons(case, turn.person))


def _buttons(case: Case, person: str) -> Markup:
    number, steps = case.number, STEPS.get(case.state, frozenset())
    files = [
        Choice(f"{PREFIX}f:{number}:{word.id}", wording.FILE.format(kind=KINDS[word.kind], number=place))
        for place, word in enumerate((word for word in case.words if word.kind in FILES), 1)
    ]
    rows = [files[start : start + 3] for start in range(0, len(files), 3)]
    if case.holder == person:
        say = [(Step.ANSWER, wording.ANSWER), (Step.ASK, wording.ASK), (Step.NOTE, wording.NOTE)]
        end = [(Step.SOLVE, wording.SOLVE), (Step.NOT_OURS, wording.NOT_OURS)]
        rows += [
            [Choice(f"{PREFIX}w:{number}:{step}", label) for step, label in some if step in steps]
            for some in (say, end)
        ]
        if Step.HAND in steps:
            hand = Choice(f"{PREFIX}unit:{number}", wording.HAND)
            rows.append([hand, Choice(f"{PREFIX}free:{number}", wording.RELEASE)])
            rows.append([Choice(f"{PREFIX}bad:{number}", wording.ABUSE)])
        rows += [
            [Choice(f"{PREFIX}re:{number}:{word.id}", wording.REPEAT)] for word in case.words if _lost(case, word.told)
        ]
    elif Step.TAKE in steps:
        note = Choice(f"{PREFIX}w:{number}:{Step.NOTE}", wording.NOTE)
        rows.append([Choice(f"{PREFIX}t:{number}", wording.TAKE), note])
    if Step.JOIN in steps:
        rows.append([Choice(f"{MATTERS}in:{number}", wording.JOIN)])
    return rows_of(*rows, [Choice(PREFIX, wording.BACK)])


def _lost(case: Case, told: str | None) -> bool:
    return case.going_on and told in ("unknown", "failed")
