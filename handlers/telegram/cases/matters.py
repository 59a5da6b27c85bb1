"""`/matters`: the agenda as a document, the matters with their buttons; cases joined, and what was agreed written."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.cases.limits import LONGEST
from bot.cases.matters import LONGEST_TITLE, BadTitle, UnknownMatter
from bot.cases.records import NotNow, UnknownCase
from bot.people.forms import Form
from bot.people.staff import NotAllowed
from bot.reply import Choice
from handlers.telegram.cases import card
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.prefix import MATTERS as PREFIX
from handlers.telegram.cases.prefix import PREFIX as BOARD
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.desk.words import BUTTON_NOT_YOURS
from handlers.telegram.message.show import Drawn, inline_keyboard, plain, rows_of
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.bot_api import Upload

TITLE_FORM: Final = "case_matter"
AGREED_FORM: Final = "case_agreed"
_LABEL: Final = 30
_SEND, _WRITE, _CONFIRM = "send", "write", "confirm"


async def matters(desk: Desk, turn: Turn) -> None:
    """`/matters`: the agenda as a document, then the list."""
    listed = await desk.cases.matters.listed(turn.person)
    if listed:
        agenda = desk.teller.agenda(listed)
        upload = Upload("document", f"agenda-{agenda.day}.docx", await asyncio.to_thread(agenda.document))
        if not await desk.outbox.send_file(turn, "sendDocument", upload, plain(agenda.about)):
            await desk.outbox.answer(turn, plain(wording.AGENDA_NOT_SENT))
    await desk.outbox.answer(turn, await _list(desk, turn, ""))


async def matter_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button about a matter says; each asks for its own right."""
    if not turn.private:
        return
    what, _, given = turn.text.removeprefix(PREFIX).partition(":")
    await desk.outbox.show(turn, await _guarded(desk, turn, _WORKS.get(what, _list), given))


async def _guarded(desk: Desk, turn: Turn, work: Callable[[Desk, Turn, str], Awaitable[Drawn]], given: str) -> Drawn:
    try:
        await desk.cases.roster.require_some(turn.person)
        return await work(desk, turn, given)
    except UnknownMatter:
        return plain(wording.MATTER_GONE, inline_keyboard((Choice(PREFIX, wording.MATTERS),)))
    except NotAllowed:
        return plain(BUTTON_NOT_YOURS)
    except (UnknownCase, NotNow) as error:
        return await card.problem(desk, turn, error, _numbers(given)[0])


def _numbers(given: str) -> tuple[int, int]:
    """Two numbers that a button carries; 0 for one that is not there."""
    first, _, second = given.partition(":")
    one, other = (
        int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0 for text in (first, second)
    )
    return one, other


async def _list(desk: Desk, turn: Turn, _: str) -> Drawn:
    listed = await desk.cases.matters.listed(turn.person)
    if not listed:
        return plain(wording.MATTERS_NONE)
    rows = [[Choice(f"{PREFIX}o:{one.number}", desk.teller.matter_title(one)[:_LABEL])] for one in listed]
    return plain(wording.MATTERS_HEAD.format(count=len(listed)), rows_of(*rows))


async def _open(desk: Desk, turn: Turn, given: str) -> Drawn:
    number = _numbers(given)[0]
    matter = await desk.cases.matters.read(turn.person, number)
    rows = [[Choice(f"{PREFIX}like:{number}", wording.ALIKE), Choice(f"{PREFIX}name:{number}", wording.RENAME)]]
    if await desk.cases.roster.leads_cases(turn.person):
        rows.append([Choice(f"{PREFIX}agree:{number}", wording.AGREE), Choice(f"{PREFIX}end:{number}", wording.END)])
    return plain(desk.teller.matter(matter), rows_of(*rows, [Choice(PREFIX, wording.MATTERS)]))


async def _near(desk: Desk, turn: Turn, given: str) -> Drawn:
    """The matters that a case may belong to, the likest first."""
    number = _numbers(given)[0]
    found = await desk.cases.matters.near(turn.person, number)
    rows = [[Choice(f"{PREFIX}j:{number}:{one.number}", desk.teller.matter_title(one)[:_LABEL])] for one in found]
    new = [Choice(f"{PREFIX}new:{number}", wording.NEW_MATTER), Choice(f"{PREFIX}out:{number}", wording.PART)]
    text = wording.ASK_MATTER.format(number=number)
    return plain(text, rows_of(*rows, new, [Choice(f"{BOARD}o:{number}", wording.BACK)]))


async def _join(desk: Desk, turn: Turn, given: str) -> Drawn:
    number, matter = _numbers(given)
    await desk.cases.matters.join(actor(turn), number, matter)
    return await _open(desk, turn, str(matter))


async def _part(desk: Desk, turn: Turn, given: str) -> Drawn:
    number = _numbers(given)[0]
    await desk.cases.matters.part(actor(turn), number)
    return await card.opened(desk, turn, number)


async def _alike(desk: Desk, turn: Turn, given: str) -> Drawn:
    """Cases that say the same; one press joins one, opening it shows its words."""
    number = _numbers(given)[0]
    found = await desk.cases.matters.alike(turn.person, number)
    rows = [
        [
            Choice(f"{BOARD}o:{case.number}", desk.teller.title(case)[:_LABEL]),
            Choice(f"{PREFIX}j:{case.number}:{number}", wording.JOIN_THIS.format(number=case.number)),
        ]
        for case in found
    ]
    text = wording.ALIKE_HEAD.format(number=number) if found else wording.ALIKE_NONE
    return plain(text, rows_of(*rows, [Choice(f"{PREFIX}o:{number}", wording.BACK)]))


async def _sure_end(desk: Desk, turn: Turn, given: str) -> Drawn:
    number = _numbers(given)[0]
    yes, back = Choice(f"{PREFIX}shut:{number}", wording.YES_END), Choice(f"{PREFIX}o:{number}", wording.BACK)
    return plain(wording.SURE_END.format(number=number), inline_keyboard((yes, back)))


async def _end(desk: Desk, turn: Turn, given: str) -> Drawn:
    await desk.cases.matters.close(actor(turn), _numbers(given)[0])
    return await _list(desk, turn, "")


async def _begin_new(desk: Desk, turn: Turn, given: str) -> Drawn:
    return await _asked(desk, turn, TITLE_FORM, {"case": _numbers(given)[0], "matter": 0})


async def _begin_name(desk: Desk, turn: Turn, given: str) -> Drawn:
    return await _asked(desk, turn, TITLE_FORM, {"case": 0, "matter": _numbers(given)[0]})


async def _begin_agreed(desk: Desk, turn: Turn, given: str) -> Drawn:
    number = _numbers(given)[0]
    await desk.cases.matters.read(turn.person, number)
    return await _asked(desk, turn, AGREED_FORM, {"matter": number})


async def _asked(desk: Desk, turn: Turn, name: str, answers: Mapping[str, object]) -> Drawn:
    form = Form(name, _WRITE, {**answers, "token": secrets.token_hex(16)})
    await desk.forms.keep(turn.conversation, form)
    if name == AGREED_FORM:
        return plain(wording.ASK_AGREED.format(number=answers["matter"]), form_keyboard())
    return plain(wording.ASK_MATTER_TITLE.format(most=LONGEST_TITLE), form_keyboard())


async def title_step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the title of a matter that is made, or has another one."""
    case, matter = int(form.answers["case"]), int(form.answers["matter"])
    if pressed_in_form(turn) in (BACK, CANCEL):
        await desk.forms.close(turn.conversation)
        way = (_near, str(case)) if case else (_open, str(matter))
        await desk.outbox.show(turn, await _guarded(desk, turn, *way))
        return

    async def titled(desk: Desk, turn: Turn, _: str) -> Drawn:
        text = turn.raw.strip() or turn.text.strip()
        if case:
            made = await desk.cases.matters.begin(actor(turn), case, text, str(form.answers["token"]))
            return await _open(desk, turn, str(made))
        await desk.cases.matters.rename(actor(turn), matter, text)
        return await _open(desk, turn, str(matter))

    try:
        drawn = await _guarded(desk, turn, titled, str(case))
    except BadTitle:
        await desk.outbox.answer(turn, plain(wording.ASK_MATTER_TITLE.format(most=LONGEST_TITLE), form_keyboard()))
        return
    await desk.forms.close(turn.conversation)
    await desk.outbox.answer(turn, drawn)


async def agreed_step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes what was agreed, shows it once more, and has it told."""
    number, pressed = int(form.answers["matter"]), pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step == _WRITE):
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, await _guarded(desk, turn, _open, str(number)))
    elif pressed == BACK:
        await desk.outbox.show(turn, await _guarded(desk, turn, _begin_agreed, str(number)))
    elif pressed == _SEND and form.step == _CONFIRM:

        async def agreed(desk: Desk, turn: Turn, _: str) -> Drawn:
            text = str(await desk.cases.drafts.open(form.answers["text"]))
            await desk.cases.matters.agree(actor(turn), number, text, str(form.answers["token"]))
            return await _open(desk, turn, str(number))

        drawn = await _guarded(desk, turn, agreed, "")
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, drawn)
    elif pressed is None:
        await _confirm_agreed(desk, turn, form)


async def _confirm_agreed(desk: Desk, turn: Turn, form: Form) -> None:
    text, number = turn.raw.strip() or turn.text.strip(), int(form.answers["matter"])
    if not text or len(text) > LONGEST:
        await desk.outbox.answer(turn, plain(wording.TOO_LONG_STAFF.format(most=LONGEST), form_keyboard()))
        return
    try:
        matter = await desk.cases.matters.read(turn.person, number)
    except UnknownMatter:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.MATTER_GONE))
        return
    await desk.forms.keep(turn.conversation, form.answered(_CONFIRM, text=await desk.cases.drafts.seal(text)))
    said = wording.CONFIRM_AGREED.format(title=desk.teller.matter_title(matter), count=matter.cases, text=text)
    await desk.outbox.answer(turn, plain(said, form_keyboard((Choice(_SEND, wording.SEND),))))


_WORKS: Final[Mapping[str, Callable[[Desk, Turn, str], Awaitable[Drawn]]]] = {
    "o": _open,
    "in": _near,
    "j": _join,
    "out": _part,
    "like": _alike,
    "new": _begin_new,
    "name": _begin_name,
    "agree": _begin_agreed,
    "end": _sure_end,
    "shut": _end,
}
