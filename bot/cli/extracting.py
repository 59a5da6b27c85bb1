"""`extract`: drafts of entries from files of pages, or how well they agree with what people read there."""

import asyncio
from argparse import Namespace
from pathlib import Path

from bot.cli.ending import USAGE, Commands, say
from bot.settings import read_settings


def add(commands: Commands) -> None:
    """Registers `extract`."""
    extract = commands.add_parser(
        "extract", help="print drafts of entries, with evidence, from pages (TXT, PDF, DOCX, HTML)"
    )
    extract.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a page")
    extract.add_argument(
        "--eval", nargs=2, type=Path, metavar=("PAGES", "GOLD"), dest="compared",
        help="instead compare the drafts of the pages in a folder with the entries in a YAML file or a folder of them",
    )  # fmt: skip
    extract.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    if bool(options.files) == (options.compared is not None):
        say("error: name files, or --eval PAGES GOLD")
        return USAGE
    from bot.cli.page_files import compare, extract  # only here: the other commands start faster without it

    if options.compared is not None:
        pages, gold = options.compared
        return asyncio.run(compare(read_settings(), pages, gold))
    return asyncio.run(extract(read_settings(), options.files))
