"""An open form goes on with who has its right, and with nobody else."""

import pytest

from bot.people.forms import Form, Forms
from bot.people.roles import Right
from bot.people.staff import Staff
from data.people.audit import Actor
from data.people.forms import FormRows
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from handlers.telegram.dispatch import words as wording
from handlers.telegram.dispatch.forms import FORMS
from tests.handlers.telegram.conftest import OWNER, Clock, Dialogue
from tests.handlers.telegram.recording_assistant import RecordingAssistant

PERSON = 1001
CONVERSATION = f"tg:{PERSON}:{PERSON}"
BY_OWNER = Actor(f"tg:{OWNER}", "telegram")


@pytest.fixture
def forms(database: Database, commits: GroupCommit, clock: Clock) -> Forms:
    return Forms(FormRows(database, commits), clock)


@pytest.mark.parametrize("name", [*(name for name, (right, _) in FORMS.items() if right), "of-a-later-release"])
async def test_who_has_every_right_but_that_of_the_form_is_out_of_it(
    dialogue: Dialogue, assistant: RecordingAssistant, staff: Staff, forms: Forms, name: str
) -> None:
    for right in set(Right) - ({FORMS[name][0]} if name in FORMS else set()):
        await staff.grant(BY_OWNER, f"tg:{PERSON}", right)
    await forms.keep(CONVERSATION, Form(name, "any"))
    (answer,) = await dialogue.say(PERSON, "驿站在哪")
    assert [message.text for message in assistant.asked] == ["驿站在哪"]
    assert "全市有 130 个" in answer["text"]
    assert await forms.current(CONVERSATION) is None

    await forms.keep(CONVERSATION, Form(name, "any"))
    (over,) = await dialogue.press(PERSON, answer, "f:1")
    assert over["text"] == wording.FORM_OVER
    assert await forms.current(CONVERSATION) is None


async def test_a_form_hears_nothing_of_what_is_said_in_a_group(
    dialogue: Dialogue, assistant: RecordingAssistant, staff: Staff, forms: Forms
) -> None:
    group = -1_000_000_000_005
    await staff.grant(BY_OWNER, f"tg:{PERSON}", Right.SEND)
    await forms.keep(f"tg:{group}:{PERSON}", Form("announce", "any"))
    await dialogue.say(PERSON, "@union_helper_bot 驿站在哪", chat=group)
    assert [message.text for message in assistant.asked] == ["驿站在哪"]
    assert await forms.current(f"tg:{group}:{PERSON}") == Form("announce", "any")
