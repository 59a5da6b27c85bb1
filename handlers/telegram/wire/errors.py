"""What to do when a call fails or our own code does; the one policy.

Matched in this order, on the code and the words (a 404 or a 406 may arrive as 400, a rule of its own as plain text):

 1. `message is not modified`, `query is too old`: done. What the person wanted is so already, or its time has passed.
 2. 401, or 404 for the whole bot: the token is wrong or was revoked. Nothing is repeated; the poller stops the program.
 3. 403 (blocked, deactivated, kicked, not a member), 400 `chat not found`, no right to write, topic closed or gone:
    this chat cannot be written to. Quietly left; what the person chose is kept, as the id may be right again.
 4. 429: wait for `retry_after`, then repeat (`bot.announcing.pacing.Pacer` decides whether one chat waits or all).
 5. 400 with `migrate_to_chat_id`: the group has a new id; once more with that one.
 6. 400 `can't parse entities`: our mistake; once more as plain text.
 7. 400 `message to edit not found`, `message can't be edited`: the old message is gone; the caller says it anew.
 8. Not sent (no connection, name, TLS, pool) and 5xx: tried until it goes through, by `breaker`; meanwhile the update
    stays unanswered at Telegram. Given up where others get through beside it four times, or for what is stale by then.
 9. No answer came: the message may stand in the chat. Repeated once: a double answer harms less than silence.
10. Anything else: given up and logged by class and handler name.

When our own code raises, the person gets a short apology. No log line holds a person's words, a name, an id of a person
or the update: the class, the handler's name and a short hash are enough to find the place.
"""

from enum import Enum, auto

from bot.logs.reporting import report_place
from handlers.telegram.wire.bot_api import ApiError
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

CallFailure = ApiError | NotSent | OutcomeUnknown

_DONE = ("message is not modified", "query is too old", "query id is invalid")
_UNREACHABLE = (
    "chat not found",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights to send",
    "topic_closed",
    "message thread not found",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
)
_OUT_OF_REACH = ("message to edit not found", "message can't be edited", "message_id_invalid")


class WrongToken(Exception):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram refuses the bot token; set UNIONBOT_TELEGRAM_TOKEN to the one @BotFather gave and start again"
        )


class SecondInstance(Exception):
    """Somebody else fetches this bot's updates."""

    def __init__(self) -> None:
        super().__init__(
            "another program fetches this bot's updates (409, three times in a row); stop it, or use another token, "
            "and start again"
        )


class Step(Enum):
    """What to do about a failed call."""

    DONE = auto()
    WRONG_TOKEN = auto()
    UNREACHABLE = auto()
    WAIT = auto()
    MIGRATE = auto()
    PLAIN = auto()
    OUT_OF_REACH = auto()
    BACK_OFF = auto()
    REPEAT = auto()
    GIVE_UP = auto()


def decide(failure: CallFailure, before: tuple[Step, ...] = ()) -> Step:
    """The policy's step for this failure, after the steps already taken for the same call."""
    if isinstance(failure, NotSent):
        return Step.BACK_OFF
    if isinstance(failure, OutcomeUnknown):
        return Step.GIVE_UP if Step.REPEAT in before else Step.REPEAT
    words = failure.description.lower()
    if any(part in words for part in _DONE):
        return Step.DONE
    if failure.code in (401, 404):
        return Step.WRONG_TOKEN
    if failure.code == 403 or any(part in words for part in _UNREACHABLE):
        return Step.UNREACHABLE
    if failure.code == 429 or failure.retry_after is not None:
        return Step.WAIT
    if failure.migrate_to is not None:
        return Step.GIVE_UP if Step.MIGRATE in before else Step.MIGRATE
    if "can't parse entities" in words:
        return Step.GIVE_UP if Step.PLAIN in before else Step.PLAIN
    if any(part in words for part in _OUT_OF_REACH):
        return Step.OUT_OF_REACH
    if failure.code >= 500:
        return Step.BACK_OFF
    return Step.GIVE_UP


def report(error: BaseException, job: str) -> None:
    """Logs an error by class, the handler's name and a hash of where and how; never its words."""
    if isinstance(error, ApiError):
        report_place(error, job, str(error.code), error.description)
    else:
        report_place(error, job)
