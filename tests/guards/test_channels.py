"""`bot/` and `data/` know no channel: its words, limits and addresses stand with it."""

import re

from tests.guards.checkout import python_files

_OF_TELEGRAM = re.compile(r"telegram|BotFather|t\.me/|chat_id|flood|tg[:-]", re.IGNORECASE)
_KNOWS_IT = re.compile(
    r"data/(?:telegram/|tables/(?:telegram|__init__)\.py|migrations/)"  # what must be stored for it
    r"|bot/cli/"  # puts everything together
    r"|bot/settings\.py"  # the one list of settings
    r"|bot/bootstrap/examining\.py"  # reads them
)


def _named(path: str, text: str) -> list[str]:
    return [f"{path}:{n}: {line.strip()}" for n, line in enumerate(text.splitlines(), 1) if _OF_TELEGRAM.search(line)]


def test_nothing_of_telegram_stands_below_the_channels() -> None:
    files = {path: text for path, text in python_files("bot", "data").items() if not _KNOWS_IT.match(path)}
    assert [line for path, text in files.items() for line in _named(path, text)] == []


def test_a_word_of_telegram_is_found() -> None:
    found = ["chats by key (`tg:1001`)", 'NO_ANSWER = "Telegram 没有回应"', "class FloodWait:", "<tg-spoiler>"]
    assert [line for line in found if not _named("bot/x.py", line)] == []
