"""What editors teach with, beside what they edit entries with."""

from collections.abc import Callable

from bot.editing.safety_net import SafetyNet
from bot.learning.teaching import Teaching
from bot.people.staff import Staff
from bot.regions import Regions
from data.storage.engine import Database
from tests.conftest import LABELLED_DAY
from tests.editing_office import Office
from tests.small_catalogue import HOHHOT


def teaching_in(
    office: Office, database: Database, regions: Regions, staff: Staff, clock: Callable[[], float]
) -> Teaching:
    """Teaching in the office's catalogue, tried on its labelled questions."""
    net = SafetyNet(regions, HOHHOT, LABELLED_DAY.date)
    return Teaching(
        database=database,
        staff=staff,
        live=office.live,
        net=net,
        labels=office.labels,
        regions=regions,
        home=HOHHOT,
        clock=clock,
    )
