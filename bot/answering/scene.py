"""What a turn is judged by: the catalogue in use, the regions, where the asker is, and the day."""

from dataclasses import dataclass
from datetime import date

from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions


@dataclass(frozen=True, slots=True)
class Scene:
    """The same for every step of one turn; `here` is the full path of the asker's region."""

    snapshot: Snapshot
    regions: Regions
    here: str
    today: date
