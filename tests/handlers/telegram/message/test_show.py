"""How a Reply looks as a message."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Buttons, Card, Choice, Outcome, Reply, Text
from handlers.telegram.message.show import MOST_UNITS, draw, inline_keyboard, plain, reply_keyboard

LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)


class Reader(HTMLParser):
    """Reads our HTML as Telegram does, and refuses open or crossed tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()
        assert self.tags == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ("b", "i")
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(LINES, st.lists(LINES, max_size=40), LINES)
def test_any_text_is_escaped_whole_and_fits(lead: str, lines: list[str], source: str) -> None:
    drawn = draw(Reply(Outcome.ANSWER, (Card(lead, tuple(lines), source),)))
    assert Reader(drawn.html).text == drawn.plain
    assert len(drawn.plain.encode("utf-16-le")) // 2 <= MOST_UNITS
    whole = "\n".join((lead, *lines, source))
    assert drawn.plain == whole or drawn.plain.endswith("…") or whole.startswith(drawn.plain)


@given(st.integers(0, 3), st.sampled_from(("工", "😀", "a")))
def test_a_text_of_the_utmost_length_is_kept_and_a_longer_one_cut(beyond: int, character: str) -> None:
    width = len(character.encode("utf-16-le")) // 2
    text = character * (MOST_UNITS // width - 1 + beyond)
    drawn = plain(text)
    assert len(drawn.plain.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert drawn.plain == text or drawn.plain.endswith("…")
    assert (drawn.plain == text) == (len(text.encode("utf-16-le")) // 2 < MOST_UNITS)


def test_the_first_line_is_bold_and_the_source_in_italics() -> None:
    drawn = draw(Reply(Outcome.ANSWER, (Card("答案", ("怎么去",), "来源：《报》"),)), before="抱歉")
    assert drawn.html == "抱歉\n<b>答案</b>\n怎么去\n<i>来源：《报》</i>"


def test_a_single_line_is_not_bold() -> None:
    assert draw(Reply(Outcome.SMALLTALK, (Text("您好"),))).html == "您好"


def test_short_buttons_stand_two_in_a_row_and_long_ones_alone() -> None:
    labels = ("短", "也短", "一个很长很长的按钮标签", "短三", "短四", "短五")
    keyboard = inline_keyboard(tuple(Choice(f"e:{n}", label) for n, label in enumerate(labels)))
    assert keyboard is not None
    rows = [[button["text"] for button in row] for row in keyboard["inline_keyboard"]]
    assert rows == [["短", "也短"], ["一个很长很长的按钮标签"], ["短三", "短四"], ["短五"]]


def test_the_hotline_can_be_copied_where_the_card_names_it() -> None:
    card = Card("答案", ("找谁问：12351",), "来源：《报》")
    keyboard = draw(Reply(Outcome.ANSWER, (card, Buttons((Choice("m", "服务"),))))).markup
    assert keyboard is not None
    assert keyboard["inline_keyboard"][-1][0]["copy_text"] == {"text": "12351"}
    assert draw(Reply(Outcome.ANSWER, (Card("答案", (), "来源"),))).markup is None


def test_the_large_buttons_are_few_and_short() -> None:
    rows = reply_keyboard()["keyboard"]
    assert len(rows) <= 5
    assert all(len(row) <= 2 for row in rows)
