"""The menus of commands that Telegram shows: one a scope, and one for each person with rights."""

from collections.abc import Iterable
from typing import Any

from bot.roles import Right
from bot.staff import Staff
from handlers.telegram.bot_api import ApiError, BotApi
from handlers.telegram.commands import COMMANDS, Command, Scope
from handlers.telegram.errors import report
from handlers.telegram.transport import NotSent, OutcomeUnknown

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


async def publish_menus(api: BotApi, staff: Staff) -> None:
    """Sets the menu of each scope and person; without one people can still type, so a failure is only logged."""
    for menu in menus():
        await _publish(api, menu)
    for person in await staff.listed():
        await publish_menu_of(api, staff, person)


async def publish_menu_of(api: BotApi, staff: Staff, person: str) -> None:
    """Sets the menu of one person (key `tg:` and number) after the rights changed."""
    channel, _, number = person.partition(":")
    if channel == "tg" and number.isdecimal():
        await _publish(api, menu_of(int(number), await staff.rights(person)))


async def _publish(api: BotApi, menu: dict[str, Any]) -> None:
    try:
        await api.call("setMyCommands", menu)
    except ApiError as error:
        # Whoever never wrote to the bot has no chat yet; the next start of the program finds it.
        if "chat not found" not in error.description.lower():
            report(error, "menus")
    except (NotSent, OutcomeUnknown) as error:
        report(error, "menus")
