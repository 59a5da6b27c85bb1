"""Assistants to talk to: over a small made-up catalogue, and over the shipped one."""

import pytest

from bot.answering.assistant import Assistant
from bot.bootstrap.parts import shipped_regions
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from tests.bot.answering.talking import assistant_over


@pytest.fixture(scope="session")
def regions() -> Regions:
    """The regions that ship with the program."""
    return shipped_regions()


@pytest.fixture
def assistant(small: Snapshot, regions: Regions) -> Assistant:
    """Answers from the small catalogue; it is 2026-11-21."""
    return assistant_over(small, regions)


@pytest.fixture
def shipped(shipped_snapshot: Snapshot, regions: Regions) -> Assistant:
    """Answers from the shipped catalogue; it is 2026-11-21."""
    return assistant_over(shipped_snapshot, regions)
