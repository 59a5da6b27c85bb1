"""The page in a browser on a poor line: 562 ms a round trip, 1.4 Mbit/s, a processor four times slower."""

from dataclasses import dataclass
from statistics import median
from typing import Final

from playwright.async_api import Browser, Page

from tests.handlers.web.browser import PHONE, chromium

LATENCY_MS: Final = 562
BYTES_A_SECOND: Final = 1_400_000 / 8
SLOWER: Final = 4
ROUNDS: Final = 5
QUESTION: Final = "公司拖欠工资怎么办"
_WATCH: Final = """() => { window.waited = new Promise((done) => {
  let start = 0;
  addEventListener("submit", () => { start = performance.now(); }, true);
  new MutationObserver(() => {
    if (document.querySelector(".answer")) requestAnimationFrame(() => done(performance.now() - start));
  }).observe(document.getElementById("talk"), { childList: true, subtree: true });
}); }"""
"""In the page itself, so that the tools' own work between touch and event does not count."""


@dataclass(frozen=True, slots=True)
class Poor:
    """Medians in seconds, and the bytes that the page loads."""

    sent_to_answer: float
    cold_to_answer: float
    transferred: int


async def measured(address: str) -> Poor:
    """What a person with a poor line waits."""
    async with chromium() as browser:
        sent = [await _sent_to_answer(browser, address) for _ in range(ROUNDS)]
        cold = [await _cold_to_answer(browser, address) for _ in range(ROUNDS)]
        return Poor(median(sent), median(cold), await _transferred(browser, address))


async def _throttled(browser: Browser) -> Page:
    context = await browser.new_context(viewport=PHONE, has_touch=True)
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    line = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    await session.send("Network.emulateNetworkConditions", line)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


async def _sent_to_answer(browser: Browser, address: str) -> float:
    """From touching 发送 on a loaded page to the answer."""
    page = await _throttled(browser)
    await page.goto(address, wait_until="networkidle")
    await page.get_by_label("您想问什么").fill(QUESTION)
    await page.evaluate(_WATCH)
    await page.get_by_role("button", name="发送").tap()
    milliseconds: float = await page.evaluate("window.waited")
    await page.context.close()
    return milliseconds / 1000


async def _cold_to_answer(browser: Browser, address: str) -> float:
    """From following a link with a question, nothing kept, to the answer painted."""
    page = await _throttled(browser)
    await page.goto(f"{address}?q={QUESTION}", wait_until="load")
    await page.locator(".answer").wait_for()
    # The answer stands in the page itself, so it is there with the first paint.
    painted: float = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    await page.context.close()
    return painted / 1000


async def _transferred(browser: Browser, address: str) -> int:
    """Everything that the page loads before it can be used; what the worker fetches to keep comes after."""
    context = await browser.new_context(viewport=PHONE, service_workers="block")
    page = await context.new_page()
    sizes: list[int] = []
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    await page.goto(address, wait_until="networkidle")
    await context.close()
    return sum(sizes)
