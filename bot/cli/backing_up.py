"""`backup` and `restore`: the whole database into a file, and back."""

import asyncio
import time
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from bot.cli.ending import OK, Commands
from bot.settings import Settings, read_settings
from bot.upkeep.backups import Backups, backup_key, backups_folder
from data.storage.engine import Database
from data.upkeep.backups import opened, restore, write_backup
from data.upkeep.migrating import MIGRATE_COMMAND, pending_migrations


def add(commands: Commands) -> None:
    """Registers `backup` and `restore`."""
    backup = commands.add_parser("backup", help="write a checked copy of the whole database, while it is in use")
    backup.add_argument("file", nargs="?", type=Path, help="a new file; without one into the folder of backups")
    backup.set_defaults(run=lambda options: asyncio.run(_backup(read_settings(), options.file)))
    back = commands.add_parser("restore", help="put a backup in the place of the database; the old one is kept aside")
    back.add_argument("file", type=Path, help="what `backup` wrote, of the same kind of database")
    back.set_defaults(run=_run_restore)


async def _backup(settings: Settings, file: Path | None) -> int:
    database = Database(settings.database_url)
    try:
        if not database.is_sqlite:  # which would make the file that is not there
            await database.reach()
        if file is None:
            folder = backups_folder(settings.backups, database)
            file = (await Backups(database, folder, time.time, settings.timezone, settings.backup_key).make()).file
        else:
            await write_backup(database, file, int(time.time()), backup_key(settings.backup_key))
    finally:
        await database.close()
    print(f"backup: {file}")
    return OK


def _run_restore(options: Namespace) -> int:
    return asyncio.run(_restore(read_settings(), options.file))


async def _restore(settings: Settings, file: Path) -> int:
    database = Database(settings.database_url)
    try:
        aside = f"before_restore_{datetime.now(settings.timezone):%Y%m%d_%H%M%S}"
        if not database.is_sqlite:
            await database.reach()
        with opened(database, file, backup_key(settings.backup_key, make=False)) as plain:
            kept = await restore(database, plain, aside)
        print(f"restored: {file}")
        if kept is not None:
            print(f"the database before it is kept: {kept}")
        if await pending_migrations(database):
            print(f"it is of an earlier release; now run: {MIGRATE_COMMAND}")
    finally:
        await database.close()
    return OK
