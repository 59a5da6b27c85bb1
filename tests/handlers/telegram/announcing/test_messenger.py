"""What each answer of the Bot API is taken for; the texts are the server's own."""

from typing import Any

import pytest

from bot.announcing.messenger import (
    Blocked,
    Done,
    Link,
    Media,
    Moved,
    Notice,
    NotSent,
    Outcome,
    OutcomeUnknown,
    Refused,
    Sent,
    SlowDown,
    Unreachable,
    Why,
    WrongToken,
)
from handlers.telegram.announcing.messenger import TelegramMessenger
from handlers.telegram.wire import transport
from handlers.telegram.wire.bot_api import BotApi
from tests.fake_bot_api import TOKEN, FakeBotApi, FakeRequest, Refusal

NOTICE = Notice(7, "<b>明天</b>发冬衣", "明天发冬衣", links=(Link("地址", "https://example.org/a"),))

PARSE = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'
REFUSALS: list[tuple[Refusal, Outcome]] = [
    (Refusal(403, "Forbidden: bot was blocked by the user"), Blocked(Why.BLOCKED)),
    (Refusal(400, "Bad Request: USER_IS_BLOCKED"), Blocked(Why.BLOCKED)),
    (Refusal(403, "Forbidden: bot can't initiate conversation with a user"), Blocked(Why.BLOCKED)),
    (Refusal(403, "Forbidden: user is deactivated"), Blocked(Why.DEACTIVATED)),
    (Refusal(400, "Bad Request: INPUT_USER_DEACTIVATED"), Blocked(Why.DEACTIVATED)),
    (Refusal(403, "Forbidden: bot was kicked from the supergroup chat"), Blocked(Why.KICKED)),
    (Refusal(403, "Forbidden: bot is not a member of the channel chat"), Blocked(Why.KICKED)),
    (Refusal(403, "Forbidden: the group chat was deleted"), Blocked(Why.KICKED)),
    (Refusal(400, "Bad Request: chat not found"), Unreachable(Why.NO_CHAT)),
    (Refusal(404, "Not Found: chat not found"), Unreachable(Why.NO_CHAT)),
    (Refusal(400, "Bad Request: not enough rights to send text messages to the chat"), Unreachable(Why.NO_RIGHT)),
    (Refusal(400, "Bad Request: have no rights to send a message"), Unreachable(Why.NO_RIGHT)),
    (Refusal(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), Unreachable(Why.NO_RIGHT)),
    (Refusal(400, "Bad Request: TOPIC_CLOSED"), Unreachable(Why.TOPIC_CLOSED)),
    (Refusal(400, "Bad Request: message thread not found"), Unreachable(Why.TOPIC_CLOSED)),
    (
        Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1000000000005),
        Moved("tg:-1000000000005"),
    ),
    (Refusal(429, "Too Many Requests: retry after 35", retry_after=35), SlowDown(35)),
    (Refusal(429, "Too Many Requests"), SlowDown(1)),
    (Refusal(500, "Internal Server Error"), OutcomeUnknown(Why.SERVER_ERROR)),
    (Refusal(500, "Internal Server Error: restart"), OutcomeUnknown(Why.SERVER_ERROR)),
    (Refusal(502, "Bad Gateway"), OutcomeUnknown(Why.SERVER_ERROR)),
    (Refusal(504, "Gateway Timeout"), OutcomeUnknown(Why.SERVER_ERROR)),
    (Refusal(401, "Unauthorized"), WrongToken()),
    (Refusal(404, "Not Found"), WrongToken()),
    (
        Refusal(400, "Bad Request: message is too long"),
        Refused(Why.BAD_TEXT, "Bad Request: message is too long"),
    ),
    (
        Refusal(400, "Bad Request: BUTTON_DATA_INVALID"),
        Refused(Why.BAD_TEXT, "Bad Request: BUTTON_DATA_INVALID"),
    ),
    (Refusal(400, "Bad Request: SOMETHING_NEW"), Refused(Why.REFUSED, "Bad Request: SOMETHING_NEW")),
]


@pytest.fixture
def api() -> FakeBotApi:
    return FakeBotApi()


@pytest.fixture
def request_(api: FakeBotApi) -> FakeRequest:
    return FakeRequest(api)


@pytest.fixture
def messenger(request_: FakeRequest) -> TelegramMessenger:
    return TelegramMessenger(BotApi(request_, "http://127.0.0.1:9", TOKEN))


async def test_it_stands_in_the_chat_with_its_links_and_the_way_out(
    messenger: TelegramMessenger, api: FakeBotApi
) -> None:
    outcome = await messenger.send("tg:1001", NOTICE)
    (message,) = api.sent
    assert outcome == Sent(message["message_id"])
    assert message["text"] == "明天发冬衣"
    (link,), (way_out,) = message["reply_markup"]["inline_keyboard"]
    assert link == {"text": "地址", "url": "https://example.org/a"}
    assert way_out["callback_data"].endswith(":7")
    ((_, parameters),) = api.calls
    assert "message_thread_id" not in parameters  # Telegram refuses to be told the general topic
    assert parameters["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(("refusal", "outcome"), REFUSALS, ids=lambda value: str(value)[:60])
async def test_what_a_refusal_means(
    messenger: TelegramMessenger, api: FakeBotApi, refusal: Refusal, outcome: Outcome
) -> None:
    api.refusals["sendMessage"].append(refusal)
    assert await messenger.send("tg:1001", NOTICE) == outcome
    assert len(api.calls) == 1  # nothing is repeated here


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (transport.NotSent("no connection"), NotSent()),
        (transport.OutcomeUnknown("no answer"), OutcomeUnknown(Why.NO_ANSWER)),
    ],
)
async def test_what_a_broken_connection_means(
    messenger: TelegramMessenger, request_: FakeRequest, failure: Exception, outcome: Outcome
) -> None:
    request_.failures.append(failure)
    assert await messenger.send("tg:1001", NOTICE) == outcome


async def test_marks_that_cannot_be_read_go_once_as_plain_text(messenger: TelegramMessenger, api: FakeBotApi) -> None:
    api.refusals["sendMessage"].append(Refusal(400, PARSE))
    outcome = await messenger.send("tg:1001", NOTICE)
    assert isinstance(outcome, Sent)
    assert outcome.plain
    assert [message["text"] for message in api.sent] == ["明天发冬衣"]
    assert "parse_mode" not in api.calls[-1][1]
    api.refusals["sendMessage"].extend([Refusal(400, PARSE), Refusal(400, PARSE)])
    assert await messenger.send("tg:1001", NOTICE) == Refused(Why.BAD_TEXT, PARSE)


@pytest.mark.parametrize("media", list(Media))
async def test_a_file_goes_by_its_number_with_the_text_below(request_: FakeRequest, media: Media) -> None:
    calls: list[tuple[str, dict[str, Any]]] = []

    class Recording(BotApi):
        async def call(self, method: str, parameters: dict[str, Any], read_timeout: float | None = None) -> Any:
            calls.append((method, parameters))
            return {"message_id": 5}

    messenger = TelegramMessenger(Recording(request_, "http://127.0.0.1:9", TOKEN))
    notice = Notice(7, "<b>明天</b>", "明天", media, "file-1", silent=True)
    assert await messenger.send("tg:1001", notice) == Sent(5)
    assert await messenger.edit("tg:1001", 5, notice) == Done()
    (method, sent), (edit, changed) = calls
    assert (method, sent[str(media)], sent["caption"]) == (f"send{media.title()}", "file-1", "<b>明天</b>")
    assert sent["disable_notification"] is True
    assert (edit, changed["caption"]) == ("editMessageCaption", "<b>明天</b>")
    assert str(media) not in changed


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [
        (None, Done()),
        (Refusal(400, "Bad Request: message is not modified: specified new message content is the same"), Done()),
        (Refusal(400, "Bad Request: message to edit not found"), Refused(Why.TOO_OLD)),
        (Refusal(400, "Bad Request: message can't be edited"), Refused(Why.TOO_OLD)),
        (Refusal(500, "Internal Server Error"), OutcomeUnknown(Why.SERVER_ERROR)),
    ],
)
async def test_what_became_of_a_correction(
    messenger: TelegramMessenger, api: FakeBotApi, refusal: Refusal | None, outcome: Outcome
) -> None:
    sent = await messenger.send("tg:1001", NOTICE)
    assert isinstance(sent, Sent)
    if refusal is not None:
        api.refusals["editMessageText"].append(refusal)
    corrected = Notice(7, "后天发冬衣", "后天发冬衣")
    assert await messenger.edit("tg:1001", sent.message_id, corrected) == outcome
    assert (api.texts(1001) == ["后天发冬衣"]) is (refusal is None)
