"""THE table of commands: menus, /help, the Chinese words and the tests all come from it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bot.wording import telegram as wording
from handlers.telegram.desk import Desk
from handlers.telegram.limits import Verdict
from handlers.telegram.privacy import forget, mydata, privacy
from handlers.telegram.region import region
from handlers.telegram.services import services
from handlers.telegram.show import link_button, plain, reply_keyboard
from handlers.telegram.start import cancel, start
from handlers.telegram.turn import Turn

Callback = Callable[[Desk, Turn], Awaitable[None]]


class Role(Enum):
    """Who may use a command."""

    RIDER = "rider"


class Scope(Enum):
    """Where a command is offered, by Telegram's names; showing it is no permission."""

    DEFAULT = "default"
    PRIVATE = "all_private_chats"
    GROUP = "all_group_chats"


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table.

    `words` are the Chinese texts that do the same, with or without a slash (Telegram allows only Latin names).
    `always`: works whatever the limits say.
    """

    name: str
    words: tuple[str, ...]
    role: Role
    scopes: tuple[Scope, ...]
    callback: Callback
    help: str
    always: bool = False


async def help_(desk: Desk, turn: Turn) -> None:
    """Says what can be asked, and the commands of this place."""
    scope = Scope.PRIVATE if turn.private else Scope.GROUP
    lines = [f"/{command.name} {command.help}" for command in COMMANDS if scope in command.scopes]
    foot = [wording.HELP_FOOT] if turn.private else [wording.HELP_GROUP_FOOT, wording.HELP_FOOT]
    text = "\n".join((wording.HELP_HEAD, *lines, *foot))
    await desk.outbox.answer(turn, plain(text, reply_keyboard() if turn.private else None))


_EVERYWHERE = (Scope.DEFAULT, Scope.PRIVATE, Scope.GROUP)
_ALONE = (Scope.DEFAULT, Scope.PRIVATE)

COMMANDS: tuple[Command, ...] = (
    Command("start", ("开始",), Role.RIDER, _ALONE, start, wording.MENU_START),
    Command("help", ("帮助", "怎么用"), Role.RIDER, _EVERYWHERE, help_, wording.MENU_HELP),
    Command("services", ("服务", "全部服务", "菜单"), Role.RIDER, _EVERYWHERE, services, wording.MENU_SERVICES),
    Command("region", ("地区", "改地区", "换地区"), Role.RIDER, _ALONE, region, wording.MENU_REGION),
    Command("privacy", ("隐私",), Role.RIDER, _EVERYWHERE, privacy, wording.MENU_PRIVACY, always=True),
    Command("mydata", ("我的数据",), Role.RIDER, _ALONE, mydata, wording.MENU_MYDATA, always=True),
    Command("forget", ("忘记我", "删除我的数据"), Role.RIDER, _ALONE, forget, wording.MENU_FORGET, always=True),
    Command("cancel", ("取消", "从头再来"), Role.RIDER, _EVERYWHERE, cancel, wording.MENU_CANCEL, always=True),
)

WORDS: Mapping[str, Command] = {word: command for command in COMMANDS for word in command.words}


def command_said(text: str) -> tuple[Command, str] | None:
    """The command that a text means by a Chinese word, and what follows it; null when it means none.

    A word alone counts; one with something behind it only after a slash (/地区 赛罕区), as 地区 may begin a question.
    """
    word, _, rest = text.strip().partition(" ")
    if rest and not word.startswith(("/", "／")):
        return None
    found = WORDS.get(word.lstrip("/／"))
    return (found, rest.strip()) if found else None


async def run(command: Command, desk: Desk, turn: Turn) -> None:
    """Carries out a command where it belongs; elsewhere says where that is."""
    turn = replace(turn, job=command.name)
    if not command.always and await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    if not turn.private and Scope.GROUP not in command.scopes:
        await desk.outbox.answer(turn, plain(wording.PRIVATE_ONLY, link_button(wording.OPEN_PRIVATE, turn.link)))
        return
    await command.callback(desk, turn)


async def refused(desk: Desk, turn: Turn, verdict: Verdict) -> bool:
    """Whether the limits forbid an answer; the person gets the one calm notice, in private chats only."""
    if verdict is Verdict.ANSWER:
        return False
    if turn.private and verdict is not Verdict.SILENCE:
        notice = wording.TOO_MANY_A_MINUTE if verdict is Verdict.MINUTE_NOTICE else wording.TOO_MANY_A_DAY
        await desk.outbox.answer(turn, plain(notice))
    return True


def menus() -> list[dict[str, Any]]:
    """The parameters of setMyCommands for each scope."""
    return [
        {
            "scope": {"type": scope.value},
            "commands": [{"command": c.name, "description": c.help} for c in COMMANDS if scope in c.scopes],
        }
        for scope in Scope
    ]
