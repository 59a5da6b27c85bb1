"""`stations`: the directory filled from a list, a made-up set to try it out, posters for the doors."""

import asyncio
import time
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.bootstrap.parts import home_region, prepare, shipped_regions
from bot.cli.ending import FAILED, OK, Commands, say
from bot.regions import Level, Regions
from bot.settings import Settings, WrongSetting, read_settings
from data.people.audit import OPERATOR, Actor
from data.storage.engine import Database

BY = Actor(OPERATOR, "terminal")
MOST_NAMED = 50
"""Lines of each kind of change that are printed."""

MOST_POSTERS = 5_000
"""Pages of one file, which is held in memory: some 40 MB."""


def add(commands: Commands) -> None:
    """Registers `stations import`, `stations demo` and `stations posters`."""
    stations = commands.add_parser("stations", help="the directory of stations")
    of_stations = stations.add_subparsers(dest="stations_command", required=True, metavar="COMMAND")
    taking = of_stations.add_parser("import", help="take in a CSV or XLSX with Chinese headings, all of it or nothing")
    taking.add_argument("file", type=Path, metavar="FILE", help="the list")
    taking.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    taking.add_argument(
        "--system",
        choices=("gcj02", "bd09", "wgs84"),
        help="of coordinates whose row names none: gcj02 for Amap and Tencent, bd09 for Baidu, wgs84 for GPS",
    )
    taking.set_defaults(run=_import)
    demo = of_stations.add_parser("demo", help="load an invented set, marked as such, to try the bot out")
    demo.add_argument("--remove", action="store_true", help="take it out again")
    demo.set_defaults(run=_demo)
    posters = of_stations.add_parser("posters", help="print a code for each door: PDF, A5, one a page")
    posters.add_argument("--out", type=Path, default=Path("posters.pdf"), metavar="FILE", help="the PDF to write")
    posters.add_argument("--region", help="only the stations of this region")
    posters.add_argument("--bot", metavar="NAME", help="the bot's @name, for codes while UNIONBOT_WEB_URL is not set")
    posters.set_defaults(run=_posters)


async def _with_database(work: Callable[[Database, Settings, Regions, str], Awaitable[int]]) -> int:
    settings = read_settings()
    regions = shipped_regions()
    home = home_region(settings, regions)
    database = Database(settings.database_url)
    try:
        await prepare(database, say)
        return await work(database, settings, regions, home)
    finally:
        await database.close()


def _import(options: Namespace) -> int:
    from bot.stations.coordinates import System
    from bot.stations.importing import Importer
    from bot.stations.report import report

    async def work(database: Database, settings: Settings, regions: Regions, home: str) -> int:
        importer = Importer(database, regions, home, lambda: settings.day(time.time()))
        try:
            file = options.file.open("rb")
        except OSError as error:
            say(f"error: cannot read {options.file}: {error.strerror}")
            return FAILED
        with file:
            difference = await importer.take(
                file,
                BY,
                int(time.time()),
                system=System(options.system) if options.system else None,
                dry_run=options.dry_run,
                progress=lambda rows: say(f"{rows} rows read"),
            )
        for line in report(difference, dry_run=options.dry_run, most=MOST_NAMED):
            print(line)
        return OK if difference.right else FAILED

    return asyncio.run(_with_database(work))


def _demo(options: Namespace) -> int:
    from bot.stations.demonstration import put_demonstration, remove_demonstration

    async def work(database: Database, settings: Settings, regions: Regions, home: str) -> int:
        now = int(time.time())
        if options.remove:
            print(f"removed {await remove_demonstration(database, BY, now)} invented stations")
            return OK
        city = home if regions.level(home) is not Level.COUNTY else regions.parent(home) or home
        count = await put_demonstration(database, regions, city, BY, now)
        print(f"loaded {count} invented stations in {city}; take them out with: stations demo --remove")
        return OK

    return asyncio.run(_with_database(work))


def _posters(options: Namespace) -> int:
    from bot.stations.posters import write_posters
    from data.stations.directory import in_district
    from handlers.telegram.stations.links import poster_link

    async def work(database: Database, settings: Settings, regions: Regions, home: str) -> int:
        link = poster_link(settings.web_url, options.bot)
        if link is None:
            say("error: set UNIONBOT_WEB_URL, or name the bot with --bot: a code must lead somewhere")
            return FAILED
        try:
            where = regions.parse(options.region, home) if options.region else ""
        except ValueError as error:
            raise WrongSetting(f"--region: {error}") from None
        stations = await in_district(database, where, MOST_POSTERS)
        if not stations:
            say("error: no stations there; load a list with: stations import FILE")
            return FAILED
        with options.out.open("wb") as file:
            write_posters(stations, link, file, settings.operator)
        print(f"{len(stations)} posters in {options.out}")
        return OK

    return asyncio.run(_with_database(work))
