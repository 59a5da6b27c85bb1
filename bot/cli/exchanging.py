"""`export` and `import`: every entry into a file, and a file into the entries, shown before it is done."""

import asyncio
from argparse import Namespace
from pathlib import Path
from typing import Final

from bot.cli.ending import USAGE, Commands, say
from bot.settings import read_settings

_KINDS: Final = {".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".xlsx": "xlsx"}


def add(commands: Commands) -> None:
    """Registers `export` and `import`."""
    export = commands.add_parser("export", help="write every entry to a .yaml, .csv or .xlsx file")
    export.add_argument("file", type=Path, help="where to; its ending says the kind")
    export.set_defaults(run=_run_export)
    importing = commands.add_parser("import", help="show what a file would change; with --yes do it, all or nothing")
    importing.add_argument("file", type=Path, help="a .yaml, .csv or .xlsx file with a row that names the columns")
    importing.add_argument("--yes", action="store_true", help="import it, whatever answers change")
    importing.add_argument("--remove-missing", action="store_true", help="remove the entries that the file has not")
    importing.add_argument("--skip-refused", action="store_true", help="leave out rows that cannot be imported")
    importing.add_argument(
        "--subject", action="append", default=[], metavar="WRITTEN=SUBJECT", help="what a subject is called in the file"
    )
    importing.set_defaults(run=_run_import)


def _run_export(options: Namespace) -> int:
    file: Path = options.file
    kind = _KINDS.get(file.suffix.lower())
    if kind is None:
        say("error: the file must end in .yaml, .csv or .xlsx")
        return USAGE
    from bot.cli.entry_files import export_to  # only here: the other commands start faster without it

    return asyncio.run(export_to(read_settings(), file, kind))


def _run_import(options: Namespace) -> int:
    from bot.cli.entry_files import Wanted, import_from  # only here, as above

    wanted = Wanted(options.yes, options.remove_missing, options.skip_refused, tuple(options.subject))
    return asyncio.run(import_from(read_settings(), options.file, wanted))
