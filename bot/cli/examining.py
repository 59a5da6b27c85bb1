"""`doctor`: what is broken and what to do, on this machine and at Telegram."""

import asyncio
import time
from collections.abc import Sequence

from bot.bootstrap.examining import doctor_of
from bot.cli.ending import FAILED, OK, Commands
from bot.people.staff import Staff
from bot.settings import Settings, read_settings
from bot.upkeep.doctor import Finding, Health, report_lines
from data.storage.engine import Database
from handlers.telegram.message.keys import key_of
from handlers.telegram.upkeep import words


def add(commands: Commands) -> None:
    """Registers `doctor`."""
    doctor = commands.add_parser(
        "doctor", help="examine database, backups, disk and Telegram; each finding with its fix"
    )
    doctor.set_defaults(run=lambda options: asyncio.run(_examine(read_settings())))


async def _examine(settings: Settings) -> int:
    database = Database(settings.database_url)
    staff = Staff(database, frozenset(key_of(number) for number in settings.admins), time.time)

    async def telegram() -> Sequence[Finding]:
        return await _examine_telegram(settings, staff)

    try:
        findings = await doctor_of(settings, database, staff).examine((words.CHANNEL, telegram))
    finally:
        await database.close()
    print("\n".join(report_lines(findings)))
    return FAILED if any(finding.state is Health.BROKEN for finding in findings) else OK


async def _examine_telegram(settings: Settings, staff: Staff) -> Sequence[Finding]:
    token = settings.telegram_token
    if token is None:
        return [Finding(Health.WATCH, words.UNCONNECTED, words.UNCONNECTED_FIX)]
    # Only here: importing telegram takes half a second that the other commands save.
    from handlers.telegram.serving import examine_from_outside

    return await examine_from_outside(token.get_secret_value(), settings.telegram_api, staff, time.time)
