"""The offices of a house over the small catalogue, for channels in tests."""

from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path

from bot.announcing.records import Runner
from bot.bootstrap.announcing import announcing_over
from bot.bootstrap.offices import Offices
from bot.cases.clock import DutyClock, read_hours
from bot.cases.office import CaseOffice, cases_over
from bot.cases.promises import Promises
from bot.exchange.exchange import Exchange
from bot.extracting.office import Extraction
from bot.learning.noting import Learning
from bot.people.forms import Forms
from bot.people.people import People
from bot.people.staff import Staff
from bot.regions import Regions
from bot.stations.attending import Attending
from bot.stations.holidays import ChineseHolidays
from bot.stations.importing import Importer
from bot.timing import Time
from bot.upkeep.backups import Backups
from bot.upkeep.doctor import Doctor
from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import Watched
from data.people.forms import FormRows
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from handlers.telegram.announcing.room import ROOM
from handlers.telegram.message.keys import TELEGRAM
from tests.editing_office import Office
from tests.small_catalogue import HOHHOT
from tests.teaching_office import teaching_in


def offices_in(
    editors: Office,
    database: Database,
    commits: GroupCommit,
    regions: Regions,
    staff: Staff,
    time: Time,
    backups: Path,
    home: str = HOHHOT,
    runner: Runner | None = None,
) -> Offices:
    """Every office; `backups` is the folder of backups, `runner` who is told of announcements instead of the engine."""
    clock = time.clock
    keeper = Keeper(clock, time.sleep)
    return Offices(
        database=database,
        commits=commits,
        regions=regions,
        home=home,
        time=time,
        people=People(database, clock),
        staff=staff,
        forms=Forms(FormRows(database, commits), clock),
        learning=Learning(database, commits, editors.live.snapshot.featurizer, clock, UTC),
        entries=editors.entries,
        teaching=teaching_in(editors, database, regions, staff, clock),
        exchange=Exchange(database, editors.entries, editors.live),
        extraction=Extraction(database, staff, editors.live, editors.entries, regions, clock),
        attending=Attending(database, staff, clock, time.today),
        importer=Importer(database, regions, home, time.today),
        announcing=announcing_over(database, staff, regions, time, {TELEGRAM: ROOM}, runner=runner),
        cases=cases_in(database, staff, time, backups.parent / "case.key"),
        keeper=keeper,
        doctor=doctor_of(database, staff, backups, clock, keeper),
        watched=Watched(clock),
    )


def cases_in(database: Database, staff: Staff, time: Time, key: Path) -> CaseOffice:
    """The office for cases of a union that works from 9 to 17 on working days."""
    promises = Promises(DutyClock(read_hours("9:00-17:00"), ChineseHolidays()), time.zone)
    return cases_over(database, staff, time, key, promises)


def doctor_of(
    database: Database, staff: Staff, folder: Path, clock: Callable[[], float], keeper: Keeper | None = None
) -> Doctor:
    """A doctor whose day is 2026-11-21."""
    backups = Backups(database, folder, clock, UTC)
    return Doctor(database, backups, staff, lambda: date(2026, 11, 21), has_channel=True, keeper=keeper)
