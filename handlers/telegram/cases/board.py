"""`/cases`: lists by the clock, a case with its buttons, and what needs no words: taking, putting back, closing."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.cases.states import Kind
from bot.cases.work import A_PAGE
from bot.reply import Choice
from data.cases.cases import Which
from handlers.telegram.cases import card, duty, saying
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.prefix import PREFIX
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import Drawn, inline_keyboard, plain, rows_of
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.bot_api import Upload

_LABEL: Final = 24
_UPLOADS: Final = {
    Kind.PHOTO: ("sendPhoto", "photo", "photo.jpg"),
    Kind.VOICE: ("sendDocument", "document", "voice.ogg"),
    Kind.DOCUMENT: ("sendDocument", "document", "file"),
}


async def cases(desk: Desk, turn: Turn) -> None:
    """`/cases [NUMBER]`: the lists, or a case."""
    number = turn.text.strip()
    drawn = await _guarded(desk, turn, "o" if number else "", number)
    await desk.outbox.answer(turn, drawn)


async def staff_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button of the board says."""
    what, _, given = turn.text.removeprefix(PREFIX).partition(":")
    await desk.outbox.show(turn, await _guarded(desk, turn, what, given))


async def _guarded(desk: Desk, turn: Turn, what: str, given: str) -> Drawn:
    try:
        return await _WORKS.get(what, _board)(desk, turn, given)
    except card.PROBLEMS as error:
        return await card.problem(desk, turn, error, _number(given))


def _number(given: str) -> int:
    first = given.partition(":")[0]
    return int(first) if first.isascii() and first.isdecimal() and len(first) <= 9 else 0


async def _board(desk: Desk, turn: Turn, _: str) -> Drawn:
    counts = await desk.cases.work.counted(turn.person)
    on_duty = (await desk.cases.roster.of(turn.person)).on_duty
    lists = [
        Choice(f"{PREFIX}l:{which.name}", wording.LIST_LABEL.format(name=wording.LISTS[which.name], count=count))
        for which, count in counts.items()
    ]
    go = Choice(f"{PREFIX}off" if on_duty else f"{PREFIX}on", wording.GO_OFF_DUTY if on_duty else wording.GO_ON_DUTY)
    more = [go, Choice(f"{PREFIX}duty", wording.DUTY)]
    if await desk.cases.roster.leads_cases(turn.person):
        more.append(Choice(f"{PREFIX}units", wording.UNITS))
    text = wording.BOARD.format(duty=wording.ON_DUTY if on_duty else wording.OFF_DUTY)
    return plain(text, rows_of(lists[:2], lists[2:], more))


async def _listed(desk: Desk, turn: Turn, given: str) -> Drawn:
    name, _, page_given = given.partition(":")
    which = Which[name] if name in Which.__members__ else Which.UNCLAIMED
    page = _number(page_given)
    found = await desk.cases.work.listed(turn.person, which, page)
    turning = [Choice(f"{PREFIX}l:{name}:{page - 1}", wording.BEFORE)] if page else []
    turning += [Choice(f"{PREFIX}l:{name}:{page + 1}", wording.NEXT)] if len(found) > A_PAGE else []
    turning.append(Choice(PREFIX, wording.BACK))
    if not found:
        return plain(wording.LIST_EMPTY.format(name=wording.LISTS[which.name]), rows_of(turning))
    shown = found[:A_PAGE]
    lines = [
        wording.LINE.format(title=desk.teller.title(case), clock=desk.teller.clock_for_staff(case)) for case in shown
    ]
    rows = [[Choice(f"{PREFIX}o:{case.number}", desk.teller.title(case)[:_LABEL])] for case in shown]
    head = wording.LIST_HEAD.format(name=wording.LISTS[which.name])
    return plain("\n".join((head, *lines)), rows_of(*rows, turning))


async def _open(desk: Desk, turn: Turn, given: str) -> Drawn:
    return await card.opened(desk, turn, _number(given))


async def _take(desk: Desk, turn: Turn, given: str) -> Drawn:
    await desk.cases.work.take(actor(turn), _number(given))
    return await _open(desk, turn, given)


async def _release(desk: Desk, turn: Turn, given: str) -> Drawn:
    await desk.cases.work.release(actor(turn), _number(given))
    return await _open(desk, turn, given)


async def _sure_abuse(desk: Desk, turn: Turn, given: str) -> Drawn:
    number = _number(given)
    yes = Choice(f"{PREFIX}shut:{number}", wording.YES_ABUSE)
    back = Choice(f"{PREFIX}o:{number}", wording.BACK)
    return plain(wording.SURE_ABUSE.format(number=number), inline_keyboard((yes, back)))


async def _abuse(desk: Desk, turn: Turn, given: str) -> Drawn:
    await desk.cases.work.abuse(actor(turn), _number(given))
    return await _open(desk, turn, given)


async def _repeat(desk: Desk, turn: Turn, given: str) -> Drawn:
    done = await desk.cases.work.repeat(actor(turn), _number(given), _number(given.partition(":")[2]))
    opened = await _open(desk, turn, given)
    return plain("\n".join((wording.REPEATED if done else wording.NOT_REPEATED, opened.plain)), opened.markup)


async def _file(desk: Desk, turn: Turn, given: str) -> Drawn:
    number = _number(given)
    piece = await desk.cases.work.file(actor(turn), number, _number(given.partition(":")[2]))
    method, parameter, name = _UPLOADS[piece.kind]
    caption = plain(wording.FILE_OF.format(number=number, kind=card.KINDS[piece.kind]))
    await desk.outbox.send_file(turn, method, Upload(parameter, piece.name or name, piece.content or b""), caption)
    return await _open(desk, turn, given)


async def _switch(desk: Desk, turn: Turn, on_duty: bool) -> Drawn:
    await duty.switch(desk, turn, on_duty=on_duty)
    return await _board(desk, turn, "")


async def _on(desk: Desk, turn: Turn, _: str) -> Drawn:
    return await _switch(desk, turn, True)


async def _off(desk: Desk, turn: Turn, _: str) -> Drawn:
    return await _switch(desk, turn, False)


_WORKS: Final[Mapping[str, Callable[[Desk, Turn, str], Awaitable[Drawn]]]] = {
    "l": _listed,
    "o": _open,
    "t": _take,
    "free": _release,
    "bad": _sure_abuse,
    "shut": _abuse,
    "re": _repeat,
    "f": _file,
    "on": _on,
    "off": _off,
    "w": saying.begin,
    "unit": saying.begin_handing,
    "duty": duty.page,
    "dr": duty.regions,
    "ds": duty.subjects,
    "units": duty.units,
    "add": duty.begin_adding,
    "del": duty.removed,
}
