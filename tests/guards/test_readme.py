"""README.md names everything that a person can set, type or ask, and shows answers that are true."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main, parser
from bot.cli.ending import OK
from bot.settings import PREFIX, Settings
from data.seed_files import Seeds
from handlers.telegram.commands import COMMANDS, Command
from tests.guards.checkout import OURS, ROOT
from tests.guards.transcripts import README, TODAY, questions, with_answers

TEXT = README.read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ")]


def _row(first: str) -> str:
    """The table row whose first cell begins with this."""
    rows = [row for row in ROWS if row.startswith(f"| `{first}")]
    assert rows, f"README.md has no row for {first}"
    return rows[0]


def _rows_within(commands: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every command without sub-commands, with its options."""
    options: list[str] = []
    for action in commands._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from _rows_within(below, f"{name} {word}".strip())
            return
        options += [option for option in action.option_strings if option not in ("-h", "--help")]
    yield name, options


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_row_with_its_default(name: str) -> None:
    row = _row(f"{PREFIX}{name.upper()}`")
    default = Settings.model_fields[name].get_default(call_default_factory=True, validated_data={})
    plain = str(default).lower() if isinstance(default, bool) else str(default)
    assert f"| `{plain}` |" in row if default else f"`{PREFIX}{name.upper()}` | `" not in row


def test_no_setting_is_named_that_is_not_one() -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]*[A-Z])", TEXT))
    assert {name.lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize(("command", "options"), list(_rows_within(parser())))
def test_every_command_has_a_row_and_every_option_a_word(command: str, options: list[str]) -> None:
    rows = "\n".join(row for row in ROWS if row.startswith(f"| `{command}"))
    assert rows, f"README.md has no row for {command}"
    assert [option for option in options if option not in rows] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_telegram_command_has_a_row_with_its_chinese_words(command: Command) -> None:
    cells = _row(f"/{command.name}`").split(" | ")
    assert cells[1] == ", ".join(command.words)
    assert command.right is None or cells[2] == f"`{command.right}`"


def test_no_telegram_command_is_named_that_is_not_one() -> None:
    named = set(re.findall(r"`/([a-z]+)\b", TEXT)) - {"newbot", "setinline"}  # what one says to @BotFather
    assert named == {command.name for command in COMMANDS}


def test_every_intent_is_named_with_its_chinese_name(seeds: Seeds) -> None:
    assert [subject.id for subject in seeds.subjects if f"`{subject.id}` {subject.name}" not in TEXT] == []


def test_every_make_target_named_can_be_made() -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)", TEXT)) == made


def test_the_layout_names_folders_and_files_that_are_there() -> None:
    layout = TEXT.partition("### Layout")[2].partition("```text\n")[2].partition("```")[0]
    named: list[str] = []
    folder = ""
    for indent, names in re.findall(r"^( *)(\S+(?: \S+)*)  +\S", layout, re.M):
        folder = folder if indent else names
        named += [folder + name for name in names.split()] if indent else [names]
    assert set(OURS) | {"tests"} <= {name.partition("/")[0] for name in named}
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_bench_has_its_place() -> None:
    assert TEXT.count("<!-- bench -->") == TEXT.count("<!-- /bench -->") == 1
    assert TEXT.index("<!-- bench -->") < TEXT.index("<!-- /bench -->")


def test_the_answers_shown_are_those_given(
    monkeypatch: pytest.MonkeyPatch, seeded_database_url: str, model_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("UNIONBOT_CACHE", str(model_cache))
    monkeypatch.setenv("UNIONBOT_TODAY", TODAY)

    def answer(question: str) -> str:
        assert main(["ask", question]) == OK
        return capsys.readouterr().out

    assert questions(TEXT)
    assert with_answers(TEXT, answer) == TEXT, "run: python -m tests.guards.transcripts"
