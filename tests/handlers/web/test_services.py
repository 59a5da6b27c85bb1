"""Browsing the services, and what a phone keeps of them."""

import re
from dataclasses import replace
from html import unescape

import httpx
import pytest

from bot.assistant import Assistant
from bot.browsing import MOST_KEPT, bundle, services_of, shelves
from bot.catalogue import Snapshot
from bot.conversation import ProcessMemory
from bot.regions import Regions
from bot.understanding.features import Featurizer
from data.engine import Database
from data.entries import entry_columns
from data.tables import Article, Entry, Intent
from handlers.web.application import build_application
from handlers.web.desk import Desk
from handlers.web.offline import Bundles
from tests.handlers.web.conftest import HOME, TODAY, Clock
from tests.small_catalogue import ENTRIES, XINING, entry, small_snapshot

pytestmark = pytest.mark.usefixtures("unbroken")


def links(response: httpx.Response, start: str) -> list[str]:
    return [unescape(link) for link in re.findall(rf'href="({start}[^"]*)"', response.text)]


async def test_every_service_is_reached_in_two_steps(web: httpx.AsyncClient, shipped_snapshot: Snapshot) -> None:
    found: set[str] = set()
    for subject in links(await web.get("/services"), "/services/"):
        page = await web.get(subject)
        assert page.status_code == 200
        found.update(link.removeprefix("/service/") for link in links(page, "/service/"))
    assert found == set(shipped_snapshot.entries)


def test_what_holds_here_comes_first_and_of_it_what_helps_most(shipped_snapshot: Snapshot, regions: Regions) -> None:
    for subject in shipped_snapshot.subjects.values():
        listed = services_of(shipped_snapshot, regions, subject.id, HOME)
        here = [regions.contains(one.region, HOME) for one in listed]
        assert sorted(here, reverse=True) == here
        leads = [lead for lead in subject.leads if regions.contains(shipped_snapshot.entries[lead].region, HOME)]
        assert not leads or listed[0].id in leads


async def test_a_service_has_a_page_of_its_own(web: httpx.AsyncClient, shipped_snapshot: Snapshot) -> None:
    for shown in shipped_snapshot.entries.values():
        page = await web.get(f"/service/{shown.id}")
        assert page.status_code == 200
        text = unescape(page.text)
        assert f"<h1>{shown.title}</h1>" in text
        assert f"来源：《{shown.source.headline}》" in text


async def test_what_is_not_there_says_so(web: httpx.AsyncClient) -> None:
    for path in ("/service/nothing-here", "/services/nothing", "/nothing", "/static/page.css", "/service/%00"):
        page = await web.get(path)
        assert page.status_code == 404
    assert "没有这一页" in (await web.get("/nothing")).text


async def test_the_source_s_own_words_are_shown_where_they_are_stored(
    desk: Desk, database: Database, regions: Regions, featurizer: Featurizer, clock: Clock
) -> None:
    stored = next(one for one in ENTRIES if one.id == "camp-2025")
    async with database.write() as session:
        session.add(Intent(id=stored.intent, name="夏令营", scope="营地", position=1))
        session.add(Article(id=stored.source.article))
        await session.flush()
        session.add(Entry(**entry_columns(stored), passage="报上写着<b>孩子们去了草原</b>"))
    snapshot = small_snapshot(featurizer, with_passage=[stored.id])
    assistant = Assistant(snapshot, regions, HOME, ProcessMemory(), database, clock, lambda: TODAY)
    application = build_application(replace(desk, assistant=assistant), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://x") as web:
        page = await web.get(f"/service/{stored.id}")
        without = await web.get("/service/camp-2027")
    assert "报上写着&lt;b&gt;孩子们去了草原&lt;/b&gt;" in page.text
    assert "报道原文" in page.text
    assert "报道原文" not in without.text


def test_services_that_hold_at_the_reader_s_place_come_first(featurizer: Featurizer, regions: Regions) -> None:
    snapshot = small_snapshot(featurizer)
    at_home = [one.id for one in services_of(snapshot, regions, "rest_stop", HOME)]
    in_xining = [one.id for one in services_of(snapshot, regions, "rest_stop", XINING)]
    assert at_home[-1] == in_xining[0] == "qinghai-stops"
    assert services_of(snapshot, regions, "no-such-subject", HOME) == ()
    assert {shelf.subject.id: shelf.count for shelf in shelves(snapshot)}["rest_stop"] == len(at_home)


def test_a_phone_keeps_a_bounded_number_with_every_subject(featurizer: Featurizer, regions: Regions) -> None:
    many = [entry(f"stops-{n}", f"{n}号歇脚站", "rest_stop", HOME, "站", "2026") for n in range(MOST_KEPT + 50)]
    kept = bundle(small_snapshot(featurizer, [*ENTRIES, *many]), regions, HOME, TODAY)
    assert len(kept) == MOST_KEPT
    assert {one.subject for one in kept} == {"歇脚站", "热饭", "夏令营", "工会律师", "查视力"}


async def test_what_a_phone_keeps_is_every_service_with_its_source(
    web: httpx.AsyncClient, shipped_snapshot: Snapshot
) -> None:
    kept = (await web.get("/offline.json")).json()
    assert kept["day"] == TODAY.isoformat()
    assert {one["id"] for one in kept["services"]} == set(shipped_snapshot.entries)
    assert all(one["source"].startswith("来源：") for one in kept["services"])
    plain = await web.get("/offline.json", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == kept


async def test_the_bundle_is_made_once_in_ten_minutes(desk: Desk, clock: Clock) -> None:
    bundles = Bundles(clock)
    first = await bundles.packed(desk)
    assert await bundles.packed(desk) is first
    clock.now += 601
    assert await bundles.packed(desk) is not first


async def test_the_page_and_its_files_are_small(web: httpx.AsyncClient) -> None:
    """One page with everything that it loads, the list to keep included: at most 200 kB."""
    home = await web.get("/")
    files = {*links(home, "/static/"), *re.findall(r'(?:src|data-offline-script)="(/static/[^"]*)"', home.text)}
    assert len(files) == 5
    loaded = [home, *[await web.get(path) for path in (*files, "/offline.json", "/sw.js", "/manifest.webmanifest")]]
    assert all(one.status_code == 200 for one in loaded)
    assert sum(one.num_bytes_downloaded for one in loaded) <= 100_000
    longest = max(
        [await web.get(path) for path in ("/services", "/services/legal_aid")], key=lambda page: len(page.content)
    )
    assert len(longest.content) <= 50_000


async def test_files_may_be_kept_for_ever_because_their_names_change(web: httpx.AsyncClient) -> None:
    home = await web.get("/")
    assert home.headers["cache-control"] == "no-cache"
    for path in links(home, "/static/"):
        assert re.fullmatch(r"/static/[\w-]+\.[0-9a-f]{12}\.\w+", path)
        assert "immutable" in (await web.get(path)).headers["cache-control"]


async def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline(web: httpx.AsyncClient) -> None:
    for path in ("/", "/services", "/services/station", "/service/neimenggu-stations", "/about", "/nothing"):
        page = await web.get(path)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page.text) == []
        assert re.findall(r"<style|<script>|\sstyle=|\son\w+=", page.text) == []
        assert page.headers["x-content-type-options"] == "nosniff"


async def test_a_phone_may_install_it(web: httpx.AsyncClient) -> None:
    manifest = (await web.get("/manifest.webmanifest")).json()
    assert manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        assert (await web.get(icon["src"])).status_code == 200
    worker = await web.get("/sw.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    for path in re.findall(r'"(/[^"]*)"', worker.text.partition("const CACHE")[0]):
        assert (await web.get(path)).status_code == 200


async def test_old_names_lead_to_the_icon_and_robots_stay_away_from_questions(web: httpx.AsyncClient) -> None:
    assert (await web.get((await web.get("/favicon.ico")).headers["location"])).status_code == 200
    assert "/*?q=" in (await web.get("/robots.txt")).text
