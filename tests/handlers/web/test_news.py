"""The archive of announcements: what the public got, newest first, each at its address, and as a feed."""

import re
from dataclasses import replace
from html import unescape
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcing.archive import PAGE, lines_of
from bot.announcing.asks import Asks
from data.announcing.announcements import add
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.web import words as wording
from handlers.web.application import build_application
from handlers.web.desk import Desk
from tests.handlers.web.conftest import Clock

pytestmark = pytest.mark.usefixtures("unbroken")
ATOM = "{http://www.w3.org/2005/Atom}"
AT = 1_795_194_000


async def put(database: Database, html: str, **more: Any) -> int:
    """An announcement that went out to everybody, unless said otherwise."""
    row = {
        "html": html, "author": "tg:1", "state": "finished", "created_at": AT, "started_at": AT, "audience": {},
        "buttons": [], "urgent": False, "prepared": True, "total": 0, "stage": 2, "version": 0, "runs": 1, "fence": 0,
    }  # fmt: skip
    async with database.write_rows() as connection:
        return await add(connection, {**row, **more})


def words(response: httpx.Response) -> str:
    return unescape(re.sub(r"<[^>]+>", "", response.text))


async def test_what_went_out_is_listed_newest_first_and_has_a_page(web: httpx.AsyncClient, database: Database) -> None:
    first = await put(database, "送清凉\n今天下午")
    second = await put(
        database, '<b>高温津贴</b>\n看<a href="https://gonghui.example/a">这里</a>', buttons=[["报名", "https://gonghui.example"]],
        audience={"region": "内蒙古自治区呼和浩特市"},
    )  # fmt: skip
    listed = await web.get("/news")
    assert re.findall(r'href="(/news/\d+)"', listed.text) == [f"/news/{second}", f"/news/{first}"]
    assert "2026年11月20日" in words(listed)
    page = await web.get(f"/news/{second}")
    assert "<h1>高温津贴</h1>" in page.text
    assert 'href="https://gonghui.example/a"' in page.text
    assert "报名" in words(page)
    assert "发给：呼和浩特市" in words(page)


@pytest.mark.parametrize(
    "more",
    [
        {"state": "draft"}, {"state": "waiting"}, {"state": "scheduled"}, {"state": "cancelled"},
        {"audience": {"staff": True}}, {"audience": {"station": "017"}},
        {"audience": {"digest": {"of": [1], "holds": [], "lacks": []}}},
    ],
)  # fmt: skip
async def test_what_the_public_did_not_get_is_not_there(
    web: httpx.AsyncClient, database: Database, more: dict[str, Any]
) -> None:
    number = await put(database, "不给人看", **more)
    assert (await web.get(f"/news/{number}")).status_code == 404
    for path in ("/news", "/news.atom"):
        assert "不给人看" not in (await web.get(path)).text


async def test_what_was_recalled_is_gone(web: httpx.AsyncClient, database: Database) -> None:
    number = await put(database, "写错了")
    assert (await web.get(f"/news/{number}")).status_code == 200
    async with database.write_rows() as connection:
        await audit.note(connection, Actor("tg:1", "telegram"), AT, "announce.recall", str(number))
    assert (await web.get(f"/news/{number}")).status_code == 404
    assert "写错了" not in words(await web.get("/news"))


async def test_the_archive_goes_on_page_by_page(web: httpx.AsyncClient, database: Database) -> None:
    numbers = [await put(database, f"第{n}条") for n in range(PAGE + 3)]
    first = await web.get("/news")
    (older,) = re.findall(r'href="(/news\?before=\d+)"', first.text)
    second = await web.get(older)
    seen = [int(n) for page in (first, second) for n in re.findall(r'href="/news/(\d+)"', page.text)]
    assert seen == numbers[::-1]
    assert "before=" not in second.text


@pytest.mark.parametrize("path", ["/news/999", "/news/99999999999999999999", "/news/x", "/news/-1"])
async def test_a_number_that_is_none_is_not_found(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path)).status_code == 404


@pytest.mark.parametrize("before", ["x", "-1", "99999999999", "9" * 50, "²", ""])
async def test_a_wrong_place_in_the_archive_does_no_harm(web: httpx.AsyncClient, before: str) -> None:
    assert (await web.get("/news", params={"before": before})).status_code == 200


async def test_the_feed_is_atom_with_stable_ids(web: httpx.AsyncClient, database: Database) -> None:
    number = await put(database, "津贴 &lt;1&gt; &amp; \x0b别的\n第二行")
    answer = await web.get("/news.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"http://127.0.0.1/news/{number}"
    assert entry.findtext(f"{ATOM}title") == "津贴 <1> & 别的"
    assert (entry.findtext(f"{ATOM}content") or "").endswith("\n第二行")
    assert entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated")
    assert "还没有公告" not in words(await web.get("/news"))


async def test_without_announcements_it_says_so(web: httpx.AsyncClient) -> None:
    assert "还没有公告" in words(await web.get("/news"))
    assert ElementTree.fromstring((await web.get("/news.atom")).text).findall(f"{ATOM}entry") == []


async def test_marks_of_an_announcement_run_nothing(web: httpx.AsyncClient, database: Database) -> None:
    number = await put(
        database,
        '<a href="javascript:alert(1)">点</a><b onclick="x()">看</b>&lt;script&gt;alert(1)&lt;/script&gt;',
    )
    page = await web.get(f"/news/{number}")
    assert "javascript:" not in page.text
    assert "onclick" not in page.text
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in unescape(page.text)


@pytest.mark.slow
@given(st.text(alphabet="ab<>&/;\n bia=\"'href:ps", max_size=60))
def test_any_text_is_taken_apart_without_harm(html: str) -> None:
    for line in lines_of(html):
        for run in line:
            assert run.text
            assert "\n" not in run.text
            assert run.url is None or run.url.startswith(("http://", "https://", "tel:"))


NOW = 1_800_000_000


async def test_an_urgent_one_stands_on_the_first_page_until_it_ends(
    web: httpx.AsyncClient, database: Database, clock: Clock
) -> None:
    number = await put(
        database, "<b>暴雪红色预警，今晚停止配送</b>\n伤了打 120，要人接打 0471-1234567",
        urgent=True, started_at=NOW - 600, not_after=NOW + 3600, audience={"region": "内蒙古自治区呼和浩特市"},
    )  # fmt: skip
    await put(database, "平常的公告", started_at=NOW - 300)
    page = await web.get("/")
    read = words(page)
    assert "紧急" in read
    assert "暴雪红色预警" in read
    assert "平常的公告" not in read
    assert "发给：呼和浩特市" in read
    assert "为止" in read
    assert re.search(r"\d+月\d+日 \d\d:\d\d", read)
    assert f'href="/news/{number}"' in page.text
    for tel in ("120", "0471-1234567"):
        assert f'href="tel:{tel}"' in page.text
    clock.now += 3601
    assert "暴雪红色预警" not in words(await web.get("/"))


async def test_its_headline_is_the_page_s(web: httpx.AsyncClient, database: Database) -> None:
    number = await put(database, "<b>送清凉</b>\n今天下午三点，打 12351 问")
    page = await web.get(f"/news/{number}")
    assert "<h1>送清凉</h1>" in page.text
    assert "<title>送清凉 ·" in page.text
    assert words(page).split("</h1>")[-1].count("今天下午三点") == 1
    assert 'href="tel:12351"' in page.text


async def test_the_list_is_chosen_by_topic_and_area(web: httpx.AsyncClient, database: Database) -> None:
    await put(database, "维权的", audience={"topic": "rights"})
    await put(database, "就业的", audience={"topic": "jobs", "region": "内蒙古自治区包头市"})
    await put(database, "都要看")
    rights = words(await web.get("/news", params={"topic": "rights", "area": ""}))
    assert ("维权的" in rights, "就业的" in rights, "都要看" in rights) == (True, False, True)
    hohhot = words(await web.get("/news", params={"area": "内蒙古自治区呼和浩特市"}))
    assert ("维权的" in hohhot, "就业的" in hohhot, "都要看" in hohhot) == (True, False, True)
    none = words(await web.get("/news", params={"topic": "nothing", "area": "nowhere"}))
    assert all(one in none for one in ("维权的", "就业的", "都要看"))


async def test_the_feed_names_its_charset_and_is_readable(web: httpx.AsyncClient, database: Database) -> None:
    await put(database, "送清凉")
    feed = await web.get("/news.atom")
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"
    (style,) = re.findall(r'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', feed.text)
    assert (await web.get(style)).headers["content-type"].startswith("text/css")
    in_a_browser = await web.get("/news.atom", headers={"Accept": "text/html,application/xml"})
    assert in_a_browser.headers["content-type"] == "application/xml; charset=utf-8"


@pytest.mark.parametrize(
    "asked", ["今天有什么公告", "怎么订阅公告", "最近有什么活动", "工会有公告吗", "怎么收到工会的通知"]
)
async def test_who_asks_for_announcements_is_told_where_they_are(
    web: httpx.AsyncClient, database: Database, asked: str
) -> None:
    await put(database, "送清凉\n今天下午")
    page = await web.post("/", data={"text": asked})
    read = words(page)
    assert wording.NEWS_HERE in read
    assert "不归工会管" not in read
    assert 'href="/news"' in page.text
    assert ("送清凉" in read) is ("怎么" not in asked)
    assert page.text.count('name="choice"') <= 5


ASKS = Asks(signup=True, places=30, question=True, poll=("周六", "周日"), at=1_800_003_600).to_json()


async def asked(desk: Desk, clock: Clock, path: str, **more: Any) -> httpx.Response:
    """The page of a house that has this besides."""
    transport = httpx.ASGITransport(build_application(replace(desk, **more), clock))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path)


async def test_a_sign_up_and_a_poll_lead_to_where_people_are_known(
    desk: Desk, clock: Clock, database: Database
) -> None:
    number = await put(database, "免费体检", asks=ASKS)
    page = await asked(desk, clock, f"/news/{number}", way_in=lambda: "https://t.me/union_helper_bot?start=news_")
    assert f'href="https://t.me/union_helper_bot?start=news_{number}"' in page.text
    assert wording.NEWS_SIGNUP in words(page)
    assert "投票：周六、周日" in words(page)
    alone = await asked(desk, clock, f"/news/{number}")  # no channel with accounts in this process
    assert wording.NEWS_NO_WAY_IN in words(alone)
    assert "t.me" not in alone.text
    clock.now = 1_800_003_600
    over = await asked(desk, clock, f"/news/{number}", way_in=lambda: "https://t.me/union_helper_bot?start=news_")
    assert wording.NEWS_SIGNUP not in words(over)
    assert "t.me" not in over.text


async def test_a_reminder_leads_to_the_announcement_that_it_repeats(
    desk: Desk, clock: Clock, database: Database
) -> None:
    number = await put(database, "提醒：免费体检", asks=Asks(signup=True, of=7).to_json())
    page = await asked(desk, clock, f"/news/{number}", way_in=lambda: "https://t.me/b?start=news_")
    assert 'href="https://t.me/b?start=news_7"' in page.text


async def test_photos_without_a_word_have_a_link_that_says_something(
    web: httpx.AsyncClient, database: Database
) -> None:
    number = await put(database, "", album=[["photo", "a"], ["photo", "b"]])
    title = wording.NEWS_UNTITLED.format(number=number)
    listed = await web.get("/news")
    assert f"<strong>{title}</strong>" in listed.text
    assert f"<h1>{title}</h1>" in (await web.get(f"/news/{number}")).text
    assert ElementTree.fromstring((await web.get("/news.atom")).text).findtext(f"{ATOM}entry/{ATOM}title") == title


async def test_nothing_asked_shows_no_button_that_does_nothing(web: httpx.AsyncClient, database: Database) -> None:
    number = await put(database, "免费体检", asks=ASKS)  # nobody takes cases in this house
    plain_one = await put(database, "发冬衣")
    assert wording.NEWS_QUESTION not in words(await web.get(f"/news/{number}"))
    page = words(await web.get(f"/news/{plain_one}"))
    assert wording.NEWS_NO_WAY_IN not in page
    assert wording.NEWS_WAY_IN not in page
