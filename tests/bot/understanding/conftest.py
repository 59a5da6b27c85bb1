"""A small fitted model to look at."""

import pytest

from bot.catalogue.snapshot import Snapshot
from bot.understanding.features import Featurizer
from tests.small_catalogue import small_snapshot


@pytest.fixture(scope="session")
def small(featurizer: Featurizer) -> Snapshot:
    """The small catalogue with its model; immutable."""
    return small_snapshot(featurizer)
