"""Handing over, coming back and settling on a phone, in a real browser with axe, with scripts and without."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, FilePayload, ViewportSize

from bot.cases.office import CaseOffice
from bot.cases.pictures import without_traces
from bot.cases.telling import Teller
from bot.catalogue.snapshot import Snapshot
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from bot.timing import Time
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.web import words as wording
from handlers.web.case_desk import CaseDesk
from handlers.web.pages import Pages
from tests.bot.cases.test_accounts import keep
from tests.bot.cases.test_pictures import a_jpeg
from tests.handlers.web.browser import DESKTOP, NARROW, PHONE, Served, Visitor, chromium, page_served, visitor
from tests.handlers.web.conftest import Clock
from tests.small_offices import cases_in

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

OWNER, ANNA = Actor("tg:1", "telegram"), Actor("tg:9101", "telegram")
WORDS = "站长扣了我三天的工钱"


@dataclass
class Union:
    """The page, and the office that works on what is handed over there."""

    served: Served
    office: CaseOffice


async def _never(seconds: float) -> None:
    raise AssertionError(seconds)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def union(
    shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Union]:
    folder = tmp_path_factory.mktemp("cases")
    opened: list[CaseOffice] = []

    async def cases(database: Database, clock: Clock) -> CaseDesk:
        staff = Staff(database, frozenset({OWNER.person}), clock)
        office = cases_in(database, staff, Time(clock, clock, _never, UTC), folder / "case.key")
        for right in (Right.CASES, Right.LEAD):
            await staff.grant(OWNER, ANNA.person, right)
        await office.roster.keep(ANNA.person, on_duty=True, regions=(), subjects=())
        await keep(database, "wages_owed", 30, int(clock()) - 32 * 86_400, solved_after=86_400, in_time=True)
        await keep(database, "work_injury", 12, int(clock()) - 32 * 86_400)
        await office.accounts.publish(ANNA, office.accounts.last, "站点都贴了扣款的规矩")
        opened.append(office)
        teller = Teller(lambda: {"wages_owed": "欠薪", "work_injury": "工伤"}, regions, office.promises, clock, UTC)
        return CaseDesk(office, teller, staff)

    async with page_served(shipped_snapshot, regions, pages, folder, cases) as running:
        yield Union(running, opened[0])


async def _hand_over(rider: Visitor) -> str:
    """From the form to the receipt; gives the four words."""
    await rider.open("/case")
    await rider.page.get_by_label(wording.CASE_WORDS).fill(WORDS)
    await rider.page.get_by_label(wording.CASE_WHERE).select_option("内蒙古自治区呼和浩特市玉泉区")
    photo: FilePayload = {"name": "王师傅.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg()}
    await rider.page.get_by_label(wording.CASE_FILE).set_input_files(photo)
    await rider.page.get_by_label("难事", exact=False).check()
    await rider.page.get_by_role("button", name=wording.CASE_GO).click()
    return await rider.page.locator("#secret").inner_text()


async def _serious(rider: Visitor) -> list[str]:
    found = await Axe().run(rider.page)
    return [
        f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_case_goes_from_the_form_to_thanks_with_four_words_alone(
    browser: Browser, union: Union, scripts: bool
) -> None:
    async with visitor(browser, union.served, scripts=scripts) as rider:
        secret = await _hand_over(rider)
        assert "编号" in await rider.page.inner_text("main")
        where = await rider.page.get_by_role("link", name=wording.CASE_SEE).get_attribute("href")
    number = (await union.office.riders.mine(f"web:{secret}"))[0].number
    await union.office.work.take(ANNA, number)
    photo = (await union.office.work.open(ANNA, number)).words[1]
    assert (await union.office.work.file(ANNA, number, photo.id)).content == without_traces(a_jpeg())
    await union.office.work.ask(ANNA, number, "扣了多少", f"ask {number}")
    async with visitor(browser, union.served, scripts=scripts) as back:  # another phone: the words are enough
        await back.open("/case")
        await back.page.get_by_label(wording.CASE_FOUR_WORDS_LABEL).fill(secret.replace("-", " "))
        await back.page.get_by_role("button", name=wording.CASE_SEE).click()
        await back.page.get_by_text("扣了多少").wait_for()
        assert urlsplit(back.page.url).path == urlsplit(str(where)).path
        await back.page.get_by_label(wording.CASE_MORE).fill("三百块")
        await back.page.get_by_role("button", name=wording.CASE_ADD).click()
        await back.page.get_by_text(wording.CASE_ADDED).wait_for()
        await union.office.work.solve(ANNA, number, "退了三百块", f"solve {number}")
        await back.page.goto(str(where))
        await back.page.get_by_role("button", name=wording.CASE_IS_SOLVED).click()
        await back.page.get_by_text(wording.CASE_SOLVED).wait_for()
        await back.page.get_by_role("button", name=wording.CASE_THANK).click()
        await back.page.get_by_text(wording.CASE_THANKED).wait_for()
        await back.page.get_by_label(wording.CASE_SURE).check()
        await back.page.get_by_role("button", name=wording.CASE_TAKE_BACK).click()
        await back.page.get_by_text(wording.CASE_GONE).wait_for()
    assert await union.office.riders.mine(f"web:{secret}") == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_no_step_has_a_serious_barrier(
    browser: Browser, union: Union, viewport: ViewportSize, dark: bool
) -> None:
    async with visitor(browser, union.served, viewport, dark=dark) as rider:
        await rider.open("/case")
        assert await _serious(rider) == []
        secret = await _hand_over(rider)
        assert await _serious(rider) == []
        await rider.page.get_by_role("link", name=wording.CASE_SEE).click()
        await rider.page.get_by_text(WORDS).wait_for()
        assert await _serious(rider) == []
        await rider.open("/account")
        await rider.page.get_by_text("站点都贴了扣款的规矩").wait_for()
        assert await _serious(rider) == []
    await union.office.riders.forget(f"web:{secret}")


async def test_nothing_scrolls_sideways_and_the_receipt_reads_at_320_pixels(browser: Browser, union: Union) -> None:
    async with visitor(browser, union.served, NARROW) as rider:
        widths = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
        for path in ("/case", "/account"):
            await rider.open(path)
            assert max(await rider.page.evaluate(widths)) <= 320, path
        await _hand_over(rider)
        assert max(await rider.page.evaluate(widths)) <= 320
        await rider.page.get_by_role("link", name=wording.CASE_SEE).click()
        await rider.page.get_by_text(WORDS).wait_for()
        assert max(await rider.page.evaluate(widths)) <= 320


async def test_no_page_of_a_case_is_kept_on_the_phone(browser: Browser, union: Union) -> None:
    async with visitor(browser, union.served) as rider:
        secret = await _hand_over(rider)
        await rider.page.get_by_role("link", name=wording.CASE_SEE).click()
        await rider.page.get_by_text(WORDS).wait_for()
        kept = await rider.page.evaluate(
            """async () => {
              const found = [];
              for (const name of await caches.keys())
                for (const one of await (await caches.open(name)).keys()) found.push(decodeURI(one.url));
              return JSON.stringify([found, {...localStorage}, {...sessionStorage}, document.cookie]);
            }"""
        )
    assert secret not in str(kept)
    assert WORDS not in str(kept)
