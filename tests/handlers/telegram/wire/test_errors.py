"""The policy: what each failure leads to, first as a table, then as seen by the person."""

import logging

import pytest

from handlers.telegram.people import words as wording
from handlers.telegram.wire.bot_api import ApiError
from handlers.telegram.wire.errors import CallFailure, Step, decide
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown
from tests.fake_bot_api import BOT, Refusal, bad
from tests.handlers.telegram.conftest import Dialogue
from tests.handlers.telegram.recording_assistant import RecordingAssistant

RIDER, GROUP, SUPERGROUP = 1001, -5, -1_000_000_000_005


@pytest.mark.parametrize(
    ("failure", "step"),
    [
        (ApiError(400, "Bad Request: message is not modified: specified new message content"), Step.DONE),
        (ApiError(400, "Bad Request: query is too old and response timeout expired"), Step.DONE),
        (ApiError(401, "Unauthorized"), Step.WRONG_TOKEN),
        (ApiError(404, "Not Found"), Step.WRONG_TOKEN),
        (ApiError(403, "Forbidden: bot was blocked by the user"), Step.UNREACHABLE),
        (ApiError(403, "Forbidden: user is deactivated"), Step.UNREACHABLE),
        (ApiError(403, "Forbidden: bot was kicked from the supergroup chat"), Step.UNREACHABLE),
        (ApiError(400, "Bad Request: chat not found"), Step.UNREACHABLE),
        (ApiError(400, "Bad Request: not enough rights to send text messages to the chat"), Step.UNREACHABLE),
        (ApiError(400, "Bad Request: TOPIC_CLOSED"), Step.UNREACHABLE),
        (ApiError(429, "Too Many Requests: retry after 3", retry_after=3), Step.WAIT),
        (ApiError(429, "Too Many Requests"), Step.WAIT),
        (ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-100), Step.MIGRATE),
        (ApiError(400, "Bad Request: can't parse entities: Unexpected end tag"), Step.PLAIN),
        (ApiError(400, "Bad Request: message to edit not found"), Step.OUT_OF_REACH),
        (NotSent("not sent"), Step.BACK_OFF),
        (OutcomeUnknown("no answer"), Step.REPEAT),
        (ApiError(500, "Internal Server Error: restart"), Step.BACK_OFF),
        (ApiError(502, "Bad Gateway"), Step.BACK_OFF),
        (ApiError(400, "Bad Request: BUTTON_DATA_INVALID"), Step.GIVE_UP),
        (ApiError(400, "Bad Request: something new"), Step.GIVE_UP),
        (ApiError(406, "Not Acceptable"), Step.GIVE_UP),
    ],
    ids=lambda value: str(value),
)
def test_each_failure_has_its_step(failure: CallFailure, step: Step) -> None:
    assert decide(failure) is step


@pytest.mark.parametrize(
    ("failure", "before", "step"),
    [
        (OutcomeUnknown("no answer"), (Step.REPEAT,), Step.GIVE_UP),
        (ApiError(400, "upgraded", migrate_to=-100), (Step.MIGRATE,), Step.GIVE_UP),
        (ApiError(400, "can't parse entities"), (Step.PLAIN,), Step.GIVE_UP),
        (ApiError(502, "Bad Gateway"), (Step.BACK_OFF,) * 100, Step.BACK_OFF),
        (NotSent("not sent"), (Step.BACK_OFF,) * 100, Step.BACK_OFF),
        (ApiError(429, "Too Many Requests", retry_after=1), (Step.WAIT,) * 100, Step.WAIT),
    ],
    ids=lambda value: str(value),
)
def test_what_was_tried_before_is_not_tried_for_ever(
    failure: CallFailure, before: tuple[Step, ...], step: Step
) -> None:
    assert decide(failure, before) is step


async def test_somebody_who_blocked_the_bot_is_left_quietly(dialogue: Dialogue) -> None:
    dialogue.api.refusals["sendMessage"].append(Refusal(403, "Forbidden: bot was blocked by the user"))
    assert await dialogue.say(RIDER, "驿站在哪") == []
    assert len(dialogue.called("sendMessage")) == 1


async def test_a_flood_limit_is_waited_for_and_the_answer_then_sent(dialogue: Dialogue) -> None:
    dialogue.api.refusals["sendMessage"].append(Refusal(429, "Too Many Requests: retry after 7", retry_after=7))
    (answer,) = await dialogue.say(RIDER, "驿站在哪")
    assert answer["text"].startswith("全市")
    assert 7 < sum(dialogue.clock.waits) < 8


async def test_a_group_that_became_a_supergroup_is_answered_there_once(dialogue: Dialogue) -> None:
    upgraded = Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=SUPERGROUP)
    dialogue.api.refusals["sendMessage"].append(upgraded)
    (answer,) = await dialogue.say(RIDER, f"@{BOT['username']} 驿站在哪", chat=GROUP)
    assert answer["chat"]["id"] == SUPERGROUP


async def test_a_text_that_telegram_cannot_parse_is_sent_once_more_as_plain_text(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    dialogue.api.refusals["sendMessage"].append(bad("can't parse entities: Unsupported start tag"))
    (answer,) = await dialogue.say(RIDER, "驿站在哪")
    assert answer["text"].startswith("全市有 130 个<工会>驿站 & 站点。")
    assert "parse_mode" not in dialogue.called("sendMessage")[-1]
    assert [record.getMessage()[:16] for record in caplog.records if record.levelno >= logging.ERROR] == [
        "ApiError 400 in "
    ]
    caplog.clear()


async def test_an_answer_whose_outcome_is_unknown_is_repeated_once(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    dialogue.request.failures.append(OutcomeUnknown("no answer"))
    assert len(await dialogue.say(RIDER, "驿站在哪")) == 1
    dialogue.request.failures.extend([OutcomeUnknown("no answer"), OutcomeUnknown("no answer")])
    assert await dialogue.say(RIDER, "驿站几点关") == []
    assert "OutcomeUnknown in ask #" in caplog.text
    caplog.clear()


async def test_without_a_connection_the_answer_waits_longer_and_longer(dialogue: Dialogue) -> None:
    dialogue.request.failures.extend(NotSent("no connection") for _ in range(9))
    assert len(await dialogue.say(RIDER, "驿站在哪")) == 1
    for wait, told in zip(dialogue.clock.waits, (1, 2, 4, 8, 15, 15, 15, 15, 15), strict=True):
        assert told <= wait <= told * 1.25


async def test_an_unknown_refusal_is_logged_without_words_and_ids(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dialogue.api.refusals["sendMessage"].append(bad(f"nobody knows {RIDER}"))
    assert await dialogue.say(RIDER, "悄悄话") == []
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.startswith("ApiError 400 in ask #")
    assert "悄悄话" not in caplog.text
    assert str(RIDER) not in line
    caplog.clear()


async def test_a_broken_inline_query_is_logged_and_gets_no_apology(
    dialogue: Dialogue, caplog: pytest.LogCaptureFixture
) -> None:
    await dialogue.take(dialogue.api.inline(RIDER, "坏"))
    assert dialogue.api.sent == []
    assert "RuntimeError in inline #" in caplog.text
    caplog.clear()


async def test_messages_that_telegram_does_not_let_us_delete_are_named(
    dialogue: Dialogue, assistant: RecordingAssistant
) -> None:
    dialogue.api.refusals["deleteMessages"].append(Refusal(403, "Forbidden: message can't be deleted"))
    (done,) = await dialogue.say(RIDER, "/forget")
    assert wording.FORGOTTEN_NOT_ALL in done["text"]
