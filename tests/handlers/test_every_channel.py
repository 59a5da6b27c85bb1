"""Every kind of reply on every channel: nothing is lost, and nothing names what only another channel has."""

import re
from typing import get_args

import pytest

from bot.answering import words as answering_words
from bot.bootstrap.parts import shipped_regions
from bot.operator import Operator
from bot.people.region_choices import region_choices
from bot.reply import AboutNews, Block, Buttons, Card, Choice, Link, NeedPlace, Outcome, Place, Reply, Text
from bot.stations import words as station_words
from handlers.reply_json import reply_object
from handlers.telegram.message import words as telegram_words
from handlers.telegram.message.show import draw
from handlers.web import words as web_words
from handlers.web.pages import Pages
from handlers.web.show import shown

_ONE_CHANNEL_ALONE = re.compile(r"发位置|私聊|群里|点下面|(?<![\w<])/[a-z]{3,}|用我的位置|@\w")
_STAFF = {"STATION_HELP", "DOCUMENT_TOO_LARGE", "TAKE_OR_DROP"}
EVERY_KIND: tuple[Block, ...] = (
    Text("先躲开，马上打 110。", urgent=True),
    Text("两句\n话"),
    Card("第一句", ("第二句", "可打 12351 问当地工会"), "来源：《甲》\n另见：《乙》"),
    Place("1. 017 某站", ("开着",), "某站", "某路", 40.8, 111.7, (Link("高德导航", "https://a.example"),), pinned=True),
    NeedPlace(),
    AboutNews(),
    Buttons((Choice("s:d:150105", "赛罕区"),)),
)
READ = ("马上打 110", "两句", "第一句", "第二句", "来源：《甲》", "另见：《乙》", "1. 017 某站", "开着")


@pytest.fixture(scope="module")
def page() -> Pages:
    return Pages.shipped(region_choices(shipped_regions(), "内蒙古自治区呼和浩特市"), Operator())


def test_each_kind_of_block_is_among_them() -> None:
    assert {type(block) for block in EVERY_KIND} == set(get_args(Block))


@pytest.mark.parametrize("private", [True, False])
def test_on_telegram(private: bool) -> None:
    drawn = draw(Reply(Outcome.ANSWER, EVERY_KIND), private=private)
    assert all(read in drawn.plain for read in READ)
    assert (telegram_words.SEND_PLACE in drawn.plain) is private
    assert (telegram_words.SEND_PLACE_PRIVATELY in drawn.plain) is not private
    assert telegram_words.NEWS_HERE in drawn.plain
    assert "s:d:150105" in str(drawn.markup)


def test_on_the_page(page: Pages) -> None:
    text = page.text("turn.html", shown=shown(Reply(Outcome.ANSWER, EVERY_KIND)), question=None)
    read = re.sub(r"<[^>]+>", "", text)
    assert all(one in read for one in READ)
    assert web_words.LOCATE in read
    assert 'href="/news"' in text
    assert 'href="tel:110"' in text
    assert 'href="tel:12351"' in text
    assert 'value="s:d:150105"' in text


def test_in_the_terminal_and_over_the_api() -> None:
    reply = Reply(Outcome.ANSWER, EVERY_KIND)
    for text in (reply.text, reply_object(reply)["reply"]):
        assert all(one in text for one in READ)
        assert "1. 赛罕区" in text
        assert _ONE_CHANNEL_ALONE.search(text) is None


@pytest.mark.parametrize("words", [answering_words, station_words])
def test_no_sentence_names_what_one_channel_alone_has(words: object) -> None:
    said = {name: value for name, value in vars(words).items() if name.isupper() and name not in _STAFF}
    for name, value in said.items():
        for text in value.values() if isinstance(value, dict) else (value,):
            assert _ONE_CHANNEL_ALONE.search(str(text)) is None, name
