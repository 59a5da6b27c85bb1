"""`doctor`: what is broken and what to do, on this machine and at Telegram."""

import asyncio
import time
from collections.abc import Sequence

from bot.backups import Backups, backups_folder
from bot.cli.ending import FAILED, OK, Commands
from bot.doctor import Doctor, Finding, State, report_lines
from bot.settings import Settings, read_settings
from bot.staff import Staff
from bot.wording import doctor as words
from data.engine import Database


def add(commands: Commands) -> None:
    """Registers `doctor`."""
    doctor = commands.add_parser(
        "doctor", help="examine database, backups, disk and Telegram; each finding with its fix"
    )
    doctor.set_defaults(run=lambda options: asyncio.run(_examine(read_settings())))


def doctor_of(settings: Settings, database: Database, staff: Staff) -> Doctor:
    """The doctor of this configuration."""
    folder = backups_folder(settings.backups, database)
    return Doctor(
        database,
        Backups(database, folder, time.time, settings.timezone),
        staff,
        lambda: settings.day(time.time()),
        has_channel=settings.telegram_token is not None,
    )


async def _examine(settings: Settings) -> int:
    database = Database(settings.database_url)
    staff = Staff(database, frozenset(f"tg:{number}" for number in settings.admins), time.time)

    async def telegram() -> Sequence[Finding]:
        return await _examine_telegram(settings, staff)

    try:
        findings = await doctor_of(settings, database, staff).examine(telegram)
    finally:
        await database.close()
    print("\n".join(report_lines(findings)))
    return FAILED if any(finding.state is State.BROKEN for finding in findings) else OK


async def _examine_telegram(settings: Settings, staff: Staff) -> Sequence[Finding]:
    token = settings.telegram_token
    if token is None:
        return [Finding(State.WATCH, words.UNCONNECTED, words.UNCONNECTED_FIX)]
    # Only here: importing telegram takes half a second that the other commands save.
    from handlers.telegram.service import examine_from_outside

    return await examine_from_outside(token.get_secret_value(), settings.telegram_api, staff, time.time)
