"""Giving and taking roles and rights, by buttons or in words."""

from typing import Final

from bot.people import words as wording
from bot.people.forms import Form
from bot.people.roles import GRANTABLE, REACHES_MANY, Right, Role, rights_of
from bot.people.staff import NotAllowed, UnknownRole
from bot.reply import Choice
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import form_keyboard, pressed_in_form
from handlers.telegram.message.keys import is_ours, key_of
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

PREFIX: Final = "role:"
"""Begins the id of a button: `role:NUMBER:CODE` gives what was asked about once more, the others name what they do."""

FORM: Final = "role"
"""The dialogue that asks for the number of somebody new."""

_LIST, _ADD, _PERSON, _GIVE, _TAKE = (f"{PREFIX}{what}" for what in ("list", "add", "of:", "give:", "take:"))
_MOST_BUTTONS: Final = 40
"""Colleagues who get a button; a message takes 100, and more than these nobody reads through."""

_WORDS = {"list": "list", "列表": "list", "grant": "grant", "给": "grant", "revoke": "revoke", "收": "revoke"}


async def role(desk: Desk, turn: Turn) -> None:
    """`/role` lists with buttons; `/role grant|revoke` in words, by number only, as a username can change hands."""
    match turn.text.split():
        case []:
            await desk.outbox.answer(turn, await _page(desk))
            return
        case [word] if _WORDS.get(word) == "list":
            await desk.outbox.answer(turn, plain(await _listed(desk), await _buttons(desk)))
            return
        case [word, number, *name] if _WORDS.get(word) in ("grant", "revoke") and name:
            given = " ".join(name)
            if _WORDS[word] == "grant" and (asked := await _asked(desk, turn, number, _code(given))) is not None:
                await desk.outbox.answer(turn, asked)
                return
            text = await _changed(desk, turn, _WORDS[word], number, given)
        case _:
            text = wording.ROLE_HELP.format(roles=_names(Role), rights=_names(Right))
    await desk.outbox.answer(turn, plain(text))


async def role_pressed(desk: Desk, turn: Turn) -> None:
    """Opens the list or a person, asks for somebody new, gives or takes."""
    what = next((one for one in (_PERSON, _GIVE, _TAKE) if turn.text.startswith(one)), "")
    number, _, code = turn.text.removeprefix(what or PREFIX).partition(":")
    if turn.text == _ADD:
        await desk.forms.keep(turn.conversation, Form(FORM, "number"))
        await desk.outbox.answer(turn, plain(wording.ROLE_ASK_NUMBER, form_keyboard()))
    elif not _is_number(number):
        await desk.outbox.show(turn, await _page(desk))
    elif what == _PERSON:
        await desk.outbox.show(turn, await _person(desk, turn, int(number)))
    elif what == _GIVE and (asked := await _asked(desk, turn, number, code)) is not None:
        await desk.outbox.show(turn, asked)
    elif what:
        said = await _changed(desk, turn, "grant" if what == _GIVE else "revoke", number, code)
        page = await _person(desk, turn, int(number))
        await desk.outbox.show(turn, plain(f"{said}\n{page.plain}", page.markup))
    else:
        await desk.outbox.show(turn, plain(await _changed(desk, turn, "grant", number, code)))


def reads(turn: Turn) -> bool:
    """Whether the dialogue waits for this: a number."""
    return _is_number(turn.text.strip())


async def step(desk: Desk, turn: Turn, _form: Form) -> None:
    """Takes in the number of somebody new, and shows what can be given."""
    if pressed_in_form(turn) is not None:
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, plain(wording.ROLE_NOTHING_DONE))
    elif not reads(turn):
        given = wording.ROLE_NUMBER.format(given=turn.text[:40])
        await desk.outbox.answer(turn, plain(given, form_keyboard()))
    else:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, await _person(desk, turn, int(turn.text.strip())))


async def _page(desk: Desk) -> Drawn:
    help_ = wording.ROLE_HELP.format(roles=_names(Role), rights=_names(Right))
    text = "\n".join((wording.ROLE_HEAD, await _listed(desk), wording.ROLE_HOW, "", help_))
    return plain(text, await _buttons(desk))


async def _buttons(desk: Desk) -> dict[str, object] | None:
    listed = [person for person in await desk.staff.listed() if is_ours(person)]
    called = await desk.staff.names.of(listed)
    choices = [Choice(f"{_PERSON}{person.rpartition(':')[2]}", called[person]) for person in listed[:_MOST_BUTTONS]]
    return inline_keyboard((*choices, Choice(_ADD, wording.ROLE_ADD)))


async def _person(desk: Desk, turn: Turn, number: int) -> Drawn:
    """What one person has, with a button for each role and right that the asker may give or take."""
    person = key_of(number)
    who = await _who(desk, person)
    back = Choice(_LIST, wording.ROLE_BACK)
    if person in desk.staff.owners:
        return plain(wording.ROLE_OWNER.format(who=who), inline_keyboard((back,)))
    held = (await desk.staff.listed()).get(person, frozenset())
    may = await desk.staff.rights(turn.person)
    choices = []
    for code in (*Role, *Right):
        if code in GRANTABLE and rights_of(frozenset({code})) <= may:
            label = wording.ROLE_CHOSEN if code in held else "{name}"
            act = _TAKE if code in held else _GIVE
            choices.append(Choice(f"{act}{number}:{code}", label.format(name=name_of(code))))
    names = "、".join(name_of(name) for name in sorted(held)) or wording.ROLE_NONE
    return plain(wording.ROLE_PERSON.format(who=who, names=names), inline_keyboard((*choices, back)))


async def _who(desk: Desk, person: str) -> str:
    """A colleague by name and number, as rights go by number."""
    number = person.rpartition(":")[2]
    name = await desk.staff.names.given(person)
    return wording.NAME_AND_NUMBER.format(name=name, number=number) if name is not None else number


async def _asked(desk: Desk, turn: Turn, number: str, code: str) -> Drawn | None:
    """The question before somebody gets what reaches many; None where nothing is to be asked."""
    given = rights_of(frozenset({code}))
    if code not in GRANTABLE or not _is_number(number) or given.isdisjoint(REACHES_MANY):
        return None
    held = (await desk.staff.listed()).get(key_of(int(number)), frozenset())
    if code in held or not given <= await desk.staff.rights(turn.person):
        return None
    rights = "、".join(wording.RIGHT_NAMES[right] for right in Right if right in given)
    text = wording.ROLE_SURE.format(number=await _who(desk, key_of(int(number))), name=name_of(code), rights=rights)
    return plain(text, inline_keyboard((Choice(f"{PREFIX}{int(number)}:{code}", wording.ROLE_SURE_BUTTON),)))


def _is_number(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) <= 15


def name_of(code: str) -> str:
    """What people call a role or a right; one of a later release by its code."""
    if code in frozenset(Role):
        return wording.ROLE_NAMES[Role(code)]
    return wording.RIGHT_NAMES[Right(code)] if code in frozenset(Right) else code


def _names(kind: type[Role] | type[Right]) -> str:
    return "、".join(name_of(code) for code in kind if code in GRANTABLE)


async def _listed(desk: Desk) -> str:
    lines = [
        wording.ROLE_LINE.format(who=await _who(desk, person), names="、".join(name_of(n) for n in sorted(names)))
        for person, names in (await desk.staff.listed()).items()
    ]
    return "\n".join(lines) or wording.ROLE_NOBODY


async def _changed(desk: Desk, turn: Turn, change: str, number: str, given: str) -> str:
    if not _is_number(number):
        return wording.ROLE_NUMBER.format(given=number[:40])
    code = _code(given)
    person = key_of(int(number))
    try:
        if change == "grant":
            done = await desk.staff.grant(actor(turn), person, code)
            said = wording.ROLE_GRANTED if done else wording.ROLE_HAD_IT
        else:
            done = await desk.staff.revoke(actor(turn), person, code)
            said = wording.ROLE_REVOKED if done else wording.ROLE_HAD_NOT
    except UnknownRole:
        return wording.ROLE_UNKNOWN.format(given=given[:40], names=f"{_names(Role)}、{_names(Right)}")
    except NotAllowed:
        return wording.ROLE_NOT_YOURS.format(name=name_of(code))
    if done:
        await desk.publish_menu(person)
        told = wording.YOU_WERE_GIVEN if change == "grant" else wording.YOU_WERE_TAKEN
        await desk.outbox.tell(turn.job, int(number), plain(told.format(name=name_of(code))))
    return said.format(number=int(number), name=name_of(code))


def _code(given: str) -> str:
    """The code of a role or right given by its code or its Chinese name."""
    for code, name in (*wording.ROLE_NAMES.items(), *wording.RIGHT_NAMES.items()):
        if given.lower() == code or given == name:
            return str(code)
    return given
