"""What every channel puts before people, opened once over the running parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.announcing.records import Runner
from bot.announcing.room import Room
from bot.bootstrap.announcing import Announcing, announcing_over
from bot.bootstrap.cases import cases_of
from bot.bootstrap.editors import editors_over
from bot.bootstrap.examining import doctor_of
from bot.bootstrap.parts import RunningParts
from bot.cases.office import CaseOffice
from bot.editing.entries import Entries
from bot.exchange.exchange import Exchange
from bot.extracting.office import Extraction
from bot.learning.noting import Learning
from bot.learning.teaching import Teaching
from bot.people.forms import Forms
from bot.people.people import People
from bot.people.staff import Staff
from bot.regions import Regions
from bot.stations.attending import Attending
from bot.stations.importing import Importer
from bot.timing import Time
from bot.upkeep.doctor import Doctor
from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import Watched
from data.people.forms import FormRows
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """One door for each trade, over one database; `home` is the full path of the region served."""

    database: Database
    commits: GroupCommit
    regions: Regions
    home: str
    time: Time
    people: People
    staff: Staff
    forms: Forms
    learning: Learning
    entries: Entries
    teaching: Teaching
    exchange: Exchange
    extraction: Extraction
    attending: Attending
    importer: Importer
    announcing: Announcing
    cases: CaseOffice
    keeper: Keeper
    doctor: Doctor
    watched: Watched


def offices_over(
    parts: RunningParts, owners: frozenset[str], time: Time, channels: Mapping[str, Room], runner: Runner | None = None
) -> Offices:
    """The offices of this configuration; `owners` are keys of persons who may do everything.

    Announcements go out through `channels`: short names, and what a message holds. `runner` as in `announcing_over`.
    """
    settings = parts.settings
    database, clock = parts.database, time.clock
    staff = Staff(database, owners, clock)
    keeper = Keeper(clock, time.sleep)
    editors = editors_over(parts, staff, clock)
    cases = cases_of(settings, database, staff, time)
    return Offices(
        database=database,
        commits=parts.commits,
        regions=parts.regions,
        home=parts.home,
        time=time,
        people=People(database, clock),
        staff=staff,
        forms=Forms(FormRows(database, parts.commits), clock),
        learning=Learning(database, parts.commits, parts.snapshots.featurizer, clock, parts.settings.timezone),
        entries=editors.entries,
        teaching=editors.teaching,
        exchange=Exchange(database, editors.entries, parts.live),
        extraction=Extraction(database, staff, parts.live, editors.entries, parts.regions, clock),
        attending=Attending(database, staff, clock, time.today),
        importer=Importer(database, parts.regions, parts.home, time.today),
        announcing=announcing_over(
            database,
            staff,
            parts.regions,
            time,
            channels,
            approval=settings.announce_approval,
            few=settings.announce_canary,
            runner=runner,
        ),
        cases=cases,
        keeper=keeper,
        doctor=doctor_of(parts.settings, database, staff, keeper),
        watched=Watched(clock),
    )
