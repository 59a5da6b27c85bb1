"""The table of commands and what comes from it."""

import re

from handlers.telegram.dispatch.commands import COMMANDS, WORDS, Scope, command_said
from handlers.telegram.dispatch.menus import menus


def test_names_are_what_telegram_allows_and_words_are_unique() -> None:
    names = [command.name for command in COMMANDS]
    words = [word for command in COMMANDS for word in command.words]
    assert len(set(names)) == len(names)
    assert len(set(words)) == len(words) == len(WORDS)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert all(1 <= len(command.help) <= 256 for command in COMMANDS)


def test_the_menus_are_the_table() -> None:
    shown = {menu["scope"]["type"]: [command["command"] for command in menu["commands"]] for menu in menus()}
    shared = [scope for scope in Scope if scope is not Scope.PERSON]
    assert shown == {scope.value: [c.name for c in COMMANDS if scope in c.scopes] for scope in shared}
    for_everybody = {command.name for command in COMMANDS if command.right is None}
    assert for_everybody == set(shown["all_private_chats"])
    assert not {"mydata", "forget", "region"} & set(shown["all_group_chats"])


def test_a_word_is_a_command_alone_or_behind_a_slash() -> None:
    for text in ("帮助", "/帮助", "／帮助", " 帮助 "):
        assert (said := command_said(text)) is not None
        assert said[0].name == "help"
    assert command_said("帮助 残疾人的政策") is None
    assert command_said("怎么帮助") is None
    assert command_said("") is None
