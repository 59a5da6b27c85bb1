"""The chats that docs/staff.md shows are held anew, and look as they are shown."""

from pathlib import Path

from tests.guards.chat_drawing import Said, drawn, width_of, wrapped
from tests.guards.chats import IMAGES, TALKS, pictures
from tests.guards.papers import links_in, text_of


async def test_the_chats_shown_are_those_held(tmp_path: Path, model_cache: Path) -> None:
    shown = {name: (IMAGES / f"{name}.svg").read_text(encoding="utf-8") for name in TALKS}
    held = await pictures(f"sqlite:///{tmp_path}/chats.db", model_cache)
    assert [name for name in TALKS if held[name] != shown[name]] == [], "run: python -m tests.guards.chats"


def test_every_chat_is_shown_in_the_manual() -> None:
    shown = {link for link in links_in(text_of("docs/staff.md")) if link.endswith(".svg")}
    assert shown == {f"images/{name}.svg" for name in TALKS}


def test_lines_are_no_wider_than_the_bubble_and_lose_nothing() -> None:
    text = "工会驿站 station 017 今天关门。\n\n" + "热" * 60
    lines = list(wrapped(text, 200))
    assert "".join(lines) == text.replace("\n", "")
    assert all(width_of(line) <= 200 + 15 for line in lines)
    assert not any(line.startswith("。") for line in lines)


def test_what_was_said_cannot_break_the_picture() -> None:
    picture = drawn([Said("<b>&", ours=True), Said("好", rows=(("<",),), pressed="<")], 'a "title" <')
    assert picture.count("&lt;") == 3
    assert "<b>" not in picture
