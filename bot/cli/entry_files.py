"""What `export` and `import` do once they are asked to."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.editors import editors_over
from bot.bootstrap.parts import bootstrap, prepare
from bot.cli.ending import FAILED, OK, UnusableFile, say
from bot.editing.entries import Entries
from bot.editing.fields import WrongValue
from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, SaveResult
from bot.exchange import files, words
from bot.exchange.exchange import Exchange
from bot.exchange.rows import MOST_BYTES
from bot.exchange.telling import answer_lines, head_lines, row_lines, saved_line
from bot.people.staff import Staff
from bot.settings import Settings
from data.catalogue import changes as editing
from data.catalogue.whole import read_subjects
from data.people.audit import OPERATOR, Actor
from data.storage.engine import Database


async def export_to(settings: Settings, file: Path, kind: str) -> int:
    """Writes every entry to a file of a kind."""
    database = Database(settings.database_url)
    try:
        await prepare(database, say)
        async with database.engine.connect() as connection:
            stored = await editing.all_entries(connection)
            subjects = {subject.id: subject for subject in await read_subjects(connection)}
    finally:
        await database.close()
    content = files.write(stored.values(), kind, subjects)
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise UnusableFile(f"cannot write {file} ({error.strerror})") from None
    print(f"exported {len(stored)} entries: {file}")
    return OK


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a file; `subjects` are `WRITTEN=SUBJECT`, by id or name."""

    yes: bool
    remove_missing: bool
    skip_refused: bool
    subjects: tuple[str, ...]


async def import_from(settings: Settings, file: Path, wanted: Wanted) -> int:
    """Shows what a file would do; with `yes` does it.

    Raises:
        UnusableFile: the file cannot be read, or a subject is none.
    """
    content = await asyncio.to_thread(_content, file)
    remove_missing = wanted.remove_missing
    async with bootstrap(settings, say, persistent=False) as parts:
        entries = editors_over(parts, Staff(parts.database, frozenset(), time.time), time.time).entries
        exchange = Exchange(parts.database, entries, parts.live)
        plan = await exchange.plan(file.name, content, subjects=_subjects(entries, wanted.subjects))
        print("\n".join([*head_lines(plan), *row_lines(plan, with_missing=remove_missing)]))
        if plan.refused and not (wanted.skip_refused and not remove_missing):
            return FAILED
        if not plan.changes(remove_missing=remove_missing):
            print(words.NOTHING)
            return OK
        if not wanted.yes:
            answers = await exchange.changed_answers(plan, remove_missing=remove_missing)
            print("\n".join([*answer_lines(answers), words.ONLY_SHOWN]))
            return OK
        outcome = await exchange.commit(
            Actor(OPERATOR, "terminal"), plan, remove_missing=remove_missing, confirmed=True
        )
    return _told(outcome)


def _subjects(entries: Entries, given: tuple[str, ...]) -> dict[str, str]:
    try:
        return {name: entries.typed.intent(subject) for name, _, subject in (one.partition("=") for one in given)}
    except WrongValue as wrong:
        raise UnusableFile(str(wrong)) from None


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            return opened_file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnusableFile(f"cannot read {file} ({error.strerror})") from None


def _told(outcome: SaveResult) -> int:
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
