"""What `extract` does once it is asked to."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from bot.bootstrap.parts import RunningParts, bootstrap
from bot.catalogue.building import examples
from bot.cli.ending import FAILED, OK, UnusableFile, say
from bot.extracting import words
from bot.extracting.as_yaml import drafts_as_yaml
from bot.extracting.drafting import Drafting
from bot.extracting.evaluation import NOTHING, Agreement, agreement
from bot.extracting.standing import standing
from bot.extracting.stories import Page, page_of
from bot.extracting.subjects import reader_of, subject_reader, troubles_in
from bot.extracting.unit import Subject
from bot.settings import Settings
from bot.understanding.fitted import fitted_model
from data.catalogue.entries import ServiceEntry
from data.extracting.page_file import UnreadablePage
from data.extracting.reading import MOST_BYTES, read_page
from data.seeding.seed_files import SeedReader, WrongSeeds

_ENTRIES: Final = TypeAdapter(ServiceEntry)


async def extract(settings: Settings, files: Sequence[Path]) -> int:
    """Prints the drafts of pages; of none when one of them cannot be read."""
    pages: list[Page] = []
    wrong = 0
    for file in files:
        try:
            pages.append(await asyncio.to_thread(_page, file))
        except UnreadablePage as unreadable:
            say(f"error: {file}: {words.WHY_UNREADABLE[unreadable.reason]}")
            wrong += 1
    if wrong:
        return FAILED
    async with bootstrap(settings, say, persistent=False) as parts:
        snapshot = parts.live.snapshot
        drafting = Drafting(parts.regions, reader_of(parts.live.snapshot), None)
        entries = snapshot.entries.values()
        drafts = [(draft, standing(draft, entries)) for page in pages for draft in drafting.drafts(page)]
    print(drafts_as_yaml(drafts) if drafts else "[]", end="")
    say(f"{len(drafts)} drafts from {len(pages)} pages")
    return OK


async def compare(settings: Settings, folder: Path, gold: Path) -> int:
    """Prints how the drafts of each page agree with the entries that people took from it.

    The entries of a page are left out of the model while that page is read: what it says of them is not known before.
    """
    of_page: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
    for entry in await asyncio.to_thread(_gold, gold):
        of_page[entry.source.article].append(entry)
    pages = {name: await asyncio.to_thread(_page, folder / name) for name in sorted(of_page)}
    total = NOTHING
    async with bootstrap(settings, say, persistent=False) as parts:
        for name, page in pages.items():
            drafts = Drafting(parts.regions, await _subjects_without(parts, name), None).drafts(page)
            told = agreement(drafts, of_page[name], page.text)
            total += told
            print(f"{name}: {_said(told)}")
    print(f"all {len(pages)} pages: {_said(total)}")
    return OK


def _page(file: Path) -> Page:
    try:
        with file.open("rb") as opened:
            return page_of(read_page(file.name, opened.read(MOST_BYTES + 1)))
    except OSError as error:
        raise UnusableFile(f"cannot read {file} ({error.strerror})") from None


def _gold(path: Path) -> list[ServiceEntry]:
    if path.is_dir():
        reader = SeedReader(path)
        names = sorted(one.name for one in path.iterdir() if one.suffix in (".yaml", ".yml"))
    else:
        reader, names = SeedReader(path.parent), [path.name]
    entries = [entry for name in names for entry in reader.items(name, _ENTRIES)]
    if reader.problems:
        raise WrongSeeds(reader.problems)
    return entries


async def _subjects_without(parts: RunningParts, article: str) -> Callable[[str], Subject | None]:
    """The reader by a model that was fitted without the entries of a page."""
    rows = await parts.snapshots.rows()
    left = tuple(entry for entry in rows.entries if entry.source.article != article)
    if len(left) == len(rows.entries):
        return reader_of(parts.live.snapshot)
    model = await fitted_model(
        examples(replace(rows, entries=left)), parts.snapshots.vectors, parts.snapshots.cache, parts.snapshots.on_fit
    )
    return subject_reader(parts.live.snapshot.featurizer, model, troubles_in(parts.live.snapshot))


def _said(told: Agreement) -> str:
    def share(right: int, of: int) -> str:
        return f"{right / of:.2f}" if of else "-"

    return (
        f"{told.entries} entries, {told.drafts} drafts; recall {share(told.pairs, told.entries)}, "
        f"precision {share(told.pairs, told.drafts)}; subject {share(told.subject, told.pairs)}, "
        f"region {share(told.region, told.pairs)}, provider {share(told.provider, told.pairs)}, "
        f"headline and byline {share(told.signed, told.pairs)}, figures {share(told.figures_right, told.figures)}, "
        f"dates {share(told.dates_right, told.dates)}; from other news {told.elsewhere}, not printed {told.unproved}"
    )
