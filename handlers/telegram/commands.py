"""THE table of commands: menus, /help, the Chinese words and the tests all come from it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from bot.roles import Right
from bot.wording import announcing as announcing_wording
from bot.wording import telegram as wording
from handlers.telegram.announcing.composing import announce
from handlers.telegram.announcing.correcting import fix, recall
from handlers.telegram.announcing.news import news
from handlers.telegram.announcing.reporting import announcements
from handlers.telegram.announcing.steering import stop_all
from handlers.telegram.announcing.subscribing import subscribe, unsubscribe
from handlers.telegram.announcing.subscription_settings import settings
from handlers.telegram.audit import audit
from handlers.telegram.desk import Desk
from handlers.telegram.limits import Verdict
from handlers.telegram.privacy import forget, mydata, privacy
from handlers.telegram.region import region
from handlers.telegram.roles import role
from handlers.telegram.services import services
from handlers.telegram.show import link_button, plain, reply_keyboard
from handlers.telegram.start import cancel, start
from handlers.telegram.turn import Turn

Callback = Callable[[Desk, Turn], Awaitable[None]]


class Scope(Enum):
    """Where a command is offered, by Telegram's names; showing it is no permission."""

    DEFAULT = "default"
    PRIVATE = "all_private_chats"
    GROUP = "all_group_chats"
    PERSON = "chat"
    """The private chats of those with the right, each with a menu of its own."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table.

    `words` are the Chinese texts that do the same, with or without a slash (Telegram allows only Latin names).
    Latin ones count as names too. `right` is what it takes (null: everybody may), or instead `or_right`. `always`:
    works whatever the limits say.
    """

    name: str
    words: tuple[str, ...]
    right: Right | None
    scopes: tuple[Scope, ...]
    callback: Callback
    help: str
    always: bool = False
    or_right: Right | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called by with a slash."""
        return (self.name, *(word for word in self.words if word.isascii()))

    def open_to(self, rights: frozenset[Right]) -> bool:
        """Whether it takes a right, and one of these is it."""
        return not rights.isdisjoint({self.right, self.or_right} - {None})


async def help_(desk: Desk, turn: Turn) -> None:
    """Says what can be asked, and the commands of this place and person."""
    scope = Scope.PRIVATE if turn.private else Scope.GROUP
    rights = await desk.staff.rights(turn.person) if turn.private else frozenset()
    offered = [c for c in COMMANDS if scope in c.scopes or c.open_to(rights)]
    lines = [f"/{command.name} {command.help}" for command in offered]
    foot = [wording.HELP_FOOT] if turn.private else [wording.HELP_GROUP_FOOT, wording.HELP_FOOT]
    text = "\n".join((wording.HELP_HEAD, *lines, *foot))
    await desk.outbox.answer(turn, plain(text, reply_keyboard() if turn.private else None))


_EVERYWHERE = (Scope.DEFAULT, Scope.PRIVATE, Scope.GROUP)
_ALONE = (Scope.DEFAULT, Scope.PRIVATE)
_STAFF = (Scope.PERSON,)

COMMANDS: tuple[Command, ...] = (
    Command("start", ("开始",), None, _ALONE, start, wording.MENU_START),
    Command("help", ("帮助", "怎么用"), None, _EVERYWHERE, help_, wording.MENU_HELP),
    Command("services", ("服务", "全部服务", "菜单"), None, _EVERYWHERE, services, wording.MENU_SERVICES),
    Command("region", ("地区", "改地区", "换地区"), None, _ALONE, region, wording.MENU_REGION),
    Command("subscribe", ("订阅",), None, _ALONE, subscribe, announcing_wording.MENU_SUBSCRIBE),
    Command(
        "unsubscribe",
        ("退订", "停", "取消订阅", "stop"),
        None,
        _ALONE,
        unsubscribe,
        announcing_wording.MENU_UNSUBSCRIBE,
        always=True,
    ),
    Command("settings", ("订阅设置", "设置"), None, _ALONE, settings, announcing_wording.MENU_SETTINGS, always=True),
    Command("news", ("公告",), None, _ALONE, news, announcing_wording.MENU_NEWS),
    Command("privacy", ("隐私",), None, _EVERYWHERE, privacy, wording.MENU_PRIVACY, always=True),
    Command("mydata", ("我的数据",), None, _ALONE, mydata, wording.MENU_MYDATA, always=True),
    Command("forget", ("忘记我", "删除我的数据"), None, _ALONE, forget, wording.MENU_FORGET, always=True),
    Command("cancel", ("取消", "从头再来"), None, _EVERYWHERE, cancel, wording.MENU_CANCEL, always=True),
    Command("announce", ("发公告",), Right.SEND, _STAFF, announce, announcing_wording.MENU_ANNOUNCE),
    Command(
        "announcements",
        ("公告列表",),
        Right.SEND,
        _STAFF,
        announcements,
        announcing_wording.MENU_ANNOUNCEMENTS,
        or_right=Right.APPROVE,
    ),
    Command(
        "stopall",
        ("全部停",),
        Right.SEND,
        _STAFF,
        stop_all,
        announcing_wording.MENU_STOPALL,
        always=True,
        or_right=Right.APPROVE,
    ),
    Command("fix", ("更正",), Right.SEND, _STAFF, fix, announcing_wording.MENU_FIX),
    Command("recall", ("撤回",), Right.SEND, _STAFF, recall, announcing_wording.MENU_RECALL),
    Command("role", ("权限",), Right.ROLES, _STAFF, role, wording.MENU_ROLE),
    Command("audit", ("操作记录",), Right.AUDIT, _STAFF, audit, wording.MENU_AUDIT),
)

WORDS: Mapping[str, Command] = {word: command for command in COMMANDS for word in command.words}
_NAMES: Mapping[str, Command] = {f"/{command.name}": command for command in COMMANDS}


def command_said(text: str) -> tuple[Command, str] | None:
    """The command that a text means by a Chinese word, and what follows it; null when it means none.

    A word alone counts; one with something behind it only after a slash (/地区 赛罕区), as 地区 may begin a question. A
    command's own name counts too: under a document it comes as plain text.
    """
    word, *rest = text.strip().split(maxsplit=1) or ("",)
    if rest and not word.startswith(("/", "／")):
        return None
    found = _NAMES.get(word) or WORDS.get(word.lstrip("/／").rstrip("。！!").lower())
    return (found, rest[0] if rest else "") if found else None


async def run(command: Command, desk: Desk, turn: Turn) -> None:
    """Carries out a command where it belongs, for those who may; elsewhere says where that is.

    A command that takes a right is, for everybody else and in groups, one that does not exist.
    """
    turn = replace(turn, job=command.name)
    if command.right is not None and not (turn.private and command.open_to(await desk.staff.rights(turn.person))):
        await unknown_command(desk, turn)
        return
    if not command.always and await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    if not turn.private and Scope.GROUP not in command.scopes:
        await desk.outbox.answer(turn, plain(wording.PRIVATE_ONLY, link_button(wording.OPEN_PRIVATE, turn.link)))
        return
    await command.callback(desk, turn)


async def unknown_command(desk: Desk, turn: Turn) -> None:
    """Points to what there is; in groups nothing, as the command may be another bot's."""
    if not turn.private or await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    await desk.outbox.answer(turn, plain(wording.UNKNOWN_COMMAND))


async def refused(desk: Desk, turn: Turn, verdict: Verdict) -> bool:
    """Whether the limits forbid an answer; the person gets the one calm notice, in private chats only."""
    if verdict is Verdict.ANSWER:
        return False
    if turn.private and verdict is not Verdict.SILENCE:
        notice = wording.TOO_MANY_A_MINUTE if verdict is Verdict.MINUTE_NOTICE else wording.TOO_MANY_A_DAY
        await desk.outbox.answer(turn, plain(notice))
    return True
