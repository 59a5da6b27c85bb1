"""Without a connection, and before anything is sent: what the phone itself hears, finds and says it cannot do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route

from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from handlers.web import words as wording
from handlers.web.pages import Pages
from tests.handlers.web.browser import Visitor, chromium, page_served, visitor, worker_answers

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

IN_DANGER = [
    "我被车撞了流血了",
    "同事从高处掉下来了",
    "着火了快救命",
    "我不想活了",
    "有人拿刀砍我",
    "工友触电倒地没反应了",
    "活着太累了，今晚就结束",
]
HARMLESS = [
    "今天跑单累死了",
    "笑死我了",
    "这单跑死我了",
    "公司拖欠工资怎么办",
    "怎么加入工会",
    "驿站在哪",
    "医疗互助怎么报销",
]
NUMBERS = ["120", "110", "119", "122", "12356"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def cut_off(
    browser: Browser, shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path: Path
) -> AsyncIterator[Visitor]:
    """Somebody who opened the page once, and has no network now."""
    async with (
        page_served(shipped_snapshot, regions, pages, tmp_path) as served,
        visitor(browser, served, offline_is_expected=True) as rider,
    ):
        await rider.open()
        await worker_answers(rider.page)
        await served.end()
        await rider.context.set_offline(True)
        yield rider


async def dialled(rider: Visitor) -> list[str]:
    """The numbers of the last turn, as they are dialled."""
    links = rider.page.locator(".turn").last.locator(".heard a")
    return [await link.get_attribute("href") or "" for link in await links.all()]


async def test_danger_is_heard_without_a_network(cut_off: Visitor) -> None:
    missed = []
    for said in IN_DANGER:
        await cut_off.ask(said)
        if await dialled(cut_off) != [f"tel:{number}" for number in NUMBERS]:
            missed.append(said)
    assert missed == []


async def test_what_is_no_danger_raises_no_alarm_without_a_network(cut_off: Visitor) -> None:
    alarmed = []
    for said in HARMLESS:
        await cut_off.ask(said)
        if await dialled(cut_off):
            alarmed.append(said)
    assert alarmed == []


async def test_danger_is_heard_before_anything_is_sent(
    browser: Browser, shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path: Path
) -> None:
    async with (
        page_served(shipped_snapshot, regions, pages, tmp_path) as served,
        visitor(browser, served, offline_is_expected=True) as rider,
    ):
        await rider.open()

        async def never(_: Route) -> None:
            return

        await rider.page.route("**/", never)
        await rider.page.get_by_label("您想问什么").fill("我被车撞了流血了")
        await rider.page.get_by_role("button", name="发送").click()
        await rider.page.get_by_role("link", name="120 急救").wait_for()
        assert await dialled(rider) == [f"tel:{number}" for number in NUMBERS]
        assert await rider.page.get_by_text(wording.SENDING).is_visible()


async def test_a_trouble_finds_its_guide_without_a_network(cut_off: Visitor) -> None:
    for said, found in (
        ("老板欠我三个月工资跑了", "12333"),
        ("劳动仲裁怎么申请", "仲裁"),
        ("欠薪", "工资"),
    ):
        answer = await cut_off.ask(said)
        assert "2026-11-21" in answer
        assert found in answer


async def test_the_nearest_station_is_found_without_a_network(cut_off: Visitor) -> None:
    await cut_off.context.grant_permissions(["geolocation"])
    await cut_off.context.set_geolocation({"latitude": 40.8094, "longitude": 111.6996})
    assert "演示·" in await cut_off.ask("附近驿站在哪")
    await cut_off.page.get_by_role("button", name="用我的位置").last.click()
    answer = await cut_off.last_answer(2)
    distances = [float(line.split("约 ")[1].split(" ")[0]) for line in answer.split("\n") if "公里（直线）" in line]
    assert len(distances) == 3
    assert distances == sorted(distances)
    kept = await cut_off.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "40.8094" not in kept


async def test_each_tab_opens_without_a_network_or_says_what_can_be_done(cut_off: Visitor) -> None:
    for tab, told in (
        ("服务", wording.OFFLINE_CAN),
        ("公告", wording.OFFLINE_CANNOT),
        ("附近", wording.NEAR_TITLE),
        ("提问", wording.WELCOME),
    ):
        await cut_off.page.get_by_role("link", name=tab, exact=True).first.click()
        await cut_off.page.get_by_text(told).first.wait_for()
    await cut_off.open("/nearby")
    await cut_off.page.get_by_label("您在哪里干活").select_option("内蒙古自治区呼和浩特市赛罕区")
    await cut_off.page.get_by_role("button", name="看这个区的").click()
    assert "演示·赛罕区" in await cut_off.last_answer(1)
