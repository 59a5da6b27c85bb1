"""The menus of commands that Telegram shows: one a scope, and one for each person with rights."""

from collections.abc import Iterable
from typing import Any

from bot.people.roles import Right
from bot.people.staff import Staff
from handlers.telegram.dispatch.commands import COMMANDS, Command, Scope
from handlers.telegram.message.keys import key_of
from handlers.telegram.wire.bot_api import ApiError, BotApi
from handlers.telegram.wire.errors import report
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

_SHARED = (Scope.DEFAULT, Scope.PRIVATE, Scope.GROUP)


def menus() -> list[dict[str, Any]]:
    """The parameters of setMyCommands for each scope that many share."""
    return [
        {"scope": {"type": scope.value}, "commands": _shown(c for c in COMMANDS if scope in c.scopes)}
        for scope in _SHARED
    ]


def menu_of(user: int, rights: frozenset[Right]) -> dict[str, Any]:
    """The parameters of setMyCommands for the private chat of one person with these rights."""
    allowed = (c for c in COMMANDS if Scope.PRIVATE in c.scopes or c.open_to(rights))
    return {"scope": {"type": Scope.PERSON.value, "chat_id": user}, "commands": _shown(allowed)}


def _shown(commands: Iterable[Command]) -> list[dict[str, str]]:
    return [{"command": command.name, "description": command.help} for command in commands]


async def all_menus(staff: Staff) -> list[dict[str, Any]]:
    """The parameters of setMyCommands for each scope, and for each person with rights."""
    people = [number for person in await staff.listed() if (number := _number(person)) is not None]
    return menus() + [menu_of(number, await staff.rights(key_of(number))) for number in people]


async def publish_menus(api: BotApi, staff: Staff) -> None:
    """Sets the menu of each scope and person; without one people can still type, so a failure is only logged."""
    for menu in await all_menus(staff):
        await _publish(api, menu)


async def publish_menu_of(api: BotApi, staff: Staff, person: str) -> None:
    """Sets the menu of one person (key `tg:` and number) after the rights changed."""
    number = _number(person)
    if number is not None:
        await _publish(api, menu_of(number, await staff.rights(person)))


def _number(person: str) -> int | None:
    """The number on Telegram of a person with this key; None for one of another channel."""
    channel, _, number = person.partition(":")
    return int(number) if channel == "tg" and number.isdecimal() else None


async def _publish(api: BotApi, menu: dict[str, Any]) -> None:
    try:
        await api.call("setMyCommands", menu)
    except ApiError as error:
        # Whoever never wrote to the bot has no chat yet; the next start of the program finds it.
        if "chat not found" not in error.description.lower():
            report(error, "menus")
    except (NotSent, OutcomeUnknown) as error:
        report(error, "menus")
