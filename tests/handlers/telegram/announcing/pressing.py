"""Pressing buttons by what they say."""

from collections.abc import Sequence

from bot.people.roles import Right
from bot.people.staff import Staff
from data.people.audit import Actor
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Dialogue

WRITER, APPROVER = 9002, 9003
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")


def data_of(message: Json, label: str) -> str:
    """What the button with this label carries."""
    rows = message["reply_markup"]["inline_keyboard"]
    (data,) = [button["callback_data"] for row in rows for button in row if button["text"] == label]
    return str(data)


async def tap(dialogue: Dialogue, message: Json, label: str, user: int) -> list[Json]:
    """Presses the button with this label; gives the new messages, the pressed one may have changed."""
    return await dialogue.press(user, message, data_of(message, label))


async def hire(staff: Staff, person: int, *rights: Right) -> None:
    """Gives rights."""
    for right in rights:
        await staff.grant(BY_OWNER, f"tg:{person}", right)


async def write(dialogue: Dialogue, text: str, user: int = WRITER) -> tuple[Json, Json]:
    """Announces a text; gives the preview and what stands beside it."""
    preview, beside = await dialogue.say(user, f"/announce {text}")
    return preview, beside


async def subscribed(dialogue: Dialogue, people: Sequence[int]) -> None:
    """These people asked for everything."""
    for person in people:
        await dialogue.subscribers.subscribe(f"tg:{person}")
