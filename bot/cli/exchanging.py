"""`export` and `import`: every entry into a file, and a file into the entries, shown before it is done."""

import asyncio
import time
from argparse import Namespace
from pathlib import Path

from bot.cli.ending import FAILED, OK, USAGE, Commands, say
from bot.editing.entries import NeedsConfirmation, Outcome, Overtaken, Refused, Saved
from bot.editing.opening import entries_over
from bot.exchange import files
from bot.exchange.exchange import Exchange
from bot.exchange.rows import MOST_BYTES
from bot.exchange.telling import answer_lines, head_lines, row_lines, saved_line
from bot.opening import opened, prepare
from bot.settings import Settings, read_settings
from bot.staff import Staff
from bot.wording import exchange as words
from data import editing
from data.audit import OPERATOR, Actor
from data.engine import Database


class UnusableFile(OSError):
    """A file cannot be read or written; the text names it and says why."""


def add(commands: Commands) -> None:
    """Registers `export` and `import`."""
    export = commands.add_parser("export", help="write every entry to a .yaml, .csv or .xlsx file")
    export.add_argument("file", type=Path)
    export.set_defaults(run=_run_export)
    importing = commands.add_parser("import", help="show what a file would change; with --yes do it, all or nothing")
    importing.add_argument("file", type=Path, help="a .yaml, .csv or .xlsx file with an id in each row")
    importing.add_argument("--yes", action="store_true", help="import it, whatever answers change")
    importing.add_argument("--remove-missing", action="store_true", help="remove the entries that the file has not")
    importing.set_defaults(run=lambda options: asyncio.run(_import(read_settings(), options)))


def _run_export(options: Namespace) -> int:
    file: Path = options.file
    kind = file.suffix.removeprefix(".").lower().replace("yml", "yaml")
    if kind not in files.KINDS:
        say("error: the file must end in .yaml, .csv or .xlsx")
        return USAGE
    return asyncio.run(_export(read_settings(), file, kind))


async def _export(settings: Settings, file: Path, kind: str) -> int:
    database = Database(settings.database_url)
    try:
        await prepare(database, say)
        async with database.engine.connect() as connection:
            stored = await editing.all_entries(connection)
    finally:
        await database.close()
    content = files.write(stored.values(), kind)
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise UnusableFile(f"cannot write {file} ({error.strerror})") from None
    print(f"exported {len(stored)} entries: {file}")
    return OK


async def _import(settings: Settings, options: Namespace) -> int:
    content = await asyncio.to_thread(_content, options.file)
    async with opened(settings, say, persistent=False) as parts:
        entries = entries_over(parts, Staff(parts.database, frozenset(), time.time), time.time)
        exchange = Exchange(parts.database, entries)
        plan = await exchange.plan(options.file.name, content)
        print("\n".join([*head_lines(plan), *row_lines(plan)]))
        if plan.refused:
            return FAILED
        if not plan.changes(remove_missing=options.remove_missing):
            print(words.NOTHING)
            return OK
        if not options.yes:
            answers = await exchange.changed_answers(plan, remove_missing=options.remove_missing)
            print("\n".join([*answer_lines(answers), words.ONLY_SHOWN]))
            return OK
        outcome = await exchange.commit(
            Actor(OPERATOR, "terminal"), plan, remove_missing=options.remove_missing, confirmed=True
        )
    return _told(outcome)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            return opened_file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnusableFile(f"cannot read {file} ({error.strerror})") from None


def _told(outcome: Outcome) -> int:
    match outcome:
        case Saved(changes):
            print(saved_line(changes))
            return OK
        case Overtaken(entry_id):
            say(f"error: {words.OVERTAKEN.format(id=entry_id)}")
        case Refused(problems):
            say(f"error: {'; '.join(problems)}")
        case NeedsConfirmation():
            say(f"error: {words.MAY_NOT_CONFIRM}")
        case _:
            print(words.NOTHING)
            return OK
    return FAILED
