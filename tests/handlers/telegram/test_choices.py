"""What the shipped services put on buttons."""

import random
from datetime import UTC
from pathlib import Path

from bot.editing.opening import entries_over
from bot.learning.opening import learning_over, teaching_over
from bot.opening import Opened
from bot.people import People
from bot.reply import Message, Outcome
from bot.staff import Staff
from bot.wording import telegram as wording
from data.seed_files import Seeds
from handlers.telegram.channel import Time, build_channel
from handlers.telegram.commands import command_said
from handlers.telegram.limits import NO_LIMITS
from tests.announcing_runner import Told
from tests.fake_bot_api import TOKEN, FakeBotApi, FakeRequest, Json
from tests.handlers.telegram.conftest import Clock, Dialogue, doctor_of

MOST_BYTES = 64
RIDER = 1001


def test_the_ids_of_all_entries_and_subjects_fit_into_callback_data(seeds: Seeds) -> None:
    choices = [f"{kind}:{entry.id}" for entry in seeds.entries for kind in "epd"]
    choices += [f"i:{subject.id}:99" for subject in seeds.subjects]
    assert [choice for choice in choices if len(choice.encode()) > MOST_BYTES or not choice.isascii()] == []


async def test_every_large_button_is_a_command_or_a_question_that_is_understood(opened_parts: Opened) -> None:
    missed = []
    for label in (label for row in wording.KEYBOARD for label in row):
        if command_said(label) is None:
            reply = await opened_parts.assistant.reply(Message(text=label))
            if reply.outcome not in (Outcome.ANSWER, Outcome.CHOOSE):
                missed.append((label, reply.outcome, reply.intent))
    assert missed == []


async def test_from_the_menu_every_button_leads_somewhere(opened_parts: Opened, clock: Clock, tmp_path: Path) -> None:
    api = FakeBotApi()
    request = FakeRequest(api)
    staff = Staff(opened_parts.database, frozenset(), clock)
    channel = build_channel(
        token=TOKEN,
        server="http://127.0.0.1:9",
        request=request,
        wire=request,
        assistant=opened_parts.assistant,
        people=People(opened_parts.database, clock),
        learning=learning_over(opened_parts, clock),
        teaching=teaching_over(opened_parts, staff, clock),
        staff=staff,
        doctor=doctor_of(opened_parts.database, staff, tmp_path, clock),
        entries=entries_over(opened_parts, staff, clock),
        regions=opened_parts.regions,
        home=opened_parts.home,
        database=opened_parts.database,
        commits=opened_parts.commits,
        allowance=NO_LIMITS,
        time=Time(clock, clock, clock.sleep, UTC),
        jitter=random.Random(1),
        runner=Told(),
    )
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
