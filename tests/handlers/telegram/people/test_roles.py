"""Who may do what: the whole table, roles given and taken, and the record of it."""

import re

import pytest

from bot.announcing.content import Content
from bot.people import words as wording
from bot.people.roles import RIGHTS_OF, Right, Role
from bot.people.staff import Staff
from data.people.audit import Actor
from handlers.telegram.dispatch import words as dispatch_wording
from handlers.telegram.dispatch.commands import COMMANDS
from handlers.telegram.dispatch.menus import menu_of
from tests.fake_bot_api import Json, Refusal
from tests.handlers.telegram.conftest import OWNER, Dialogue

PERSON, OTHER = 1001, 1002
GROUP = -1_000_000_000_005
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")


async def make(staff: Staff, person: int, name: str) -> None:
    """Gives a role; an owner is one by the settings, a rider by being nobody else."""
    if name not in (Role.OWNER, Role.RIDER):
        await staff.grant(BY_OWNER, f"tg:{person}", name)


@pytest.mark.parametrize("role", Role)
async def test_a_command_answers_those_who_may_and_does_not_exist_for_the_others(
    dialogue: Dialogue, staff: Staff, role: Role
) -> None:
    who = OWNER if role is Role.OWNER else PERSON
    await make(staff, who, role)
    may = {command.name for command in COMMANDS if command.right is None or command.open_to(RIGHTS_OF[role])}
    answered = set()
    for command in COMMANDS:
        dialogue.clock.now += 60  # nobody asks for so much in one minute
        answers = await dialogue.say(who, f"/{command.name}")
        if [message["text"] for message in answers[-1:]] != [dispatch_wording.UNKNOWN_COMMAND]:
            answered.add(command.name)
    assert answered == may

    menu = menu_of(who, await staff.rights(f"tg:{who}"))
    assert {shown["command"] for shown in menu["commands"]} == may
    help_text = (await dialogue.say(who, "/help"))[-1]["text"]
    assert {command.name for command in COMMANDS if f"/{command.name} " in help_text} == may


async def test_a_command_that_takes_a_right_is_none_in_a_group(dialogue: Dialogue) -> None:
    for command in (command for command in COMMANDS if command.right is not None):
        dialogue.clock.now += 60
        assert await dialogue.say(OWNER, f"/{command.name}", chat=GROUP) == [], command.name
        word = command.words[0]
        assert await dialogue.say(OWNER, f"@union_helper_bot /{word}", chat=GROUP) == [], command.name


async def test_a_single_right_is_enough(dialogue: Dialogue, staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Right.AUDIT)
    assert (await dialogue.say(PERSON, "/audit"))[0]["text"].startswith(wording.AUDIT_HEAD)
    assert (await dialogue.say(PERSON, "/role list"))[0]["text"] == dispatch_wording.UNKNOWN_COMMAND


async def test_roles_are_given_listed_and_taken_and_each_act_is_on_record(dialogue: Dialogue) -> None:
    told, given = await dialogue.say(OWNER, f"/role grant {PERSON} editor")
    assert (told["chat"]["id"], told["text"]) == (PERSON, wording.YOU_WERE_GIVEN.format(name="编辑"))
    assert given["text"] == wording.ROLE_GRANTED.format(number=PERSON, name="编辑")
    (again,) = await dialogue.say(OWNER, f"/role grant {PERSON} 编辑")
    assert again["text"] == wording.ROLE_HAD_IT.format(number=PERSON, name="编辑")
    (listed,) = await dialogue.say(OWNER, "/role list")
    assert listed["text"].splitlines() == [f"{OWNER}：所有者", f"{PERSON}：编辑"]
    _, taken = await dialogue.say(OWNER, f"/role revoke {PERSON} editor")
    assert taken["text"] == wording.ROLE_REVOKED.format(number=PERSON, name="编辑")
    (gone,) = await dialogue.say(OWNER, f"/role revoke {PERSON} editor")
    assert gone["text"] == wording.ROLE_HAD_NOT.format(number=PERSON, name="编辑")

    (record,) = await dialogue.say(OWNER, "/audit")
    lines = record["text"].splitlines()
    assert lines[1:5] == [
        f"01-15 08:00 {OWNER}（Telegram）收权限 {PERSON}",
        wording.AUDIT_CHANGE.format(before="编辑", after=wording.AUDIT_EMPTY),
        f"01-15 08:00 {OWNER}（Telegram）给权限 {PERSON}",
        wording.AUDIT_CHANGE.format(before=wording.AUDIT_EMPTY, after="编辑"),
    ]


async def given(dialogue: Dialogue, person: int, name: str) -> str:
    """What is said once a role was given, and asked about once more."""
    (asked,) = await dialogue.say(OWNER, f"/role grant {person} {name}")
    ((button,),) = asked["reply_markup"]["inline_keyboard"]
    await dialogue.press(OWNER, asked, button["callback_data"])
    return str(dialogue.api.chats[OWNER][asked["message_id"]]["text"])


async def test_what_reaches_many_is_asked_about_once_more(dialogue: Dialogue, staff: Staff) -> None:
    (asked,) = await dialogue.say(OWNER, f"/role grant {PERSON} admin")
    assert f"{PERSON}" in asked["text"]
    assert wording.RIGHT_NAMES[Right.SEND] in asked["text"]
    assert await staff.rights(f"tg:{PERSON}") == frozenset()
    assert await given(dialogue, PERSON, "admin") == wording.ROLE_GRANTED.format(number=PERSON, name="管理员")
    assert await staff.may(f"tg:{PERSON}", Right.SEND)


@pytest.mark.parametrize(
    "mark",
    [
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
        {"via_bot": {"id": 77, "is_bot": True, "first_name": "b", "username": "other_bot"}},
        {"sender_chat": {"id": -1005, "type": "channel", "title": "频道"}},
        {"external_reply": {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}},
    ],
    ids=lambda mark: next(iter(mark)),
)
@pytest.mark.parametrize("command", ["/role grant {} editor", "/权限 grant {} editor", "/announce 明天发冬衣"])
async def test_what_somebody_else_wrote_commands_nothing(
    dialogue: Dialogue, staff: Staff, mark: Json, command: str
) -> None:
    told = await dialogue.told(dialogue.api.text(OWNER, command.format(PERSON), **mark))
    assert [message["text"] for message in told] in ([dispatch_wording.NOT_YOUR_WORDS], [])
    assert await staff.rights(f"tg:{PERSON}") == frozenset()


async def test_the_menu_of_a_person_follows_the_rights_even_before_the_person_wrote(dialogue: Dialogue) -> None:
    await given(dialogue, PERSON, "admin")
    dialogue.api.refusals["setMyCommands"].append(Refusal(400, "Bad Request: chat not found"))
    await given(dialogue, OTHER, "admin")
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
    assert refused["text"] == wording.ROLE_NOT_YOURS.format(name="备份和体检")
    await staff.grant(BY_OWNER, f"tg:{OTHER}", Right.ROLES)
    (refused,) = await dialogue.say(OTHER, f"/role grant {OTHER} admin")
    assert refused["text"] == wording.ROLE_NOT_YOURS.format(name="管理员")


async def test_a_right_taken_away_ends_at_once(dialogue: Dialogue, staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Role.ADMIN)
    assert (await dialogue.say(PERSON, "/role list"))[0]["text"] != dispatch_wording.UNKNOWN_COMMAND
    await staff.revoke(BY_OWNER, f"tg:{PERSON}", Role.ADMIN)
    assert (await dialogue.say(PERSON, "/role list"))[0]["text"] == dispatch_wording.UNKNOWN_COMMAND


async def test_older_records_follow_page_by_page(dialogue: Dialogue) -> None:
    for number in range(1, 21):
        await dialogue.say(OWNER, f"/role grant {number} editor")
        dialogue.clock.now += 60
    (first,) = await dialogue.say(OWNER, "/audit")
    more = first["text"].splitlines()[-1].removeprefix("更早的：")
    (second,) = await dialogue.say(OWNER, more)
    both = first["text"] + second["text"]
    assert all(f" {number}\n" in both for number in range(1, 21))
    for wrong in ("昨天", "2147483648"):
        (refused,) = await dialogue.say(OWNER, f"/audit {wrong}")
        assert refused["text"] == wording.AUDIT_NUMBER


async def test_the_audit_speaks_of_announcements_in_peoples_words(dialogue: Dialogue) -> None:
    await dialogue.say(OWNER, "/announce 明天发冬衣")
    await dialogue.office.drafts.change(
        Actor(f"tg:{OWNER}", "telegram"), 1, content=Content("<b>后天</b>发冬衣&amp;手套")
    )
    await dialogue.office.approvals.submit(Actor(f"tg:{OWNER}", "telegram"), 1)
    (record,) = await dialogue.say(OWNER, "/audit")
    assert "草稿 → 等时间到" in record["text"]
    assert "草稿 → 后天发冬衣&手套" in record["text"]
    assert not re.search(r"[a-z]{3,}|<", record["text"].replace("Telegram", ""))


def pressable(message: Json) -> dict[str, str]:
    """What a message's buttons send, by their labels."""
    return {
        button["text"]: button["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for button in row
    }


async def test_roles_are_given_and_taken_by_buttons(dialogue: Dialogue, staff: Staff) -> None:
    (page,) = await dialogue.say(OWNER, "/role")
    (number,) = await dialogue.press(OWNER, page, pressable(page)[wording.ROLE_ADD])
    assert number["text"] == wording.ROLE_ASK_NUMBER
    (answer,) = await dialogue.say(OWNER, "驿站在哪")  # a question is none of the dialogue's
    assert "驿站" in answer["text"]
    (person,) = await dialogue.say(OWNER, str(PERSON))
    (told,) = await dialogue.press(OWNER, person, pressable(person)["编辑"])
    assert (told["chat"]["id"], told["text"]) == (PERSON, wording.YOU_WERE_GIVEN.format(name="编辑"))
    shown = dialogue.api.chats[OWNER][person["message_id"]]
    assert shown["text"].startswith(wording.ROLE_GRANTED.format(number=PERSON, name="编辑"))
    await dialogue.press(OWNER, shown, pressable(shown)[wording.ROLE_CHOSEN.format(name="编辑")])
    assert await staff.rights(f"tg:{PERSON}") == frozenset()

    await dialogue.press(OWNER, shown, pressable(dialogue.api.chats[OWNER][person["message_id"]])["发通知"])
    asked = dialogue.api.chats[OWNER][person["message_id"]]
    assert await staff.rights(f"tg:{PERSON}") == frozenset()  # what reaches many is asked about once more
    await dialogue.press(OWNER, asked, pressable(asked)[wording.ROLE_SURE_BUTTON])
    assert await staff.rights(f"tg:{PERSON}") == {Right.SEND}


async def test_nobody_gives_by_a_button_what_is_above_their_own(dialogue: Dialogue, staff: Staff) -> None:
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Right.ROLES)
    (page,) = await dialogue.say(PERSON, "/role")
    await dialogue.press(PERSON, page, f"role:of:{OTHER}")
    shown = dialogue.api.chats[PERSON][page["message_id"]]
    assert set(pressable(shown)) == {wording.RIGHT_NAMES[Right.ROLES], wording.ROLE_BACK}
    for forged in (f"role:give:{OTHER}:admin", f"role:{OTHER}:admin", f"role:give:{OTHER}:owner", "role:give:x:admin"):
        await dialogue.press(PERSON, page, forged)
    assert await staff.rights(f"tg:{OTHER}") == frozenset()
    await dialogue.press(PERSON, page, f"role:of:{OWNER}")
    assert wording.ROLE_OWNER.format(who=OWNER) == dialogue.api.chats[PERSON][page["message_id"]]["text"]
