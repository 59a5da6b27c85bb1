"""The doctor of a configuration: for the program that serves, and for the command that only looks."""

import time

from bot.cases.keys import Keys, key_file
from bot.people.staff import Staff
from bot.settings import Settings
from bot.upkeep.backups import Backups, backups_folder
from bot.upkeep.doctor import Doctor
from bot.upkeep.jobs import Keeper
from data.storage.engine import Database


def doctor_of(settings: Settings, database: Database, staff: Staff, keeper: Keeper | None = None) -> Doctor:
    """Examines with the folder of backups and the day that are set."""
    folder = backups_folder(settings.backups, database)
    keys = Keys(database, key_file(settings.case_key))
    return Doctor(
        database,
        Backups(database, folder, time.time, settings.timezone, settings.backup_key),
        staff,
        lambda: settings.day(time.time()),
        has_channel=settings.telegram_token is not None,
        keeper=keeper,
        key=lambda: keys.examine(folder),
    )
