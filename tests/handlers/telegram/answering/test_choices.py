"""What the shipped services put on buttons."""

import random
from datetime import UTC

import pytest

from bot.bootstrap.offices import offices_over
from bot.bootstrap.parts import RunningParts
from bot.reply import Message, Outcome
from bot.timing import Time
from data.seeding.seed_files import Seeds
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.channel import Needs, build_channel
from handlers.telegram.desk.limits import NO_LIMITS
from handlers.telegram.dispatch.commands import command_said
from handlers.telegram.message import words as wording
from handlers.telegram.message.keys import TELEGRAM
from tests.announcing_runner import Told
from tests.fake_bot_api import TOKEN, FakeBotApi, FakeRequest, Json
from tests.handlers.telegram.conftest import Clock, Dialogue

MOST_BYTES = 64
RIDER = 1001


def test_the_ids_of_all_entries_and_subjects_fit_into_callback_data(seeds: Seeds) -> None:
    choices = [f"{kind}:{entry.id}" for entry in seeds.entries for kind in "epd"]
    choices += [f"i:{subject.id}:99" for subject in seeds.subjects]
    assert [choice for choice in choices if len(choice.encode()) > MOST_BYTES or not choice.isascii()] == []


async def test_every_large_button_is_a_command_or_a_question_that_is_understood(opened_parts: RunningParts) -> None:
    missed = []
    for label in (label for row in wording.KEYBOARD for label in row):
        if command_said(label) is None:
            reply = await opened_parts.assistant.reply(Message(text=label))
            if reply.outcome not in (Outcome.ANSWER, Outcome.CHOOSE):
                missed.append((label, reply.outcome, reply.intent))
    assert missed == []


@pytest.mark.slow
async def test_from_the_menu_every_button_leads_somewhere(opened_parts: RunningParts, clock: Clock) -> None:
    api = FakeBotApi()
    request = FakeRequest(api)
    needs = Needs(
        offices=offices_over(opened_parts, frozenset(), Time(clock, clock, clock.sleep, UTC), {TELEGRAM: ROOM}, Told()),
        assistant=opened_parts.assistant,
        token=TOKEN,
        server="http://127.0.0.1:9",
        allowance=NO_LIMITS,
        jitter=random.Random(1),
    )
    channel = build_channel(needs, request, request)
    await channel.application.initialize()
    dialogue = Dialogue(channel, api, request, clock)

    def data(message: Json) -> list[str]:
        rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
        return [button["callback_data"] for row in rows for button in row if "callback_data" in button]

    (menu,) = await dialogue.say(RIDER, "/services")
    assert len(data(menu)) >= 31
    for subject in data(menu):
        (listed,) = await dialogue.press(RIDER, menu, subject)
        assert listed["text"]
        for choice in data(listed):
            before = len(api.calls)
            await dialogue.press(RIDER, listed, choice)
            assert {"sendMessage", "editMessageText"} & {method for method, _ in api.calls[before:]}
    assert api.misuse == []
    await channel.application.shutdown()
