"""The page as a thumb meets it: every size, the keyboard open, large text, a bad line, a page left and come back to."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, Route, ViewportSize

from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from handlers.web import words as wording
from handlers.web.pages import Pages
from tests.handlers.web.browser import Served, Visitor, chromium, page_served, visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "青海的暖心早餐是什么"
SIZES = [(360, 740), (360, 420), (320, 568), (740, 360), (1280, 800)]
KEYBOARD_OPEN = [(360, 300), (360, 420), (360, 470), (740, 360)]
MOST_OF_THE_HEIGHT = 0.35
TWICE = "document.documentElement.style.fontSize = '225%'"


def size(of: tuple[int, int]) -> ViewportSize:
    return {"width": of[0], "height": of[1]}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(
    shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    async with page_served(shipped_snapshot, regions, pages, tmp_path_factory.mktemp("phone")) as running:
        yield running


async def tap(page: Page, what: Locator) -> None:
    """Touches the middle of where it is now, as a thumb does: nothing waits for it to hold still."""
    box = await what.bounding_box()
    assert box is not None
    await page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


async def press_slowly(page: Page, what: Locator) -> None:
    """Presses and lets go at one spot, with whatever the press itself moves in between."""
    box = await what.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()
    await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    await page.mouse.up()


Press = Callable[[Page, Locator], Awaitable[None]]


def send_button(rider: Visitor) -> Locator:
    return rider.page.get_by_role("button", name="发送")


async def dock_share(page: Page) -> float:
    """How much of the height the dock covers."""
    share = """() => { const box = document.querySelector(".dock").getBoundingClientRect();
      return (innerHeight - Math.max(0, box.top)) / innerHeight; }"""
    return float(await page.evaluate(share))


@pytest.mark.parametrize("press", [tap, press_slowly], ids=["touch", "mouse"])
@pytest.mark.parametrize("of", KEYBOARD_OPEN, ids=str)
async def test_the_send_button_sends_with_the_keyboard_open(
    browser: Browser, served: Served, of: tuple[int, int], press: Press
) -> None:
    async with visitor(browser, served, size(of), touch=True) as rider:
        await rider.open()
        box = rider.page.get_by_label("您想问什么")
        height = "document.querySelector('.dock').offsetHeight"
        before = await rider.page.evaluate(height)
        await box.focus()
        assert await rider.page.evaluate(height) == before, "no layout changes with the focus"
        await box.fill(QUESTION)
        await press(rider.page, send_button(rider))
        assert "暖心早餐" in await rider.last_answer(1)


@pytest.mark.parametrize("twice", [False, True], ids=["100%", "200%"])
@pytest.mark.parametrize("path", ["/", "/nearby", "/services"])
@pytest.mark.parametrize("of", SIZES, ids=str)
async def test_the_dock_leaves_room_to_read(
    browser: Browser, served: Served, of: tuple[int, int], path: str, twice: bool
) -> None:
    async with visitor(browser, served, size(of)) as rider:
        await rider.open(path)
        if twice:
            await rider.page.evaluate(TWICE)
        assert await dock_share(rider.page) <= MOST_OF_THE_HEIGHT
        if path == "/":
            await rider.ask("公司拖欠工资怎么办")
            assert await dock_share(rider.page) <= MOST_OF_THE_HEIGHT
            field = await rider.page.get_by_label("您想问什么").bounding_box()
            send = await send_button(rider).bounding_box()
            assert field is not None
            assert send is not None
            assert abs(field["y"] - send["y"]) <= 2, "one row"
            assert field["width"] >= 100
            assert send["x"] + send["width"] <= of[0]
            wide = "document.documentElement.scrollWidth"
            assert await rider.page.evaluate(wide) <= of[0]


_HIDDEN = """() => { const one = document.activeElement.getBoundingClientRect();
  const dock = document.querySelector(".dock");
  if (dock.contains(document.activeElement)) return "";
  const below = one.bottom > dock.getBoundingClientRect().top + 1 && one.top > 0;
  return below ? document.activeElement.textContent : ""; }"""


@pytest.mark.parametrize("of", [(360, 740), (740, 360)], ids=str)
async def test_what_has_the_focus_is_never_below_the_dock(
    browser: Browser, served: Served, of: tuple[int, int]
) -> None:
    async with visitor(browser, served, size(of)) as rider:
        await rider.open("/services")
        links = await rider.page.locator("main a").count()
        hidden = []
        for _ in range(links + 4):
            await rider.page.keyboard.press("Tab")
            hidden.append(await rider.page.evaluate(_HIDDEN))
        assert [one for one in hidden if one] == []


async def test_the_talk_is_there_after_reload_tabs_back_and_until_it_is_cleared(
    browser: Browser, served: Served
) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        await rider.ask(QUESTION)
        await rider.page.reload()
        assert "暖心早餐" in await rider.last_answer(1)
        await rider.page.get_by_role("link", name="服务", exact=True).click()
        await rider.page.get_by_role("link", name="提问", exact=True).click()
        assert "暖心早餐" in await rider.last_answer(1)
        await rider.page.get_by_role("link", name="公告", exact=True).click()
        await rider.page.go_back()
        assert "暖心早餐" in await rider.last_answer(1)
        assert "暖心早餐" in await rider.ask("多少钱"), "the server still knows what is talked about"
        await rider.page.get_by_role("button", name="清空对话").click()
        assert await rider.page.locator(".answer").count() == 0
        assert await rider.page.evaluate("sessionStorage.getItem('talk')") is None
        assert "暖心早餐" not in await rider.ask("多少钱"), "and forgets with the page"


async def test_a_page_that_shows_nothing_talks_of_nothing(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        await rider.ask(QUESTION)
        second = await rider.context.new_page()
        await second.goto(served.address)
        await second.get_by_label("您想问什么").fill("多少钱")
        await second.get_by_role("button", name="发送").click()
        answer = second.locator(".answer").first
        await answer.wait_for()
        assert "暖心早餐" not in await answer.inner_text()
        assert "暖心早餐" in await rider.ask("多少钱")


async def _bad_gateway(route: Route) -> None:
    await route.fulfill(status=502, content_type="text/html", body="<html><h1>502 Bad Gateway</h1></html>")


async def _portal(route: Route) -> None:
    await route.fulfill(status=200, content_type="text/html", body="<html><form>Wi-Fi 登录</form></html>")


async def _cut(route: Route) -> None:
    await route.abort("connectionreset")


async def _half(route: Route) -> None:
    body = '<article class="turn"><div class="answer"><div class="part">半'
    await route.fulfill(status=200, headers={"Content-Type": "text/html", "X-Fragment": "1"}, body=body)


FAULTS = [
    (_bad_gateway, "出了毛病（502）"),
    (_portal, "可能要先登录"),
    (_cut, "没连上服务器"),
    (_half, "没连上服务器"),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS, ids=["502", "portal", "cut", "half an answer"])
async def test_each_fault_has_its_own_words_and_loses_none_of_ours(
    browser: Browser, served: Served, fault: Callable[[Route], Awaitable[None]], told: str
) -> None:
    async with visitor(browser, served, offline_is_expected=True) as rider:
        await rider.open()
        await rider.page.route("**/", fault)
        said = await rider.ask(QUESTION)
        assert told in said
        assert "现在没有网" not in said.split("\n")[0]
        assert await rider.page.get_by_label("您想问什么").input_value() == QUESTION
        assert await rider.page.get_by_role("link", name="拨打 12351").get_attribute("href") == "tel:12351"
        await rider.page.unroute("**/")
        await rider.page.get_by_role("button", name=wording.AGAIN).click()
        await rider.page.get_by_text("来源：《青海工会打造").first.wait_for()
        assert await rider.page.locator(".asked").count() == 1
        assert await rider.page.get_by_label("您想问什么").input_value() == ""


async def test_a_server_that_hangs_is_told_from_a_phone_without_a_network(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, offline_is_expected=True) as rider:
        await rider.page.clock.install()
        await rider.open()

        async def never(_: Route) -> None:
            return

        await rider.page.route("**/", never)
        await rider.page.get_by_label("您想问什么").fill(QUESTION)
        await send_button(rider).click()
        await rider.page.get_by_text(wording.SENDING).wait_for()
        await rider.page.clock.fast_forward(13_000)
        assert "还没有回答" in await rider.last_answer(1)
        assert await rider.page.get_by_role("button", name=wording.AGAIN).is_visible()
        await rider.page.reload()
        assert "还没有回答" in await rider.last_answer(1)


async def test_a_question_left_unanswered_is_offered_again(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, offline_is_expected=True) as rider:
        await rider.open()

        async def never(route: Route) -> None:
            if route.request.method != "POST":
                await route.continue_()

        await rider.page.route("**/", never)
        await rider.page.get_by_label("您想问什么").fill(QUESTION)
        await send_button(rider).click()
        await rider.page.get_by_text(wording.SENDING).wait_for()
        await rider.page.get_by_role("link", name="服务", exact=True).click()
        await rider.page.unroute("**/")
        await rider.page.get_by_role("link", name="提问", exact=True).click()
        await rider.page.get_by_role("button", name=wording.AGAIN).click()
        await rider.page.get_by_text("来源：《青海工会打造").first.wait_for()


async def test_a_thumb_that_did_not_arrive_says_so_and_one_that_did_shows_it(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, offline_is_expected=True) as rider:
        await rider.open()
        await rider.ask("工会驿站有多少个")
        useful = rider.page.get_by_role("button", name="有用").first
        await rider.page.route("**/feedback", _bad_gateway)
        await useful.click()
        await rider.page.get_by_text("出了毛病（502）").wait_for()
        await rider.page.unroute("**/feedback")
        await useful.click()
        await rider.page.get_by_text("收到，谢谢").wait_for()
        assert await useful.get_attribute("aria-pressed") == "true"


async def test_a_notice_stands_beside_the_dock_and_is_read_out(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.context.clear_permissions()
        await rider.open()
        for _ in range(3):
            await rider.ask("公司拖欠工资怎么办")
        await rider.ask("附近驿站在哪")
        status = rider.page.get_by_role("status").first
        assert await status.inner_text() == ""  # in the tree before it has anything to say
        await rider.page.get_by_role("button", name="用我的位置").last.click()
        notice = rider.page.get_by_role("status").filter(has_text="手机没让看位置")
        await notice.wait_for()
        box = await notice.bounding_box()
        dock = await rider.page.locator(".dock").bounding_box()
        assert box is not None
        assert dock is not None
        assert box["y"] >= 0
        assert 0 <= dock["y"] - (box["y"] + box["height"]) <= 24
        await rider.page.get_by_role("button", name="知道了").click()
        assert await status.inner_text() == ""


async def test_in_an_answer_the_phone_s_position_finds_the_nearest(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.context.grant_permissions(["geolocation"])
        await rider.context.set_geolocation({"latitude": 40.8094, "longitude": 111.6996})
        await rider.open()
        asked = await rider.ask("附近驿站在哪")
        assert "发位置" not in asked
        assert "私聊" not in asked
        await rider.page.get_by_role("button", name="用我的位置").click()
        assert "离您最近" in await rider.last_answer(2)


async def test_over_plain_http_no_button_is_named_that_is_not_there(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
        await rider.open("/nearby")
        main = await rider.page.inner_text("main")
        assert "用我的位置" not in main
        assert wording.PLAIN_HTTP in main
        assert "用我的位置" not in await rider.ask("附近驿站在哪")


async def test_a_long_text_is_told_not_cut_in_silence(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        said = await rider.ask("公司拖欠工资怎么办" + "啊" * 600)
        assert wording.CUT.format(count=609, most=500) in said
        assert (await rider.page.locator(".asked").inner_text()).endswith("怎么办" + "啊" * 600)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("of", SIZES, ids=str)
async def test_no_barrier_in_any_size(browser: Browser, served: Served, of: tuple[int, int], dark: bool) -> None:
    async with visitor(browser, served, size(of), dark=dark) as reader:
        await reader.open()
        await reader.ask("公司拖欠工资怎么办")
        for twice in (False, True):
            if twice:
                await reader.page.evaluate(TWICE)
            found = await Axe().run(reader.page)
            serious = [
                f"{one['id']}: {[node['html'] for node in one['nodes']]}"
                for one in found.response["violations"]
                if one["impact"] in ("serious", "critical")
            ]
            assert serious == []


async def test_the_page_with_everything_weighs_little(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, offline_is_expected=True) as rider:
        await rider.context.route("**/sw.js", lambda route: route.abort())
        weights: list[int] = []

        async def weigh(page: Page) -> None:
            sizes = "performance.getEntries().filter((one) => one.transferSize).map((one) => one.transferSize)"
            weights.extend(await page.evaluate(sizes))

        await rider.open()
        await weigh(rider.page)
        assert 0 < sum(weights) <= 60_000


async def test_on_a_wide_screen_what_is_talked_about_stands_beside_the_talk(browser: Browser, served: Served) -> None:
    async with visitor(browser, served, size((1280, 800))) as rider:
        await rider.open()
        await rider.ask("公司拖欠工资怎么办")
        beside = rider.page.locator("#beside")
        await beside.get_by_role("heading", level=1).wait_for()
        talk, about = await rider.page.locator("#talk").bounding_box(), await beside.bounding_box()
        assert talk is not None
        assert about is not None
        assert talk["x"] + talk["width"] <= about["x"]
        await rider.ask("工会驿站有多少个")
        await beside.get_by_role("heading", level=1).filter(has_text="工会驿站").wait_for()


async def test_on_a_phone_it_stands_in_one_column(browser: Browser, served: Served) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        await rider.ask("公司拖欠工资怎么办")
        assert await rider.page.locator("#beside").inner_text() == ""


async def test_the_commonest_troubles_are_in_sight_at_once_and_one_touch_answers(
    browser: Browser, served: Served
) -> None:
    async with visitor(browser, served) as rider:
        await rider.open()
        assert len(wording.COMMON_TROUBLES) == 8
        for trouble in wording.COMMON_TROUBLES:
            box = await rider.page.get_by_role("button", name=trouble).bounding_box()
            dock = await rider.page.locator(".dock").bounding_box()
            assert box is not None
            assert dock is not None
            assert box["y"] + box["height"] <= dock["y"], trouble
        await tap(rider.page, rider.page.get_by_role("button", name=wording.COMMON_TROUBLES[0]))
        assert "12333" in await rider.last_answer(1)
        assert await rider.page.evaluate("document.activeElement.className") == "turn", (
            "the focus stays with the answer"
        )


_CONTRAST = """() => {
  const light = (colour) => { const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((one) => {
      const share = one / 255; return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]; };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll("button, .button, input, select:not(.chip), .card, .list li, .dock")]
    .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).borderBottomWidth) > 0)
    .map((one) => { const edge = light(getComputedStyle(one).borderBottomColor);
      return [one.className || one.tagName, (Math.max(edge, ground) + 0.05) / (Math.min(edge, ground) + 0.05)]; })
    .filter(([, contrast]) => contrast < 3); }"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/?q=公司拖欠工资怎么办", "/services", "/news", "/nearby"])
async def test_borders_are_seen(browser: Browser, served: Served, path: str, dark: bool) -> None:
    async with visitor(browser, served, dark=dark) as reader:
        await reader.open(path)
        assert await reader.page.evaluate(_CONTRAST) == []
