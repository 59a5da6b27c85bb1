"""The trade of announcements opened: its office, and the engine that sends through whatever channels join."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from bot.announcing.digests import Digests
from bot.announcing.engine import Engine, Parts
from bot.announcing.office import Office
from bot.announcing.records import Runner
from bot.announcing.reminders import Reminders
from bot.announcing.room import Room
from bot.announcing.router import Router
from bot.announcing.subscribers import Subscribers
from bot.announcing.taking_part import TakingPart
from bot.people.staff import Staff
from bot.regions import Regions
from bot.settings import Approval
from bot.timing import Time
from data.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Announcing:
    """What channels need of it: they show the office, and give `engine` their outlet with `joined`."""

    office: Office
    subscribers: Subscribers
    digests: Digests
    engine: Engine
    router: Router
    taking_part: TakingPart
    reminders: Reminders


def announcing_over(
    database: Database,
    staff: Staff,
    regions: Regions,
    time: Time,
    channels: Mapping[str, Room],
    *,
    approval: Approval = Approval.AUTO,
    few: int = 50,
    runner: Runner | None = None,
) -> Announcing:
    """Announcements over a database, for the `channels` of this process: their short names, and what a message holds.

    `few` is how many get one before everybody, 0 for none. Without a `runner` the engine begins what is submitted here.
    """
    router = Router(channels)
    subscribers = Subscribers(database, regions, time.clock)
    engine = Engine(
        Parts(
            database=database,
            staff=staff,
            subscribers=subscribers,
            router=router,
            clock=time.clock,
            sleep=time.sleep,
            executor=uuid.uuid4().hex,
            few=few,
        )
    )
    office = Office(database, staff, subscribers, runner or engine.runner, time.clock, router.rooms, approval)
    digests = Digests(database, subscribers, time.clock, time.zone, router.rooms)
    reminders = Reminders(database, time.clock, time.zone, router.rooms)
    return Announcing(office, subscribers, digests, engine, router, TakingPart(database, time.clock), reminders)
