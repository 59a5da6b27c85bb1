"""The door for changes of entries over a small catalogue, with people who may and people who may not."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.answering.assistant import Assistant
from bot.answering.memory import ProcessMemory
from bot.catalogue.building import Snapshots
from bot.catalogue.live import LiveCatalogue
from bot.catalogue.snapshot import Snapshot
from bot.editing.entries import Entries
from bot.editing.labelled import LabelledLine
from bot.editing.labels import Labels
from bot.editing.safety_net import SafetyNet
from bot.people.staff import Staff
from bot.regions import Regions
from data.storage.engine import Database
from tests.conftest import LABELLED_DAY
from tests.small_catalogue import HOHHOT

LINES = (
    LabelledLine(text="歇脚站有多少个", intents=("rest_stop",), entry="city-stops", answer_any=("12",)),
    LabelledLine(text="夏令营怎么报名", intents=("camp",)),
    LabelledLine(text="哪里查视力", intents=("eye_check",), entry="eye-check"),
    LabelledLine(text="今天天气怎么样"),
)


@dataclass(frozen=True)
class Office:
    """What editors work with, and the assistant that riders ask meanwhile."""

    entries: Entries
    labels: Labels
    live: LiveCatalogue
    assistant: Assistant


def office(database: Database, small: Snapshot, regions: Regions, staff: Staff, clock: Callable[[], float]) -> Office:
    """An office over a database; until its catalogue is renewed, answers come from `small`."""
    assistant = Assistant(small, regions, HOHHOT, ProcessMemory(), database, clock, LABELLED_DAY.date)
    snapshots = Snapshots(database, small.featurizer, small.synonyms, b"", Path(), lambda _: None)
    live = LiveCatalogue(snapshots, lambda: assistant.snapshot, assistant.take)
    labels = Labels(database, staff, LINES, clock)
    entries = Entries(
        database=database,
        staff=staff,
        live=live,
        net=SafetyNet(regions, HOHHOT, LABELLED_DAY.date),
        labels=labels,
        regions=regions,
        home=HOHHOT,
        clock=clock,
    )
    return Office(entries, labels, live, assistant)
