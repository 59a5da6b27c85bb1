"""THE table of commands: menus, /help, the Chinese words and the tests all come from it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from bot.exchange import words as exchange_wording
from bot.learning import words as learning
from bot.people import words as staff_wording
from bot.people.roles import Right
from bot.stations import words as stations_wording
from bot.upkeep import words as upkeep_wording
from handlers.telegram.announcing import taking_part_words
from handlers.telegram.announcing import words as announcing_wording
from handlers.telegram.announcing.channels import channel
from handlers.telegram.announcing.composing import announce
from handlers.telegram.announcing.correcting import fix, recall
from handlers.telegram.announcing.news import news
from handlers.telegram.announcing.reporting import announcements
from handlers.telegram.announcing.steering import stop_all
from handlers.telegram.announcing.subscribing import subscribe, unsubscribe
from handlers.telegram.announcing.subscription_settings import settings
from handlers.telegram.announcing.taking_part import signups
from handlers.telegram.answering import words as answering_wording
from handlers.telegram.answering.replying import drawn_for
from handlers.telegram.answering.services import services
from handlers.telegram.cases import words as cases_wording
from handlers.telegram.cases.account import account
from handlers.telegram.cases.board import cases
from handlers.telegram.cases.handing_over import case
from handlers.telegram.cases.matters import matters
from handlers.telegram.cases.mine import my_cases
from handlers.telegram.desk import traces
from handlers.telegram.desk import words as desk_wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.limits import Verdict
from handlers.telegram.dispatch import words as wording
from handlers.telegram.dispatch.start import cancel, start, whose
from handlers.telegram.editing import words as entry_wording
from handlers.telegram.editing.entry_command import service
from handlers.telegram.editing.todo import todo
from handlers.telegram.exchange.exporting import export
from handlers.telegram.exchange.importing import import_file
from handlers.telegram.extracting import words as extracting_wording
from handlers.telegram.extracting.review import drafts
from handlers.telegram.learning.stats import stats
from handlers.telegram.learning.taught import taught
from handlers.telegram.learning.unanswered import unanswered
from handlers.telegram.learning.why import why
from handlers.telegram.message.show import link_button, plain, reply_keyboard
from handlers.telegram.message.turn import Turn
from handlers.telegram.people import words as people_wording
from handlers.telegram.people.audit import audit
from handlers.telegram.people.naming import ask_once, name
from handlers.telegram.people.privacy import forget, mydata, privacy
from handlers.telegram.people.region import region
from handlers.telegram.people.roles import role
from handlers.telegram.stations.attending import station
from handlers.telegram.stations.nearby import nearby
from handlers.telegram.upkeep.backups import backup
from handlers.telegram.upkeep.doctor import doctor

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
    Latin ones count as names too. `right` is what it takes (None: everybody may), or instead one of `others`. `always`:
    works whatever the limits say.
    """

    name: str
    words: tuple[str, ...]
    right: Right | None
    scopes: tuple[Scope, ...]
    callback: Callback
    help: str
    always: bool = False
    others: frozenset[Right] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called by with a slash."""
        return (self.name, *(word for word in self.words if word.isascii()))

    def open_to(self, rights: frozenset[Right]) -> bool:
        """Whether it takes a right, and one of these is it."""
        return self.right is not None and not rights.isdisjoint({self.right, *self.others})


async def help_(desk: Desk, turn: Turn) -> None:
    """Says what can be asked, and the commands of this place and person."""
    scope = Scope.PRIVATE if turn.private else Scope.GROUP
    rights = await desk.staff.rights(turn.person) if turn.private else frozenset()
    offered = [c for c in COMMANDS if scope in c.scopes or c.open_to(rights)]
    lines = [f"/{command.name} {command.help}" for command in offered]
    foot = [wording.HELP_FOOT] if turn.private else [wording.HELP_GROUP_FOOT, wording.HELP_FOOT]
    text = "\n".join((wording.HELP_HEAD, *lines, *foot, whose(desk)))
    await desk.outbox.answer(turn, plain(text, reply_keyboard() if turn.private else None))


_EVERYWHERE = (Scope.DEFAULT, Scope.PRIVATE, Scope.GROUP)
_ALONE = (Scope.DEFAULT, Scope.PRIVATE)
_STAFF = (Scope.PERSON,)

COMMANDS: tuple[Command, ...] = (
    Command("start", ("开始",), None, _ALONE, start, wording.MENU_START),
    Command("help", ("帮助", "怎么用"), None, _EVERYWHERE, help_, wording.MENU_HELP),
    Command("services", ("服务", "全部服务", "菜单"), None, _EVERYWHERE, services, answering_wording.MENU_SERVICES),
    Command("nearby", ("附近", "附近驿站", "发位置"), None, _EVERYWHERE, nearby, stations_wording.MENU_NEARBY),
    Command("region", ("地区", "改地区", "换地区"), None, _ALONE, region, people_wording.MENU_REGION),
    Command("subscribe", ("订阅",), None, _EVERYWHERE, subscribe, announcing_wording.MENU_SUBSCRIBE),
    Command(
        "unsubscribe",
        ("退订", "停", "取消订阅", "stop"),
        None,
        _EVERYWHERE,
        unsubscribe,
        announcing_wording.MENU_UNSUBSCRIBE,
        always=True,
    ),
    Command("settings", ("订阅设置", "设置"), None, _ALONE, settings, announcing_wording.MENU_SETTINGS, always=True),
    Command("news", ("公告",), None, _ALONE, news, announcing_wording.MENU_NEWS),
    Command("signups", ("我的报名", "取消报名"), None, _ALONE, signups, taking_part_words.MENU_SIGNUPS, always=True),
    Command("privacy", ("隐私",), None, _EVERYWHERE, privacy, people_wording.MENU_PRIVACY, always=True),
    Command("mydata", ("我的数据",), None, _ALONE, mydata, people_wording.MENU_MYDATA, always=True),
    Command("forget", ("忘记我", "删除我的数据"), None, _ALONE, forget, people_wording.MENU_FORGET, always=True),
    Command("cancel", ("取消", "从头再来"), None, _EVERYWHERE, cancel, wording.MENU_CANCEL, always=True),
    Command("case", ("交给工会", "我要反映"), None, _ALONE, case, cases_wording.MENU_CASE),
    Command("mycases", ("我的事",), None, _ALONE, my_cases, cases_wording.MENU_MINE, always=True),
    Command("cases", ("办事",), Right.CASES, _STAFF, cases, cases_wording.MENU_CASES),
    Command(
        "matters",
        ("议题", "议程"),
        Right.CASES,
        _STAFF,
        matters,
        cases_wording.MENU_MATTERS,
        others=frozenset((Right.LEAD,)),
    ),
    Command(
        "account",
        ("办事账", "月账"),
        Right.CASES,
        _STAFF,
        account,
        cases_wording.MENU_ACCOUNT,
        others=frozenset((Right.LEAD,)),
    ),
    Command("service", ("条目",), Right.EDIT, _STAFF, service, entry_wording.MENU_SERVICE),
    Command("todo", ("待办",), Right.EDIT, _STAFF, todo, entry_wording.MENU_TODO),
    Command("drafts", ("草稿",), Right.EDIT, _STAFF, drafts, extracting_wording.MENU_DRAFTS),
    Command("announce", ("发公告",), Right.SEND, _STAFF, announce, announcing_wording.MENU_ANNOUNCE),
    Command(
        "announcements",
        ("公告列表",),
        Right.SEND,
        _STAFF,
        announcements,
        announcing_wording.MENU_ANNOUNCEMENTS,
        others=frozenset((Right.APPROVE,)),
    ),
    Command(
        "stopall",
        ("全部停",),
        Right.SEND,
        _STAFF,
        stop_all,
        announcing_wording.MENU_STOPALL,
        always=True,
        others=frozenset((Right.APPROVE,)),
    ),
    Command("fix", ("更正",), Right.SEND, _STAFF, fix, announcing_wording.MENU_FIX),
    Command("recall", ("撤回",), Right.SEND, _STAFF, recall, announcing_wording.MENU_RECALL),
    Command("channel", ("频道",), Right.SEND, _STAFF, channel, announcing_wording.MENU_CHANNEL),
    Command("station", ("站点管理",), Right.STATIONS, _STAFF, station, stations_wording.MENU_STATION),
    Command("role", ("权限",), Right.ROLES, _STAFF, role, people_wording.MENU_ROLE),
    Command("name", ("称呼", "我的称呼"), Right.SEND, _STAFF, name, staff_wording.MENU_NAME, others=frozenset(Right)),
    Command("unanswered", ("没答上",), Right.QUESTIONS, _STAFF, unanswered, learning.MENU_UNANSWERED),
    Command("taught", ("教过的",), Right.EDIT, _STAFF, taught, learning.MENU_TAUGHT),
    Command("why", ("为什么",), Right.QUESTIONS, _STAFF, why, learning.MENU_WHY),
    Command("stats", ("统计",), Right.STATISTICS, _STAFF, stats, learning.MENU_STATS),
    Command("audit", ("操作记录",), Right.AUDIT, _STAFF, audit, people_wording.MENU_AUDIT),
    Command("export", ("导出",), Right.EDIT, _STAFF, export, exchange_wording.MENU_EXPORT),
    Command("import", ("导入",), Right.EDIT, _STAFF, import_file, exchange_wording.MENU_IMPORT),
    Command("backup", ("备份",), Right.OPERATE, _STAFF, backup, upkeep_wording.MENU_BACKUP),
    Command("doctor", ("体检",), Right.OPERATE, _STAFF, doctor, upkeep_wording.MENU_DOCTOR),
)

WORDS: Mapping[str, Command] = {word: command for command in COMMANDS for word in command.words}
_NAMES: Mapping[str, Command] = {f"/{command.name}": command for command in COMMANDS}


def command_said(text: str) -> tuple[Command, str] | None:
    """The command that a text means by a Chinese word, and what follows it; None when it means none.

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
    if turn.borrowed:
        await not_commanded(desk, turn)
        return
    if command.right is not None and not (turn.private and command.open_to(await desk.staff.rights(turn.person))):
        await unknown_command(desk, turn)
        return
    if not command.always and await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        return
    if not turn.private and Scope.GROUP not in command.scopes:
        await desk.outbox.answer(turn, plain(wording.PRIVATE_ONLY, link_button(desk_wording.OPEN_PRIVATE, turn.link)))
        return
    await _leave_dialogue(command, desk, turn)
    if command.right is not None:
        await traces.keep(desk, turn, traces.COMMAND, command.name)
    await command.callback(desk, turn)
    if command.right is not None and command.callback is not name:
        await ask_once(desk, turn)


async def not_commanded(desk: Desk, turn: Turn) -> None:
    """Says that what somebody else wrote commands nothing; in groups nothing."""
    if turn.private and not await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None)):
        await desk.outbox.answer(turn, plain(wording.NOT_YOUR_WORDS))


_FORMS_OF: Mapping[str, str] = {"service": "entry."}
"""How the forms of a command begin where that is not by its name: who sends it again need not be told."""


async def _leave_dialogue(command: Command, desk: Desk, turn: Turn) -> None:
    """Another command ends an open dialogue, and says so: nobody finds later that it swallowed a question."""
    if not turn.private or command.callback is cancel:
        return
    form = await desk.database.patience.result(desk.forms.current(turn.conversation), None)
    if form is None:
        return
    await desk.forms.close(turn.conversation)
    if not form.name.startswith(_FORMS_OF.get(command.name, command.name)):
        await desk.outbox.answer(turn, plain(wording.DIALOGUE_LEFT))


async def unknown_command(desk: Desk, turn: Turn) -> None:
    """Points to what there is; in groups nothing, as the command may be another bot's."""
    if (danger := desk.assistant.in_danger(turn.text)) is not None:
        await desk.outbox.answer(turn, await drawn_for(desk, turn, danger))
        return
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
