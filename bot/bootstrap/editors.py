"""The two doors of those who edit, over the running parts."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.bootstrap.parts import RunningParts
from bot.editing.entries import Entries
from bot.editing.labelled import shipped_lines
from bot.editing.labels import Labels
from bot.editing.safety_net import SafetyNet
from bot.learning.teaching import Teaching
from bot.people.staff import Staff


@dataclass(frozen=True, slots=True)
class Editors:
    """`entries` changes what is answered, `teaching` which questions it is the answer to."""

    entries: Entries
    teaching: Teaching


def editors_over(parts: RunningParts, staff: Staff, clock: Callable[[], float]) -> Editors:
    """Both try each change on the shipped and the added labelled questions; `clock` gives seconds since 1970."""
    net = SafetyNet(parts.regions, parts.home, lambda: parts.settings.day(clock()))
    labels = Labels(parts.database, staff, shipped_lines(parts.regions), clock)
    entries = Entries(
        database=parts.database,
        staff=staff,
        live=parts.live,
        net=net,
        labels=labels,
        regions=parts.regions,
        home=parts.home,
        clock=clock,
    )
    teaching = Teaching(parts.database, staff, parts.live, net, labels, parts.regions, parts.home, clock)
    return Editors(entries, teaching)
