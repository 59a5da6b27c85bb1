"""Bold, links and the like of what somebody wrote."""

from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity
from telegram.constants import MessageEntityType

from bot.announcing.content import Content, plain_of
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.message.marks import html_of

WRITTEN = st.text(alphabet="ab<>&\"' \n中文😀👍🏽é", min_size=1, max_size=12)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[MessageEntity]]:
    """A text and marks in it: nested, crossing, beyond its end, in the middle of a character."""
    text = draw(WRITTEN)
    marks = [
        MessageEntity(
            draw(st.sampled_from([*MessageEntityType, "of_a_later_year"])),
            draw(st.integers(0, 14)),
            draw(st.integers(0, 14)),
            url=draw(st.sampled_from([None, "https://example.org/?a=1&b=\"'<", "javascript:x"])),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    return text, marks


@given(marked(), st.integers(0, 12), st.integers(0, 12))
def test_no_mark_changes_a_character_and_all_are_closed(
    written: tuple[str, list[MessageEntity]], one: int, other: int
) -> None:
    text, marks = written
    start, stop = sorted((min(one, len(text)), min(other, len(text))))
    assert plain_of(html_of(text, marks, start, stop)) == text[start:stop]
    assert plain_of(html_of(text, marks)) == text


@given(marked())
def test_what_comes_out_can_be_sent(written: tuple[str, list[MessageEntity]]) -> None:
    text, marks = written
    if text.strip():
        Content(html_of(text, marks)).checked((ROOM,))


def test_marks_that_cross_come_out_nested() -> None:
    marks = [MessageEntity("bold", 0, 3), MessageEntity("italic", 2, 3), MessageEntity("underline", 0, 5)]
    assert html_of("一二三四五", marks) == "<u><b>一二<i>三</i></b><i>四五</i></u>"


def test_a_person_without_a_username_is_plain_text() -> None:
    assert html_of("王师傅", [MessageEntity("text_mention", 0, 3)]) == "王师傅"
