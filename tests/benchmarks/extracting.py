"""Pages into drafts: what is found on pages of ours and of a newspaper, and what it costs."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from bot.bootstrap.parts import RunningParts, bootstrap
from bot.catalogue.building import examples
from bot.extracting.drafting import Drafting
from bot.extracting.evaluation import NOTHING, Agreement, agreement
from bot.extracting.stories import page_of
from bot.extracting.subjects import reader_of, subject_reader, troubles_in
from bot.extracting.unit import Subject as Guess
from bot.understanding.fitted import fitted_model
from data.catalogue.entries import ServiceEntry
from data.extracting.reading import read_page
from data.seeding.seed_files import SeedReader
from tests.benchmarks.sheet import ROOT, Sheet, Subject
from tests.benchmarks.workplace import SHARED, database_url, environment, say, settings_for, temporary_folder

INVENTED: Final = ROOT / "tests" / "extracting" / "pages"
REAL: Final = SHARED / "articles"
SECONDS: Final = 3.0
MEGABYTES: Final = 400
_ENTRIES: Final = TypeAdapter(ServiceEntry)

Reader = Callable[[str], Guess | None]


def _invented() -> list[ServiceEntry]:
    return list(SeedReader(INVENTED).items("gold.yaml", _ENTRIES))


def _seeded() -> list[ServiceEntry]:
    reader = SeedReader(ROOT / "seeds" / "entries")
    files = sorted(path.name for path in (ROOT / "seeds" / "entries").glob("*.yaml"))
    return [entry for name in files for entry in reader.items(name, _ENTRIES)]


def _agreed(parts: RunningParts, reader: Reader, path: Path, gold: Sequence[ServiceEntry]) -> Agreement:
    page = page_of(read_page(path.name, path.read_bytes()))
    drafts = Drafting(parts.regions, reader, None).drafts(page)
    return agreement(drafts, [one for one in gold if one.source.article == path.name], page.text)


async def _reader_without(parts: RunningParts, article: str) -> Reader:
    """The reader by a model that never saw the entries of a page."""
    rows = await parts.snapshots.rows()
    left = tuple(entry for entry in rows.entries if entry.source.article != article)
    model = await fitted_model(
        examples(replace(rows, entries=left)), parts.snapshots.vectors, parts.snapshots.cache, parts.snapshots.on_fit
    )
    snapshot = parts.live.snapshot
    return subject_reader(snapshot.featurizer, model, troubles_in(snapshot))


def _rows(sheet: Sheet, what: str, told: Agreement) -> None:
    sheet.at_least(f"{what}: programmes found", told.pairs / told.entries, 0.95)
    sheet.at_least(f"{what}: drafts that are programmes, one to one", told.pairs / told.drafts, 0.85)
    sheet.at_least(f"{what}: subject right", told.subject / told.pairs, 0.95)
    sheet.at_least(f"{what}: region right", told.region / told.pairs, 0.92)
    sheet.at_least(f"{what}: provider right", told.provider / told.pairs, 0.85)
    sheet.at_least(f"{what}: headline and byline right", told.signed / told.pairs, 0.9)
    sheet.at_least(f"{what}: figures in the right draft, at their offsets", told.figures_right / told.figures, 0.93)
    sheet.at_most(f"{what}: drafts from news that is none of ours", told.elsewhere / told.drafts, 0.05)
    sheet.at_most(f"{what}: values that do not stand at their offsets", told.unproved, 0, "{:.0f}")


async def _measure(sheet: Sheet) -> None:
    with temporary_folder() as folder:
        async with bootstrap(settings_for(database_url(folder)), say, persistent=False) as parts:
            gold = _invented()
            pages = [INVENTED / name for name in sorted({one.source.article for one in gold})]
            reader = reader_of(parts.live.snapshot)
            told = sum((_agreed(parts, reader, path, gold) for path in pages), start=NOTHING)
            _rows(sheet, f"{len(pages)} invented pages", told)
            if REAL.is_dir():
                seeded, told = _seeded(), NOTHING
                found = sorted(REAL.glob("*.txt"))
                for path in found:
                    told += _agreed(parts, await _reader_without(parts, path.name), path, seeded)
                _rows(sheet, f"{len(found)} pages of a newspaper, the model without their entries", told)
            else:
                sheet.note("The pages of a newspaper are not beside the project.")
            _pace(sheet, parts, [*pages, *sorted(REAL.glob("*.txt"))])
        sheet.at_most(
            "`extract` of one page, a process: most memory, MB", _memory(folder, pages[-1]), MEGABYTES, "{:.0f}"
        )
    sheet.note("A clear draft takes two presses from its page to the live entry: the file with /drafts, 采纳.")


def _pace(sheet: Sheet, parts: RunningParts, pages: Sequence[Path]) -> None:
    """The longest that a page takes, from its file to its drafts."""
    longest = 0.0
    for path in pages:
        begun = time.perf_counter()
        page = page_of(read_page(path.name, path.read_bytes()))
        Drafting(parts.regions, reader_of(parts.live.snapshot), None).drafts(page)
        longest = max(longest, time.perf_counter() - begun)
    sheet.at_most(f"one page of {len(pages)}, at most, s", longest, SECONDS, "{:.2f}")


def _memory(folder: Path, page: Path) -> float:
    """The most memory that `extract` of a page held, by its own process.

    Linux's VmHWM begins anew with a program; `ru_maxrss` begins with what its parent held, here this bench.
    """
    code = (
        "import sys\n"
        "from bot.cli import main\n"
        "main(sys.argv[1:])\n"
        "status = open('/proc/self/status').read()\n"
        "print(status.split('VmHWM:')[1].split()[0], file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code, "extract", str(page)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(database_url(folder)), capture_output=True, text=True, check=True
    )
    return int(done.stderr.split()[-1]) / 1024


def measure(sheet: Sheet) -> None:
    """See the module."""
    asyncio.run(_measure(sheet))


SUBJECT: Final = Subject("Pages into drafts", measure)
