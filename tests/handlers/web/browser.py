"""The system's Chromium, with the page served to it on loopback."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, async_playwright

from bot.answering.assistant import Assistant
from bot.answering.memory import ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.learning.noting import Learning
from bot.people.staff import Staff
from bot.regions import Regions
from bot.stations.asking import StationAnswers
from bot.stations.demonstration import put_demonstration
from bot.stations.finding import StationFinder
from bot.stations.holidays import ChineseHolidays
from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import Watched
from data.people.audit import OPERATOR, Actor
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.upkeep.migrating import migrate
from handlers.web.application import build_application
from handlers.web.case_desk import CaseDesk
from handlers.web.desk import Desk
from handlers.web.limits import NO_LIMITS, Limits
from handlers.web.metrics import Metrics
from handlers.web.pages import Pages
from handlers.web.serving import address_of, listen, serve_web
from handlers.web.sessions import new_session
from handlers.web.watching import Watching
from tests.handlers.web.conftest import HOME, NOON, TODAY, Clock
from tests.patience import LONGEST
from tests.small_offices import doctor_of

INSTALL = "apt-get install chromium fonts-wqy-microhei"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
# It would look for updates and name servers otherwise, and find a closed network.
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


OpenCases = Callable[[Database, Clock], Awaitable[CaseDesk]]


async def worker_answers(page: Page) -> None:
    """Waits until the worker answers for this page: being ready alone, it may not yet.

    A worker that begins while a page is on its way never answers for it; for the page loaded anew it does.
    """
    async with asyncio.timeout(LONGEST):
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        if not await page.evaluate("() => Boolean(navigator.serviceWorker.controller)"):
            await page.reload()
        await page.wait_for_function("() => navigator.serviceWorker.controller")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A running browser; fails the test, never skips it, where there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail(f"these tests need a browser; as root: {INSTALL}", pytrace=False)
    async with async_playwright() as playwright:
        # Its sandbox takes rights that root in a container has not; it shows nothing but our own pages.
        browser = await playwright.chromium.launch(executable_path=path, args=list(_QUIET), chromium_sandbox=False)
        try:
            yield browser
        finally:
            await browser.close()


async def _with_stations(file: Path, regions: Regions) -> Database:
    """A database with all tables and the invented stations; migrating it is most of a second."""
    database = Database(f"sqlite:///{file}")
    await migrate(database)
    await put_demonstration(database, regions, HOME, Actor(OPERATOR, "terminal"), 0)
    return database


@asynccontextmanager
async def page_served(
    snapshot: Snapshot, regions: Regions, pages: Pages, folder: Path, cases: OpenCases | None = None
) -> AsyncIterator["Served"]:
    """The web channel on a free port, with conversations that end with it, and the invented stations at noon.

    `cases` opens what riders hand things over to; without it nobody does.
    """
    database = await _with_stations(folder / "stations.db", regions)
    clock = Clock()
    commits = GroupCommit(database)
    keeper = Keeper(clock, asyncio.sleep)
    watched = Watched(clock)
    stations = StationAnswers(database, regions, HOME, lambda: NOON, ChineseHolidays(), "station")
    desk = Desk(
        assistant=Assistant(snapshot, regions, HOME, ProcessMemory(), database, clock, lambda: TODAY, stations),
        stations=StationFinder(database, lambda: NOON, ChineseHolidays()),
        learning=Learning(database, commits, snapshot.featurizer, clock, UTC),
        database=database,
        regions=regions,
        home=HOME,
        pages=pages,
        limits=Limits(NO_LIMITS, clock),
        keeper=keeper,
        metrics=Metrics(keeper, watched),
        watching=Watching(database, doctor_of(database, Staff(database, frozenset(), clock), folder, clock), watched),
        clock=clock,
        today=lambda: TODAY,
        new_session=new_session,
        cases=await cases(database, clock) if cases is not None else None,
    )
    stop = asyncio.Event()
    with listen("127.0.0.1", 0) as listening:
        serving = asyncio.create_task(serve_web(build_application(desk, clock), listening, stop))
        served = Served(address_of(listening, "").rstrip("/"), stop, serving)
        try:
            yield served
        finally:
            await served.end()
            await commits.drain()
            await database.close()


@dataclass(frozen=True)
class Served:
    """A running page: its address without the last slash."""

    address: str
    stop: asyncio.Event
    serving: asyncio.Task[None]

    async def end(self) -> None:
        """Stops it: from then on nobody answers at its address."""
        self.stop.set()
        await self.serving


@dataclass
class Visitor:
    """Somebody with a browser of their own; `complaints` are what the browser said was wrong."""

    served: Served
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str = "/") -> None:
        await self.page.goto(self.served.address + path)

    async def ask(self, question: str) -> str:
        """Types a question, touches 发送 and reads the answer."""
        before = await self.page.locator(".answer").count()
        await self.page.get_by_label("您想问什么").fill(question)
        await self.page.get_by_role("button", name="发送").click()
        return await self.last_answer(before + 1)

    async def last_answer(self, number: int) -> str:
        """The text of the answer of this number, once it is there."""
        answer = self.page.locator(".answer").nth(number - 1)
        await answer.wait_for()
        return await answer.inner_text()


@asynccontextmanager
async def visitor(
    browser: Browser,
    served: Served,
    viewport: ViewportSize = PHONE,
    *,
    scripts: bool = True,
    dark: bool = False,
    touch: bool | None = None,
    offline_is_expected: bool = False,
) -> AsyncIterator[Visitor]:
    """A visit with a browser that knows nothing yet; fails at its end when the browser complained."""
    context = await browser.new_context(
        viewport=viewport,
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        has_touch=viewport["width"] < 800 if touch is None else touch,
        locale="zh-CN",
    )
    context.set_default_timeout(LONGEST * 1000)
    page = await context.new_page()
    visit = Visitor(served, context, page)

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: visit.complaints.append(f"dialog: {dialog.message}"))
    try:
        yield visit
    finally:
        await context.close()
    if not offline_is_expected:
        assert visit.complaints == []
