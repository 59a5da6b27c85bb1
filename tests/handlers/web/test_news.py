"""The archive of announcements: what the public got, newest first, each at its address, and as a feed."""

import re
from html import unescape
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcing.archive import PAGE, lines_of
from data import audit
from data.announcements import add
from data.audit import Actor
from data.engine import Database

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
    assert "<strong>高温津贴</strong>" in page.text
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


@given(st.text(alphabet="ab<>&/;\n bia=\"'href:ps", max_size=60))
def test_any_text_is_taken_apart_without_harm(html: str) -> None:
    for line in lines_of(html):
        for run in line:
            assert run.text
            assert "\n" not in run.text
            assert run.url is None or run.url.startswith(("http://", "https://", "tel:"))
