"""The chat in a terminal."""

from collections.abc import Callable

import pytest

from bot.answering.assistant import Assistant
from bot.bootstrap import words
from handlers.terminal.chat import chat
from tests.small_catalogue import QINGHAI


def _lines(*lines: str, ends: type[BaseException] = EOFError) -> Callable[[], str]:
    waiting = iter(lines)

    def read() -> str:
        for line in waiting:
            return line
        raise ends

    return read


@pytest.mark.parametrize("ends", [EOFError, KeyboardInterrupt])
async def test_each_line_is_answered_until_the_input_ends(assistant: Assistant, ends: type[BaseException]) -> None:
    said = list[str]()
    await chat(assistant, _lines("热饭怎么领", "", "  ", "要钱吗", ends=ends), said.append, None)
    assert (said[0], said[-1]) == (words.TERMINAL_HELLO, words.LEAVING)
    assert len(said) == 4
    assert "青海热饭" in said[1]
    assert "要不要钱" in said[2]


@pytest.mark.parametrize("leave", [*words.LEAVE, " QUIT "])
async def test_a_word_leaves(assistant: Assistant, leave: str) -> None:
    said = list[str]()
    await chat(assistant, _lines(leave, "热饭"), said.append, None)
    assert said == [words.TERMINAL_HELLO, words.LEAVING]


async def test_numbers_press_buttons_and_the_region_is_the_persons(assistant: Assistant) -> None:
    said = list[str]()
    await chat(assistant, _lines("歇脚站有多少个", "1"), said.append, QINGHAI)
    assert said[1].startswith("歇脚站：77个")
    assert "\n1. " in said[1]
    assert "青海省没有查到；呼和浩特市有：" in said[2]
