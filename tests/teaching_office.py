"""What editors teach with, over whatever catalogue an assistant answers from."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.assistant import Assistant
from bot.editing.labelled import LabelledLine
from bot.learning.teaching import Teaching
from bot.live import LiveCatalogue
from bot.regions import Regions
from bot.snapshots import Snapshots
from data.engine import Database
from tests.conftest import LABELLED_DAY
from tests.editing_office import LINES
from tests.small_catalogue import HOHHOT


def teaching_over(
    database: Database,
    assistant: Assistant,
    regions: Regions,
    clock: Callable[[], float],
    lines: Sequence[LabelledLine] = LINES,
) -> Teaching:
    """Teaching whose catalogue is the assistant's; nothing is fitted."""
    first = assistant.snapshot
    snapshots = Snapshots(database, first.featurizer, first.synonyms, b"", Path(), lambda _: None)
    live = LiveCatalogue(snapshots, lambda: assistant.snapshot, assistant.take)
    return Teaching(database, live, regions, HOHHOT, lambda: lines, clock, LABELLED_DAY.date)
