"""The documents name all that a person can set, type or ask, lead nowhere that is not there, and show true answers."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main, parser
from bot.cli.ending import OK
from bot.operator import Operator
from bot.settings import PREFIX, Settings
from data.catalogue.entries import ENTRY_KEYS
from data.seeding.seed_files import Seeds
from handlers.telegram.dispatch.commands import COMMANDS, Command
from tests.benchmarks.readme import with_chosen_rows
from tests.guards.checkout import OURS, ROOT, tracked_files
from tests.guards.papers import links_in, paths_in, present_texts, rows_of, text_of
from tests.guards.transcripts import TODAY, questions, with_answers

TEXTS = present_texts()
ALL = "\n".join(TEXTS.values())
OPERATING, STAFF, ENTRIES = "docs/operating.md", "docs/staff.md", "docs/entries.md"
LARGEST_README = 8192
AT_THE_ROOT = {path.relative_to(ROOT).parts[0] for path in tracked_files()}


def _row(paper: str, first: str) -> str:
    """The table row of a document whose first cell begins with this."""
    rows = [row for row in rows_of(TEXTS[paper]) if row.startswith(f"| `{first}")]
    assert rows, f"{paper} has no row for {first}"
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
    row = _row(OPERATING, f"{PREFIX}{name.upper()}`")
    default = Settings.model_fields[name].get_default(call_default_factory=True, validated_data={})
    if not default or default == Operator() or name == "database_url":  # depends on the machine
        assert f"`{PREFIX}{name.upper()}` | `" not in row
    else:
        plain = str(default).lower() if isinstance(default, bool) else str(default)
        assert f"| `{plain}` |" in row


def test_no_setting_is_named_that_is_not_one() -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]*[A-Z])", ALL))
    assert {name.lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize(("command", "options"), list(_rows_within(parser())))
def test_every_command_has_a_row_and_every_option_a_word(command: str, options: list[str]) -> None:
    rows = "\n".join(row for row in rows_of(TEXTS[OPERATING]) if row.startswith(f"| `{command}"))
    assert rows, f"{OPERATING} has no row for {command}"
    assert [option for option in options if option not in rows] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_telegram_command_has_a_row_with_its_chinese_words(command: Command) -> None:
    cells = _row(STAFF, f"/{command.name}`").split(" | ")
    assert cells[1] == ", ".join(command.words)
    assert command.right is None or cells[2] == f"`{command.right}`"


def test_no_telegram_command_is_named_that_is_not_one() -> None:
    named = set(re.findall(r"`/([a-z]+)(?![a-z/.])", ALL)) - {"newbot", "setinline"}  # what one says to @BotFather
    assert named == {command.name for command in COMMANDS}


def test_every_intent_is_named_with_its_chinese_name(seeds: Seeds) -> None:
    assert [subject.id for subject in seeds.subjects if f"`{subject.id}` {subject.name}" not in TEXTS[ENTRIES]] == []


def test_every_key_of_an_entry_is_named() -> None:
    named = re.search(r"with the keys `(id [^`]+)`", TEXTS[ENTRIES])
    assert named is not None
    assert sorted(named[1].split()) == sorted(ENTRY_KEYS)


def test_every_make_target_named_can_be_made() -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)", ALL)) == made


@pytest.mark.parametrize("paper", TEXTS)
def test_every_path_named_is_there(paper: str) -> None:
    named = paths_in(TEXTS[paper], AT_THE_ROOT)
    assert [name for name in named if not list(ROOT.glob(name.partition("::")[0].rstrip("/")))] == []


@pytest.mark.parametrize("paper", TEXTS)
def test_every_test_named_is_one(paper: str) -> None:
    tests = [name.split("::") for name in paths_in(TEXTS[paper], AT_THE_ROOT) if "::" in name]
    assert [name for path, name in tests if f"def {name}(" not in text_of(path)] == []


@pytest.mark.parametrize("paper", TEXTS)
def test_every_link_leads_to_a_file(paper: str) -> None:
    folder = (ROOT / paper).parent
    assert [link for link in links_in(TEXTS[paper]) if not (folder / link).is_file()] == []


def test_a_path_that_is_not_there_is_found() -> None:
    text = "`bot/nowhere.py` and `words.py` and `data/<trade>/` and `GONE.md`\n```sh\n`bot/inside_a_fence`\n```\n"
    assert paths_in(text, {"bot", "data"}) == ["bot/nowhere.py", "data/*/", "GONE.md"]


def test_the_first_page_is_short_and_leads_to_every_other() -> None:
    text = TEXTS["README.md"]
    assert len(text.encode()) <= LARGEST_README
    assert {"make run", "make test"} <= {line.partition("#")[0].strip() for line in text.splitlines()}
    assert len([link for link in links_in(text) if link.endswith(".png")]) == 2
    assert {path for path in TEXTS if path != "README.md"} | {"CHANGELOG.md"} <= set(links_in(text))


def test_every_folder_of_the_program_stands_in_the_architecture() -> None:
    rooms = {path.parent.relative_to(ROOT) for path in tracked_files() if path.name == "__init__.py"}
    trades = {room.as_posix() for room in rooms if room.parts[0] in OURS and len(room.parts) <= 2}
    named = {name.rstrip("/") for name in paths_in(TEXTS["ARCHITECTURE.md"], AT_THE_ROOT)}
    assert sorted(trades - named - set(OURS)) == []


def test_the_rows_on_the_first_page_are_those_measured() -> None:
    assert with_chosen_rows(TEXTS["README.md"], TEXTS["docs/measured.md"]) == TEXTS["README.md"]


def test_the_answers_shown_are_those_given(
    monkeypatch: pytest.MonkeyPatch, seeded_database_url: str, model_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("UNIONBOT_CACHE", str(model_cache))
    monkeypatch.setenv("UNIONBOT_TODAY", TODAY)

    def answer(question: str) -> str:
        assert main(["ask", question]) == OK
        return capsys.readouterr().out

    assert questions(TEXTS["README.md"])
    assert [name for name, text in TEXTS.items() if with_answers(text, answer) != text] == [], (
        "run: python -m tests.guards.transcripts"
    )
