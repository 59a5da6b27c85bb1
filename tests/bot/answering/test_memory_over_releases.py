"""What was kept of a talk is read by later releases, and by earlier ones where a release was taken back."""

import pytest

from bot.answering.memory import kept_as, state_of
from bot.dialogue import DialogueState

TALK = DialogueState("station", ("a-1",), ("a-2", "a-3"), "内蒙古自治区", ("e:a-2",), 1, ("017", "018"), 1, ("water",))


def test_what_is_kept_is_what_was() -> None:
    assert state_of(kept_as(TALK)) == TALK


@pytest.mark.parametrize(
    ("kept", "state"),
    [
        ('{"intent":"station","shown":["a-1"]}', DialogueState("station", ("a-1",))),
        ('{"intent":"station","version":9,"mood":"good"}', DialogueState("station")),
        ('{"intent":["station"]}', DialogueState()),
        ("no JSON", DialogueState()),
    ],
    ids=["fields missing", "fields of a later release", "another shape", "nothing readable"],
)
def test_any_other_state_is_read_as_far_as_it_can_be(kept: str, state: DialogueState) -> None:
    assert state_of(kept) == state
