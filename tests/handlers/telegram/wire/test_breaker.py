"""A server that fails for a while: what was to be said waits, and comes when it works again."""

import asyncio
import itertools
import logging
import random
from collections.abc import Callable
from functools import partial

import pytest

from bot.answering import danger_words
from handlers.telegram.wire.polling import Poller
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import Dialogue
from tests.patience import LONGEST

RIDER, IN_DANGER = 1001, 1999
OTHERS = range(1002, 1012)


class Server:
    """Whether the server takes a call; and who waits for what was tried."""

    def __init__(self, dialogue: Dialogue, fails: Callable[[str, Json], bool]) -> None:
        self.fails = fails
        self._asked = asyncio.Event()
        self._dialogue = dialogue
        dialogue.api.down = self._down

    def _down(self, method: str, parameters: Json) -> bool:
        self._asked.set()
        return self.fails(method, parameters)

    def tried(self, person: int | None = None) -> int:
        """How many messages were tried, to this person or to anybody."""
        return sum(person in (None, call["chat_id"]) for call in self._dialogue.called("sendMessage"))

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(LONGEST):
            while not true():
                self._asked.clear()
                await self._asked.wait()


def sending(method: str, _: Json) -> bool:
    return method.startswith("send")


def nothing(*_: object) -> bool:
    return False


@pytest.mark.parametrize("seconds", [40, 600])
async def test_an_answer_comes_once_soon_after_the_server_takes_messages_again(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture, seconds: int
) -> None:
    end = dialogue.clock.now + seconds
    dialogue.api.down = lambda method, _: method.startswith("send") and dialogue.clock.now < end
    (answer,) = await dialogue.say(RIDER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个")
    assert dialogue.clock.now - end < 20
    assert answer["reply_to_message"]["text"] == "驿站在哪"  # by now the reader is elsewhere
    assert [record.getMessage() for record in caplog.records if record.name.endswith("breaker")] == [
        "sendMessage fails (502); what is to be said waits",
        "sendMessage works again; 0 more waited",
    ]


async def test_the_update_is_not_acknowledged_while_its_answer_waits(dialogue: Dialogue) -> None:
    server = Server(dialogue, sending)
    stop = asyncio.Event()
    dialogue.api.wait_in_line([dialogue.api.text(RIDER, "驿站在哪")])
    channel, ticks = dialogue.channel, itertools.count()

    async def sleep(_: float) -> None:
        await asyncio.sleep(0)

    poller = Poller(channel.api, channel.answer, channel.ledger, lambda: next(ticks) / 100, sleep, random.Random(1))
    running = asyncio.create_task(poller.run(stop))
    await server.until(lambda: server.tried() > 30)
    assert [update["message"]["text"] for update in dialogue.api.updates] == ["驿站在哪"]
    server.fails = nothing
    await server.until(lambda: not dialogue.api.updates)
    stop.set()
    await running
    assert len(dialogue.api.sent) == 1


async def test_who_is_in_danger_is_answered_first_and_then_each_in_order(dialogue: Dialogue) -> None:
    server = Server(dialogue, lambda *_: server.tried(IN_DANGER) < 5)
    asking = []
    for person, text in (*((other, "驿站在哪") for other in OTHERS), (IN_DANGER, "有人打我")):
        asking.append(asyncio.create_task(dialogue.say(person, text)))
        await server.until(partial(server.tried, person))
    await asyncio.gather(*asking)
    assert [message["chat"]["id"] for message in dialogue.api.sent] == [IN_DANGER, *OTHERS]
    assert danger_words.VIOLENCE in dialogue.api.sent[0]["text"]


async def test_few_calls_try_a_server_that_fails(dialogue: Dialogue) -> None:
    server = Server(dialogue, sending)
    asking = [asyncio.create_task(dialogue.say(person, "驿站在哪")) for person in OTHERS]
    await server.until(lambda: server.tried() >= 60)
    waited = sum(dialogue.clock.waits)
    assert waited >= 20 * 15  # two calls at most in a quarter of a minute
    server.fails = nothing
    await asyncio.gather(*asking)
    assert len(dialogue.api.sent) == len(OTHERS)


async def test_what_the_server_cannot_take_is_given_up_once_others_get_through(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    dialogue.api.down = lambda method, p: method == "sendMessage" and p["chat_id"] == RIDER
    stuck = asyncio.create_task(dialogue.say(RIDER, "驿站在哪"))
    for person in OTHERS:
        await dialogue.say(person, "驿站在哪")
    await asyncio.wait_for(stuck, LONGEST)
    assert [message["chat"]["id"] for message in dialogue.api.sent] == list(OTHERS)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert [line[:19] for line in errors] == ["ApiError 502 in ask"]
    caplog.clear()


async def test_a_waiting_answer_that_is_dropped_keeps_nobody_waiting(dialogue: Dialogue) -> None:
    server = Server(dialogue, lambda _, p: p.get("chat_id") == RIDER)
    dropped = asyncio.create_task(dialogue.say(RIDER, "驿站在哪"))
    await server.until(lambda: server.tried() > 3)
    dropped.cancel()
    await asyncio.wait({dropped})
    assert len(await dialogue.say(IN_DANGER, "驿站在哪")) == 1


async def test_the_sign_on_a_button_is_not_waited_for(dialogue: Dialogue, caplog: pytest.LogCaptureFixture) -> None:
    (card,) = await dialogue.say(RIDER, "驿站在哪")
    dialogue.api.down = lambda method, _: method == "answerCallbackQuery"
    await dialogue.press(RIDER, card, "m")
    assert dialogue.called("editMessageText")
    assert "ApiError 502 in press" in caplog.text
    caplog.clear()
