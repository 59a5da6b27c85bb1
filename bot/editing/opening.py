"""Puts the editors' door together over the running parts."""

from collections.abc import Callable

from bot.editing.entries import Entries
from bot.editing.labelled import shipped_lines
from bot.editing.labels import Labels
from bot.editing.safety_net import SafetyNet
from bot.opening import Opened
from bot.staff import Staff


def entries_over(parts: Opened, staff: Staff, clock: Callable[[], float]) -> Entries:
    """The door for changes of entries, trying each on the shipped and the added labelled questions."""
    return Entries(
        database=parts.database,
        staff=staff,
        live=parts.live,
        net=SafetyNet(parts.regions, parts.home, lambda: parts.settings.day(clock())),
        labels=Labels(parts.database, staff, shipped_lines(parts.regions), clock),
        regions=parts.regions,
        home=parts.home,
        clock=clock,
    )
