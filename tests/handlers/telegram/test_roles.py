"""Who may do what: the whole table, roles given and taken, and the record of it."""

from collections.abc import Iterator

import pytest

from bot.roles import RIGHTS_OF, Right, Role
from bot.staff import Staff
from bot.wording import staff as wording
from bot.wording import telegram as telegram_wording
from data.audit import Actor
from handlers.telegram.commands import COMMANDS, Command
from handlers.telegram.menus import menu_of
from tests.fake_bot_api import Refusal
from tests.handlers.telegram.conftest import OWNER, Dialogue

PERSON, OTHER = 1001, 1002
GROUP = -1_000_000_000_005
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")


async def make(staff: Staff, person: int, name: str) -> None:
    """Gives a role; an owner is one by the settings, a rider by being nobody else."""
    if name not in (Role.OWNER, Role.RIDER):
        await staff.grant(BY_OWNER, f"tg:{person}", name)


def _pairs() -> Iterator[tuple[Role, Command]]:
    return ((role, command) for role in Role for command in COMMANDS)


@pytest.mark.parametrize(("role", "command"), list(_pairs()), ids=lambda one: getattr(one, "name", str(one)))
async def test_a_command_answers_those_who_may_and_does_not_exist_for_the_others(
    dialogue: Dialogue, staff: Staff, role: Role, command: Command
) -> None:
    who = OWNER if role is Role.OWNER else PERSON
    await make(staff, who, role)
    answers = await dialogue.say(who, f"/{command.name}")
    unknown = [message["text"] for message in answers] == [telegram_wording.UNKNOWN_COMMAND]
    assert unknown == (command.right is not None and command.right not in RIGHTS_OF[role])

    menu = menu_of(who, await staff.rights(f"tg:{who}"))
    assert (command.name in [shown["command"] for shown in menu["commands"]]) is not unknown
    help_text = (await dialogue.say(who, "/help"))[0]["text"]
    assert (f"/{command.name} " in help_text) is not unknown


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.right is not None], ids=lambda command: command.name)
async def test_a_command_that_takes_a_right_is_none_in_a_group(dialogue: Dialogue, command: Command) -> None:
    assert await dialogue.say(OWNER, f"/{command.name}", chat=GROUP) == []
    word = command.words[0]
    assert await dialogue.say(OWNER, f"@union_helper_bot /{word}", chat=GROUP) == []


async def test_a_single_right_is_enough(dialogue: Dialogue, staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Right.AUDIT)
    assert (await dialogue.say(PERSON, "/audit"))[0]["text"].startswith(wording.AUDIT_HEAD)
    assert (await dialogue.say(PERSON, "/role list"))[0]["text"] == telegram_wording.UNKNOWN_COMMAND


async def test_roles_are_given_listed_and_taken_and_each_act_is_on_record(dialogue: Dialogue) -> None:
    (given,) = await dialogue.say(OWNER, f"/role grant {PERSON} editor")
    assert given["text"] == wording.ROLE_GRANTED.format(number=PERSON, name="editor（编辑）")
    (again,) = await dialogue.say(OWNER, f"/role grant {PERSON} 编辑")
    assert again["text"] == wording.ROLE_HAD_IT.format(number=PERSON, name="editor（编辑）")
    (listed,) = await dialogue.say(OWNER, "/role list")
    assert listed["text"].splitlines() == [f"{OWNER}：owner（所有者）", f"{PERSON}：editor（编辑）"]
    (taken,) = await dialogue.say(OWNER, f"/role revoke {PERSON} editor")
    assert taken["text"] == wording.ROLE_REVOKED.format(number=PERSON, name="editor（编辑）")
    (gone,) = await dialogue.say(OWNER, f"/role revoke {PERSON} editor")
    assert gone["text"] == wording.ROLE_HAD_NOT.format(number=PERSON, name="editor（编辑）")

    (record,) = await dialogue.say(OWNER, "/audit")
    lines = record["text"].splitlines()
    assert [line for line in lines if f"tg:{PERSON}" in line] == [
        f"01-15 08:00 {OWNER}（Telegram）收权限 tg:{PERSON}",
        f"01-15 08:00 {OWNER}（Telegram）给权限 tg:{PERSON}",
    ]


async def test_the_menu_of_a_person_follows_the_rights_even_before_the_person_wrote(dialogue: Dialogue) -> None:
    await dialogue.say(OWNER, f"/role grant {PERSON} admin")
    dialogue.api.refusals["setMyCommands"].append(Refusal(400, "Bad Request: chat not found"))
    await dialogue.say(OWNER, f"/role grant {OTHER} admin")
    await dialogue.say(OWNER, f"/role revoke {PERSON} admin")

    menus = [p for p in dialogue.called("setMyCommands") if p["scope"].get("chat_id") == PERSON]
    shown = [{command["command"] for command in menu["commands"]} for menu in menus]
    assert "role" in shown[0]
    assert "role" not in shown[1]


@pytest.mark.parametrize("given", ["@wangshifu", "王师傅", "-5", "12345678901234567890", "1e9", "１００１"])
async def test_people_are_named_by_number_only(dialogue: Dialogue, given: str) -> None:
    (answer,) = await dialogue.say(OWNER, f"/role grant {given} admin")
    assert answer["text"] == wording.ROLE_NUMBER.format(given=given)


@pytest.mark.parametrize("name", ["owner", "rider", "boss", "所有者"])
async def test_what_nobody_may_give_is_refused(dialogue: Dialogue, name: str) -> None:
    (answer,) = await dialogue.say(OWNER, f"/role grant {PERSON} {name}")
    assert answer["text"].startswith(f"没有「{name}」")


async def test_nobody_gives_more_than_they_have(dialogue: Dialogue, staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Role.ADMIN)
    (refused,) = await dialogue.say(PERSON, f"/role grant {PERSON} operate")
    assert refused["text"] == wording.ROLE_NOT_YOURS.format(name="operate（备份和体检）")
    await staff.grant(BY_OWNER, f"tg:{OTHER}", Right.ROLES)
    (refused,) = await dialogue.say(OTHER, f"/role grant {OTHER} admin")
    assert refused["text"] == wording.ROLE_NOT_YOURS.format(name="admin（管理员）")


async def test_a_right_taken_away_ends_at_once(dialogue: Dialogue, staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Role.ADMIN)
    assert (await dialogue.say(PERSON, "/role list"))[0]["text"] != telegram_wording.UNKNOWN_COMMAND
    await staff.revoke(BY_OWNER, f"tg:{PERSON}", Role.ADMIN)
    assert (await dialogue.say(PERSON, "/role list"))[0]["text"] == telegram_wording.UNKNOWN_COMMAND


async def test_older_records_follow_page_by_page(dialogue: Dialogue) -> None:
    for number in range(1, 21):
        await dialogue.say(OWNER, f"/role grant {number} staff")
        dialogue.clock.now += 60
    (first,) = await dialogue.say(OWNER, "/audit")
    more = first["text"].splitlines()[-1].removeprefix("更早的：")
    (second,) = await dialogue.say(OWNER, more)
    both = first["text"] + second["text"]
    assert all(f" tg:{number}\n" in both for number in range(1, 21))
    for wrong in ("昨天", "2147483648"):
        (refused,) = await dialogue.say(OWNER, f"/audit {wrong}")
        assert refused["text"] == wording.AUDIT_NUMBER
