"""Noting and teaching over the opened parts: what channels need of them."""

from collections.abc import Callable

from bot.editing.labelled import shipped_lines
from bot.editing.labels import Labels
from bot.editing.safety_net import SafetyNet
from bot.learning.noting import Learning
from bot.learning.teaching import Teaching
from bot.opening import Opened
from bot.staff import Staff


def learning_over(parts: Opened, clock: Callable[[], float]) -> Learning:
    """Counts into the opened database; `clock` gives seconds since 1970."""
    return Learning(parts.database, parts.commits, parts.snapshots.featurizer, clock, parts.settings.timezone)


def teaching_over(parts: Opened, staff: Staff, clock: Callable[[], float]) -> Teaching:
    """Teaches the opened catalogue; `clock` as above."""
    return Teaching(
        database=parts.database,
        staff=staff,
        live=parts.live,
        net=SafetyNet(parts.regions, parts.home, lambda: parts.settings.day(clock())),
        labels=Labels(parts.database, staff, shipped_lines(parts.regions), clock),
        regions=parts.regions,
        home=parts.home,
        clock=clock,
    )
