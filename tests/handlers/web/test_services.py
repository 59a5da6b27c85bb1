"""Browsing the services, and what a phone keeps of them."""

import re
from dataclasses import replace
from html import unescape

import httpx
import pytest

from bot.answering.assistant import Assistant
from bot.answering.browsing import MOST_KEPT, bundle, services_of, shelves
from bot.answering.memory import ProcessMemory
from bot.catalogue.entry_dates import as_of
from bot.catalogue.snapshot import Snapshot
from bot.dates import status
from bot.regions import Regions
from bot.reply import Status
from bot.understanding.features import Featurizer
from data.catalogue.entries import ServiceEntry, entry_columns
from data.storage.engine import Database
from data.tables import Article, Entry, Intent
from handlers.web import words as wording
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
    guides = {guide.id for index in shipped_snapshot.guides.values() for guide in index.guides}
    assert found == {*shipped_snapshot.entries, *guides}


def _state(one: ServiceEntry) -> int:
    on = status(one.valid_from, one.valid_until, as_of(one), TODAY)
    return {Status.RUNNING: 0, Status.PLANNED: 0, Status.UNKNOWN: 1, Status.FINISHED: 2}[on]


def test_what_holds_here_comes_first_and_of_it_what_helps_most(shipped_snapshot: Snapshot, regions: Regions) -> None:
    for subject in shipped_snapshot.subjects.values():
        listed = services_of(shipped_snapshot, regions, subject.id, HOME, TODAY)
        here = [regions.contains(one.region, HOME) for one in listed]
        assert sorted(here, reverse=True) == here
        held = [one for one, holds in zip(listed, here, strict=True) if holds]
        states = [_state(one) for one in held]
        assert states == sorted(states), "what is on before what may be over, and that before what is"
        leads = [lead for lead in subject.leads if regions.contains(shipped_snapshot.entries[lead].region, HOME)]
        first = [one.id for one in held if _state(one) == states[0]]
        assert not set(first) & set(leads) or first[0] in leads


@pytest.mark.slow
async def test_a_service_has_a_page_of_its_own(web: httpx.AsyncClient, shipped_snapshot: Snapshot) -> None:
    for shown in shipped_snapshot.entries.values():
        page = await web.get(f"/service/{shown.id}")
        assert page.status_code == 200
        text = unescape(page.text)
        assert f"<h1>{shown.title}</h1>" in text
        assert f"来源：《{shown.source.headline}》" in text


async def test_every_line_of_a_list_tells_where_of_when_and_whether_it_is_on(web: httpx.AsyncClient) -> None:
    page = unescape((await web.get("/services/legal_aid")).text)
    lines = re.findall(r'<span class="scope[^"]*">([^<]*)</span>', page)
    assert lines
    for line in lines:
        assert line == wording.A_GUIDE or re.fullmatch(r".+ · (\d{4}年|年份不详) · \S+", line), line


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("体检", "体检"),
        ("欠薪", "工资"),
        ("仲裁", "劳动仲裁怎么申请"),
        ("宣传周", "职工劳动保障法律宣传周"),
        ("zzzz", "没找到"),
    ],
)
async def test_one_field_searches_services_and_guides(web: httpx.AsyncClient, words: str, found: str) -> None:
    page = await web.get("/services", params={"find": words})
    assert page.status_code == 200
    before_the_subjects = unescape(page.text).split(wording.SERVICES_INTRO)[0].split("</form>")[1]
    assert found in before_the_subjects


async def test_a_guide_has_a_page_of_its_own_to_share(web: httpx.AsyncClient, shipped_snapshot: Snapshot) -> None:
    guide = next(iter(shipped_snapshot.guides["wages_owed"].guides))
    page = await web.get(f"/service/{guide.id}")
    assert page.status_code == 200
    text = unescape(page.text)
    assert f"<h1>{guide.title}</h1>" in text
    assert guide.answer in text
    read = re.sub(r"<[^>]+>", "", text)
    assert all(step.text in read for step in guide.steps)
    assert f'data-share="/service/{guide.id}"' in text
    assert 'href="tel:12333"' in text
    moved = await web.get(f"/services/{guide.id}")
    assert moved.headers["location"] == f"/service/{guide.id}"


async def test_a_card_is_shared_with_words_that_read_well(web: httpx.AsyncClient) -> None:
    page = unescape((await web.post("/", data={"text": "工会驿站有多少个"})).text)
    (shared,) = re.findall(r'data-share="(/service/[^"]*)" data-title="([^"]*)" data-text="([^"]*)"', page)
    assert shared[0] == "/service/neimenggu-stations"
    assert shared[2].startswith(f"{shared[1]}：")
    assert "3012个" in shared[2]
    told = (await web.get(shared[0])).text
    assert f'<meta property="og:title" content="{shared[1]} · {wording.NAME}">' in unescape(told)
    assert 'property="og:description"' in told


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
    at_home = [one.id for one in services_of(snapshot, regions, "rest_stop", HOME, TODAY)]
    in_xining = [one.id for one in services_of(snapshot, regions, "rest_stop", XINING, TODAY)]
    assert at_home[-1] == in_xining[0] == "qinghai-stops"
    assert services_of(snapshot, regions, "no-such-subject", HOME, TODAY) == ()
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
    guides = {guide.id for index in shipped_snapshot.guides.values() for guide in index.guides}
    untold = set(shipped_snapshot.subjects) - {subject.id for subject in shipped_snapshot.filled_subjects}
    assert {one["id"] for one in kept["services"]} == {*shipped_snapshot.entries, *guides, *untold}
    assert all(one["source"].startswith(("来源：", "依据")) for one in kept["services"] if one["id"] not in untold)
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
    """One page with everything that it loads, the list to keep included: at most 115 kB, guides and danger among it."""
    home = await web.get("/")
    files = {*links(home, "/static/"), *re.findall(r'(?:src|data-offline-script)="(/static/[^"]*)"', home.text)}
    assert len(files) == 8
    loaded = [home, *[await web.get(path) for path in (*files, "/offline.json", "/sw.js", "/manifest.webmanifest")]]
    assert all(one.status_code == 200 for one in loaded)
    assert sum(one.num_bytes_downloaded for one in loaded) <= 115_000
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
