"""The page in a real browser: asking, following up, sharing, without a connection, by keyboard, for everybody."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.understanding.features import Featurizer
from handlers.web.pages import Pages
from tests.handlers.web.browser import DESKTOP, NARROW, PHONE, Served, chromium, page_served, visitor, worker_answers
from tests.small_catalogue import HOHHOT, entry, small_snapshot

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

STATIONS = "工会驿站有多少个"
LATER = "2100-01-01"
"""Where a page's clock is stopped: what a button says for two seconds it says until it is read."""
PATHS = (
    "/",
    f"/?q={STATIONS}",
    "/?q=我被打了",
    "/services",
    "/services/legal_aid",
    "/services?find=欠薪",
    "/service/neimenggu-stations",
    "/service/guide-wages-owed",
    "/offline",
    "/nearby",
    "/s/DEMO-013",
    "/news",
    "/about",
    "/no-such-page",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(
    shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    async with page_served(shipped_snapshot, regions, pages, tmp_path_factory.mktemp("web")) as running:
        yield running


async def test_asking_following_up_and_pressing_a_button(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        answer = await rider.ask("青海的暖心早餐是什么")
        assert "来源：《青海工会打造" in answer
        assert "暖心早餐" in await rider.ask("多少钱")
        assert "早餐" not in await rider.ask("公司拖欠工资怎么办")
        button = rider.page.locator(".choices button").last
        label = await button.inner_text()
        await button.click()
        assert "来源：" in await rider.last_answer(4)
        assert label in await rider.page.locator(".asked").last.inner_text()
        log = rider.page.get_by_role("log")
        assert await log.get_attribute("aria-live") == "polite"
        assert await log.locator(".answer").count() == 4


async def test_a_thumb_says_what_became_of_it_and_offers_to_tell_the_union(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        await rider.ask(STATIONS)
        await rider.page.get_by_role("button", name="有用", exact=False).first.click()
        await rider.page.get_by_text("收到，谢谢").wait_for()
        await rider.page.get_by_role("button", name="没用").click()
        await rider.page.get_by_role("button", name="告诉工会这个问题").click()
        await rider.page.get_by_text("已转给工会").wait_for()
        assert await rider.page.get_by_text("收到，谢谢").count() == 0
        assert rider.page.url == f"{served.address}/"


async def test_without_scripts_everything_but_comfort_is_there(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, scripts=False) as rider:
        await rider.open()
        await rider.page.get_by_role("button", name="全部服务").click()
        await rider.page.get_by_role("button", name="职工医疗互助").click()
        await rider.page.locator(".choices button").first.click()
        assert "来源：" in await rider.last_answer(1)
        await rider.page.get_by_label("您想问什么").fill(STATIONS)
        await rider.page.get_by_role("button", name="发送").click()
        await rider.page.locator(".answer", has_text="3012个").wait_for()
        await rider.page.get_by_role("button", name="有用").click()
        await rider.page.locator("main", has_text="收到，谢谢").wait_for()
        await rider.page.get_by_role("link", name="接着问").click()
        await rider.page.get_by_label("您想问什么").wait_for()


async def test_a_question_in_the_address_is_answered_and_taken_out_of_it(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open(f"/?q={STATIONS}")
        assert "3012个" in await rider.last_answer(1)
        assert rider.page.url == f"{served.address}/"


async def test_a_service_is_shared_by_its_address(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, DESKTOP) as rider:
        await rider.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await rider.page.clock.install()
        await rider.open()
        await rider.ask(STATIONS)
        await rider.page.get_by_role("link", name="看详情").click()
        await rider.page.clock.pause_at(LATER)
        await rider.page.get_by_role("button", name="分享这一条").click()
        await rider.page.get_by_role("button", name="已复制，去粘贴").wait_for()
        shared = str(await rider.page.evaluate("navigator.clipboard.readText()"))
    title, address = shared.split("\n")
    assert "内蒙古工会驿站" in title
    assert address == f"{served.address}/service/neimenggu-stations"
    async with visitor(browser, served) as friend:
        await friend.page.goto(address)
        assert "内蒙古工会驿站" in await friend.page.get_by_role("heading", level=1).inner_text()


async def test_the_hotline_is_dialled_or_copied(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await rider.page.clock.install()
        await rider.open()
        await rider.ask(STATIONS)
        assert await rider.page.get_by_role("link", name="拨打 12351").get_attribute("href") == "tel:12351"
        await rider.page.clock.pause_at(LATER)
        await rider.page.get_by_role("button", name="复制 12351").click()
        await rider.page.get_by_role("button", name="已复制").wait_for()
        assert await rider.page.evaluate("navigator.clipboard.readText()") == "12351"


async def test_the_region_stays_on_the_phone_alone(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        await rider.page.get_by_label("您在哪里干活").select_option("内蒙古自治区包头市")
        assert "包头市没有查到" in await rider.ask("暖心早餐")
        await rider.open()
        assert await rider.page.get_by_label("您在哪里干活").input_value() == "内蒙古自治区包头市"
        cookies = await rider.context.cookies()
        assert [cookie.get("name") for cookie in cookies] == ["session"]
        await rider.open("/services")
        await rider.page.get_by_role("link", name="暖心早餐").first.click()
        await rider.page.get_by_role("link", name="青海暖心早餐").click()
        await rider.page.get_by_text("包头市没有查到").first.wait_for()
        assert rider.page.url == f"{served.address}/service/qinghai-warm-breakfast"


async def test_with_the_phone_s_position_the_nearest_come_first(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.context.grant_permissions(["geolocation"])
        await rider.context.set_geolocation({"latitude": 40.8094, "longitude": 111.6996})
        await rider.open()
        await rider.page.get_by_role("link", name="附近驿站").click()
        await rider.page.get_by_role("button", name="用我的位置").click()
        answer = await rider.last_answer(1)
        assert "离您最近" in answer
        assert "在您的" in answer
        assert await rider.page.get_by_role("img", name="示意图").is_visible()
        assert "40." not in rider.page.url
        kept = await rider.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert "40.8094" not in kept
        assert "111.6996" not in kept
        await rider.page.get_by_role("button", name="远一点的").click()
        assert "再往后的" in await rider.last_answer(2)


async def test_without_the_position_a_district_does(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.context.clear_permissions()
        await rider.open("/nearby")
        await rider.page.get_by_role("button", name="用我的位置").click()
        await rider.page.get_by_role("status").filter(has_text="手机没让看位置").wait_for()
        await rider.page.get_by_label("您在哪里干活").select_option("内蒙古自治区呼和浩特市赛罕区")
        await rider.page.get_by_role("button", name="看这个区的").click()
        assert "赛罕区有 4 个站" in await rider.last_answer(1)
        assert "演示·赛罕区" in await rider.ask("DEMO-013")


async def test_by_keyboard_alone(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, DESKTOP) as rider:
        await rider.open()
        keys = rider.page.keyboard
        await keys.press("Tab")
        assert await rider.page.evaluate("document.activeElement.textContent") == "跳到正文"
        for _ in range(40):
            await keys.press("Tab")
            if await rider.page.evaluate("document.activeElement.name") == "text":
                break
        await keys.type("公司拖欠工资怎么办")
        await keys.press("Enter")
        assert "来源：" in await rider.last_answer(1)
        assert "公司拖欠工资怎么办" in await rider.page.locator(".asked").inner_text()
        assert await rider.page.evaluate("document.activeElement.name") == "text"
        for _ in range(40):
            await keys.press("Shift+Tab")
            if await rider.page.evaluate("document.activeElement.name") == "choice":
                break
        outline = await rider.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        await keys.press("Enter")
        assert await rider.last_answer(2)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_the_keyboard_s_send_key_sends_what_was_typed_whatever_buttons_there_are(
    browser: Browser, served: Served, scripts: bool
) -> None:
    async with visitor(browser, served, scripts=scripts) as rider:
        for path in ("/", f"/?q={STATIONS}", "/nearby"):
            await rider.open(path)
            await rider.page.get_by_label("您想问什么").fill("青海的暖心早餐是什么")
            await rider.page.get_by_label("您想问什么").press("Enter")
            await rider.page.locator(".asked", has_text="青海的暖心早餐是什么").last.wait_for()
            await rider.page.get_by_text("来源：《青海工会打造").last.wait_for()


async def test_without_a_connection_the_services_last_loaded_are_searched(
    browser: Browser, shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path: Path
) -> None:
    async with (
        page_served(shipped_snapshot, regions, pages, tmp_path) as served,
        visitor(browser, served, offline_is_expected=True) as rider,
    ):
        await rider.open()
        await worker_answers(rider.page)
        assert "3012个" in await rider.ask(STATIONS)
        await served.end()
        await rider.context.set_offline(True)
        answer = await rider.ask("暖心早餐")
        assert "现在没有网" in answer
        assert "2026-11-21" in answer
        assert "来源：《青海工会打造" in answer
        assert "演示·玉泉区" in await rider.ask("演示 玉泉区")
        assert "没找到" in await rider.ask("zzzz")
        await rider.open()  # opened anew without a connection
        await rider.page.get_by_role("status").filter(has_text="2026-11-21").wait_for()
        assert "来源：《" in await rider.ask("欠薪 律师")
        kept = await rider.page.evaluate(
            "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)"
            ".then((cache) => cache.keys())))).then((all) => all.flat().map((one) => new URL(one.url).pathname))"
        )
        plain = {"/", "/nearby", "/offline", "/offline.json"}
        assert {path for path in kept if not path.startswith("/static/")} == plain


async def test_a_visit_without_anything_kept_says_so(
    browser: Browser, shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path: Path
) -> None:
    async with (
        page_served(shipped_snapshot, regions, pages, tmp_path) as served,
        visitor(browser, served, offline_is_expected=True) as rider,
    ):
        await rider.context.route("**/sw.js", lambda route: route.abort())
        await rider.open()
        await served.end()
        assert "12351" in await rider.ask(STATIONS)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
async def test_no_barrier_for_anybody(browser: Browser, served: Served, path: str, dark: bool) -> None:
    async with visitor(browser, served, dark=dark, offline_is_expected=path == "/no-such-page") as reader:
        await reader.open(path)
        found = await Axe().run(reader.page)
        serious = [
            f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}"
            for one in found.response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == []


@pytest.mark.parametrize("path", PATHS)
async def test_nothing_scrolls_sideways_at_320_pixels(browser: Browser, served: Served, path: str) -> None:
    async with visitor(browser, served, NARROW, offline_is_expected=path == "/no-such-page") as reader:
        await reader.open(path)
        widths = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
        assert max(await reader.page.evaluate(widths)) <= 320
        if path == "/":
            await reader.ask("x" * 300)
            assert max(await reader.page.evaluate(widths)) <= 320


_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter((one) => one.offsetParent && one.checkVisibility() && !one.matches(".skip, .unseen, p > .number"))
  .map((one) => { const box = one.getBoundingClientRect();
    return [one.textContent.trim().slice(0, 12) || one.name, box.width, box.height,
            parseFloat(getComputedStyle(one).fontSize)]; })"""
_SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll("body *")]
  .filter((one) => one.offsetParent && !one.matches(".unseen") && [...one.childNodes].some(
    (node) => node.nodeType === 3 && node.textContent.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


@pytest.mark.parametrize("path", PATHS)
async def test_gloves_and_sun_what_is_touched_is_large_and_what_is_read_too(
    browser: Browser, served: Served, path: str
) -> None:
    async with visitor(browser, served, offline_is_expected=path == "/no-such-page") as rider:
        await rider.open(path)
        small = [one for one in await rider.page.evaluate(_TARGETS) if min(one[1:3]) < 48 or one[3] < 18]
        assert small == []
        assert await rider.page.evaluate(_SMALLEST_TEXT) >= 18


async def test_one_hand_what_one_asks_with_is_in_the_lower_half(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        named = "'.dock a, .dock button, .dock input:not([type=hidden]), .dock select'"
        controls = f"[...document.querySelectorAll({named})].filter((one) => one.checkVisibility())"
        highest = await rider.page.evaluate(f"Math.min(...{controls}.map((one) => one.getBoundingClientRect().top))")
        assert highest >= PHONE["height"] / 2


ATTACKS = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "javascript:window.hacked=1//{{constructor.constructor('window.hacked=1')()}}",
    "</textarea></title><iframe srcdoc='<script>parent.hacked=1</script>'>",
)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_a_question_runs_nothing(browser: Browser, served: Served, attack: str) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        await rider.ask(attack)
        assert attack in await rider.page.locator(".asked").inner_text()
        await rider.page.goto(f"{served.address}/?" + f"q={attack}".replace("#", "%23").replace("&", "%26"))
        assert await rider.page.evaluate("typeof window.hacked") == "undefined"


async def test_an_entry_runs_nothing_with_or_without_a_connection(
    browser: Browser, featurizer: Featurizer, regions: Regions, pages: Pages, tmp_path: Path
) -> None:
    attack = " ".join(ATTACKS)
    hostile = entry(
        "hostile-entry", f"歇脚站{attack}", "rest_stop", HOHHOT, f"标题{attack}", "2026",
        summary=f"歇脚站{attack}", how=attack, contact=attack, audience=attack,
    )  # fmt: skip
    async with (
        page_served(small_snapshot(featurizer, [hostile]), regions, pages, tmp_path) as served,
        visitor(browser, served, offline_is_expected=True) as rider,
    ):
        for path in ("/service/hostile-entry", "/services/rest_stop", "/?q=歇脚站在哪"):
            await rider.open(path)
            assert "<script>window.hacked=1</script>" in await rider.page.inner_text("body")
            assert await rider.page.evaluate("typeof window.hacked") == "undefined"
        await worker_answers(rider.page)
        assert rider.complaints == []
        await served.end()
        answer = await rider.ask("歇脚站")
        assert "<img src=x" in answer
        assert await rider.page.evaluate("typeof window.hacked") == "undefined"
