"""The union's office for cases: one door for riders, one for the staff, and what goes on beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cases import words as wording
from bot.cases.accounts import Accounts
from bot.cases.drafts import Drafts
from bot.cases.duty import Roster
from bot.cases.keeping import EVERY as LEAVING_EVERY
from bot.cases.keeping import TIDY_EVERY, Keeping
from bot.cases.keys import Keys
from bot.cases.matters import SPREAD_EVERY, Matters
from bot.cases.promises import Promises
from bot.cases.records import Records
from bot.cases.relay import Relay
from bot.cases.reminding import EVERY as REMIND_EVERY
from bot.cases.reminding import Reminders
from bot.cases.riders import Riders
from bot.cases.work import Work
from bot.people.staff import Staff
from bot.timing import Time
from bot.upkeep.jobs import Job
from data.storage.engine import Database

RELAY_EVERY = 1.0
"""Seconds between two looks at what waits; what is said here goes out at once."""


@dataclass(frozen=True, slots=True)
class CaseOffice:
    """`riders` hand over, `work` and `matters` are for the staff, `accounts` tell of it all, `relay` carries."""

    riders: Riders
    work: Work
    matters: Matters
    accounts: Accounts
    roster: Roster
    relay: Relay
    keys: Keys
    drafts: Drafts
    keeping: Keeping
    reminders: Reminders
    promises: Promises | None

    def jobs(self) -> Sequence[Job]:
        """What is done again and again."""
        return (
            Job("case_relay", wording.JOB_RELAY, RELAY_EVERY, self.relay.look),
            Job("case_reminders", wording.JOB_REMINDERS, REMIND_EVERY, self.reminders.look),
            Job("case_matters", wording.JOB_MATTERS, SPREAD_EVERY, self.matters.spread),
            Job("case_leaving", wording.JOB_LEAVING, LEAVING_EVERY, self.keeping.give_back),
            Job("case_words", wording.JOB_WORDS, TIDY_EVERY, self.keeping.tidy),
        )


def cases_over(
    database: Database, staff: Staff, time: Time, key: Path, promises: Promises | None, keep_days: int = 90
) -> CaseOffice:
    """The office over a database; `key` is the file of the key, `keep_days` how long words of closed cases are kept."""
    roster, keys = Roster(database, staff), Keys(database, key)
    records = Records(database, keys, roster, promises, time.clock)
    relay = Relay(records, time.clock)
    work = Work(records, relay.kick)
    return CaseOffice(
        riders=Riders(records, relay.kick),
        work=work,
        matters=Matters(records, work, relay.kick),
        accounts=Accounts(records, time.zone),
        roster=roster,
        relay=relay,
        keys=keys,
        drafts=Drafts(keys),
        keeping=Keeping(records, staff, relay.kick, keep_days),
        reminders=Reminders(records, relay),
        promises=promises,
    )
