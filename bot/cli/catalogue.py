"""`load`, `migrate`, `seeds check` and `seeds fit`: the catalogue, its tables and its model."""

import asyncio
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bootstrap import words
from bot.bootstrap.parts import make_data_folder, prepare, shipped_synonyms
from bot.catalogue.building import Snapshots, examples
from bot.cli.ending import FAILED, OK, Commands, say
from bot.settings import Settings, read_settings
from bot.understanding.fitted import model_name, models_in, shipped_models
from bot.understanding.shipped import shipped_featurizer, shipped_vectors
from data.seeding.law_proof import prove_guides
from data.seeding.loading import LoadReport, load_seeds
from data.seeding.seed_checks import check_seeds, read_seeds
from data.seeding.seed_files import seeds_folder
from data.seeding.source_proof import prove_sources
from data.storage.engine import Database
from data.upkeep.migrating import migrate


def add(commands: Commands) -> None:
    """Registers `load`, `migrate` and `seeds`."""
    load = commands.add_parser("load", help="load the seeds; edits made by admins are kept and listed")
    load.add_argument("--articles", type=Path, metavar="DIR", help="store the sources' own words from these pages too")
    load.set_defaults(run=lambda options: asyncio.run(_load(read_settings(), options.articles)))
    migrating = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrating.set_defaults(run=lambda options: asyncio.run(_migrate(read_settings())))
    seeds = commands.add_parser("seeds", help="work on the seed files")
    of_seeds = seeds.add_subparsers(dest="seeds_command", required=True, metavar="COMMAND")
    check = of_seeds.add_parser(
        "check", help="check shapes, ids and cross-references; with --articles prove every entry and guide"
    )
    check.add_argument("--laws", type=Path, metavar="DIR", help="folder of the laws (else `laws` beside the pages)")
    check.add_argument("--articles", type=Path, metavar="DIR", help="folder of the newspaper pages")
    check.set_defaults(run=_check_seeds)
    fit = of_seeds.add_parser(
        "fit", help="fit the model that ships with the program, so that no first start need fit it"
    )
    fit.set_defaults(run=lambda options: asyncio.run(_fit_seeds()))


def _check_seeds(options: Namespace) -> int:
    articles: Path | None = options.articles
    problems = check_seeds(seeds_folder())
    if not problems and articles is not None:
        seeds = read_seeds(seeds_folder())
        laws: Path = options.laws or articles.resolve().parent / "laws"
        problems = prove_sources(seeds, articles) or prove_guides(seeds, laws)
    for problem in problems:
        print(problem)
    if problems:
        say(f"error: problems in the seeds: {len(problems)}")
        return FAILED
    seeds = read_seeds(seeds_folder())
    proved = ", every one proved by its page" if articles is not None else ""
    by_law = ", every one proved by its law" if articles is not None else ""
    counted = f"{len(seeds.entries)} entries{proved}, {len(seeds.guides)} guides{by_law}, {len(seeds.phrases)} phrases"
    print(f"seeds are right: {counted}")
    return OK


async def _fit_seeds() -> int:
    folder = shipped_models()
    with TemporaryDirectory() as place:
        database = Database(f"sqlite:///{place}/seeds.db")
        try:
            await prepare(database, lambda _: None)
            snapshots = Snapshots(
                database,
                shipped_featurizer(),
                shipped_synonyms(),
                shipped_vectors(),
                folder,
                lambda count: say(words.FITTING.format(count=count)),
            )
            rows = await snapshots.rows()
            await snapshots.model(rows)
        finally:
            await database.close()
    name = model_name(examples(rows), snapshots.vectors)
    for older in models_in(folder):
        if older.name != name:
            older.unlink()
    print(f"fitted: {name}")
    return OK


async def _migrate(settings: Settings) -> int:
    database = Database(settings.database_url)
    make_data_folder(database)
    try:
        await database.reach()
        done = await migrate(database)
    finally:
        await database.close()
    print("\n".join(f"migrated: {step}" for step in done) or "nothing to migrate")
    return OK


async def _load(settings: Settings, articles: Path | None) -> int:
    database = Database(settings.database_url)
    try:
        await prepare(database, say)
        report = await load_seeds(database, read_seeds(seeds_folder()), articles)
    finally:
        await database.close()
    _print_load(report)
    return OK


def _print_load(report: LoadReport) -> None:
    print(f"added {len(report.added)}, changed {len(report.changed)}, removed {len(report.removed)} entries")
    for kept in report.kept:
        differs = f"differs from the seeds in: {', '.join(kept.keys)}"
        print(f"kept as removed here: {kept.id}" if kept.removed else f"kept as edited here: {kept.id} ({differs})")
