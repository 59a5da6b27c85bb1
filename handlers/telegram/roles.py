"""Giving and taking roles and rights."""

from bot.roles import GRANTABLE, Right, Role
from bot.staff import NotAllowed, UnknownRole
from bot.wording import staff as wording
from data.audit import Actor
from handlers.telegram.desk import Desk
from handlers.telegram.show import plain
from handlers.telegram.turn import Turn

_WORDS = {"list": "list", "列表": "list", "grant": "grant", "给": "grant", "revoke": "revoke", "收": "revoke"}


async def role(desk: Desk, turn: Turn) -> None:
    """`/role grant|revoke|list`; persons by number only, since a username can change hands."""
    match turn.text.split():
        case [word] if _WORDS.get(word) == "list":
            text = await _listed(desk)
        case [word, number, *name] if _WORDS.get(word) in ("grant", "revoke") and name:
            text = await _changed(desk, turn, _WORDS[word], number, " ".join(name))
        case _:
            text = wording.ROLE_HELP.format(roles=_names(Role), rights=_names(Right))
    await desk.outbox.answer(turn, plain(text))


def actor(turn: Turn) -> Actor:
    """Whoever acts in this turn, as the audit names them."""
    return Actor(turn.person, "telegram")


def name_of(code: str) -> str:
    """A role's or right's code with its Chinese name."""
    if code in frozenset(Role):
        return wording.NAMED.format(code=code, name=wording.ROLE_NAMES[Role(code)])
    if code in frozenset(Right):
        return wording.NAMED.format(code=code, name=wording.RIGHT_NAMES[Right(code)])
    return code


def _names(kind: type[Role] | type[Right]) -> str:
    return "、".join(name_of(code) for code in kind if code in GRANTABLE)


async def _listed(desk: Desk) -> str:
    lines = [
        wording.ROLE_LINE.format(number=person.rpartition(":")[2], names="、".join(name_of(n) for n in sorted(names)))
        for person, names in (await desk.staff.listed()).items()
    ]
    return "\n".join(lines) or wording.ROLE_NOBODY


async def _changed(desk: Desk, turn: Turn, change: str, number: str, given: str) -> str:
    if not (number.isascii() and number.isdecimal() and len(number) <= 15):
        return wording.ROLE_NUMBER.format(given=number[:40])
    code = _code(given)
    person = f"tg:{int(number)}"
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
    return said.format(number=int(number), name=name_of(code))


def _code(given: str) -> str:
    """The code of a role or right given by its code or its Chinese name."""
    for code, name in (*wording.ROLE_NAMES.items(), *wording.RIGHT_NAMES.items()):
        if given.lower() == code or given == name:
            return str(code)
    return given
