"""The commands; with `__main__` the one place that knows every part."""

import sys
from argparse import Action, ArgumentParser
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Final

from bot.cli import (
    answering,
    backing_up,
    catalogue,
    examining,
    exchanging,
    extracting,
    measuring,
    serving,
    stations,
)
from bot.cli.ending import FAILED, OK, UnusableFile, say
from bot.cli.evaluation import WrongLabels
from bot.exchange.rows import WrongFile
from bot.settings import WrongSetting
from bot.understanding.fitted import FittingFailed
from data.seeding.seed_files import WrongSeeds
from data.storage.engine import DatabaseUnreachable
from data.storage.key_files import WrongKey
from data.upkeep.backups import CannotBackUp, CannotRestore, WrongBackup
from data.upkeep.migrating import DatabaseTooNew, PendingMigrations

OPERATOR_ERRORS: Final = (
    serving.ChannelStopped,
    WrongSetting,
    PendingMigrations,
    DatabaseTooNew,
    DatabaseUnreachable,
    WrongSeeds,
    FittingFailed,
    WrongLabels,
    CannotBackUp,
    CannotRestore,
    WrongBackup,
    WrongKey,
    WrongFile,
    UnusableFile,
)
"""Their texts name cause and fix, so that they are printed without a trace."""


class _Version(Action):
    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        """Prints it; looked up only when it is asked for."""
        print(f"unionbot {version('unionbot')}")
        parser.exit(OK)


def parser() -> ArgumentParser:
    """Every command with its help."""
    top = ArgumentParser(
        prog="python -m bot", description="A workers' union assistant: answers with one sourced service, offline."
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parts = (serving, answering, catalogue, stations, exchanging, extracting, backing_up, examining, measuring)
    for part in parts:
        part.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it worked, 1 when it could not, 2 when it was called wrongly."""
    options = parser().parse_args(arguments)
    run: Callable[..., int] = options.run
    try:
        return run(options)
    except OPERATOR_ERRORS as error:
        say(f"error: {error}")
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (head, less): nothing more to say to it.
        sys.stderr.close()
        return OK
