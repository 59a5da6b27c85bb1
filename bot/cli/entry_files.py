"""What `export` and `import` do once they are asked to."""

import asyncio
import time
from pathlib import Path

from bot.cli.ending import FAILED, OK, UnusableFile, say
from bot.editing.opening import entries_over
from bot.editing.outcomes import NeedsConfirmation, Outcome, Overtaken, Refused, Saved
from bot.exchange import files
from bot.exchange.exchange import Exchange
from bot.exchange.rows import MOST_BYTES
from bot.exchange.telling import answer_lines, head_lines, row_lines, saved_line
from bot.opening import opened, prepare
from bot.settings import Settings
from bot.staff import Staff
from bot.wording import exchange as words
from data import editing
from data.audit import OPERATOR, Actor
from data.engine import Database


async def export_to(settings: Settings, file: Path, kind: str) -> int:
    """Writes every entry to a file of a kind."""
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


async def import_from(settings: Settings, file: Path, *, yes: bool, remove_missing: bool) -> int:
    """Shows what a file would do; with `yes` does it."""
    content = await asyncio.to_thread(_content, file)
    async with opened(settings, say, persistent=False) as parts:
        entries = entries_over(parts, Staff(parts.database, frozenset(), time.time), time.time)
        exchange = Exchange(parts.database, entries)
        plan = await exchange.plan(file.name, content)
        print("\n".join([*head_lines(plan), *row_lines(plan, with_missing=remove_missing)]))
        if plan.refused:
            return FAILED
        if not plan.changes(remove_missing=remove_missing):
            print(words.NOTHING)
            return OK
        if not yes:
            answers = await exchange.changed_answers(plan, remove_missing=remove_missing)
            print("\n".join([*answer_lines(answers), words.ONLY_SHOWN]))
            return OK
        outcome = await exchange.commit(
            Actor(OPERATOR, "terminal"), plan, remove_missing=remove_missing, confirmed=True
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
