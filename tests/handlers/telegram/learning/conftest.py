"""Riders and staff who talk with the real assistant over the small catalogue, on each database."""

import pytest

from bot.answering.assistant import Assistant
from bot.people.roles import Right, Role
from bot.people.staff import Staff
from bot.regions import Regions
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.telegram.desk.limits import NO_LIMITS, Allowance
from tests.editing_office import Office
from tests.fake_bot_api import Json
from tests.handlers.telegram.conftest import OWNER, Dialogue

EDITOR, LOOKER = 2001, 2002
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")


@pytest.fixture
def database(small_database: Database) -> Database:
    return small_database


@pytest.fixture
def regions(every_region: Regions) -> Regions:
    return every_region


@pytest.fixture
def allowance() -> Allowance:
    return NO_LIMITS


@pytest.fixture
def assistant(editors: Office) -> Assistant:
    """The real one, over the catalogue that editors change."""
    return editors.assistant


@pytest.fixture
async def dialogue(dialogue: Dialogue, staff: Staff) -> Dialogue:
    await staff.grant(BY_OWNER, f"tg:{EDITOR}", Role.EDITOR)
    await staff.grant(BY_OWNER, f"tg:{LOOKER}", Right.QUESTIONS)
    return dialogue


def buttons(message: Json) -> dict[str, str]:
    """The data of each button by its label."""
    rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row if "callback_data" in button}
