"""The commands as a person types them: what they print, and how they end."""

import argparse
import asyncio
import io
import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.bootstrap import words
from bot.cli import main, parser
from bot.cli.ending import FAILED, OK, USAGE
from bot.settings import PREFIX
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.whole import hold_catalogue
from data.people.audit import Actor
from data.storage.engine import Database

pytestmark = pytest.mark.slow

ANSWER_KEYS = ["id", "outcome", "intent", "confidence", "services", "reply"]
SERVICE_KEYS = ["id", "title", "intent", "region", "applies", "as_of", "status", "source"]
SECRET = "123456789:not-a-token/with-a-slash"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, model_cache: Path) -> pytest.MonkeyPatch:
    """The settings that answers take: the fitted model, the labelled day."""
    monkeypatch.setenv("UNIONBOT_CACHE", str(model_cache))
    monkeypatch.setenv("UNIONBOT_TODAY", "2026-11-21")
    monkeypatch.setenv("UNIONBOT_WEB_PORT", "0")
    return monkeypatch


@pytest.fixture
def seeded(environment: pytest.MonkeyPatch, seeded_database_url: str) -> pytest.MonkeyPatch:
    """The settings for a loaded database, on each kind of them."""
    environment.setenv("UNIONBOT_DATABASE_URL", seeded_database_url)
    return environment


def _commands(of: argparse.ArgumentParser, name: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command line that names a command, down to the last sub-command."""
    yield name
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from _commands(below, (*name, word))


def _execute(url: str, statement: str) -> None:
    async def run() -> None:
        database = Database(url)
        async with database.write_rows() as connection:
            await connection.execute(text(statement))
        await database.close()

    asyncio.run(run())


def _exit_code(arguments: list[str]) -> int:
    """How the process would end; the parser ends it by itself."""
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or OK)


# Called rightly and wrongly


@pytest.mark.parametrize("name", list(_commands(parser())), ids=" ".join)
def test_every_command_helps(name: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*name, "--help"])
    assert ended.value.code == OK
    assert capsys.readouterr().out.startswith(f"usage: {' '.join(['python -m bot', *name])}")


def test_every_command_and_option_says_what_it_is_for() -> None:
    def unexplained(of: argparse.ArgumentParser) -> Iterator[str]:
        for action in of._actions:
            if isinstance(action, argparse._SubParsersAction):
                explained = {choice.dest for choice in action._choices_actions if choice.help}
                yield from set(action.choices) - explained
                for below in action.choices.values():
                    yield from unexplained(below)
            elif not action.help:
                yield f"{of.prog} {action.dest}"

    assert list(unexplained(parser())) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["ask"],
        ["ask", "驿站", "--batch"],
        ["ask", "驿站", "--no-such-option"],
        ["seeds"],
        ["eval"],
        ["eval", "x.jsonl", "--train", "a.jsonl", "--test", "b.jsonl"],
        ["eval", "--train", "a.jsonl"],
        ["eval", "--test", "b.jsonl"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_told_from_a_failure(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = _exit_code(arguments)
    printed = capsys.readouterr()
    assert (code, printed.out) == (USAGE, "")
    assert "error:" in printed.err


# What an operator has to put right


@pytest.mark.parametrize(
    ("setting", "value", "fix"),
    [
        ("DATABASE_URL", "mysql://union@host/union", "postgresql://"),
        ("DATABASE_URL", "unionbot.db", "sqlite:///PATH"),
        ("TELEGRAM_TOKEN", SECRET, "@BotFather"),
        ("TELEGRAM_API", "api.telegram.org", "scheme://host:port"),
        ("TELEGRAM_API", "https://host:1/bot", "without a path"),
        ("ADMINS", "@zhang", "user ids"),
        ("TIMEZONE", "Mars/Phobos", "Asia/Shanghai"),
        ("TIMEZONE", "../../etc/passwd", "Asia/Shanghai"),
        ("TODAY", "tomorrow", "YYYY-MM-DD"),
        ("TODAY", "2026-13-01", "YYYY-MM-DD"),
        ("REGION", "火星市", "full path"),
        ("REGION", "朝阳区", "长春市朝阳区"),
        ("PERSON_LIMITS", "perhaps", "write true or false"),
    ],
)
def test_a_wrong_setting_is_named_with_its_fix(
    setting: str,
    value: str,
    fix: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PREFIX + setting, value)
    assert main(["ask", "驿站"]) == FAILED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"error: {PREFIX}{setting}: ")
    assert fix in printed.err
    assert printed.err.count("\n") == 1
    assert SECRET not in printed.err
    assert list(tmp_path.iterdir()) == []


def test_a_database_in_a_missing_folder_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", f"sqlite:///{tmp_path / 'missing' / 'x.db'}")
    assert main(["ask", "驿站"]) == FAILED
    assert "missing; create it" in capsys.readouterr().err


def test_a_cache_folder_that_cannot_be_made_is_named(
    seeded: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    seeded.setenv("UNIONBOT_CACHE", str(tmp_path / "file" / "cache"))
    assert main(["ask", "驿站"]) == FAILED
    assert "UNIONBOT_CACHE" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "驿站"], ["ask", "--batch"], ["chat"], ["run"], ["load"]], ids=" ".join)
def test_pending_migrations_are_refused_naming_the_command(
    command: list[str], seeded: pytest.MonkeyPatch, seeded_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _execute(seeded_database_url, "DELETE FROM alembic_version")
    assert main(command) == FAILED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "run: python -m bot migrate" in printed.err


def test_a_database_of_a_later_release_is_refused(
    seeded: pytest.MonkeyPatch, seeded_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _execute(seeded_database_url, "UPDATE alembic_version SET version_num = '9999'")
    assert main(["migrate"]) == FAILED
    assert "9999" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "fix"),
    [(["ask", "驿站", "--region", "火星市"], "no such region"), (["chat", "--region", "朝阳区"], "长春市朝阳区")],
)
def test_an_unknown_region_of_the_asker_is_refused(
    arguments: list[str], fix: str, seeded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == FAILED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: --region: ")
    assert fix in printed.err


# Databases


def test_a_database_is_migrated_and_loaded_step_by_step(
    monkeypatch: pytest.MonkeyPatch, empty_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONBOT_DATABASE_URL", empty_database_url)
    assert main(["migrate"]) == OK
    assert capsys.readouterr().out.startswith("migrated: 0001 ")
    assert main(["migrate"]) == OK
    assert capsys.readouterr().out == "nothing to migrate\n"
    assert main(["load"]) == OK
    assert main(["load"]) == OK
    assert capsys.readouterr().out.splitlines()[-1] == "added 0, changed 0, removed 0 entries"


def test_an_entry_edited_in_the_database_is_kept_and_listed(
    seeded: pytest.MonkeyPatch, seeded_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _execute(seeded_database_url, "UPDATE entry SET summary = '改过了。' WHERE id = 'qinghai-warm-breakfast'")
    assert main(["load"]) == OK
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "added 0, changed 0, removed 0 entries",
        "kept as edited here: qinghai-warm-breakfast (differs from the seeds in: summary)",
    ]


def test_an_entry_removed_in_the_database_stays_removed_and_is_listed(
    seeded: pytest.MonkeyPatch, seeded_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def remove() -> None:
        database = Database(seeded_database_url)
        async with database.write_rows() as connection:
            await hold_catalogue(connection)
            entry = await editing.entry_by_id(connection, "qinghai-warm-breakfast")
            actor = Actor("tg:1", "telegram")
            await editing.apply(connection, actor, "editor", 1, editing.REMOVE, [EntryChange(entry, None)])
        await database.close()

    asyncio.run(remove())
    assert main(["load"]) == OK
    printed = capsys.readouterr().out.splitlines()
    assert printed == ["added 0, changed 0, removed 0 entries", "kept as removed here: qinghai-warm-breakfast"]


def test_articles_that_are_not_there_change_nothing(
    seeded: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", "--articles", str(tmp_path)]) == FAILED
    assert "put the article there" in capsys.readouterr().err


# Seeds


def test_the_seeds_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seeds", "check"]) == OK
    assert capsys.readouterr().out.startswith("seeds are right: ")


def test_seeds_that_the_articles_do_not_prove_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seeds", "check", "--articles", str(tmp_path / "missing")]) == FAILED
    printed = capsys.readouterr()
    assert "no such folder" in printed.out
    assert printed.err.startswith("error: problems in the seeds: 1")


# One question


def test_one_question_is_answered_with_its_source(
    seeded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "青海工会的暖心早餐是什么项目"]) == OK
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "早餐" in printed.out.splitlines()[0]
    assert "《青海工会打造“服务职工”三大品牌" in printed.out


def test_one_question_as_json(seeded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--region", "西宁", "暖心早餐是什么项目"]) == OK
    (line,) = capsys.readouterr().out.splitlines()
    reply = json.loads(line)
    assert list(reply) == ANSWER_KEYS
    assert (reply["id"], reply["outcome"], reply["intent"]) == (None, "answer", "breakfast")
    assert 0.0 <= reply["confidence"] <= 1.0
    service = reply["services"][0]
    assert list(service)[: len(SERVICE_KEYS)] == SERVICE_KEYS
    assert (service["id"], service["region"]) == ("qinghai-warm-breakfast", "青海省")
    assert list(service["source"]) == ["article", "headline", "byline", "as_of"]
    assert service["source"]["headline"] in reply["reply"]


# A chat


def test_a_chat_answers_until_the_person_leaves(seeded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seeded.setattr(sys, "stdin", io.StringIO("你好\n\n青海的暖心早餐是什么\n退出\n不会读到这里\n"))
    assert main(["chat"]) == OK
    printed = capsys.readouterr().out
    assert "《青海工会打造“服务职工”三大品牌" in printed
    assert printed.endswith(f"{words.LEAVING}\n")


def test_a_chat_ends_with_its_input(seeded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seeded.setattr(sys, "stdin", io.StringIO(""))
    assert main(["chat"]) == OK
    assert capsys.readouterr().out.endswith(f"{words.LEAVING}\n")


# Measuring


def test_eval_prints_the_rate_and_every_miss(
    seeded: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = {"text": "青海工会的暖心早餐是什么项目", "intents": ["breakfast"]}
    wrong = {"text": "暖心早餐要不要钱", "intents": ["legal_aid"]}
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in (right, wrong)), encoding="utf-8")
    assert main(["eval", str(file)]) == OK
    printed = capsys.readouterr().out
    assert "0.5000" in printed.splitlines()[0]
    misses = printed.partition("misses: 1\n")[2]
    assert "暖心早餐要不要钱" in misses
    assert "青海工会" not in misses


def test_eval_fits_the_model_on_any_labelled_phrases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    phrases = {"dinner": ["晚饭吃什么", "今晚吃啥", "食堂几点开饭"], "sleep": ["想睡觉", "昨晚没睡好", "几点睡"]}
    lines = [{"text": phrase, "intents": [intent]} for intent, all_of_it in phrases.items() for phrase in all_of_it]
    file = tmp_path / "phrases.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["eval", "--train", str(file), "--test", str(file)]) == OK
    assert capsys.readouterr().out.splitlines() == ["6 phrases fitted, 6 asked", "accuracy 1.0000", "macro F1 1.0000"]


@pytest.mark.parametrize(
    ("content", "fix"),
    [(b"{", ":1:"), (b'{"text": 5}', ":1: text"), (b"\xff\xfe", "cannot be read"), (b"\n", "no line")],
)
def test_a_file_without_labels_is_refused(
    content: bytes, fix: str, environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_bytes(content)
    assert main(["eval", str(file)]) == FAILED
    assert f"error: {file}" in (said := capsys.readouterr().err)
    assert fix in said


# A batch


@contextmanager
def _batch(environment: dict[str, str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The real process, reading what the test writes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--batch"],
        cwd=Path(__file__).parents[3], env={**os.environ, **environment, "HOME": str(folder)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()


@dataclass(frozen=True)
class Refused:
    """A line that gets an error which holds this word."""

    word: str


LONG = "欠薪" * 5_000
LINES: list[tuple[bytes, Any]] = [
    # What stands on a line; and its id where it is answered, or its refusal.
    (json.dumps({"id": 1, "text": "青海的暖心早餐是什么"}).encode(), 1),
    (b'{"id": 2, "text": "\xe9\xa9\xbf', Refused("JSON")),
    (b'{"id": 3}', Refused("text")),
    (b"", None),
    (b" \t ", None),
    (b'{"id": 4, "text": 5}', Refused("text")),
    (b'{"id": 5, "text": null}', Refused("text")),
    (json.dumps({"id": 6, "text": "驿站", "region": "火星市"}).encode(), Refused("region")),
    (json.dumps({"id": 7, "text": "驿站", "region": "朝阳区"}).encode(), Refused("regions have this name")),
    (json.dumps({"id": 8, "text": "驿站", "region": 7}).encode(), Refused("region")),
    (json.dumps({"id": 9, "text": "驿站", "session": [1]}).encode(), Refused("session")),
    (b"[1]", Refused("JSON")),
    (b"null", Refused("JSON")),
    (b"NaN", Refused("JSON")),
    (b"[" * 100_000, Refused("JSON")),
    (b'{"id": 10, "text": "\xff\xfe"}', Refused("JSON")),
    (b"\xff\xfe\x00\x01", Refused("JSON")),
    (b'{"id": 11, "text": "\\ud800"}', Refused("JSON")),
    (json.dumps({"id": 12, "text": LONG}).encode(), 12),
    (json.dumps({"id": 13, "text": "\0\a\b\x1b[31m\x7f"}).encode(), 13),
    (json.dumps({"id": 14, "text": "'; DROP TABLE entry; --"}).encode(), 14),
    (json.dumps({"id": 15, "text": "<b>驿站</b><script>alert(1)</script>"}).encode(), 15),
    (json.dumps({"id": 16, "text": "😀🎉👍🏽👨‍👩‍👧"}).encode(), 16),
    (json.dumps({"id": 17, "text": ""}).encode(), 17),
    (json.dumps({"id": {"any": ["JSON", None]}, "text": "驿站", "region": ""}).encode(), {"any": ["JSON", None]}),
    (json.dumps({"text": "欠薪", "region": None, "session": None, "more": 1}).encode(), None),
    (json.dumps({"id": "windows", "text": "欠薪"}).encode() + b"\r", "windows"),
    (json.dumps({"id": "last", "text": "青海的暖心早餐是什么", "region": "西宁"}).encode(), "last"),
]
NO_ID = {2, 12, 13, 14, 15, 16, 17, 18}
"""Lines, from 1, whose id cannot be read."""


def test_a_bad_line_costs_only_itself(seeded_database_url: str, model_cache: Path, tmp_path: Path) -> None:
    environment = {"UNIONBOT_DATABASE_URL": seeded_database_url, "UNIONBOT_CACHE": str(model_cache)}
    with _batch(environment, tmp_path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(LINES[0][0] + b"\n")
        process.stdin.flush()
        # Flushed line by line: the first answer is there before the second question is.
        assert select.select([process.stdout], [], [], 300.0)[0]
        rest, errors = process.communicate(b"\n".join(line for line, _ in LINES[1:]), timeout=300)
    assert (process.returncode, errors) == (OK, b"")
    printed = [json.loads(line) for line in rest.splitlines()]
    blank = [number for number, (line, _) in enumerate(LINES, 1) if not line.strip()]
    wanted = [(number, due) for number, (_, due) in enumerate(LINES, 1) if number not in blank]
    assert len(printed) == len(wanted)
    for reply, (number, due) in zip(printed, wanted, strict=True):
        if isinstance(due, Refused):
            assert list(reply) == ["id", "line", "outcome", "error"]
            assert (reply["line"], reply["outcome"]) == (number, "error")
            assert due.word in reply["error"]
            assert (reply["id"] is None) == (number in NO_ID)
        else:
            assert list(reply) == ANSWER_KEYS
            assert reply["id"] == due
            assert reply["reply"]
    assert printed[0]["intent"] == printed[-1]["intent"] == "breakfast"
    assert (printed[0]["services"][0]["applies"], printed[-1]["services"][0]["region"]) == (False, "青海省")
    odd = {reply["id"]: reply for reply in printed if isinstance(reply["id"], int)}
    for number in (13, 14, 16, 17):
        assert odd[number]["outcome"] == "unknown"
        assert odd[number]["services"] == []
    for number in (16, 17):
        assert (odd[number]["intent"], odd[number]["confidence"]) == (None, 0.0)
    assert LONG not in odd[12]["reply"]
    assert "<script>" not in odd[15]["reply"]


def test_lines_of_one_session_are_one_conversation(
    seeded: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = [("a", "青海的暖心早餐是什么"), ("b", "你好"), ("a", "那哪年办的"), (None, "那呢")]
    lines = [json.dumps({"id": n, "text": said, "session": session}) for n, (session, said) in enumerate(asked)]
    seeded.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    assert main(["ask", "--batch"]) == OK
    replies = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [reply["id"] for reply in replies] == [0, 1, 2, 3]
    assert (replies[2]["outcome"], replies[2]["intent"]) == ("answer", "breakfast")
    assert replies[3]["outcome"] != "answer"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"unionbot \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)
