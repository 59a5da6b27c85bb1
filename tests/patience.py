"""How long the tests wait for what is to come."""

from typing import Final

from data.storage.patience import Patience

LONGEST: Final = 300.0
"""Seconds after which what has not come is not coming, on the busiest machine; what comes ends the wait at once."""


def endless() -> Patience:
    """Answers that wait for a database however long a busy machine takes: what is kept is no question of time."""
    return Patience(times=1000)
