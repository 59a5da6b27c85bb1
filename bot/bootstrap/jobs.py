"""Everything that is done again and again while the program runs, whichever channels it has."""

from bot.announcing import digests, reminders
from bot.announcing.engine import BEAT
from bot.answering.memory import PURGE_EVERY as TALKS_EVERY
from bot.bootstrap import words
from bot.bootstrap.announcing import Announcing
from bot.bootstrap.offices import Offices
from bot.bootstrap.parts import RunningParts
from bot.catalogue import live
from bot.learning.noting import TIDY_EVERY
from bot.people.forms import PURGE_EVERY as FORMS_EVERY
from bot.upkeep import backups
from bot.upkeep.jobs import Job
from data.stations import shut_reports
from data.upkeep.backups import CannotBackUp

_SHUT_REPORTS_EVERY = 3600.0
_LIVE_AGAIN = 3.0  # seconds after which a catalogue that could not be read is looked at again at the latest


def jobs_of(parts: RunningParts, offices: Offices) -> tuple[Job, ...]:
    """The jobs of the program; each channel adds its own."""
    time, database = offices.time, offices.database

    async def forget_talks() -> None:
        await parts.memory.purge(int(time.clock()))

    async def forget_shut_reports() -> None:
        await shut_reports.purge(database, time.today())

    every = live.LOOK_EVERY
    return (
        *announcing_jobs(offices.announcing),
        *offices.cases.jobs(),
        Job("catalogue", words.JOB_CATALOGUE, every, parts.live.look, first_after=every, slowest=_LIVE_AGAIN),
        Job("talks", words.JOB_TALKS, TALKS_EVERY, forget_talks),
        Job("forms", words.JOB_FORMS, FORMS_EVERY, offices.forms.forget_old),
        Job("counts", words.JOB_COUNTS, TIDY_EVERY, offices.learning.tidy),
        Job("shut_reports", words.JOB_SHUT_REPORTS, _SHUT_REPORTS_EVERY, forget_shut_reports),
        Job(
            "backups",
            words.JOB_BACKUPS,
            backups.LOOK_EVERY,
            offices.doctor.backups.make_if_due,
            first_after=backups.LOOK_EVERY,  # a start has better things to do
            again_after=backups.LOOK_EVERY,  # one that fails has read much of the database already
            slowest=backups.LOOK_EVERY,
            plain=(CannotBackUp,),
        ),
    )


def announcing_jobs(announcing: Announcing) -> tuple[Job, ...]:
    """The beat of the engine, and the digests of the evening."""

    async def make_digests() -> None:
        if announcing.router.complete:  # whoever is to hear of them is there
            await announcing.digests.make_and_tell()

    return (
        # Never slower than the beat: whoever misses two is taken for dead.
        Job("announcements", words.JOB_ANNOUNCEMENTS, BEAT, announcing.engine.follow, slowest=BEAT),
        Job("digests", words.JOB_DIGESTS, digests.LOOK_EVERY, make_digests),
        Job("reminders", words.JOB_REMINDERS, reminders.LOOK_EVERY, announcing.reminders.make),
    )
