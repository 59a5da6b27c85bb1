"""Requests made from our own description of the API: none breaks the server, every answer is as described."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from handlers.web.openapi import document
from handlers.web.pages import Pages
from tests.handlers.web.browser import page_served
from tests.patience import LONGEST

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(
    shipped_snapshot: Snapshot, regions: Regions, pages: Pages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The page, served from a thread of its own: the tests below wait for each answer."""
    found: list[str] = []
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with page_served(shipped_snapshot, regions, pages, tmp_path_factory.mktemp("api")) as served:
            found.append(served.address)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(LONGEST)
    yield found[0]
    over.set()
    thread.join()


@pytest.mark.parametrize(
    ("path", "method"), [("/api/ask", "POST"), ("/api/stations", "POST"), ("/healthz", "GET"), ("/metrics", "GET")]
)
def test_the_server_does_what_its_description_says(address: str, path: str, method: str) -> None:
    described = httpx.get(f"{address}/openapi.json").json()
    cases: SearchStrategy[Any] = schemathesis.openapi.from_dict(described)[path][method].as_strategy()

    @settings(max_examples=50, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=cases)
    def holds(case: Any) -> None:
        # Which names are regions, no schema can say.
        case.call_and_validate(base_url=address, excluded_checks=[positive_data_acceptance])

    holds()


def test_every_operation_is_tried() -> None:
    (trying,) = test_the_server_does_what_its_description_says.pytestmark  # type: ignore[attr-defined]
    assert {path for path, _ in trying.args[1]} == set(document("")["paths"])
