"""Whatever is typed behind a command, said into a form or sent as a button: an answer, and never a trace."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.bootstrap.parts import shipped_regions
from bot.editing.fields import EDITABLE
from bot.regions import Regions
from data.storage.engine import Database
from handlers.telegram.desk.limits import NO_LIMITS, Allowance
from handlers.telegram.dispatch import words as wording
from handlers.telegram.dispatch.commands import COMMANDS
from handlers.telegram.dispatch.press import PRESSES, TOASTS
from tests.editing_office import Office
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.small_catalogue import ENTRIES

pytestmark = pytest.mark.slow

ODD = (
    "<b>", "</b><i>", "&amp;", "{0}", "{field}", "%s", "\x00", "\u202e", "\U0001f468\u200d\U0001f467", "９９", "²",
    "1" * 30, "-1", "1e9", "@x", "空", "=", "a=b", "名=1 个 @2026", "=1+1", "'; DROP TABLE entry; --", "长" * 4000,
    "\n", "\t", "\U0001d4b3" * 50,
)  # fmt: skip
SUB_COMMANDS = (
    "find", "show", "add", "edit", "remove", "history", "undo", "label", "labels", "list", "grant", "revoke", "找",
    "none", "30d", "yaml",
)  # fmt: skip
WORDS = (
    st.sampled_from(ODD + SUB_COMMANDS + EDITABLE)
    | st.sampled_from([entry.id for entry in ENTRIES])
    | st.sampled_from([entry.title for entry in ENTRIES])
    | st.integers().map(str)
    | st.text(st.characters(codec="utf-8"), max_size=60)
)
ARGUMENTS = st.lists(WORDS, max_size=5).map(" ".join).map(lambda text: text[:4000])
LETTERS = "".join(map(chr, range(33, 127)))
DATA = st.tuples(
    st.sampled_from(
        [prefix for prefix, *_ in PRESSES] + [prefix for prefix, _ in TOASTS] + ["e:", "i:", "d:", "p:", "m", ""]
    ),
    st.sampled_from(
        ["", "F", "A", "all", "back", "cancel", "skip", "save", "confirm", "clear", "again", "next", "sure"]
    )
    | st.sampled_from([letter + entry.id for letter in "serhuwcdL" for entry in ENTRIES])
    | st.text(LETTERS, max_size=40)
    | st.from_regex(r"[leongfcEOu+-]:[0-9]{1,6}(:[0-9a-f]{16})?(:[0-9a-f]{12})?", fullmatch=True)
    | st.integers().map(str),
).map(lambda parts: "".join(parts)[:64] or "x")

# The dialogue is shared by the examples on purpose: each goes on from the forms and entries that others left.
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def database(small_database: Database) -> Database:
    return small_database


@pytest.fixture
def regions() -> Regions:
    return shipped_regions()


@pytest.fixture
def assistant(editors: Office) -> Assistant:
    return editors.assistant


@pytest.fixture
def allowance() -> Allowance:
    return NO_LIMITS


def assert_calm(dialogue: Dialogue, sent: list[dict[str, object]]) -> None:
    texts = [str(message.get("text", message.get("caption", ""))) for message in sent]
    assert all(wording.APOLOGY not in text and "Traceback" not in text and "Error" not in text for text in texts), texts
    assert dialogue.api.misuse == []


@MANY
@given(command=st.sampled_from([command.name for command in COMMANDS]), arguments=ARGUMENTS)
async def test_any_arguments_of_any_command_get_an_answer(dialogue: Dialogue, command: str, arguments: str) -> None:
    sent = await dialogue.say(OWNER, f"/{command} {arguments}")
    assert sent or dialogue.called("editMessageText")
    assert_calm(dialogue, sent)


@MANY
@given(form=st.sampled_from(["/service add", "/service edit city-stops", "/service find 工"]), said=st.lists(WORDS))
async def test_anything_said_into_a_form_gets_an_answer(dialogue: Dialogue, form: str, said: list[str]) -> None:
    await dialogue.say(OWNER, form)
    for text in said[:4]:
        if text.strip() and not text.lstrip().startswith("/"):
            assert_calm(dialogue, await dialogue.say(OWNER, text[:4000]))


@MANY
@given(form=st.sampled_from(["/service add 标题", "/service edit city-stops how", "/todo"]), data=DATA)
async def test_any_button_in_any_state_is_harmless(dialogue: Dialogue, form: str, data: str) -> None:
    *_, message = await dialogue.say(OWNER, form)  # before it stands what the command ended, if anything was open
    assert_calm(dialogue, await dialogue.press(OWNER, message, data))
